import type { RoleLastUsed } from '../../../model/generated/iam.ts';
import type { LastUseRow, RoleRow } from '../../../store/identity-tables.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { noSuchEntity } from '../errors.ts';
import { nameKey } from '../shared/arns.ts';

const selectRole = prepared((db, p: { accountId: string; nameKey: string }) =>
  db.selectFrom('roles').selectAll().where('account_id', '=', p.accountId).where('name_key', '=', p.nameKey),
);

/** A role by its name in any case. */
export function findRole(tx: ReadTx, accountId: string, name: string): Promise<RoleRow | undefined> {
  return selectRole.first(tx, { accountId, nameKey: nameKey(name) });
}

/** @throws AwsError NoSuchEntity */
export async function requireRole(tx: ReadTx, accountId: string, name: string): Promise<RoleRow> {
  const role = await findRole(tx, accountId, name);
  if (role === undefined) throw noSuchEntity('role', name);
  return role;
}

/** A role's last use as answers carry it: `{}` when it never was. */
export function lastUseToWire(use: LastUseRow | undefined): RoleLastUsed {
  if (use === undefined) return {};
  return { LastUsedDate: new Date(use.used_at), ...(use.region === null ? {} : { Region: use.region }) };
}
