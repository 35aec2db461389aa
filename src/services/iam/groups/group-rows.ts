import type { Group } from '../../../model/generated/iam.ts';
import type { GroupRow } from '../../../store/identity-tables.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { entityExists, noSuchEntity } from '../errors.ts';
import { arnOf, nameKey } from '../shared/arns.ts';

const byName = prepared((db, p: { accountId: string; nameKey: string }) =>
  db.selectFrom('groups').selectAll().where('account_id', '=', p.accountId).where('name_key', '=', p.nameKey),
);

/** @throws AwsError NoSuchEntity */
export async function requireGroup(tx: ReadTx, accountId: string, name: string): Promise<GroupRow> {
  const row = await byName.first(tx, { accountId, nameKey: nameKey(name) });
  if (row === undefined) throw noSuchEntity('group', name);
  return row;
}

/**
 * Refuses a name that another group has, in whatever case.
 *
 * @param own the unique id of a group that may have it: its own name in another case is no other's
 * @throws AwsError EntityAlreadyExists
 */
export async function assertGroupNameFree(
  tx: ReadTx,
  accountId: string,
  name: string,
  own?: string,
): Promise<void> {
  const row = await byName.first(tx, { accountId, nameKey: nameKey(name) });
  if (row !== undefined && row.group_id !== own) throw entityExists('group', name);
}

/** A group as every answer carries it. */
export function groupToWire(row: GroupRow): Group {
  return {
    Path: row.path,
    GroupName: row.name,
    GroupId: row.group_id,
    Arn: arnOf('group', row),
    CreateDate: new Date(row.created_at),
  };
}
