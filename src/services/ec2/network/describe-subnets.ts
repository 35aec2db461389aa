import type { Subnet } from '../../../model/generated/ec2.ts';
import { parseBlock, usableAddresses } from './addresses.ts';
import { ensureDefaultNetwork } from './default-network.ts';
import { describeResources, type Tagged } from '../shared/describe-resources.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import type { FilterFields } from '../shared/filters.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import { readSubnets, readUsedAddresses, type SubnetRecord } from './network-reader.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { SUBNET } from '../shared/resources.ts';

/** A subnet and how many of its addresses are free. */
type SubnetWithRoom = SubnetRecord & { readonly free: number };

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
    'subnet-arn': ({ record }) => arnOf(record),
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

function arnOf({ account_id, region, id }: SubnetRecord): string {
  return ec2Arn({ accountId: account_id, region }, `subnet/${id}`);
}

function subnetToWire({ record, tags }: Tagged<SubnetWithRoom>): Subnet {
  const { data } = record;
  return {
    AvailabilityZoneId: data.availabilityZoneId,
    MapCustomerOwnedIpOnLaunch: false,
    OwnerId: record.account_id,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    Tags: tagsToWire(tags),
    SubnetArn: arnOf(record),
    EnableDns64: false,
    Ipv6Native: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    SubnetId: record.id,
    State: 'available',
    VpcId: record.vpc_id,
    CidrBlock: data.cidr,
    AvailableIpAddressCount: record.free,
    AvailabilityZone: record.availability_zone,
    DefaultForAz: data.defaultForAz,
    MapPublicIpOnLaunch: data.mapPublicIpOnLaunch,
  };
}
