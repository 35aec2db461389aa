import type { InstanceView } from '../operation/instances.ts';
import { identityDocument } from './identity-document.ts';
import type { IamMetadata } from './instance-roles.ts';

/** Whose metadata: the instance, and what it has of IAM's (nothing without a profile). */
export interface MetadataSubject {
  readonly instance: InstanceView;
  readonly iam?: IamMetadata | undefined;
}

/** One thing to read: text, bytes, or text that is made when it is asked for. */
export type Leaf = string | Uint8Array | (() => string | Promise<string>);

/** A row's value. A record fills the row's `*` and exists even when empty; `undefined` means that AWS shows nothing there. */
type Value = Leaf | Readonly<Record<string, Leaf>> | undefined;

type Row = readonly [path: string, value: (subject: MetadataSubject) => Value];

/**
 * The whole tree below a version. `{mac}` stands for the network interface's address, a last `*` for the
 * names of a record; listings follow from the paths that have a value.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html#instancedata-data-categories
 */
const TREE: readonly Row[] = [
  [
    'dynamic/instance-identity/document',
    ({ instance }) =>
      () =>
        identityDocument(instance),
  ],

  ['meta-data/ami-id', ({ instance }) => instance.imageId],
  ['meta-data/ami-launch-index', ({ instance }) => String(instance.amiLaunchIndex)],
  ['meta-data/ami-manifest-path', () => '(unknown)'],
  ['meta-data/block-device-mapping/*', blockDevices],
  ['meta-data/events/maintenance/history', () => '[]'],
  ['meta-data/events/maintenance/scheduled', () => '[]'],
  ['meta-data/hibernation/configured', () => 'false'],
  ['meta-data/hostname', ({ instance }) => instance.privateDnsName],
  ['meta-data/iam/info', ({ iam }) => iam?.info],
  ['meta-data/iam/security-credentials/*', ({ iam }) => iam && credentials(iam)],
  ['meta-data/instance-action', () => 'none'],
  ['meta-data/instance-id', ({ instance }) => instance.instanceId],
  ['meta-data/instance-life-cycle', () => 'on-demand'],
  ['meta-data/instance-type', ({ instance }) => instance.instanceType],
  ['meta-data/local-hostname', ({ instance }) => instance.privateDnsName],
  ['meta-data/local-ipv4', ({ instance }) => instance.privateIp],
  ['meta-data/mac', ({ instance }) => instance.mac],
  ['meta-data/network/interfaces/macs/{mac}/device-number', () => '0'],
  ['meta-data/network/interfaces/macs/{mac}/interface-id', ({ instance }) => instance.networkInterfaceId],
  ['meta-data/network/interfaces/macs/{mac}/ipv4-associations/*', publicAddresses],
  ['meta-data/network/interfaces/macs/{mac}/local-hostname', ({ instance }) => instance.privateDnsName],
  ['meta-data/network/interfaces/macs/{mac}/local-ipv4s', ({ instance }) => instance.privateIp],
  ['meta-data/network/interfaces/macs/{mac}/mac', ({ instance }) => instance.mac],
  ['meta-data/network/interfaces/macs/{mac}/owner-id', ({ instance }) => instance.accountId],
  ['meta-data/network/interfaces/macs/{mac}/public-hostname', ({ instance }) => instance.publicDnsName],
  ['meta-data/network/interfaces/macs/{mac}/public-ipv4s', ({ instance }) => instance.publicIp],
  ['meta-data/network/interfaces/macs/{mac}/security-group-ids', groupIds],
  ['meta-data/network/interfaces/macs/{mac}/security-groups', groupNames],
  ['meta-data/network/interfaces/macs/{mac}/subnet-id', ({ instance }) => instance.subnetId],
  ['meta-data/network/interfaces/macs/{mac}/subnet-ipv4-cidr-block', ({ instance }) => instance.subnetCidr],
  ['meta-data/network/interfaces/macs/{mac}/vpc-id', ({ instance }) => instance.vpcId],
  ['meta-data/network/interfaces/macs/{mac}/vpc-ipv4-cidr-block', ({ instance }) => instance.vpcCidr],
  ['meta-data/network/interfaces/macs/{mac}/vpc-ipv4-cidr-blocks', ({ instance }) => instance.vpcCidr],
  ['meta-data/placement/availability-zone', ({ instance }) => instance.availabilityZone],
  ['meta-data/placement/availability-zone-id', ({ instance }) => instance.availabilityZoneId],
  ['meta-data/placement/region', ({ instance }) => instance.region],
  ['meta-data/profile', () => 'default-hvm'],
  ['meta-data/public-hostname', ({ instance }) => instance.publicDnsName],
  ['meta-data/public-ipv4', ({ instance }) => instance.publicIp],
  ['meta-data/public-keys/0/openssh-key', ({ instance }) => instance.publicKey],
  ['meta-data/reservation-id', ({ instance }) => instance.reservationId],
  ['meta-data/security-groups', groupNames],
  ['meta-data/services/domain', () => 'amazonaws.com'],
  ['meta-data/services/partition', () => 'aws'],
  ['meta-data/tags/instance/*', tags],

  ['user-data', userData],
];

