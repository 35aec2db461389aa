import type { NetworkInterface } from '../../../../model/generated/ec2.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import { describing, ec2Operation } from '../../ec2-operation.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { readInstances } from '../../instances/instance-reader.ts';
import { publicIpOf, type InstanceRecord } from '../../instances/instance-record.ts';
import { groupsToWire, networkInterfaceToWire, tagsToWire } from '../../instances/instance-to-wire.ts';
import { privateDnsName } from '../../regions/regions.ts';
import { NETWORK_INTERFACE } from '../../shared/resources.ts';
import { isEnded } from '../../shared/states.ts';

/** The network interface of an instance: each has one, and it lives as long. */
interface InterfaceRecord {
  readonly id: string;
  readonly instance: InstanceRecord;
}

const FILTERS: FilterFields<Tagged<InterfaceRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'addresses.primary': () => 'true',
    'addresses.private-ip-address': ({ record }) => record.instance.private_ip,
    'association.public-ip': ({ record }) => publicIpOf(record.instance),
    'attachment.attachment-id': ({ record }) => record.instance.data.networkInterface.attachmentId,
    'attachment.delete-on-termination': ({ record }) =>
      String(record.instance.data.networkInterface.deleteOnTermination),
    'attachment.device-index': () => '0',
    'attachment.instance-id': ({ record }) => record.instance.id,
    'attachment.instance-owner-id': ({ record }) => record.instance.account_id,
    'attachment.status': () => 'attached',
    'availability-zone': ({ record }) => record.instance.data.availabilityZone,
    description: ({ record }) => record.instance.data.networkInterface.description,
    'group-id': ({ record }) => record.instance.data.securityGroups.map(({ groupId }) => groupId),
    'group-name': ({ record }) => record.instance.data.securityGroups.map(({ groupName }) => groupName),
    'interface-type': () => 'interface',
    'mac-address': ({ record }) => record.instance.data.networkInterface.mac,
    'network-interface-id': ({ record }) => record.id,
    'owner-id': ({ record }) => record.instance.account_id,
    'private-dns-name': ({ record }) => privateDnsName(record.instance.region, record.instance.private_ip),
    'private-ip-address': ({ record }) => record.instance.private_ip,
    'requester-id': () => undefined,
    'requester-managed': () => 'false',
    'source-dest-check': ({ record }) => String(record.instance.data.sourceDestCheck),
    status: () => 'in-use',
    'subnet-id': ({ record }) => record.instance.subnet_id,
    'vpc-id': ({ record }) => record.instance.vpc_id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export const describeNetworkInterfaces = ec2Operation('DescribeNetworkInterfaces', {
  authorizes: describing('DescribeNetworkInterfaces'),
  async runs({ NetworkInterfaceIds: ids, ...input }, context) {
    const now = context.house.clock.now().getTime();
    const page = await describeResources<InterfaceRecord>(
      context,
      { ...input, ids },
      {
        words: NETWORK_INTERFACE,
        filters: FILTERS,
        reads: async (tx, place) =>
          (await readInstances(tx, place, now))
            .filter(({ state }) => !isEnded(state))
            .map((instance) => ({ id: instance.data.networkInterface.id, instance })),
      },
    );
    return { NetworkInterfaces: page.items.map(toWire), NextToken: page.nextToken };
  },
});

function toWire({ record: { instance }, tags }: Tagged<InterfaceRecord>): NetworkInterface {
  const { Attachment, ...shown } = networkInterfaceToWire(instance, publicIpOf(instance));
  return {
    ...shown,
    Attachment: { ...Attachment, InstanceId: instance.id, InstanceOwnerId: instance.account_id },
    AvailabilityZone: instance.data.availabilityZone,
    AvailabilityZoneId: instance.data.availabilityZoneId,
    Groups: groupsToWire(instance),
    InterfaceType: 'interface',
    RequesterManaged: false,
    TagSet: tagsToWire(tags),
  };
}
