import type {
  Instance,
  InstanceBlockDeviceMapping,
  InstanceMetadataOptionsResponse,
  InstanceNetworkInterface,
  InstanceType,
  Reservation,
  Tag,
} from '../../../model/generated/ec2.ts';
import type { InstanceStateName } from '../../../operation/instances.ts';
import type { AssociationRecord } from '../profile-associations/associations.ts';
import {
  cpuOfInstance,
  privateDnsOf,
  deviceStatus,
  devicesAt,
  instanceState,
  publicIpOf,
  type InstanceRecord,
} from './instance-record.ts';
import { hypervisorOf } from '../instance-types/hypervisor.ts';
import { publicDnsName } from '../regions/regions.ts';
import { isEnded, stateToWire } from '../shared/states.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

/** What is shown of an instance beside its own record. */
export interface InstanceSurroundings {
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly association: AssociationRecord | undefined;
  /** Where it has not just the one that its record tells of. */
  readonly interfaces?: readonly InstanceNetworkInterface[] | undefined;
  /** Whether its VPC gives public addresses names. */
  readonly hasPublicNames: boolean;
  /** ms since 1970 in emulated time */
  readonly now: number;
}

/**
 * An instance as EC2 answers it. Once terminated it has no network, no disks and no profile any more.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
 */
export function instanceToWire(record: InstanceRecord, around: InstanceSurroundings): Instance {
  const { data, region } = record;
  const state = instanceState(record, around.now);
  const publicIp = publicIpOf(record);
  const publicName = around.hasPublicNames && publicIp !== undefined ? publicDnsName(region, publicIp) : '';
  const isGone = state === 'terminated';
  const { cores, threadsPerCore } = cpuOfInstance(record);
  return {
    InstanceId: record.id,
    ImageId: record.image_id,
    State: stateToWire(state),
    PrivateDnsName: isGone ? '' : privateDnsOf(record),
    PublicDnsName: publicName,
    StateTransitionReason: transitionReason(record),
    StateReason: stateReason(record, state),
    KeyName: record.key_name ?? undefined,
    AmiLaunchIndex: record.launch_index,
    ProductCodes: [],
    InstanceType: record.instance_type as InstanceType,
    LaunchTime: wholeSeconds(data.launchTime),
    Placement: {
      AvailabilityZone: data.availabilityZone,
      AvailabilityZoneId: data.availabilityZoneId,
      GroupName: '',
      Tenancy: data.tenancy,
    },
    Platform: data.platform,
    Monitoring: { State: data.isMonitored ? 'enabled' : 'disabled' },
    ...(isGone ? {} : networkOf(record, publicIp)),
    Architecture: data.architecture,
    BlockDeviceMappings: isGone ? [] : blockDevicesToWire(record, around.now),
    ClientToken: record.client_token ?? '',
    EbsOptimized: data.isEbsOptimized,
    EnaSupport: true,
    Hypervisor: 'xen',
    IamInstanceProfile: around.association && {
      Arn: around.association.profile_arn,
      Id: around.association.profile_id,
    },
    NetworkInterfaces: isGone
      ? []
      : (around.interfaces ?? [networkInterfaceToWire(record, publicIp, publicName)]),
    RootDeviceName: data.rootDeviceName,
    RootDeviceType: 'ebs',
    SecurityGroups: isGone ? [] : groupsToWire(record),
    SourceDestCheck: isGone ? undefined : data.sourceDestCheck,
    Tags: tagsToWire(around.tags),
    VirtualizationType: 'hvm',
    CpuOptions: { CoreCount: cores, ThreadsPerCore: threadsPerCore },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    HibernationOptions: { Configured: false },
    MetadataOptions: metadataOptionsToWire(record, state === 'pending' ? 'pending' : 'applied'),
    EnclaveOptions: { Enabled: false },
    BootMode: data.bootMode,
    CurrentInstanceBootMode: bootModeOf(record),
    PlatformDetails: data.platformDetails,
    UsageOperation: data.usageOperation,
    UsageOperationUpdateTime: wholeSeconds(record.created_at),
    PrivateDnsNameOptions: {
      HostnameType: data.privateDns?.hostnameType ?? 'ip-name',
      EnableResourceNameDnsARecord: data.privateDns?.aRecord ?? false,
      EnableResourceNameDnsAAAARecord: data.privateDns?.aaaaRecord ?? false,
    },
    MaintenanceOptions: { AutoRecovery: data.autoRecovery ?? 'default', RebootMigration: 'default' },
    NetworkPerformanceOptions: { BandwidthWeighting: 'default' },
    Operator: { Managed: false },
  };
}

/**
 * How an instance boots: ARM machines know UEFI alone; others follow their image as far as their type can.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-boot.html
 */
function bootModeOf({ instance_type, data }: InstanceRecord): 'uefi' | 'legacy-bios' {
  if (data.architecture === 'arm64' || data.bootMode === 'uefi') return 'uefi';
  const prefersUefi = data.bootMode === 'uefi-preferred' && hypervisorOf(instance_type) === 'nitro';
  return prefersUefi ? 'uefi' : 'legacy-bios';
}