/** A place in the tree of one instance: a leaf's path, or a directory that exists though it is empty. */
export interface TreeEntry {
  readonly path: string;
  /** Absent from an empty directory. */
  readonly leaf?: Leaf | undefined;
}

/** All that an instance's metadata holds, in the order of the table. */
export function metadataEntries(subject: MetadataSubject): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const [pattern, valueOf] of TREE) {
    const value = valueOf(subject);
    if (value === undefined) continue;
    const path = pattern.replace('{mac}', subject.instance.mac);
    if (typeof value === 'object' && !(value instanceof Uint8Array)) entries.push(...expand(path, value));
    else entries.push({ path, leaf: value });
  }
  return entries;
}

function expand(path: string, leaves: Readonly<Record<string, Leaf>>): TreeEntry[] {
  const directory = path.slice(0, -'/*'.length);
  const names = Object.keys(leaves).sort();
  if (names.length === 0) return [{ path: directory }];
  return names.map((name) => ({ path: `${directory}/${name}`, leaf: leaves[name] }));
}

/** The root device under both its names; further volumes as AWS counts them, `ebs1` and on. */
function blockDevices({ instance }: MetadataSubject): Record<string, string> {
  const devices: Record<string, string> = { ami: instance.rootDeviceName, root: instance.rootDeviceName };
  const further = instance.blockDevices.filter(({ deviceName }) => deviceName !== instance.rootDeviceName);
  for (const [i, { deviceName }] of further.entries()) devices[`ebs${i + 1}`] = deviceName;
  return devices;
}

function credentials({ role }: IamMetadata): Record<string, Leaf> {
  return role === undefined ? {} : { [role.name]: role.credentials };
}

function publicAddresses({ instance }: MetadataSubject): Record<string, string> | undefined {
  return instance.publicIp === undefined ? undefined : { [instance.publicIp]: instance.privateIp };
}

function groupIds({ instance }: MetadataSubject): string {
  return instance.securityGroups.map(({ groupId }) => groupId).join('\n');
}

function groupNames({ instance }: MetadataSubject): string {
  return instance.securityGroups.map(({ groupName }) => groupName).join('\n');
}

/** Absent unless enabled, and when there is no tag (guess: AWS documents nothing of an instance without tags). */
function tags({ instance }: MetadataSubject): Readonly<Record<string, string>> | undefined {
  const isServed = instance.metadataOptions.instanceMetadataTags === 'enabled';
  return isServed && Object.keys(instance.tags).length > 0 ? instance.tags : undefined;
}

function userData({ instance }: MetadataSubject): Uint8Array | undefined {
  return instance.userData === undefined ? undefined : Buffer.from(instance.userData, 'base64');
}
