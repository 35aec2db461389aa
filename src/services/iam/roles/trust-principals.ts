import { iamArn, parseArn } from '../../../kernel/arn.ts';
import { policySize } from '../../../policy/policy-size.ts';
import { accountNamedBy } from '../../../policy/principal-matcher.ts';
import { rewriteTrustPrincipals } from '../../../policy/rewrite-trust-principals.ts';
import { validatePolicy } from '../../../policy/validation/validate-policy.ts';
import type { ReadTx } from '../../../store/store.ts';
import { malformedDocument, quotaExceeded } from '../errors.ts';
import { arnOf, nameKey } from '../shared/arns.ts';
import { QUOTAS } from '../shared/quotas.ts';

/**
 * A trust policy names users and roles by ARN and keeps them by unique id, so that one that was
 * deleted and made anew is somebody else; who is gone is then shown as the bare id.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */

/**
 * Checks a trust policy as far as it can be without looking anyone up.
 *
 * @throws AwsError MalformedPolicyDocument, ValidationError or LimitExceeded
 */
export function assertTrustPolicy(document: string): void {
  const problem = validatePolicy(document, 'trust');
  if (problem !== undefined) throw malformedDocument(problem);
  if (policySize(document) > QUOTAS.ACLSizePerRole) {
    throw quotaExceeded('ACLSizePerRole', QUOTAS.ACLSizePerRole);
  }
}

/**
 * The document as it is stored: users and roles by their ids, a bare account as its root.
 *
 * @param document passed `assertTrustPolicy`
 * @throws AwsError MalformedPolicyDocument `Invalid principal in policy: …`
 */
export async function trustToStore(tx: ReadTx, document: string): Promise<string> {
  const stored = new Map<string, string>();
  for (const name of principalsOf(document)) {
    const known = await storedName(tx, name);
    if (known !== undefined) stored.set(name, known);
  }
  const problem = validatePolicy(document, 'trust', {
    resolvePrincipal: (kind, name) => kind !== 'AWS' || stored.has(name),
  });
  if (problem !== undefined) throw malformedDocument(problem);
  return rewriteTrustPrincipals(document, (name) => stored.get(name));
}

/** Stored documents as they are shown: ids as ARNs, where who they mean still exists. */
export async function trustsToShow(tx: ReadTx, documents: readonly string[]): Promise<readonly string[]> {
  const naming = documents.filter((document) => UNIQUE_ID.test(document));
  if (naming.length === 0) return documents;
  const ids = new Set(naming.flatMap(principalsOf).filter((name) => WHOLE_ID.test(name)));
  const arns = await arnsOf(tx, [...ids]);
  return documents.map((document) =>
    UNIQUE_ID.test(document) ? rewriteTrustPrincipals(document, (name) => arns.get(name)) : document,
  );
}

/** A quick look, which spares most documents the parsing. */
const UNIQUE_ID = /"A(?:IDA|ROA)[A-Z2-7]{17}"/;
const WHOLE_ID = /^A(?:IDA|ROA)[A-Z2-7]{17}$/;

/** The users, roles, sessions and accounts that a document names. */
function principalsOf(document: string): readonly string[] {
  const names = new Set<string>();
  rewriteTrustPrincipals(document, (name) => {
    if (name !== '*') names.add(name);
    return undefined;
  });
  return [...names];
}

/** What is stored for a name; `undefined` when there is nobody of that name. */
async function storedName(tx: ReadTx, name: string): Promise<string | undefined> {
  const account = accountNamedBy(name);
  if (account !== undefined) return iamArn(account, 'root');
  if (WHOLE_ID.test(name)) return (await arnsOf(tx, [name])).has(name) ? name : undefined;
  const arn = parseArn(name);
  // A session exists only in its token; who is in an account that the house does not hold is not ours to know.
  if (arn?.service !== 'iam' || !(await hasAccount(tx, arn.accountId))) return arn && name;
  return idOf(tx, name, arn.accountId, arn.resource);
}

async function hasAccount(tx: ReadTx, accountId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('accounts')
    .select('account_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row !== undefined;
}

async function idOf(
  tx: ReadTx,
  arn: string,
  accountId: string,
  resource: string,
): Promise<string | undefined> {
  const key = nameKey(resource.slice(resource.lastIndexOf('/') + 1));
  if (resource.startsWith('user/')) {
    const user = await tx
      .selectFrom('users')
      .select(['user_id', 'account_id', 'path', 'name'])
      .where('account_id', '=', accountId)
      .where('name_key', '=', key)
      .executeTakeFirst();
    return user !== undefined && arnOf('user', user) === arn ? user.user_id : undefined;
  }
  const role = await tx
    .selectFrom('roles')
    .select(['role_id', 'account_id', 'path', 'name'])
    .where('account_id', '=', accountId)
    .where('name_key', '=', key)
    .executeTakeFirst();
  return role !== undefined && arnOf('role', role) === arn ? role.role_id : undefined;
}

async function arnsOf(tx: ReadTx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const users = await tx
    .selectFrom('users')
    .select(['user_id', 'account_id', 'path', 'name'])
    .where('user_id', 'in', ids)
    .execute();
  const roles = await tx
    .selectFrom('roles')
    .select(['role_id', 'account_id', 'path', 'name'])
    .where('role_id', 'in', ids)
    .execute();
  return new Map([
    ...users.map((user) => [user.user_id, arnOf('user', user)] as const),
    ...roles.map((role) => [role.role_id, arnOf('role', role)] as const),
  ]);
}
