import type { Ec2OperationName } from '../../../../model/generated/ec2.ts';
import type { Authorization } from '../../../../operation/authorization.ts';
import type { OperationContext } from '../../../../operation/context.ts';
import { change, ec2Operation, regionKey } from '../../ec2-operation.ts';
import { invalidParameterCombination, invalidValue, missingParameter, unsupported } from '../../errors.ts';
import { zonesOf, type Zone } from '../../regions/regions.ts';
import { placeOf } from '../../shared/place.ts';
import { formatAddress, overlap, parseBlock, usableAddresses, type Block } from '../addresses.ts';
import { ensureDefaultNetwork, insertDefaultSubnet, makeDefaultNetwork } from '../default-network.ts';
import {
  defaultSubnetAlreadyExists,
  defaultVpcAlreadyExists,
  defaultVpcDoesNotExist,
  limitExceeded,
  subnetConflict,
} from '../network-errors.ts';
import { findDefaultVpc, readSubnets, readVpcs } from '../network-reader.ts';
import { subnetToWire } from '../subnets/subnet-to-wire.ts';
import { MAX_VPCS } from './create-vpc.ts';
import { vpcToWire } from './vpc-to-wire.ts';

/**
 * Makes a default VPC where it was deleted.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultVpc.html
 */
export const createDefaultVpc = ec2Operation('CreateDefaultVpc', {
  authorizes: (_input, context) => onNothing(context, 'CreateDefaultVpc'),
  runs: (input, context) =>
    change(context, input, async (tx, now) => {
      const place = placeOf(context);
      if ((await findDefaultVpc(tx, place)) !== undefined) throw defaultVpcAlreadyExists();
      if ((await readVpcs(tx, place)).length >= MAX_VPCS) throw limitExceeded('VpcLimitExceeded', 'VPCs');
      const record = await makeDefaultNetwork(tx, place, now, (prefix) => context.house.ids.hex(prefix));
      return { answer: { Vpc: { ...vpcToWire({ record, tags: undefined }), State: 'pending' as const } } };
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultSubnet.html */
export const createDefaultSubnet = ec2Operation('CreateDefaultSubnet', {
  authorizes: (_input, context) => onNothing(context, 'CreateDefaultSubnet'),
  async runs(input, context) {
    if (input.Ipv6Native === true) throw unsupported('Ipv6Native');
    const place = placeOf(context);
    const zone = zoneOf(zonesOf(place.region), input);
    return change(context, input, async (tx, now) => {
      const vpc = await findDefaultVpc(tx, place);
      if (vpc === undefined) throw defaultVpcDoesNotExist();
      const subnets = (await readSubnets(tx, place)).filter(({ vpc_id }) => vpc_id === vpc.id);
      const there = subnets.find(
        ({ availability_zone, data }) => data.defaultForAz && availability_zone === zone.name,
      );
      if (there !== undefined) throw defaultSubnetAlreadyExists(there.id, zone.name);
      const cidr = freeBlock(
        parseBlock(vpc.data.cidr),
        subnets.map(({ data }) => parseBlock(data.cidr)),
      );
      if (cidr === undefined) throw subnetConflict(vpc.data.cidr);
      const record = await insertDefaultSubnet(
        tx,
        place,
        vpc,
        zone,
        cidr,
        (prefix) => context.house.ids.hex(prefix),
        now,
      );
      const free = usableAddresses(parseBlock(cidr));
      return { answer: { Subnet: subnetToWire({ record: { ...record, free }, tags: undefined }) } };
    });
  },
});

async function onNothing(context: OperationContext, action: Ec2OperationName): Promise<Authorization> {
  await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
  return { action: `ec2:${action}`, resource: '*', keys: regionKey(context) };
}

function zoneOf(
  zones: readonly Zone[],
  asked: { readonly AvailabilityZone?: string | undefined; readonly AvailabilityZoneId?: string | undefined },
): Zone {
  const { AvailabilityZone: name, AvailabilityZoneId: id } = asked;
  if (name === undefined && id === undefined) throw missingParameter('AvailabilityZone');
  if (name !== undefined && id !== undefined) {
    throw invalidParameterCombination(
      'Either AvailabilityZone or AvailabilityZoneId must be specified, not both.',
    );
  }
  const zone = zones.find((each) => each.name === name || each.id === id);
  if (zone === undefined)
    throw invalidValue(`Invalid availability zone: [${(name ?? id ?? '').slice(0, 64)}]`);
  return zone;
}

/** The first /20 of a VPC in which no subnet lies. */
function freeBlock({ first, size }: Block, taken: readonly Block[]): string | undefined {
  const step = 2 ** 12;
  for (let at = first; at < first + size; at += step) {
    if (!taken.some((other) => overlap(other, { first: at, size: step }))) return `${formatAddress(at)}/20`;
  }
  return undefined;
}