/** Instances that were launched together, as one reservation. */
export function reservationToWire(
  records: readonly InstanceRecord[],
  instances: readonly Instance[],
): Reservation {
  return {
    ReservationId: records[0]?.reservation_id,
    OwnerId: records[0]?.account_id,
    Groups: [],
    Instances: instances,
  };
}

/** Tags as EC2's shapes carry them, in the order of their keys. */
export function tagsToWire(tags: Readonly<Record<string, string>> | undefined): Tag[] {
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

export function metadataOptionsToWire(
  { data }: InstanceRecord,
  state: 'pending' | 'applied',
): InstanceMetadataOptionsResponse {
  const options = data.metadataOptions;
  return {
    State: state,
    HttpTokens: options.httpTokens,
    HttpPutResponseHopLimit: options.httpPutResponseHopLimit,
    HttpEndpoint: options.httpEndpoint,
    HttpProtocolIpv6: options.httpProtocolIpv6,
    InstanceMetadataTags: options.instanceMetadataTags,
  };
}

/** The volumes of an instance at a moment. */
export function blockDevicesToWire({ data }: InstanceRecord, now: number): InstanceBlockDeviceMapping[] {
  return devicesAt(data, now).map((device) => ({
    DeviceName: device.deviceName,
    Ebs: {
      AttachTime: wholeSeconds(device.attachedAt),
      DeleteOnTermination: device.deleteOnTermination,
      Status: deviceStatus(device, now),
      VolumeId: device.volumeId,
    },
  }));
}

export function groupsToWire({ data }: InstanceRecord): { GroupId: string; GroupName: string }[] {
  return data.securityGroups.map(({ groupId, groupName }) => ({ GroupId: groupId, GroupName: groupName }));
}

function networkOf(record: InstanceRecord, publicIp: string | undefined): Partial<Instance> {
  return {
    SubnetId: record.subnet_id,
    VpcId: record.vpc_id,
    PrivateIpAddress: record.private_ip,
    PublicIpAddress: publicIp,
  };
}

/** The network interface as DescribeInstances shows it. */
function networkInterfaceToWire(
  record: InstanceRecord,
  publicIp: string | undefined,
  publicName: string,
): InstanceNetworkInterface {
  const { data } = record;
  const { networkInterface: nic } = data;
  const association =
    publicIp === undefined
      ? undefined
      : { IpOwnerId: 'amazon', PublicDnsName: publicName, PublicIp: publicIp };
  const dnsName = privateDnsOf(record);
  return {
    Association: association,
    Attachment: {
      AttachTime: wholeSeconds(record.created_at),
      AttachmentId: nic.attachmentId,
      DeleteOnTermination: nic.deleteOnTermination,
      DeviceIndex: 0,
      NetworkCardIndex: 0,
      Status: 'attached',
    },
    Description: nic.description,
    Groups: groupsToWire(record),
    InterfaceType: 'interface',
    Ipv6Addresses: [],
    MacAddress: nic.mac,
    NetworkInterfaceId: nic.id,
    OwnerId: record.account_id,
    PrivateDnsName: dnsName,
    PrivateIpAddress: record.private_ip,
    PrivateIpAddresses: [
      {
        Association: association,
        Primary: true,
        PrivateDnsName: dnsName,
        PrivateIpAddress: record.private_ip,
      },
    ],
    SourceDestCheck: data.sourceDestCheck,
    Status: 'in-use',
    SubnetId: record.subnet_id,
    VpcId: record.vpc_id,
    Operator: { Managed: false },
  };
}

/** EC2's code for why an instance is, or is about to be, off. */
export function stateReasonCode({ data }: InstanceRecord, state: InstanceStateName): string | undefined {
  if (state === 'pending') return 'pending';
  if (state === 'running') return undefined;
  return data.ended?.by === 'instance' ? 'Client.InstanceInitiatedShutdown' : 'Client.UserInitiatedShutdown';
}

function stateReason(record: InstanceRecord, state: InstanceStateName): Instance['StateReason'] {
  const code = stateReasonCode(record, state);
  if (code === undefined || code === 'pending')
    return code === undefined ? undefined : { Code: code, Message: code };
  const who = record.data.ended?.by === 'instance' ? 'Instance' : 'User';
  return { Code: code, Message: `${code}: ${who} initiated shutdown` };
}

/** `User initiated (2026-11-22 00:00:00 GMT)`, once somebody stopped or terminated it. */
function transitionReason({ data, state }: InstanceRecord): string {
  if (data.ended === undefined || (!isEnded(state) && state !== 'stopping')) return '';
  // EC2 says nothing there of an instance that shut itself down.
  if (data.ended.by === 'instance') return '';
  return `User initiated (${new Date(data.ended.at).toISOString().slice(0, 19).replace('T', ' ')} GMT)`;
}
