import type { AssociationRecord } from '../profile-associations/associations.ts';
import type { FilterFields } from '../shared/filters.ts';
import {
  cpuOfInstance,
  privateDnsOf,
  deviceStatus,
  devicesAt,
  instanceState,
  publicIpOf,
  type InstanceRecord,
} from './instance-record.ts';
import { stateReasonCode } from './instance-to-wire.ts';
import { publicDnsName } from '../regions/regions.ts';
import { stateCode } from '../shared/states.ts';
import type { Tags } from '../tags/tags.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

/** An instance with what its filters ask about. */
export interface FilteredInstance {
  readonly record: InstanceRecord;
  readonly tags: Tags | undefined;
  readonly association: AssociationRecord | undefined;
  /** Whether its VPC gives public addresses names. */
  readonly hasPublicNames: boolean;
  /** ms since 1970 in emulated time */
  readonly now: number;
}

type Reader = FilterFields<FilteredInstance>['fields'][string];

const iso = (time: number) => wholeSeconds(time).toISOString();
const publicDns = ({ record, hasPublicNames }: FilteredInstance) => {
  const ip = hasPublicNames ? publicIpOf(record) : undefined;
  return ip === undefined ? undefined : publicDnsName(record.region, ip);
};
const privateDns: Reader = ({ record }) => privateDnsOf(record);
const groupIds: Reader = ({ record }) => record.data.securityGroups.map(({ groupId }) => groupId);
const groupNames: Reader = ({ record }) => record.data.securityGroups.map(({ groupName }) => groupName);
const owner: Reader = ({ record }) => record.account_id;
const zone: Reader = ({ record }) => record.data.availabilityZone;
const subnet: Reader = ({ record }) => record.subnet_id;
const vpc: Reader = ({ record }) => record.vpc_id;
const privateIp: Reader = ({ record }) => record.private_ip;
const publicIp: Reader = ({ record }) => publicIpOf(record);

