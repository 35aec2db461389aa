import { iamArn, parseArn } from '../../kernel/arn.ts';
import { rewriteTrustPrincipals } from '../../policy/rewrite-trust-principals.ts';
import type { ReadTx } from '../../store/store.ts';

/**
 * The users and roles that a bucket's policy names. As with a trust policy, AWS keeps them by their unique
 * ids: who is deleted and made anew is no longer meant, and the policy then shows the id.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

/** The ids of the users and roles that a well-formed document names by ARN; those that do not exist are absent. */
export async function idsOfPrincipals(tx: ReadTx, document: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const arn of namesIn(document)) {
    const id = await idOf(tx, arn);
    if (id !== undefined) ids.set(arn, id);
  }
  return ids;
}

/** The document as it is stored: ids in place of ARNs. */
export function withIds(document: string, ids: ReadonlyMap<string, string>): string {
  return rewriteTrustPrincipals(document, (name) => ids.get(name));
}

/** The document as it is shown: ARNs in place of the ids of those who exist. */
export async function withArns(tx: ReadTx, document: string): Promise<string> {
  const arns = new Map<string, string>();
  for (const id of namesIn(document)) {
    const arn = await arnOf(tx, id);
    if (arn !== undefined) arns.set(id, arn);
  }
  return arns.size === 0 ? document : rewriteTrustPrincipals(document, (name) => arns.get(name));
}

/** Whether a principal is one that has an id: a user or a role, and no session. */
export function hasId(name: string): boolean {
  return identityOf(name) !== undefined;
}

function namesIn(document: string): ReadonlySet<string> {
  const names = new Set<string>();
  rewriteTrustPrincipals(document, (name) => {
    names.add(name);
    return undefined;
  });
  return names;
}

interface Identity {
  readonly kind: 'user' | 'role';
  readonly accountId: string;
  /** With slashes at both ends. */
  readonly path: string;
  readonly name: string;
}

function identityOf(arn: string): Identity | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'iam') return undefined;
  const match = /^(user|role)(\/(?:.*\/)?)([^/]+)$/s.exec(parsed.resource);
  if (match === null) return undefined;
  const [, kind, path = '/', name = ''] = match;
  return { kind: kind === 'user' ? 'user' : 'role', accountId: parsed.accountId, path, name };
}

async function idOf(tx: ReadTx, arn: string): Promise<string | undefined> {
  const identity = identityOf(arn);
  if (identity === undefined) return undefined;
  const { kind, accountId, path, name } = identity;
  if (kind === 'user') {
    const user = await tx
      .selectFrom('users')
      .select(['user_id', 'path', 'name'])
      .where('account_id', '=', accountId)
      .where('name_key', '=', name.toLowerCase())
      .executeTakeFirst();
    return user?.path === path && user.name === name ? user.user_id : undefined;
  }
  const role = await tx
    .selectFrom('roles')
    .select(['role_id', 'path', 'name'])
    .where('account_id', '=', accountId)
    .where('name_key', '=', name.toLowerCase())
    .executeTakeFirst();
  return role?.path === path && role.name === name ? role.role_id : undefined;
}

async function arnOf(tx: ReadTx, id: string): Promise<string | undefined> {
  if (id.startsWith('AIDA')) {
    const user = await tx
      .selectFrom('users')
      .select(['account_id', 'path', 'name'])
      .where('user_id', '=', id)
      .executeTakeFirst();
    return user && iamArn(user.account_id, `user${user.path}${user.name}`);
  }
  if (!id.startsWith('AROA')) return undefined;
  const role = await tx
    .selectFrom('roles')
    .select(['account_id', 'path', 'name'])
    .where('role_id', '=', id)
    .executeTakeFirst();
  return role && iamArn(role.account_id, `role${role.path}${role.name}`);
}
