import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import { findCustomerPolicy } from '../shared/managed-policy.ts';
import { AWS_ACCOUNT, parsePolicyArn } from '../shared/policy-arn.ts';
import { tagsOf } from '../shared/tags.ts';

/**
 * The permission for an action on a managed policy. Everyone may be allowed to read AWS's own, and
 * nobody to change them: they belong to another account, so that root too is refused, as on AWS. A
 * denial names it `policy ARN`.
 *
 * @param access whether the action changes the policy
 * @throws AwsError for an ARN that is none of a policy
 */
export async function authorizePolicy(
  context: OperationContext,
  policyArn: string,
  action: string,
  access: 'read' | 'change',
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const arn = parsePolicyArn(policyArn);
  const common = { action, resource: policyArn, named: `policy ${policyArn}` };
  if (arn.accountId === AWS_ACCOUNT) {
    return { ...common, resourceAccount: access === 'read' ? context.accountId : AWS_ACCOUNT, keys };
  }
  const tags = await context.house.store.read(async (tx) => {
    const row = await findCustomerPolicy(tx, arn);
    return row === undefined ? [] : tagsOf(tx, row.policy_id);
  });
  return { ...common, resourceAccount: arn.accountId, keys: { ...resourceTagKeys(tags), ...keys } };
}
