import type { CreateSubnetRequest } from '../../../../model/generated/ec2.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { invalidParameterCombination, missingParameter, unsupported } from '../../errors.ts';
import { zonesOf, type Zone } from '../../regions/regions.ts';
import { ec2Arn, placeOf, type Place } from '../../shared/place.ts';
import { VPC } from '../../shared/resources.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { contains, overlap, parseBlock, readBlock, usableAddresses, type NamedBlock } from '../addresses.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import {
  invalidCidr,
  invalidRange,
  invalidSubnetZone,
  limitExceeded,
  subnetConflict,
} from '../network-errors.ts';
import type { SubnetData } from '../network-records.ts';
import { insertOne, readAll, requireOne } from '../network-store.ts';
import { onNew, onResource } from '../on-resource.ts';
import { PREFIX_BOUNDS } from '../vpcs/create-vpc.ts';
import { coverByDefaultAcl } from '../vpcs/furnish-vpc.ts';
import { subnetToWire } from './subnet-to-wire.ts';

const MAX_SUBNETS = 200;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
export const createSubnet = ec2Operation('CreateSubnet', {
  async authorizes(input, context) {
    const place = placeOf(context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    const zone = zoneOf(place, input);
    const onVpc = await onResource(context, 'CreateSubnet', VPC, input.VpcId);
    const [onSubnet, ...tagging] = onNew(context, 'CreateSubnet', 'subnet', tagsOf(input), {
      'ec2:AvailabilityZone': zone.name,
      'ec2:AvailabilityZoneId': zone.id,
      'ec2:Vpc': ec2Arn(place, `vpc/${input.VpcId}`),
    });
    return [...(onSubnet === undefined ? [] : [onSubnet]), onVpc, ...tagging];
  },

  async runs(input, context) {
    const tags = tagsOf(input);
    const block = blockOf(input);
    const place = placeOf(context);
    const zone = zoneOf(place, input);
    return change(context, input, async (tx, now) => {
      const vpc = await requireOne(tx, VPC, place, input.VpcId);
      const { shortest, longest } = PREFIX_BOUNDS;
      const fits = block.bits >= shortest && block.bits <= longest;
      if (!fits || !contains(parseBlock(vpc.data.cidr), block)) {
        throw invalidRange('Subnet', input.CidrBlock ?? '');
      }
      const others = (await readAll(tx, 'subnets', place)).filter(({ vpc_id }) => vpc_id === vpc.id);
      if (others.some(({ data }) => overlap(parseBlock(data.cidr), block))) throw subnetConflict(block.cidr);
      if (others.length >= MAX_SUBNETS) throw limitExceeded('SubnetLimitExceeded', 'subnets');
      const data: SubnetData = {
        cidr: block.cidr,
        availabilityZoneId: zone.id,
        defaultForAz: false,
        mapPublicIpOnLaunch: false,
      };
      const { ids } = context.house;
      const row = { id: ids.hex('subnet'), vpc_id: vpc.id, availability_zone: zone.name, data };
      const record = await insertOne(tx, 'subnets', place, now, row, tags);
      await coverByDefaultAcl(tx, place, record, ids.hex('aclassoc'));
      const free = usableAddresses(block);
      const Subnet = subnetToWire({ record: { ...record, free }, tags });
      return { answer: { Subnet }, made: [record.id] };
    });
  },
});

function tagsOf({ TagSpecifications }: CreateSubnetRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['subnet']).subnet;
}

/** @throws AwsError MissingParameter, InvalidParameterValue */
function blockOf(input: CreateSubnetRequest): NamedBlock {
  const { CidrBlock: text = '' } = input;
  if (input.Ipv6CidrBlock !== undefined) throw unsupported('Ipv6CidrBlock');
  if (input.Ipv6Native === true) throw unsupported('Ipv6Native');
  if (input.OutpostArn !== undefined) throw unsupported('OutpostArn');
  if (input.Ipv4IpamPoolId !== undefined) throw unsupported('Ipv4IpamPoolId');
  if (input.Ipv6IpamPoolId !== undefined) throw unsupported('Ipv6IpamPoolId');
  if (text === '') throw missingParameter('cidrBlock');
  const block = readBlock(text);
  if (block === undefined) throw invalidCidr(text, 'cidrBlock');
  return block;
}

/** The zone that was asked for, by name or id; the region's first otherwise. @throws AwsError InvalidParameterValue */
function zoneOf({ region }: Place, asked: CreateSubnetRequest): Zone {
  const { AvailabilityZone: name = '', AvailabilityZoneId: id = '' } = asked;
  const zones = zonesOf(region);
  if (name !== '' && id !== '') {
    throw invalidParameterCombination(
      'Either AvailabilityZone or AvailabilityZoneId must be specified, not both.',
    );
  }
  const zone = zones.find((each) => (name === '' && id === '') || each.name === name || each.id === id);
  if (zone !== undefined) return zone;
  const [parameter, given] = id === '' ? ['availabilityZone', name] : ['availabilityZoneId', id];
  throw invalidSubnetZone(
    given,
    parameter,
    zones.map((each) => (id === '' ? each.name : each.id)),
  );
}
