import { iamArn, parseArn } from '../kernel/arn.ts';
import { accountNamedBy } from '../policy/principal-matcher.ts';
import { rewriteTrustPrincipals } from '../policy/rewrite-trust-principals.ts';
import type { ReadTx } from '../store/store.ts';

/**
 * The principals of policies that name somebody: trust policies and buckets' policies. They name users and
 * roles by ARN and keep them by unique id, so that one who was deleted and made anew is somebody else; who
 * is gone is then shown as the bare id.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */

/**
 * What is stored for each AWS principal that a document names: users' and roles' ids, a bare account's root;
 * those that do not exist are absent.
 *
 * @param document passed validation as far as it needs nobody to be looked up
 */
export async function storedPrincipals(tx: ReadTx, document: string): Promise<ReadonlyMap<string, string>> {
  const stored = new Map<string, string>();
  for (const name of principalsOf(document)) {
    const known = await storedName(tx, name);
    if (known !== undefined) stored.set(name, known);
  }
  return stored;
}

/** Stored documents as they are shown: ids as ARNs, where who they mean still exists. */
export async function withPrincipalArns(
  tx: ReadTx,
  documents: readonly string[],
): Promise<readonly string[]> {
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
  const key = resource.slice(resource.lastIndexOf('/') + 1).toLowerCase();
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

interface Named {
  readonly account_id: string;
  readonly path: string;
  readonly name: string;
}

function arnOf(kind: 'user' | 'role', row: Named): string {
  return iamArn(row.account_id, `${kind}${row.path}${row.name}`);
}
