import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { resourceTagKeys } from '../../operation/tag-keys.ts';
import { functionIn } from './find-function.ts';
import { namedArn, type NamedFunction } from './function-name.ts';
import { policyDocument, statementsIn } from './resource-policies.ts';
import { tagsOf } from './tags.ts';

/**
 * A permission on a function as the request names it, with its qualifier; asked for whether or not it
 * exists. What lies on exactly that resource is its resource policy.
 */
export async function onFunction(
  { house }: Pick<OperationContext, 'house'>,
  action: string,
  named: NamedFunction,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const resource = namedArn(named);
  const asked = { action, resource, resourceAccount: named.accountId };
  return house.store.read(async (tx) => {
    const found = await functionIn(tx, named);
    if (found === undefined) return { ...asked, keys };
    const tags = await tagsOf(tx, found.functionId);
    const { statements } = await statementsIn(tx, found.functionId, named.qualifier);
    return {
      ...asked,
      keys: { ...resourceTagKeys(tags), ...keys },
      resourcePolicy:
        statements.length === 0
          ? undefined
          : { kind: 'function' as const, document: policyDocument(statements), arn: resource },
    };
  });
}

/** The permission to hand a role to Lambda, for one function. */
export function passingRole(roleArn: string, functionArn: string): Authorization {
  return {
    action: 'iam:PassRole',
    resource: roleArn,
    keys: { 'iam:PassedToService': 'lambda.amazonaws.com', 'iam:AssociatedResourceArn': functionArn },
  };
}
