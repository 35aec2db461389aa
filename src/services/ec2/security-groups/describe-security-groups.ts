import type { IpPermission, SecurityGroup } from '../../../model/generated/ec2.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import type { SecurityGroupRecord, SecurityGroupRuleData } from '../network/network-records.ts';
import { describeResources, type Tagged } from '../shared/describe-resources.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { notFound } from '../errors.ts';
import type { FilterFields } from '../shared/filters.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import { readSecurityGroupRules, readSecurityGroups } from '../network/network-reader.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { SECURITY_GROUP } from '../shared/resources.ts';

/** A security group and its rules. */
type GroupWithRules = SecurityGroupRecord & { readonly rules: readonly SecurityGroupRuleData[] };
type Reader = FilterFields<Tagged<GroupWithRules>>['fields'][string];

/** Filters `ip-permission.*` or `egress.ip-permission.*`: what the rules of one direction say. */
function ruleFilters(prefix: string, isEgress: boolean): Readonly<Record<string, Reader>> {
  const each =
    (read: (rule: SecurityGroupRuleData) => string | undefined): Reader =>
    ({ record }) =>
      record.rules.filter((rule) => rule.isEgress === isEgress).flatMap((rule) => read(rule) ?? []);
  return {
    [`${prefix}.cidr`]: each(({ cidrIpv4 }) => cidrIpv4),
    [`${prefix}.from-port`]: each(({ fromPort }) => String(fromPort)),
    [`${prefix}.group-id`]: each(({ referencedGroupId }) => referencedGroupId),
    [`${prefix}.ipv6-cidr`]: each(({ cidrIpv6 }) => cidrIpv6),
    [`${prefix}.protocol`]: each(({ protocol }) => protocol),
    [`${prefix}.to-port`]: each(({ toPort }) => String(toPort)),
  };
}

const FILTERS: FilterFields<Tagged<GroupWithRules>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    description: ({ record }) => record.data.description,
    ...ruleFilters('egress.ip-permission', true),
    'group-id': ({ record }) => record.id,
    'group-name': ({ record }) => record.name,
    ...ruleFilters('ip-permission', false),
    'owner-id': ({ record }) => record.account_id,
    'vpc-id': ({ record }) => record.vpc_id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export const describeSecurityGroups = ec2Operation('DescribeSecurityGroups', {
  authorizes: describing('DescribeSecurityGroups'),
  async runs({ GroupIds: ids, GroupNames: names = [], ...input }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const page = await describeResources<GroupWithRules>(
      context,
      { ...input, ids },
      {
        words: SECURITY_GROUP,
        filters: FILTERS,
        reads: async (tx, place) => {
          const rules = await readSecurityGroupRules(tx, place);
          const groups = await readSecurityGroups(tx, place);
          const unknown = names.find((name) => !groups.some((group) => group.name === name));
          if (unknown !== undefined) throw notFound(SECURITY_GROUP, [unknown]);
          return groups
            .filter(({ name }) => names.length === 0 || names.includes(name))
            .map((group) => ({
              ...group,
              rules: rules.filter(({ group_id }) => group_id === group.id).map(({ data }) => data),
            }));
        },
      },
    );
    return { SecurityGroups: page.items.map(groupToWire), NextToken: page.nextToken };
  },
});

function groupToWire({ record, tags }: Tagged<GroupWithRules>): SecurityGroup {
  const place = { accountId: record.account_id, region: record.region };
  return {
    GroupId: record.id,
    IpPermissionsEgress: permissions(record, true),
    Tags: tagsToWire(tags),
    VpcId: record.vpc_id,
    SecurityGroupArn: ec2Arn(place, `security-group/${record.id}`),
    OwnerId: record.account_id,
    GroupName: record.name,
    Description: record.data.description,
    IpPermissions: permissions(record, false),
  };
}

/** Rules of one direction, those of one protocol and port range together as EC2 shows them. */
function permissions({ rules, account_id }: GroupWithRules, isEgress: boolean): IpPermission[] {
  const groups = new Map<string, SecurityGroupRuleData[]>();
  for (const rule of rules) {
    if (rule.isEgress !== isEgress) continue;
    const key = `${rule.protocol}/${rule.fromPort}/${rule.toPort}`;
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return [...groups.values()].map((together) => permission(together, account_id));
}

function permission(rules: readonly SecurityGroupRuleData[], accountId: string): IpPermission {
  const [first] = rules;
  const isAll = first?.protocol === '-1';
  return {
    IpProtocol: first?.protocol,
    FromPort: isAll ? undefined : first?.fromPort,
    ToPort: isAll ? undefined : first?.toPort,
    UserIdGroupPairs: rules.flatMap(({ referencedGroupId, description }) =>
      referencedGroupId === undefined
        ? []
        : [{ Description: description, GroupId: referencedGroupId, UserId: accountId }],
    ),
    IpRanges: rules.flatMap(({ cidrIpv4, description }) =>
      cidrIpv4 === undefined ? [] : [{ CidrIp: cidrIpv4, Description: description }],
    ),
    Ipv6Ranges: rules.flatMap(({ cidrIpv6, description }) =>
      cidrIpv6 === undefined ? [] : [{ CidrIpv6: cidrIpv6, Description: description }],
    ),
    PrefixListIds: [],
  };
}
