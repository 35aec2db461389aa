import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { mustNameUser } from '../errors.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';

interface NamesUser {
  readonly UserName?: string | undefined;
}

/**
 * Which user a request means that may leave the name out: the one who signed.
 *
 * @throws AwsError ValidationError when a role's session, or root, names none
 */
export function userMeant(input: NamesUser, context: OperationContext): string {
  if (input.UserName !== undefined) return input.UserName;
  if (context.caller.kind === 'user') return context.caller.userName;
  throw mustNameUser();
}

/**
 * The permission for an action on the user that a request means. When the name was left out, AWS's
 * denial puts `null` before it: `on resource: user nullBob`, reproduced verbatim.
 */
export async function authorizeUserMeant(
  input: NamesUser,
  context: OperationContext,
  action: string,
): Promise<Authorization> {
  const name = userMeant(input, context);
  const authorization = await authorizeOwner(context, 'user', name, action);
  return input.UserName === undefined ? { ...authorization, named: `user null${name}` } : authorization;
}
