import type { UserRow } from '../../../store/identity-tables.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { entityExists, noSuchEntity } from '../errors.ts';
import { nameKey } from '../shared/arns.ts';

const byName = prepared((db, p: { accountId: string; nameKey: string }) =>
  db.selectFrom('users').selectAll().where('account_id', '=', p.accountId).where('name_key', '=', p.nameKey),
);

/** @throws AwsError NoSuchEntity */
export async function requireUser(tx: ReadTx, accountId: string, name: string): Promise<UserRow> {
  const row = await byName.first(tx, { accountId, nameKey: nameKey(name) });
  if (row === undefined) throw noSuchEntity('user', name);
  return row;
}

/**
 * Refuses a name that another user has, in whatever case.
 *
 * @param own the unique id of a user that may have it: its own name in another case is no other's
 * @throws AwsError EntityAlreadyExists
 */
export async function assertUserNameFree(
  tx: ReadTx,
  accountId: string,
  name: string,
  own?: string,
): Promise<void> {
  const row = await byName.first(tx, { accountId, nameKey: nameKey(name) });
  if (row !== undefined && row.user_id !== own) throw entityExists('user', name);
}
