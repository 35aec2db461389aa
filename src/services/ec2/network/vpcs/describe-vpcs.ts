import { ensureDefaultNetwork } from '../default-network.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import { describing, ec2Operation } from '../../ec2-operation.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { vpcToWire } from './vpc-to-wire.ts';
import { readVpcs } from '../network-reader.ts';
import type { VpcRecord } from '../network-records.ts';
import { placeOf } from '../../shared/place.ts';
import { VPC } from '../../shared/resources.ts';

const FILTERS: FilterFields<Tagged<VpcRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    cidr: ({ record }) => record.data.cidr,
    'cidr-block-association.association-id': ({ record }) => record.data.cidrAssociationId,
    'cidr-block-association.cidr-block': ({ record }) => record.data.cidr,
    'cidr-block-association.state': () => 'associated',
    'dhcp-options-id': ({ record }) => record.data.dhcpOptionsId,
    'ipv6-cidr-block-association.ipv6-cidr-block': () => undefined,
    'is-default': ({ record }) => String(record.is_default === 1),
    isDefault: ({ record }) => String(record.is_default === 1),
    'owner-id': ({ record }) => record.account_id,
    state: () => 'available',
    'vpc-id': ({ record }) => record.id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export const describeVpcs = ec2Operation('DescribeVpcs', {
  authorizes: describing('DescribeVpcs'),
  async runs({ VpcIds: ids, ...input }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const request = { ...input, ids };
    const page = await describeResources(context, request, { words: VPC, reads: readVpcs, filters: FILTERS });
    return { Vpcs: page.items.map(vpcToWire), NextToken: page.nextToken };
  },
});
