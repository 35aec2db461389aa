import type { CreateVpcRequest } from '../../../../model/generated/ec2.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { invalidParameterValue, missingParameter, unsupported } from '../../errors.ts';
import { placeOf } from '../../shared/place.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { readBlock } from '../addresses.ts';
import { defaultDhcpOptionsId, ensureDefaultNetwork } from '../default-network.ts';
import { invalidCidr, invalidRange, limitExceeded } from '../network-errors.ts';
import type { VpcData } from '../network-records.ts';
import { findOne, insertOne, readAll } from '../network-store.ts';
import { onNew } from '../on-resource.ts';
import { furnishVpc } from './furnish-vpc.ts';
import { vpcToWire } from './vpc-to-wire.ts';

/** VPCs of an account in a region, the default one among them. */
export const MAX_VPCS = 5;

/** The shortest and the longest prefix of a VPC and of a subnet. */
export const PREFIX_BOUNDS = { shortest: 16, longest: 28 };

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export const createVpc = ec2Operation('CreateVpc', {
  async authorizes(input, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onNew(context, 'CreateVpc', 'vpc', tagsOf(input), { 'ec2:Tenancy': tenancyOf(input) });
  },

  async runs(input, context) {
    const tags = tagsOf(input);
    const cidr = cidrOf(input);
    const tenancy = tenancyOf(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const { ids } = context.house;
      if ((await readAll(tx, 'vpcs', place)).length >= MAX_VPCS)
        throw limitExceeded('VpcLimitExceeded', 'VPCs');
      const dhcp = await findOne(tx, 'dhcp_options', place, defaultDhcpOptionsId(place));
      const data: VpcData = {
        cidr,
        cidrAssociationId: ids.hex('vpc-cidr-assoc'),
        dhcpOptionsId: dhcp?.id ?? 'default',
        tenancy,
      };
      const row = { id: ids.hex('vpc'), is_default: 0, data } as const;
      const record = await insertOne(tx, 'vpcs', place, now, row, tags);
      await furnishVpc(tx, place, record, (prefix) => ids.hex(prefix), now);
      const Vpc = { ...vpcToWire({ record, tags }), State: 'pending' as const };
      return { answer: { Vpc }, made: [record.id] };
    });
  },
});

function tagsOf({ TagSpecifications }: CreateVpcRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['vpc']).vpc;
}

function tenancyOf({ InstanceTenancy = 'default' }: CreateVpcRequest): 'default' | 'dedicated' {
  if (InstanceTenancy === 'host') {
    throw invalidParameterValue('host', 'instanceTenancy', 'A VPC is of default or dedicated tenancy.');
  }
  return InstanceTenancy;
}

/** @throws AwsError MissingParameter, InvalidParameterValue, InvalidVpc.Range */
function cidrOf(input: CreateVpcRequest): string {
  const { CidrBlock: text = '' } = input;
  refuseWhatIsNotDone(input);
  if (text === '') throw missingParameter('cidrBlock');
  const block = readBlock(text);
  if (block === undefined) throw invalidCidr(text, 'cidrBlock');
  const { shortest, longest } = PREFIX_BOUNDS;
  if (block.bits < shortest || block.bits > longest) throw invalidRange('Vpc', text);
  return block.cidr;
}

function refuseWhatIsNotDone(input: CreateVpcRequest): void {
  if (input.AmazonProvidedIpv6CidrBlock === true) throw unsupported('AmazonProvidedIpv6CidrBlock');
  if (input.Ipv6CidrBlock !== undefined) throw unsupported('Ipv6CidrBlock');
  if (input.Ipv6Pool !== undefined) throw unsupported('Ipv6Pool');
  if (input.Ipv4IpamPoolId !== undefined) throw unsupported('Ipv4IpamPoolId');
  if (input.Ipv6IpamPoolId !== undefined) throw unsupported('Ipv6IpamPoolId');
}
