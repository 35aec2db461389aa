import { describing, ec2Operation } from '../ec2-operation.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { readSecurityGroups } from '../network/network-reader.ts';
import type { SecurityGroupRecord } from '../network/network-records.ts';
import { requireOne } from '../network/network-store.ts';
import { onResource } from '../network/on-resource.ts';
import { describeResources, type Tagged } from '../shared/describe-resources.ts';
import type { FilterFields } from '../shared/filters.ts';
import { placeOf } from '../shared/place.ts';
import { SECURITY_GROUP, VPC } from '../shared/resources.ts';

const FILTERS: FilterFields<Tagged<SecurityGroupRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    description: ({ record }) => record.data.description,
    'group-id': ({ record }) => record.id,
    'group-name': ({ record }) => record.name,
    'owner-id': ({ record }) => record.account_id,
    'primary-vpc-id': ({ record }) => record.vpc_id,
  },
};

/**
 * The groups that interfaces of a VPC may have: its own, as no group is shared between VPCs here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSecurityGroupsForVpc.html
 */
export const getSecurityGroupsForVpc = ec2Operation('GetSecurityGroupsForVpc', {
  async authorizes({ VpcId }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onResource(context, 'GetSecurityGroupsForVpc', VPC, VpcId);
  },
  async runs({ VpcId, ...input }, context) {
    const page = await describeResources<SecurityGroupRecord>(
      context,
      { ...input, ids: undefined },
      {
        words: SECURITY_GROUP,
        filters: FILTERS,
        reads: async (tx, place) => {
          const vpc = await requireOne(tx, VPC, place, VpcId);
          return (await readSecurityGroups(tx, place)).filter(({ vpc_id }) => vpc_id === vpc.id);
        },
      },
    );
    return {
      SecurityGroupForVpcs: page.items.map(({ record, tags }) => ({
        Description: record.data.description,
        GroupName: record.name,
        OwnerId: record.account_id,
        GroupId: record.id,
        Tags: tagsToWire(tags),
        PrimaryVpcId: record.vpc_id,
      })),
      NextToken: page.nextToken,
    };
  },
});

/**
 * The peered VPCs whose groups refer to some: there is no peering here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupReferences.html
 */
export const describeSecurityGroupReferences = ec2Operation('DescribeSecurityGroupReferences', {
  async authorizes({ GroupId }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const action = 'DescribeSecurityGroupReferences';
    return Promise.all(GroupId.map((id) => onResource(context, action, SECURITY_GROUP, id)));
  },
  async runs({ GroupId }, context) {
    await context.house.store.read(async (tx) => {
      for (const id of GroupId) await requireOne(tx, SECURITY_GROUP, placeOf(context), id);
    });
    return { SecurityGroupReferenceSet: [] };
  },
});

/**
 * Rules that name groups of a peered VPC that are gone: there is no peering here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeStaleSecurityGroups.html
 */
export const describeStaleSecurityGroups = ec2Operation('DescribeStaleSecurityGroups', {
  authorizes: describing('DescribeStaleSecurityGroups'),
  async runs({ VpcId }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    await context.house.store.read((tx) => requireOne(tx, VPC, placeOf(context), VpcId));
    return { StaleSecurityGroupSet: [] };
  },
});
