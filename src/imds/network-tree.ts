import type { InstanceView, NetworkInterfaceView } from '../operation/instances.ts';

/** A network interface with the instance that it is on. */
interface Subject {
  readonly instance: InstanceView;
  readonly nic: NetworkInterfaceView;
}

/** Below `network/interfaces/macs/MAC/`: a leaf's name, the version that brought it, and what it holds. */
type Row = readonly [
  name: string,
  since: string,
  value: (subject: Subject) => string | Readonly<Record<string, string>> | undefined,
];

/**
 * What every network interface shows.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html#instancedata-data-categories
 */
export const NETWORK_INTERFACE_TREE: readonly Row[] = [
  ['device-number', '2011-01-01', ({ nic }) => String(nic.deviceIndex)],
  ['interface-id', '2011-01-01', ({ nic }) => nic.id],
  ['ipv4-associations/*', '2011-01-01', publicAddresses],
  ['local-hostname', '2011-01-01', ({ nic }) => nic.privateDnsName],
  ['local-ipv4s', '2011-01-01', ({ nic }) => nic.privateIps.join('\n')],
  ['mac', '2011-01-01', ({ nic }) => nic.mac],
  ['network-card', '2020-11-01', () => '0'],
  ['owner-id', '2011-01-01', ({ instance }) => instance.accountId],
  ['public-hostname', '2011-01-01', ({ nic }) => nic.publicDnsName],
  ['public-ipv4s', '2011-01-01', publicIps],
  ['security-group-ids', '2011-01-01', ({ nic }) => nic.securityGroups.map((one) => one.groupId).join('\n')],
  ['security-groups', '2011-01-01', ({ nic }) => nic.securityGroups.map((one) => one.groupName).join('\n')],
  ['subnet-id', '2011-01-01', ({ nic }) => nic.subnetId],
  ['subnet-ipv4-cidr-block', '2011-01-01', ({ nic }) => nic.subnetCidr],
  ['vpc-id', '2011-01-01', ({ instance }) => instance.vpcId],
  ['vpc-ipv4-cidr-block', '2011-01-01', ({ instance }) => instance.vpcCidr],
  ['vpc-ipv4-cidr-blocks', '2016-06-30', ({ instance }) => instance.vpcCidr],
];

/** Each public address with the private one behind it. */
function publicAddresses({ nic }: Subject): Readonly<Record<string, string>> | undefined {
  if (nic.publicAddresses.length === 0) return undefined;
  return Object.fromEntries(nic.publicAddresses.map(({ publicIp, privateIp }) => [publicIp, privateIp]));
}

function publicIps({ nic }: Subject): string | undefined {
  if (nic.publicAddresses.length === 0) return undefined;
  return nic.publicAddresses.map(({ publicIp }) => publicIp).join('\n');
}
