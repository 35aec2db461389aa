import type { Ec2OperationName, RevokedSecurityGroupRule } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { missingParameter, notFound } from '../errors.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { findDefaultVpc, readSecurityGroupRules } from '../network/network-reader.ts';
import type { SecurityGroupRuleRecord } from '../network/network-records.ts';
import { deleteOne } from '../network/network-store.ts';
import { placeOf } from '../shared/place.ts';
import { assertIdsOf, SECURITY_GROUP_RULE } from '../shared/resources.ts';
import { permissionsToWire } from './permissions-to-wire.ts';
import { unknownRule } from './security-group-errors.ts';
import {
  findGroup,
  onSecurityGroup,
  requireGroup,
  withGroupIds,
  type GroupReference,
} from './security-group-reference.ts';
import { readRules, ruleKey, type RuleRequest } from './security-group-rules.ts';

type RevokeRequest = RuleRequest &
  GroupReference & {
    readonly SecurityGroupRuleIds?: readonly string[] | undefined;
    readonly DryRun?: boolean | undefined;
  };

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html */
export const revokeSecurityGroupIngress = ec2Operation('RevokeSecurityGroupIngress', {
  authorizes: (input, context) => revoking(context, 'RevokeSecurityGroupIngress', input),
  runs: (input, context) => removeRules(context, input, false),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html */
export const revokeSecurityGroupEgress = ec2Operation('RevokeSecurityGroupEgress', {
  authorizes: (input, context) => revoking(context, 'RevokeSecurityGroupEgress', input),
  runs: (input, context) => removeRules(context, input, true),
});

async function revoking(
  context: OperationContext,
  action: Ec2OperationName,
  input: RevokeRequest,
): Promise<Authorization> {
  const place = placeOf(context);
  await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
  const group = await context.house.store.read((tx) => findGroup(tx, place, input));
  return onSecurityGroup(context, action, group, input);
}

async function removeRules(context: OperationContext, input: RevokeRequest, isEgress: boolean) {
  const ids = input.SecurityGroupRuleIds ?? [];
  assertIdsOf(SECURITY_GROUP_RULE, ids);
  return change(context, input, async (tx) => {
    const place = placeOf(context);
    const group = await requireGroup(tx, place, input);
    const asked = readRules(await withGroupIds(tx, place, input), isEgress);
    if (ids.length === 0 && asked.length === 0)
      throw missingParameter('ipPermissions or securityGroupRuleIds');
    const present = (await readSecurityGroupRules(tx, place)).filter(
      ({ group_id, data }) => group_id === group.id && data.isEgress === isEgress,
    );
    const byKey = new Map(present.map((rule) => [ruleKey(rule.data), rule]));
    const missing = asked.filter((rule) => !byKey.has(ruleKey(rule)));
    // Of a group of the default VPC EC2 takes away what there is and lists the rest.
    if (missing.length > 0 && (await findDefaultVpc(tx, place))?.id !== group.vpc_id) throw unknownRule();
    const unknown = ids.filter((id) => !present.some((rule) => rule.id === id));
    if (unknown.length > 0) throw notFound(SECURITY_GROUP_RULE, unknown);
    const revoked = new Set([
      ...present.filter(({ id }) => ids.includes(id)),
      ...asked.flatMap((rule) => byKey.get(ruleKey(rule)) ?? []),
    ]);
    for (const { id } of revoked) await deleteOne(tx, 'security_group_rules', id);
    return {
      answer: {
        Return: true,
        UnknownIpPermissions: permissionsToWire(missing, place.accountId),
        RevokedSecurityGroupRules: [...revoked].map(revokedToWire),
      },
    };
  });
}

function revokedToWire({ id, group_id, data }: SecurityGroupRuleRecord): RevokedSecurityGroupRule {
  return {
    SecurityGroupRuleId: id,
    GroupId: group_id,
    IsEgress: data.isEgress,
    IpProtocol: data.protocol,
    FromPort: data.fromPort,
    ToPort: data.toPort,
    CidrIpv4: data.cidrIpv4,
    CidrIpv6: data.cidrIpv6,
    PrefixListId: data.prefixListId,
    ReferencedGroupId: data.referencedGroupId,
    Description: data.description,
  };
}
