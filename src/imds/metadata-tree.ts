import type { InstanceView, NetworkInterfaceView } from '../operation/instances.ts';
import type { IdentityCredentials } from './identity/identity-credentials.ts';
import type { InstanceIdentity } from './identity/instance-identity.ts';
import { identityDocument } from './identity-document.ts';
import type { IamMetadata } from './instance-roles.ts';
import { NETWORK_INTERFACE_TREE } from './network-tree.ts';

/** Whose metadata. What takes a look-up of its own is asked for where the path leads there. */
export interface MetadataSubject {
  readonly instance: InstanceView;
  readonly identity: Pick<InstanceIdentity, 'signature' | 'envelope' | 'sshSignerCertificate'>;
  readonly identityCredentials: Pick<IdentityCredentials, 'info' | 'document'>;
  /** What the instance has of IAM's: nothing without a profile. */
  readonly iam: () => Promise<IamMetadata | undefined>;
  readonly networkInterfaces: () => Promise<readonly NetworkInterfaceView[]>;
}

/** One thing to read: text, bytes, or text that is made when it is asked for. */
export type Leaf = string | Uint8Array | (() => string | Promise<string>);

/** A row's value. A record fills the row's `*` and exists even when empty; `undefined` means that AWS shows nothing there. */
type Value = Leaf | Readonly<Record<string, Leaf>> | undefined;

/** Where it is, the version that brought it, and what it holds. */
type Row = readonly [
  path: string,
  since: string,
  value: (subject: MetadataSubject) => Value | Promise<Value>,
];

/** A place in the tree of one instance: a leaf's path, or a directory that exists though it is empty. */
export interface TreeEntry {
  readonly path: string;
  /** Absent from an empty directory. */
  readonly leaf?: Leaf | undefined;
}

const MACS = 'meta-data/network/interfaces/macs';

/**
 * The whole tree below a version, in the order of its listings, which follow from the paths that have a
 * value; a last `*` stands for the names of a record. What AWS documents and is not here, no instance has:
 * `ancestor-ami-ids`, `autoscaling/`, `elastic-*`, `events/recommendations/`, `ipv6`, `kernel-id`, `placement/group-name`,
 * `host-id` and `partition-number`, `product-codes`, `ramdisk-id`, `spot/`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html#instancedata-data-categories
 */
const TREE: readonly Row[] = [
  ['dynamic/fws/instance-monitoring', '2009-04-04', monitoring],
  [
    'dynamic/instance-identity/document',
    '2009-04-04',
    ({ instance }) =>
      () =>
        identityDocument(instance),
  ],
  ['dynamic/instance-identity/pkcs7', '2009-04-04', signedDocument],
  ['dynamic/instance-identity/rsa2048', '2009-04-04', signedDocument],
  ['dynamic/instance-identity/signature', '2009-04-04', documentSignature],

  ['meta-data/ami-id', '1.0', ({ instance }) => instance.imageId],
  ['meta-data/ami-launch-index', '1.0', ({ instance }) => String(instance.amiLaunchIndex)],
  ['meta-data/ami-manifest-path', '1.0', () => '(unknown)'],
  ['meta-data/block-device-mapping/*', '2007-12-15', blockDevices],
  ['meta-data/events/maintenance/history', '2018-08-17', () => '[]'],
  ['meta-data/events/maintenance/scheduled', '2018-08-17', () => '[]'],
  ['meta-data/hibernation/configured', '2018-09-24', () => 'false'],
  ['meta-data/hostname', '1.0', ({ instance }) => instance.privateDnsName],
  ['meta-data/iam/info', '2012-01-12', async ({ iam }) => (await iam())?.info],
  ['meta-data/iam/security-credentials/*', '2012-01-12', credentials],
  ['meta-data/identity-credentials/ec2/info', '2018-05-23', identityInfo],
  ['meta-data/identity-credentials/ec2/security-credentials/ec2-instance', '2018-05-23', identityCredentials],
  ['meta-data/instance-action', '2008-09-01', () => 'none'],
  ['meta-data/instance-id', '1.0', ({ instance }) => instance.instanceId],
  ['meta-data/instance-life-cycle', '2019-10-01', () => 'on-demand'],
  ['meta-data/instance-type', '2007-08-29', ({ instance }) => instance.instanceType],
  ['meta-data/local-hostname', '2007-01-19', ({ instance }) => instance.privateDnsName],
  ['meta-data/local-ipv4', '1.0', ({ instance }) => instance.privateIp],
  ['meta-data/mac', '2011-01-01', ({ instance }) => instance.mac],
  ['meta-data/managed-ssh-keys/signer-cert', '2019-10-01', sshSigner],
  [`${MACS}/`, '2011-01-01', () => undefined],
  ['meta-data/placement/availability-zone', '2008-02-01', ({ instance }) => instance.availabilityZone],
  ['meta-data/placement/availability-zone-id', '2019-10-01', ({ instance }) => instance.availabilityZoneId],
  ['meta-data/placement/region', '2020-08-24', ({ instance }) => instance.region],
  ['meta-data/profile', '2011-01-01', () => 'default-hvm'],
  ['meta-data/public-hostname', '2007-01-19', ({ instance }) => instance.publicDnsName],
  ['meta-data/public-ipv4', '2007-01-19', ({ instance }) => instance.publicIp],
  ['meta-data/public-keys/0/openssh-key', '1.0', ({ instance }) => instance.publicKey],
  ['meta-data/reservation-id', '1.0', ({ instance }) => instance.reservationId],
  ['meta-data/security-groups', '1.0', groupNames],
  ['meta-data/services/domain', '2014-02-25', () => 'amazonaws.com'],
  ['meta-data/services/partition', '2015-10-20', () => 'aws'],
  ['meta-data/system', '2022-09-24', ({ instance }) => instance.hypervisor],
  ['meta-data/tags/instance/*', '2021-03-23', tags],

  ['user-data', '1.0', userData],
];

