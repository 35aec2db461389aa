import type { SecurityGroup } from '../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../store/store.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import type { SecurityGroupRecord, SecurityGroupRuleData } from '../network/network-records.ts';
import { describeResources, type Tagged } from '../shared/describe-resources.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { notFound } from '../errors.ts';
import type { FilterFields } from '../shared/filters.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import { findDefaultVpc, readSecurityGroupRules, readSecurityGroups } from '../network/network-reader.ts';
import { ec2Arn, placeOf, type Place } from '../shared/place.ts';
import { SECURITY_GROUP } from '../shared/resources.ts';
import { permissionsToWire } from './permissions-to-wire.ts';

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
        reads: (tx, place) => readGroups(tx, place, names),
      },
    );
    return { SecurityGroups: page.items.map(groupToWire), NextToken: page.nextToken };
  },
});

/**
 * Groups with their rules.
 *
 * @param names only these, which are of the default VPC; none: all
 * @throws AwsError InvalidGroup.NotFound
 */
async function readGroups(
  tx: ReadTx,
  place: Place,
  names: readonly string[],
): Promise<readonly GroupWithRules[]> {
  const groups = await readSecurityGroups(tx, place);
  const rules = new Map<string, SecurityGroupRuleData[]>(groups.map(({ id }) => [id, []]));
  for (const { group_id, data } of await readSecurityGroupRules(tx, place)) rules.get(group_id)?.push(data);
  const withRules = groups.map((group) => ({ ...group, rules: rules.get(group.id) ?? [] }));
  if (names.length === 0) return withRules;
  const vpc = await findDefaultVpc(tx, place);
  const named = withRules.filter((group) => group.vpc_id === vpc?.id && names.includes(group.name));
  const unknown = names.find((name) => !named.some((group) => group.name === name));
  if (unknown !== undefined) throw notFound(SECURITY_GROUP, [unknown]);
  return named;
}

function groupToWire({ record, tags }: Tagged<GroupWithRules>): SecurityGroup {
  const place = { accountId: record.account_id, region: record.region };
  return {
    GroupId: record.id,
    IpPermissionsEgress: permissionsToWire(
      record.rules.filter(({ isEgress }) => isEgress),
      record.account_id,
    ),
    Tags: tagsToWire(tags),
    VpcId: record.vpc_id,
    SecurityGroupArn: ec2Arn(place, `security-group/${record.id}`),
    OwnerId: record.account_id,
    GroupName: record.name,
    Description: record.data.description,
    IpPermissions: permissionsToWire(
      record.rules.filter(({ isEgress }) => !isEgress),
      record.account_id,
    ),
  };
}
