import { describing, ec2Operation } from '../../ec2-operation.ts';
import { missingParameter } from '../../errors.ts';
import { privateDnsName } from '../../regions/regions.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { placeOf } from '../../shared/place.ts';
import { NETWORK_INTERFACE } from '../../shared/resources.ts';
import { attachmentToWire, interfaceToWire, interfaceTypeOf, statusOf } from './interface-to-wire.ts';
import { publicAddressOf, readInterfaces, requireInterface, type InterfaceView } from './interface-view.ts';

type Reader = FilterFields<Tagged<InterfaceView>>['fields'][string];

const addressesOf = ({ record, secondaryIps }: InterfaceView) => [record.private_ip, ...secondaryIps];
const ofAddresses =
  (read: (view: InterfaceView, ip: string) => string | undefined): Reader =>
  ({ record }) =>
    addressesOf(record).flatMap((ip) => read(record, ip) ?? []);
const ofAssociations = (
  read: (address: NonNullable<ReturnType<typeof publicAddressOf>>) => string | undefined,
): Reader =>
  ofAddresses((view, ip) => {
    const address = publicAddressOf(view, ip);
    return address && read(address);
  });

const FILTERS: FilterFields<Tagged<InterfaceView>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'addresses.association.owner-id': ofAssociations(({ elasticIp }) => elasticIp?.account_id ?? 'amazon'),
    'addresses.association.public-ip': ofAssociations(({ publicIp }) => publicIp),
    'addresses.primary': ofAddresses((view, ip) => String(ip === view.record.private_ip)),
    'addresses.private-ip-address': ofAddresses((_view, ip) => ip),
    'association.allocation-id': ofAssociations(({ elasticIp }) => elasticIp?.id),
    'association.association-id': ofAssociations(({ elasticIp }) => elasticIp?.data.association?.id),
    'association.ip-owner-id': ofAssociations(({ elasticIp }) => elasticIp?.account_id ?? 'amazon'),
    'association.public-ip': ofAssociations(({ publicIp }) => publicIp),
    'attachment.attach-time': ({ record }) =>
      record.attachment && new Date(record.attachment.attachedAt).toISOString(),
    'attachment.attachment-id': ({ record }) => record.attachment?.id,
    'attachment.delete-on-termination': ({ record }) =>
      record.attachment && String(record.attachment.deleteOnTermination),
    'attachment.device-index': ({ record }) => record.attachment && String(record.attachment.deviceIndex),
    'attachment.instance-id': ({ record }) => record.instance?.id,
    'attachment.instance-owner-id': ({ record }) => record.instance?.account_id,
    'attachment.status': ({ record }) => (record.attachment === undefined ? undefined : 'attached'),
    'availability-zone': ({ record }) => record.subnet.availability_zone,
    'availability-zone-id': ({ record }) => record.subnet.data.availabilityZoneId,
    description: ({ record }) => record.description,
    'group-id': ({ record }) => record.groups.map(({ groupId }) => groupId),
    'group-name': ({ record }) => record.groups.map(({ groupName }) => groupName),
    'interface-type': ({ record }) => interfaceTypeOf(record),
    'mac-address': ({ record }) => record.mac,
    'network-interface-id': ({ record }) => record.id,
    'owner-id': ({ record }) => record.record.account_id,
    'private-dns-name': ofAddresses(({ record }, ip) => privateDnsName(record.region, ip)),
    'private-ip-address': ofAddresses((_view, ip) => ip),
    'requester-id': ({ record }) =>
      record.record.data.natGatewayId === undefined ? undefined : record.record.account_id,
    'requester-managed': ({ record }) => String(record.record.data.natGatewayId !== undefined),
    'source-dest-check': ({ record }) => String(record.sourceDestCheck),
    status: ({ record }) => statusOf(record),
    'subnet-id': ({ record }) => record.record.subnet_id,
    'vpc-id': ({ record }) => record.subnet.vpc_id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export const describeNetworkInterfaces = ec2Operation('DescribeNetworkInterfaces', {
  authorizes: describing('DescribeNetworkInterfaces'),
  async runs({ NetworkInterfaceIds: ids, ...input }, context) {
    const now = context.house.clock.now().getTime();
    const page = await describeResources<InterfaceView>(
      context,
      { ...input, ids },
      {
        words: NETWORK_INTERFACE,
        filters: FILTERS,
        reads: (tx, place) => readInterfaces(tx, place, now),
      },
    );
    return { NetworkInterfaces: page.items.map(interfaceToWire), NextToken: page.nextToken };
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaceAttribute.html */
export const describeNetworkInterfaceAttribute = ec2Operation('DescribeNetworkInterfaceAttribute', {
  authorizes: describing('DescribeNetworkInterfaceAttribute'),
  async runs({ NetworkInterfaceId: id, Attribute }, context) {
    if (Attribute === undefined) throw missingParameter('attribute');
    const now = context.house.clock.now().getTime();
    const view = await context.house.store.read((tx) => requireInterface(tx, placeOf(context), id, now));
    switch (Attribute) {
      case 'description':
        return { NetworkInterfaceId: id, Description: { Value: view.description } };
      case 'groupSet':
        return {
          NetworkInterfaceId: id,
          Groups: view.groups.map(({ groupId, groupName }) => ({ GroupId: groupId, GroupName: groupName })),
        };
      case 'sourceDestCheck':
        return { NetworkInterfaceId: id, SourceDestCheck: { Value: view.sourceDestCheck } };
      case 'attachment':
        return { NetworkInterfaceId: id, Attachment: attachmentToWire(view) };
      case 'associatePublicIpAddress':
        return {
          NetworkInterfaceId: id,
          AssociatePublicIpAddress: view.isPrimary && view.instance?.data.hasPublicIp === true,
        };
    }
  },
});
