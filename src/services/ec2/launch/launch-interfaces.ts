import type {
  InstanceNetworkInterfaceSpecification,
  RunInstancesRequest,
} from '../../../model/generated/ec2.ts';
import { invalidParameterCombination, invalidParameterValue, unsupported } from '../errors.ts';
import { assertIdOf, assertIdsOf, NETWORK_INTERFACE, SECURITY_GROUP, SUBNET } from '../shared/resources.ts';

/** A network interface as a launch asks for it. */
export interface InterfaceRequest {
  readonly deviceIndex: number;
  /** One that is there already; otherwise a new one is made. */
  readonly interfaceId: string | undefined;
  readonly subnetId: string | undefined;
  readonly groupIds: readonly string[];
  readonly privateIp: string | undefined;
  /** Beside its first address: these, and so many more. */
  readonly secondaryIps: readonly string[];
  readonly secondaryCount: number;
  /** `undefined`: as the subnet says. */
  readonly publicIp: boolean | undefined;
  readonly description: string;
  readonly deleteOnTermination: boolean;
}

/** As the largest instance types have. */
const MAX_INTERFACES = 15;
const MAX_ADDRESSES = 50;

/**
 * The interfaces that a request specifies, by device index; none where it leaves that to the instance.
 *
 * @throws AwsError for what EC2 refuses, or the house does not do
 */
export function readInterfaces(input: RunInstancesRequest): readonly InterfaceRequest[] {
  const asked = input.NetworkInterfaces ?? [];
  if (asked.length === 0) return [];
  if (input.SubnetId) {
    throw invalidParameterCombination(
      'Network interfaces and an instance-level subnet ID may not be specified on the same request',
    );
  }
  if ((input.SecurityGroupIds?.length ?? 0) > 0 || (input.SecurityGroups?.length ?? 0) > 0) {
    throw invalidParameterCombination(
      'Network interfaces and an instance-level security groups may not be specified on the same request',
    );
  }
  const interfaces = asked.map((nic) => readInterface(nic, input, asked.length));
  if (!interfaces.some(({ deviceIndex }) => deviceIndex === 0)) {
    throw invalidParameterCombination(
      'The specified network interfaces must include one with device index 0',
    );
  }
  if (new Set(interfaces.map(({ deviceIndex }) => deviceIndex)).size < interfaces.length) {
    throw invalidParameterCombination('Each network interface requires a unique device index.');
  }
  return interfaces.toSorted((a, b) => a.deviceIndex - b.deviceIndex);
}

function readInterface(
  nic: InstanceNetworkInterfaceSpecification,
  { MaxCount, PrivateIpAddress }: RunInstancesRequest,
  count: number,
): InterfaceRequest {
  refuseWhatIsNotDone(nic);
  const deviceIndex = nic.DeviceIndex ?? 0;
  if (deviceIndex < 0 || deviceIndex >= MAX_INTERFACES) {
    const why = `Expecting a value between 0 and ${MAX_INTERFACES - 1}.`;
    throw invalidParameterValue(deviceIndex, 'deviceIndex', why);
  }
  if (nic.AssociatePublicIpAddress !== undefined && count > 1) {
    throw invalidParameterCombination(
      'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.',
    );
  }
  const groupIds = [...new Set(nic.Groups)];
  const read = {
    deviceIndex,
    interfaceId: nic.NetworkInterfaceId || undefined,
    subnetId: nic.SubnetId || undefined,
    groupIds,
    publicIp: nic.AssociatePublicIpAddress,
    description: nic.Description ?? '',
    ...readAddresses(nic, deviceIndex === 0 ? PrivateIpAddress : undefined),
  };
  const { interfaceId: id } = read;
  if (id === undefined) {
    if (read.subnetId !== undefined) assertIdOf(SUBNET, read.subnetId);
    assertIdsOf(SECURITY_GROUP, groupIds);
    assertSingle(read.privateIp !== undefined || read.secondaryIps.length > 0, MaxCount);
    return { ...read, deleteOnTermination: nic.DeleteOnTermination ?? true };
  }
  assertIdOf(NETWORK_INTERFACE, id);
  if (read.subnetId !== undefined) {
    throw invalidParameterCombination(
      'A network interface may not specify both a network interface ID and a subnet',
    );
  }
  if (groupIds.length > 0) {
    throw invalidParameterCombination(
      'A network interface may not specify both a network interface ID and security groups',
    );
  }
  if (read.privateIp !== undefined || read.secondaryIps.length > 0 || read.secondaryCount > 0) {
    throw invalidParameterCombination(
      'A network interface may not specify both a network interface ID and a private IP address',
    );
  }
  if (read.publicIp !== undefined) {
    throw invalidParameterCombination(
      'A network interface may not specify both a network interface ID and associatePublicIPAddress',
    );
  }
  if (MaxCount > 1) {
    throw invalidParameterCombination(
      'A network interface ID may only be specified when launching a single instance',
    );
  }
  return { ...read, deleteOnTermination: nic.DeleteOnTermination ?? false };
}

