import type { Ec2OperationName, TagSpecification } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { WriteTx } from '../../../store/store.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import type { SecurityGroupRuleData, SecurityGroupRuleRecord } from '../network/network-records.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { missingParameter, notFound } from '../errors.ts';
import { duplicateRule, tooManyRules } from './security-group-errors.ts';
import { readSecurityGroupRules, readSecurityGroups } from '../network/network-reader.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { SECURITY_GROUP } from '../shared/resources.ts';
import { assertPrefixList } from '../network/prefix-lists/prefix-lists.ts';
import {
  findGroup,
  onSecurityGroup,
  requireGroup,
  withGroupIds,
  type GroupReference,
} from './security-group-reference.ts';
import { describeRule, readRules, ruleKey, ruleToWire, type RuleRequest } from './security-group-rules.ts';
import { putTags, readTagSpecifications, taggingOnCreate, type Tags } from '../tags/tags.ts';

type AuthorizeRequest = RuleRequest &
  GroupReference & {
    readonly TagSpecifications?: readonly TagSpecification[] | undefined;
    readonly DryRun?: boolean | undefined;
  };

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export const authorizeSecurityGroupIngress = ec2Operation('AuthorizeSecurityGroupIngress', {
  authorizes: (input, context) => authorizing(context, 'AuthorizeSecurityGroupIngress', input),
  runs: (input, context) => addRules(context, input, false),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html */
export const authorizeSecurityGroupEgress = ec2Operation('AuthorizeSecurityGroupEgress', {
  authorizes: (input, context) => authorizing(context, 'AuthorizeSecurityGroupEgress', input),
  runs: (input, context) => addRules(context, input, true),
});

/** The most rules of a group in one direction. */
const MAX_RULES = 60;

function tagsOf({ TagSpecifications }: AuthorizeRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['security-group-rule'])['security-group-rule'];
}

async function authorizing(
  context: OperationContext,
  action: Ec2OperationName,
  input: AuthorizeRequest,
): Promise<Authorization[]> {
  const place = placeOf(context);
  await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
  const group = await context.house.store.read((tx) => findGroup(tx, place, input));
  const rule = ec2Arn(place, 'security-group-rule/*');
  return [
    await onSecurityGroup(context, action, group, input),
    ...taggingOnCreate(context, action, rule, tagsOf(input)),
  ];
}

async function addRules(context: OperationContext, input: AuthorizeRequest, isEgress: boolean) {
  const tags = tagsOf(input);
  return change(context, input, async (tx, now) => {
    const place = placeOf(context);
    const rules = readRules(await withGroupIds(tx, place, input), isEgress);
    if (rules.length === 0) throw missingParameter('IpPermissions');
    const group = await requireGroup(tx, place, input);
    const groups = await readSecurityGroups(tx, place);
    const present = (await readSecurityGroupRules(tx, place)).filter(({ group_id }) => group_id === group.id);
    const known = new Set(present.map(({ data }) => ruleKey(data)));
    for (const rule of rules) {
      if (known.has(ruleKey(rule))) throw duplicateRule(describeRule(rule));
      known.add(ruleKey(rule));
      const { referencedGroupId: other } = rule;
      if (other !== undefined && !groups.some(({ id }) => id === other))
        throw notFound(SECURITY_GROUP, [other]);
      if (rule.prefixListId !== undefined) assertPrefixList(place.region, rule.prefixListId);
    }
    const inDirection = present.filter(({ data }) => data.isEgress === isEgress).length;
    if (inDirection + rules.length > MAX_RULES) throw tooManyRules();
    const made: SecurityGroupRuleRecord[] = [];
    for (const rule of rules) made.push(await insertRule(tx, context, group.id, rule, tags, now));
    return { answer: { Return: true, SecurityGroupRules: made.map((record) => ruleToWire(record, tags)) } };
  });
}

/** Writes one rule of a group. */
export async function insertRule(
  tx: WriteTx,
  context: OperationContext,
  groupId: string,
  data: SecurityGroupRuleData,
  tags: Tags | undefined,
  now: number,
): Promise<SecurityGroupRuleRecord> {
  const { accountId, region } = placeOf(context);
  const id = context.house.ids.hex('sgr');
  const row = { id, account_id: accountId, region, created_at: now, group_id: groupId };
  await tx
    .insertInto('security_group_rules')
    .values({ ...row, data: JSON.stringify(data) })
    .execute();
  await putTags(tx, id, tags);
  return { ...row, data };
}
