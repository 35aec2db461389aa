import type { Clock } from '../../kernel/clock.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';

/** An access key with its secret. */
export interface AccessKeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const ADMIN_USER = 'admin';
/** What an account begins with, beside its id. */
interface Beginning {
  readonly alias?: string | undefined;
  /** The root user's key, where the store keeps one. */
  readonly rootKey?: AccessKeyPair | undefined;
}

const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';

/**
 * Makes the account on its first start, with an IAM user `admin` that may do everything: root sees no
 * refusal and may assume no role, so nobody should work as root.
 *
 * @returns admin's key, as long as the user and the key that was made for it exist
 */
export function prepareAccount(
  store: Store,
  ids: Ids,
  clock: Clock,
  accountId: string,
): Promise<AccessKeyPair | undefined> {
  return store.write(async (tx) => {
    const account = await tx
      .selectFrom('accounts')
      .select('account_id')
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return account === undefined
      ? makeAccount(tx, ids, clock.now().getTime(), accountId, {})
      : adminKey(tx, accountId);
  });
}

/** The key that was made for `admin`, as long as both exist. */
export async function adminKey(tx: ReadTx, accountId: string): Promise<AccessKeyPair | undefined> {
  const key = await tx
    .selectFrom('access_keys')
    .innerJoin('users', 'users.user_id', 'access_keys.user_id')
    .select(['access_keys.access_key_id', 'access_keys.secret_access_key'])
    .where('users.account_id', '=', accountId)
    .where('users.name_key', '=', ADMIN_USER)
    .where('access_keys.status', '=', 'Active')
    .orderBy('access_keys.created_at')
    .executeTakeFirst();
  return key && { accessKeyId: key.access_key_id, secretAccessKey: key.secret_access_key };
}

/** Writes an account with its user `admin`. @returns admin's key */
export async function makeAccount(
  tx: WriteTx,
  ids: Ids,
  now: number,
  accountId: string,
  { alias, rootKey }: Beginning,
): Promise<AccessKeyPair> {
  const userId = ids.unique('AIDA');
  const key = { accessKeyId: ids.accessKey('AKIA', accountId), secretAccessKey: ids.secretAccessKey() };
  await tx
    .insertInto('accounts')
    .values({
      account_id: accountId,
      alias: alias ?? null,
      root_access_key_id: rootKey?.accessKeyId ?? null,
      root_secret_access_key: rootKey?.secretAccessKey ?? null,
      created_at: now,
    })
    .execute();
  await tx
    .insertInto('users')
    .values({
      user_id: userId,
      account_id: accountId,
      name: ADMIN_USER,
      name_key: ADMIN_USER,
      path: '/',
      created_at: now,
      permissions_boundary: null,
    })
    .execute();
  await tx
    .insertInto('attachments')
    .values({
      owner_id: userId,
      owner_kind: 'user',
      account_id: accountId,
      policy_arn: ADMINISTRATOR_ACCESS,
      policy_id: null,
      attached_at: now,
    })
    .execute();
  await tx
    .insertInto('access_keys')
    .values({
      access_key_id: key.accessKeyId,
      account_id: accountId,
      user_id: userId,
      secret_access_key: key.secretAccessKey,
      status: 'Active',
      created_at: now,
    })
    .execute();
  return key;
}