/**
 * What an instance's metadata holds at a path, above and below it, in the order of the table.
 *
 * @param version `latest` or the date of a version: as texts they are in the order of their age
 * @param path below the version, without slashes at its ends; empty for all
 */
export async function metadataEntries(
  subject: MetadataSubject,
  version: string,
  path: string,
): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (const [row, since, valueOf] of TREE) {
    if (since > version || !isOnTheWay(row, path)) continue;
    if (row === `${MACS}/`) entries.push(...(await interfaceEntries(subject, version)));
    else entries.push(...entriesOf(row, await valueOf(subject)));
  }
  return entries;
}

/** Whether a row may hold what is at a path or below it. */
function isOnTheWay(row: string, path: string): boolean {
  const fixed = row.endsWith('*') ? row.slice(0, -1) : row;
  return path === '' || fixed.startsWith(path) || path.startsWith(fixed);
}

/** Those of the network interfaces, by their addresses. */
async function interfaceEntries(subject: MetadataSubject, version: string): Promise<TreeEntry[]> {
  const { instance } = subject;
  const interfaces = await subject.networkInterfaces();
  const inOrder = [...interfaces].sort((a, b) => (a.mac < b.mac ? -1 : 1));
  return inOrder.flatMap((nic) =>
    NETWORK_INTERFACE_TREE.flatMap(([name, since, valueOf]) =>
      since > version ? [] : entriesOf(`${MACS}/${nic.mac}/${name}`, valueOf({ instance, nic })),
    ),
  );
}

function entriesOf(path: string, value: Value): TreeEntry[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value instanceof Uint8Array) return [{ path, leaf: value }];
  const directory = path.slice(0, -'/*'.length);
  const names = Object.keys(value).sort();
  if (names.length === 0) return [{ path: directory }];
  return names.map((name) => ({ path: `${directory}/${name}`, leaf: value[name] }));
}

function monitoring({ instance }: MetadataSubject): string {
  return instance.isMonitored ? 'enabled' : 'disabled';
}

/** With a signature that tells when the instance was started, as the document does: two answers are alike. */
function signedDocument({ instance, identity }: MetadataSubject): Leaf {
  return () => identity.envelope(identityDocument(instance), instance.launchTime);
}

function documentSignature({ instance, identity }: MetadataSubject): Leaf {
  return () => identity.signature(identityDocument(instance));
}

function sshSigner({ instance, identity }: MetadataSubject): Leaf {
  return () => identity.sshSignerCertificate(instance.region);
}

/** The root device under both its names; further volumes as AWS counts them, `ebs1` and on. */
function blockDevices({ instance }: MetadataSubject): Record<string, string> {
  const devices: Record<string, string> = { ami: instance.rootDeviceName, root: instance.rootDeviceName };
  const further = instance.blockDevices.filter(({ deviceName }) => deviceName !== instance.rootDeviceName);
  for (const [i, { deviceName }] of further.entries()) devices[`ebs${i + 1}`] = deviceName;
  return devices;
}

async function credentials({ iam }: MetadataSubject): Promise<Record<string, Leaf> | undefined> {
  const found = await iam();
  if (found === undefined) return undefined;
  return found.role === undefined ? {} : { [found.role.name]: found.role.credentials };
}

function identityInfo({ instance, identityCredentials: own }: MetadataSubject): Leaf {
  return () => own.info(instance);
}

function identityCredentials({ instance, identityCredentials: own }: MetadataSubject): Leaf {
  return () => own.document(instance);
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
