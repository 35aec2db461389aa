import { describing, ec2Operation } from '../ec2-operation.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { readSecurityGroupRules } from '../network/network-reader.ts';
import type { SecurityGroupRuleRecord } from '../network/network-records.ts';
import { describeResources, type Tagged } from '../shared/describe-resources.ts';
import type { FilterFields } from '../shared/filters.ts';
import { placeOf } from '../shared/place.ts';
import { SECURITY_GROUP_RULE } from '../shared/resources.ts';
import { ruleToWire } from './security-group-rules.ts';

const FILTERS: FilterFields<Tagged<SecurityGroupRuleRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'group-id': ({ record }) => record.group_id,
    'security-group-rule-id': ({ record }) => record.id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html */
export const describeSecurityGroupRules = ec2Operation('DescribeSecurityGroupRules', {
  authorizes: describing('DescribeSecurityGroupRules'),
  async runs({ SecurityGroupRuleIds: ids, ...input }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const how = { words: SECURITY_GROUP_RULE, reads: readSecurityGroupRules, filters: FILTERS };
    const page = await describeResources(context, { ...input, ids }, how);
    return {
      SecurityGroupRules: page.items.map(({ record, tags }) => ruleToWire(record, tags)),
      NextToken: page.nextToken,
    };
  },
});