/**
 * The filters of DescribeInstances.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
export const INSTANCE_FILTERS: FilterFields<FilteredInstance> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    affinity: () => undefined,
    architecture: ({ record }) => record.data.architecture,
    'availability-zone': zone,
    'availability-zone-id': ({ record }) => record.data.availabilityZoneId,
    'block-device-mapping.attach-time': ({ record, now }) =>
      devicesAt(record.data, now).map((each) => iso(each.attachedAt)),
    'block-device-mapping.delete-on-termination': ({ record, now }) =>
      devicesAt(record.data, now).map((each) => String(each.deleteOnTermination)),
    'block-device-mapping.device-name': ({ record, now }) =>
      devicesAt(record.data, now).map((each) => each.deviceName),
    'block-device-mapping.status': ({ record, now }) =>
      devicesAt(record.data, now).map((each) => deviceStatus(each, now)),
    'block-device-mapping.volume-id': ({ record, now }) =>
      devicesAt(record.data, now).map((each) => each.volumeId),
    'boot-mode': ({ record }) => record.data.bootMode,
    'client-token': ({ record }) => record.client_token ?? undefined,
    'current-instance-boot-mode': ({ record }) => (record.data.bootMode === 'uefi' ? 'uefi' : 'legacy-bios'),
    'cpu-options.core-count': ({ record }) => String(cpuOfInstance(record).cores),
    'cpu-options.threads-per-core': ({ record }) => String(cpuOfInstance(record).threadsPerCore),
    'dns-name': publicDns,
    'ebs-optimized': ({ record }) => String(record.data.isEbsOptimized),
    'ena-support': () => 'true',
    'enclave-options.enabled': () => 'false',
    'hibernation-options.configured': () => 'false',
    'host-id': () => undefined,
    hypervisor: () => 'xen',
    'iam-instance-profile.arn': ({ association }) => association?.profile_arn,
    'iam-instance-profile.id': ({ association }) => association?.profile_id,
    'iam-instance-profile.name': ({ association }) => association?.profile_arn.split('/').at(-1),
    'image-id': ({ record }) => record.image_id,
    'instance-id': ({ record }) => record.id,
    'instance-lifecycle': () => undefined,
    'instance-state-code': ({ record, now }) => String(stateCode(instanceState(record, now))),
    'instance-state-name': ({ record, now }) => instanceState(record, now),
    'instance-type': ({ record }) => record.instance_type,
    'instance.group-id': groupIds,
    'instance.group-name': groupNames,
    'ip-address': publicIp,
    'kernel-id': () => undefined,
    'key-name': ({ record }) => record.key_name ?? undefined,
    'launch-index': ({ record }) => String(record.launch_index),
    'launch-time': ({ record }) => iso(record.data.launchTime),
    'maintenance-options.auto-recovery': ({ record }) => record.data.autoRecovery ?? 'default',
    'metadata-options.http-endpoint': ({ record }) => record.data.metadataOptions.httpEndpoint,
    'metadata-options.http-protocol-ipv4': () => 'enabled',
    'metadata-options.http-protocol-ipv6': ({ record }) => record.data.metadataOptions.httpProtocolIpv6,
    'metadata-options.http-put-response-hop-limit': ({ record }) =>
      String(record.data.metadataOptions.httpPutResponseHopLimit),
    'metadata-options.http-tokens': ({ record }) => record.data.metadataOptions.httpTokens,
    'metadata-options.instance-metadata-tags': ({ record }) =>
      record.data.metadataOptions.instanceMetadataTags,
    'metadata-options.state': ({ record, now }) =>
      instanceState(record, now) === 'pending' ? 'pending' : 'applied',
    'monitoring-state': ({ record }) => (record.data.isMonitored ? 'enabled' : 'disabled'),
    'network-interface.addresses.primary': () => 'true',
    'network-interface.addresses.private-ip-address': privateIp,
    'network-interface.addresses.association.public-ip': publicIp,
    'network-interface.association.public-ip': publicIp,
    'network-interface.attachment.attachment-id': ({ record }) => record.data.networkInterface.attachmentId,
    'network-interface.attachment.delete-on-termination': ({ record }) =>
      String(record.data.networkInterface.deleteOnTermination),
    'network-interface.attachment.device-index': () => '0',
    'network-interface.attachment.instance-id': ({ record }) => record.id,
    'network-interface.attachment.status': () => 'attached',
    'network-interface.availability-zone': zone,
    'network-interface.description': ({ record }) => record.data.networkInterface.description,
    'network-interface.group-id': groupIds,
    'network-interface.group-name': groupNames,
    'network-interface.mac-address': ({ record }) => record.data.networkInterface.mac,
    'network-interface.network-interface-id': ({ record }) => record.data.networkInterface.id,
    'network-interface.owner-id': owner,
    'network-interface.private-dns-name': privateDns,
    'network-interface.private-ip-address': privateIp,
    'network-interface.public-dns-name': publicDns,
    'network-interface.source-dest-check': ({ record }) => String(record.data.sourceDestCheck),
    'network-interface.status': () => 'in-use',
    'network-interface.subnet-id': subnet,
    'network-interface.vpc-id': vpc,
    'owner-id': owner,
    'placement-group-name': () => undefined,
    platform: ({ record }) => record.data.platform,
    'platform-details': ({ record }) => record.data.platformDetails,
    'private-dns-name': privateDns,
    'private-dns-name-options.enable-resource-name-dns-a-record': ({ record }) =>
      String(record.data.privateDns?.aRecord ?? false),
    'private-dns-name-options.enable-resource-name-dns-aaaa-record': ({ record }) =>
      String(record.data.privateDns?.aaaaRecord ?? false),
    'private-dns-name-options.hostname-type': ({ record }) =>
      record.data.privateDns?.hostnameType ?? 'ip-name',
    'private-ip-address': privateIp,
    'product-code': () => undefined,
    'ramdisk-id': () => undefined,
    reason: () => undefined,
    'requester-id': () => undefined,
    'reservation-id': ({ record }) => record.reservation_id,
    'root-device-name': ({ record }) => record.data.rootDeviceName,
    'root-device-type': () => 'ebs',
    'source-dest-check': ({ record }) => String(record.data.sourceDestCheck),
    'spot-instance-request-id': () => undefined,
    'state-reason-code': ({ record, now }) => stateReasonCode(record, instanceState(record, now)),
    'subnet-id': subnet,
    tenancy: ({ record }) => record.data.tenancy,
    'usage-operation': ({ record }) => record.data.usageOperation,
    'virtualization-type': () => 'hvm',
    'vpc-id': vpc,
  },
};
