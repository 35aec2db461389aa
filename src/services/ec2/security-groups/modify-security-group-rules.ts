import type {
  Ec2OperationName,
  IpPermission,
  SecurityGroupRuleDescription,
  SecurityGroupRuleRequest,
} from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { invalidParameterCombination, missingParameter, notFound } from '../errors.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { readSecurityGroupRules, readSecurityGroups } from '../network/network-reader.ts';
import { updateData } from '../network/network-store.ts';
import { onResource } from '../network/on-resource.ts';
import { assertPrefixList } from '../network/prefix-lists/prefix-lists.ts';
import { placeOf } from '../shared/place.ts';
import { SECURITY_GROUP, SECURITY_GROUP_RULE } from '../shared/resources.ts';
import { duplicateRule, unknownRule } from './security-group-errors.ts';
import {
  findGroup,
  onSecurityGroup,
  requireGroup,
  withGroupIds,
  type GroupReference,
} from './security-group-reference.ts';
import { describeRule, readDescription, readRules, ruleKey } from './security-group-rules.ts';

/**
 * Gives rules other ports, peers or descriptions; they keep their ids and directions.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html
 */
export const modifySecurityGroupRules = ec2Operation('ModifySecurityGroupRules', {
  async authorizes({ GroupId, SecurityGroupRules }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const action = 'ModifySecurityGroupRules';
    const asked = [await onResource(context, action, SECURITY_GROUP, GroupId)];
    for (const id of new Set(SecurityGroupRules.map((each) => each.SecurityGroupRuleId))) {
      asked.push(await onResource(context, action, SECURITY_GROUP_RULE, id));
    }
    return asked;
  },

  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const group = await requireGroup(tx, place, input);
      const groups = await readSecurityGroups(tx, place);
      const rules = new Map(
        (await readSecurityGroupRules(tx, place))
          .filter(({ group_id }) => group_id === group.id)
          .map((rule) => [rule.id, rule]),
      );
      for (const { SecurityGroupRuleId: id, SecurityGroupRule: asked } of input.SecurityGroupRules) {
        const rule = rules.get(id);
        if (rule === undefined) throw notFound(SECURITY_GROUP_RULE, [id]);
        const [data, ...more] = readRules({ IpPermissions: [permissionOf(asked)] }, rule.data.isEgress);
        if (data === undefined)
          throw missingParameter('CidrIpv4, CidrIpv6, PrefixListId or ReferencedGroupId');
        if (more.length > 0)
          throw invalidParameterCombination('Only one source or destination can be specified.');
        const { referencedGroupId: other } = data;
        if (other !== undefined && !groups.some((each) => each.id === other))
          throw notFound(SECURITY_GROUP, [other]);
        if (data.prefixListId !== undefined) assertPrefixList(place.region, data.prefixListId);
        const isThere = [...rules.values()].some(
          (each) => each.id !== id && ruleKey(each.data) === ruleKey(data),
        );
        if (isThere) throw duplicateRule(describeRule(data));
        await updateData(tx, 'security_group_rules', { id, data }, {});
        rules.set(id, { ...rule, data });
      }
      return { answer: { Return: true } };
    }),
});

function permissionOf(asked: SecurityGroupRuleRequest = {}): IpPermission {
  const { IpProtocol, FromPort, ToPort, Description } = asked;
  const given = (value: string | undefined): value is string => value !== undefined && value !== '';
  return {
    IpProtocol,
    FromPort,
    ToPort,
    IpRanges: given(asked.CidrIpv4) ? [{ CidrIp: asked.CidrIpv4, Description }] : [],
    Ipv6Ranges: given(asked.CidrIpv6) ? [{ CidrIpv6: asked.CidrIpv6, Description }] : [],
    PrefixListIds: given(asked.PrefixListId) ? [{ PrefixListId: asked.PrefixListId, Description }] : [],
    UserIdGroupPairs: given(asked.ReferencedGroupId)
      ? [{ GroupId: asked.ReferencedGroupId, Description }]
      : [],
  };
}

type DescriptionRequest = GroupReference & {
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly SecurityGroupRuleDescriptions?: readonly SecurityGroupRuleDescription[] | undefined;
  readonly DryRun?: boolean | undefined;
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html */
export const updateSecurityGroupRuleDescriptionsIngress = ec2Operation(
  'UpdateSecurityGroupRuleDescriptionsIngress',
  {
    authorizes: (input, context) =>
      describingRules(context, 'UpdateSecurityGroupRuleDescriptionsIngress', input),
    runs: (input, context) => setDescriptions(context, input, false),
  },
);

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsEgress.html */
export const updateSecurityGroupRuleDescriptionsEgress = ec2Operation(
  'UpdateSecurityGroupRuleDescriptionsEgress',
  {
    authorizes: (input, context) =>
      describingRules(context, 'UpdateSecurityGroupRuleDescriptionsEgress', input),
    runs: (input, context) => setDescriptions(context, input, true),
  },
);

async function describingRules(
  context: OperationContext,
  action: Ec2OperationName,
  input: DescriptionRequest,
): Promise<Authorization> {
  const place = placeOf(context);
  await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
  const group = await context.house.store.read((tx) => findGroup(tx, place, input));
  return onSecurityGroup(context, action, group, input);
}

async function setDescriptions(context: OperationContext, input: DescriptionRequest, isEgress: boolean) {
  const { SecurityGroupRuleDescriptions: byId = [] } = input;
  return change(context, input, async (tx) => {
    const place = placeOf(context);
    const group = await requireGroup(tx, place, input);
    const asked = readRules(await withGroupIds(tx, place, input), isEgress);
    if (asked.length === 0 && byId.length === 0)
      throw missingParameter('IpPermissions or SecurityGroupRuleDescriptions');
    const rules = (await readSecurityGroupRules(tx, place)).filter(
      ({ group_id, data }) => group_id === group.id && data.isEgress === isEgress,
    );
    for (const { SecurityGroupRuleId: id = '', Description } of byId) {
      const rule = rules.find((each) => each.id === id);
      if (rule === undefined) throw notFound(SECURITY_GROUP_RULE, [id]);
      await updateData(tx, 'security_group_rules', rule, { description: readDescription(Description) });
    }
    for (const data of asked) {
      const rule = rules.find((each) => ruleKey(each.data) === ruleKey(data));
      if (rule === undefined) throw unknownRule();
      await updateData(tx, 'security_group_rules', rule, { description: data.description });
    }
    return { answer: { Return: true } };
  });
}
