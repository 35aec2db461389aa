import { iamArn } from '../../../kernel/arn.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { OwnerKind } from '../errors.ts';
import { findOwner } from './owners.ts';
import { tagsOf } from './tags.ts';

/** What an action on a user, group or role asks beside the owner's own tags. */
export interface OwnerQuestion {
  /** Whether the action has the key `iam:PermissionsBoundary`: then the owner's boundary is its value. */
  readonly boundary?: 'asked' | undefined;
  /** Keys that come from the request; one of them may be `iam:PermissionsBoundary`, which then wins. */
  readonly keys?: ConditionKeys | undefined;
}

/**
 * The permission for an action on an existing user, group or role: on its ARN with its real path; where
 * there is none of that name, on the ARN without a path, so that absence is told only to those who may
 * know. A denial names it `role NAME`, as AWS does.
 *
 * @param action for example `iam:GetRole`
 */
export async function authorizeOwner(
  context: OperationContext,
  kind: OwnerKind,
  name: string,
  action: string,
  question: OwnerQuestion = {},
): Promise<Authorization> {
  const { accountId, house } = context;
  const { owner, tags } = await house.store.read(async (tx) => {
    const owner = await findOwner(tx, kind, accountId, name);
    return { owner, tags: owner === undefined || kind === 'group' ? [] : await tagsOf(tx, owner.id) };
  });
  return ownerAuthorization(accountId, { kind, name, arn: owner?.arn }, action, {
    'iam:PermissionsBoundary': question.boundary === 'asked' ? owner?.permissionsBoundary : undefined,
    ...resourceTagKeys(tags, 'iam'),
    ...question.keys,
  });
}

/** The permission for an action on an owner that was looked up already. @param owner without an ARN when there is none */
export function ownerAuthorization(
  accountId: string,
  owner: { readonly kind: OwnerKind; readonly name: string; readonly arn: string | undefined },
  action: string,
  keys: ConditionKeys,
): Authorization {
  const { kind, name, arn } = owner;
  return { action, resource: arn ?? iamArn(accountId, `${kind}/${name}`), named: `${kind} ${name}`, keys };
}

/**
 * The permission to make something: on the ARN that it will have, and that the denial names whole.
 *
 * @param resource kind, path and name: `role/service-role/Name`
 */
export function authorizeCreation(
  context: OperationContext,
  action: string,
  resource: string,
  keys: ConditionKeys,
): Authorization {
  return { action, resource: iamArn(context.accountId, resource), keys };
}

/**
 * The permission to list a kind of entity: on the ARN of the path asked for,
 * `arn:aws:iam::<account>:role/<prefix>`, which the denial names.
 */
export function authorizeListing(
  context: OperationContext,
  action: string,
  kind: OwnerKind | 'instance-profile',
  pathPrefix: string | undefined,
): Authorization {
  return { action, resource: iamArn(context.accountId, `${kind}${pathPrefix ?? '/'}`) };
}
