import type { ReadTx } from '../../../store/store.ts';
import { prepared } from '../../../store/prepared.ts';
import { noSuchEntity, type OwnerKind } from '../errors.ts';
import { arnOf, nameKey } from './arns.ts';

/** A user, group or role as the owner of inline policies, attachments and a boundary. */
export interface Owner {
  readonly kind: OwnerKind;
  /** The unique id: `AIDA…`, `AGPA…`, `AROA…`. */
  readonly id: string;
  readonly accountId: string;
  /** As it was given when the owner was made. */
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  /** A policy's ARN; groups never have one. */
  readonly permissionsBoundary: string | undefined;
}

interface OwnerRow {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly path: string;
  readonly permissions_boundary?: string | null;
}

interface ByName {
  readonly accountId: string;
  readonly name: string;
}

const SELECTS = {
  user: prepared((db, p: ByName) =>
    db
      .selectFrom('users')
      .select(['user_id as id', 'account_id', 'name', 'path', 'permissions_boundary'])
      .where('account_id', '=', p.accountId)
      .where('name_key', '=', p.name),
  ),
  group: prepared((db, p: ByName) =>
    db
      .selectFrom('groups')
      .select(['group_id as id', 'account_id', 'name', 'path'])
      .where('account_id', '=', p.accountId)
      .where('name_key', '=', p.name),
  ),
  role: prepared((db, p: ByName) =>
    db
      .selectFrom('roles')
      .select(['role_id as id', 'account_id', 'name', 'path', 'permissions_boundary'])
      .where('account_id', '=', p.accountId)
      .where('name_key', '=', p.name),
  ),
} as const;

/** Finds an owner by its name in any case. */
export async function findOwner(
  tx: ReadTx,
  kind: OwnerKind,
  accountId: string,
  name: string,
): Promise<Owner | undefined> {
  const row: OwnerRow | undefined = await SELECTS[kind].first(tx, { accountId, name: nameKey(name) });
  if (row === undefined) return undefined;
  return {
    kind,
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    path: row.path,
    arn: arnOf(kind, row),
    permissionsBoundary: row.permissions_boundary ?? undefined,
  };
}

/** @throws AwsError NoSuchEntity */
export async function requireOwner(
  tx: ReadTx,
  kind: OwnerKind,
  accountId: string,
  name: string,
): Promise<Owner> {
  const owner = await findOwner(tx, kind, accountId, name);
  if (owner === undefined) throw noSuchEntity(kind, name);
  return owner;
}