function refuseWhatIsNotDone(nic: InstanceNetworkInterfaceSpecification): void {
  if ((nic.Ipv6AddressCount ?? 0) > 0 || (nic.Ipv6Addresses?.length ?? 0) > 0) {
    throw unsupported('NetworkInterface.Ipv6Address');
  }
  if ((nic.Ipv4PrefixCount ?? 0) > 0 || (nic.Ipv4Prefixes?.length ?? 0) > 0) {
    throw unsupported('NetworkInterface.Ipv4Prefix');
  }
  if ((nic.Ipv6PrefixCount ?? 0) > 0 || (nic.Ipv6Prefixes?.length ?? 0) > 0) {
    throw unsupported('NetworkInterface.Ipv6Prefix');
  }
  if ((nic.InterfaceType || 'interface') !== 'interface') throw unsupported('NetworkInterface.InterfaceType');
  if ((nic.NetworkCardIndex ?? 0) !== 0) throw unsupported('NetworkInterface.NetworkCardIndex');
  if (nic.AssociateCarrierIpAddress === true) throw unsupported('NetworkInterface.AssociateCarrierIpAddress');
  if (nic.PrimaryIpv6 === true) throw unsupported('NetworkInterface.PrimaryIpv6');
}

type Addresses = Pick<InterfaceRequest, 'privateIp' | 'secondaryIps' | 'secondaryCount'>;

function readAddresses(
  nic: InstanceNetworkInterfaceSpecification,
  ofInstance: string | undefined,
): Addresses {
  const listed = nic.PrivateIpAddresses ?? [];
  const count = nic.SecondaryPrivateIpAddressCount ?? 0;
  if (listed.length > 0 && count > 0) {
    throw invalidParameterCombination(
      'The parameter privateIpAddresses cannot be used with the parameter secondaryPrivateIpAddressCount',
    );
  }
  const primaries = listed.filter(({ Primary }) => Primary === true);
  const single = nic.PrivateIpAddress || ofInstance || undefined;
  if (primaries.length > 1 || (primaries.length === 1 && single !== undefined)) {
    throw invalidParameterCombination('Only one primary private IP address can be specified');
  }
  if (count < 0 || count + listed.length > MAX_ADDRESSES) {
    const why = `Expecting a value between 0 and ${MAX_ADDRESSES}.`;
    throw invalidParameterValue(count, 'secondaryPrivateIpAddressCount', why);
  }
  return {
    privateIp: single ?? primaries[0]?.PrivateIpAddress,
    secondaryIps: listed.flatMap(({ Primary, PrivateIpAddress: ip }) =>
      Primary === true || ip === undefined ? [] : [ip],
    ),
    secondaryCount: count,
  };
}

/** @throws AwsError InvalidParameterCombination when addresses are named and several instances asked for */
export function assertSingle(namesAddress: boolean, maxCount: number): void {
  if (namesAddress && maxCount > 1) {
    throw invalidParameterCombination('An IP address may only be specified when launching a single instance');
  }
}
