import type { AccessKeyRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { noSuchAccessKey } from '../errors.ts';

/** The keys of a user, oldest first; there are never more than two. */
export function keysOf(tx: ReadTx, userId: string): Promise<AccessKeyRow[]> {
  return tx
    .selectFrom('access_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('access_key_id')
    .execute();
}

/**
 * A key of this very user.
 *
 * @throws AwsError NoSuchEntity also for a key of someone else
 */
export async function requireKey(tx: ReadTx, userId: string, accessKeyId: string): Promise<AccessKeyRow> {
  const key = (await keysOf(tx, userId)).find((row) => row.access_key_id === accessKeyId);
  if (key === undefined) throw noSuchAccessKey(accessKeyId);
  return key;
}
