import { describing, ec2Operation } from '../../ec2-operation.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { placeOf } from '../../shared/place.ts';
import { VPC } from '../../shared/resources.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { readVpcs } from '../network-reader.ts';
import type { VpcRecord } from '../network-records.ts';

const FILTERS: FilterFields<Tagged<VpcRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: { 'is-classic-link-enabled': () => 'false', 'vpc-id': ({ record }) => record.id },
};

/**
 * EC2-Classic is gone: no VPC is linked to it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcClassicLink.html
 */
export const describeVpcClassicLink = ec2Operation('DescribeVpcClassicLink', {
  authorizes: describing('DescribeVpcClassicLink'),
  async runs({ VpcIds: ids, Filters }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const how = { words: VPC, reads: readVpcs, filters: FILTERS };
    const page = await describeResources(context, { ids, Filters }, how);
    return {
      Vpcs: page.items.map(({ record, tags }) => ({
        ClassicLinkEnabled: false,
        Tags: tagsToWire(tags),
        VpcId: record.id,
      })),
    };
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcClassicLinkDnsSupport.html */
export const describeVpcClassicLinkDnsSupport = ec2Operation('DescribeVpcClassicLinkDnsSupport', {
  authorizes: describing('DescribeVpcClassicLinkDnsSupport'),
  async runs({ VpcIds: ids, ...input }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const how = { words: VPC, reads: readVpcs, filters: FILTERS, bounds: { min: 5, max: 255 } };
    const page = await describeResources(context, { ...input, ids }, how);
    return {
      Vpcs: page.items.map(({ record }) => ({ ClassicLinkDnsSupported: false, VpcId: record.id })),
      NextToken: page.nextToken,
    };
  },
});
