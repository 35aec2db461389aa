import type {
  NetworkInterface,
  NetworkInterfaceAssociation,
  NetworkInterfaceAttachment,
} from '../../../../model/generated/ec2.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import { privateDnsName, publicDnsName } from '../../regions/regions.ts';
import type { Tagged } from '../../shared/describe-resources.ts';
import { wholeSeconds } from '../../shared/whole-seconds.ts';
import { publicAddressOf, type InterfaceView } from './interface-view.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
export function interfaceToWire({ record: view, tags }: Tagged<InterfaceView>): NetworkInterface {
  const { record, subnet } = view;
  return {
    ...shownOfInterface(view),
    Association: associationToWire(view, record.private_ip),
    Attachment: attachmentToWire(view),
    AvailabilityZone: subnet.availability_zone,
    AvailabilityZoneId: subnet.data.availabilityZoneId,
    InterfaceType: interfaceTypeOf(view),
    PrivateIpAddresses: addressesToWire(view),
    RequesterId: record.data.natGatewayId === undefined ? undefined : record.account_id,
    RequesterManaged: record.data.natGatewayId !== undefined,
    Status: statusOf(view),
    TagSet: tagsToWire(tags),
    Operator: { Managed: false },
  };
}

export function interfaceTypeOf({ record }: InterfaceView): 'interface' | 'nat_gateway' {
  return record.data.natGatewayId === undefined ? 'interface' : 'nat_gateway';
}

/** What instances and interfaces show alike. */
export function shownOfInterface({ record, subnet, ...view }: InterfaceView) {
  return {
    Description: view.description,
    Groups: view.groups.map(({ groupId, groupName }) => ({ GroupId: groupId, GroupName: groupName })),
    Ipv6Addresses: [],
    MacAddress: view.mac,
    NetworkInterfaceId: record.id,
    OwnerId: record.account_id,
    PrivateDnsName: privateDnsName(record.region, record.private_ip),
    PrivateIpAddress: record.private_ip,
    SourceDestCheck: view.sourceDestCheck,
    SubnetId: record.subnet_id,
    VpcId: subnet.vpc_id,
  };
}

/** The private addresses, the first one first, with the public ones that lead to them. */
export function addressesToWire(view: InterfaceView) {
  const { record, secondaryIps } = view;
  return [record.private_ip, ...secondaryIps].map((ip) => ({
    Association: associationToWire(view, ip),
    Primary: ip === record.private_ip,
    PrivateDnsName: privateDnsName(record.region, ip),
    PrivateIpAddress: ip,
  }));
}

function associationToWire(view: InterfaceView, privateIp: string): NetworkInterfaceAssociation | undefined {
  const address = publicAddressOf(view, privateIp);
  if (address === undefined) return undefined;
  const { publicIp, elasticIp } = address;
  return {
    AllocationId: elasticIp?.id,
    AssociationId: elasticIp?.data.association?.id,
    IpOwnerId: elasticIp === undefined ? 'amazon' : elasticIp.account_id,
    PublicDnsName: view.hasPublicNames ? publicDnsName(view.record.region, publicIp) : '',
    PublicIp: publicIp,
  };
}

export function attachmentToWire({
  attachment,
  instance,
  record,
}: InterfaceView): NetworkInterfaceAttachment | undefined {
  if (record.data.natGatewayId !== undefined) {
    const id = record.id.replace('eni-', 'ela-attach-');
    const shown = { AttachmentId: id, DeviceIndex: 1, InstanceOwnerId: 'amazon-aws' } as const;
    return { ...shown, DeleteOnTermination: false, Status: 'attached' };
  }
  if (attachment === undefined) return undefined;
  return {
    AttachTime: wholeSeconds(attachment.attachedAt),
    AttachmentId: attachment.id,
    DeleteOnTermination: attachment.deleteOnTermination,
    DeviceIndex: attachment.deviceIndex,
    NetworkCardIndex: 0,
    InstanceId: instance?.id,
    InstanceOwnerId: instance?.account_id,
    Status: 'attached',
  };
}

/** `in-use` on an instance or under a NAT gateway. */
export function statusOf({ attachment, record }: InterfaceView): 'available' | 'in-use' {
  return attachment === undefined && record.data.natGatewayId === undefined ? 'available' : 'in-use';
}
