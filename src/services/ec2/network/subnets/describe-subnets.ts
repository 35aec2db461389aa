import { parseBlock, usableAddresses } from '../addresses.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import { describing, ec2Operation } from '../../ec2-operation.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { subnetArn, subnetToWire, type SubnetWithRoom } from './subnet-to-wire.ts';
import { readSubnets, readUsedAddresses } from '../network-reader.ts';
import { placeOf } from '../../shared/place.ts';
import { SUBNET } from '../../shared/resources.ts';

const zone = ({ record }: Tagged<SubnetWithRoom>) => record.availability_zone;
const zoneId = ({ record }: Tagged<SubnetWithRoom>) => record.data.availabilityZoneId;
const cidr = ({ record }: Tagged<SubnetWithRoom>) => record.data.cidr;
const isDefault = ({ record }: Tagged<SubnetWithRoom>) => String(record.data.defaultForAz);

const FILTERS: FilterFields<Tagged<SubnetWithRoom>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'availability-zone': zone,
    availabilityZone: zone,
    'availability-zone-id': zoneId,
    availabilityZoneId: zoneId,
    'available-ip-address-count': ({ record }) => String(record.free),
    cidr,
    'cidr-block': cidr,
    cidrBlock: cidr,
    'default-for-az': isDefault,
    defaultForAz: isDefault,
    'ipv6-native': () => 'false',
    'map-public-ip-on-launch': ({ record }) => String(record.data.mapPublicIpOnLaunch),
    'outpost-arn': () => undefined,
    'owner-id': ({ record }) => record.account_id,
    state: () => 'available',
    'subnet-arn': ({ record }) => subnetArn(record),
    'subnet-id': ({ record }) => record.id,
    'vpc-id': ({ record }) => record.vpc_id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export const describeSubnets = ec2Operation('DescribeSubnets', {
  authorizes: describing('DescribeSubnets'),
  async runs({ SubnetIds: ids, ...input }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const page = await describeResources<SubnetWithRoom>(
      context,
      { ...input, ids },
      {
        words: SUBNET,
        filters: FILTERS,
        reads: async (tx, place) => {
          const used = await readUsedAddresses(tx, place);
          return (await readSubnets(tx, place)).map((record) => ({
            ...record,
            free: usableAddresses(parseBlock(record.data.cidr)) - (used.get(record.id)?.size ?? 0),
          }));
        },
      },
    );
    return { Subnets: page.items.map(subnetToWire), NextToken: page.nextToken };
  },
});
