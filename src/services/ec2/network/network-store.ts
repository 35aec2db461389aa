import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { notFound } from '../errors.ts';
import type { Place } from '../shared/place.ts';
import { assertIdOf, type ResourceKind } from '../shared/resources.ts';
import { dropTags, putTags, type Tags } from '../tags/tags.ts';
import type { NetworkTable, Stored } from './network-records.ts';

/** The tables have the same first columns, so the name of the plainest will do for all. */
type Plain = 'dhcp_options';

/** A kind of resource that a table of networks holds. */
export type NetworkKind<Table extends NetworkTable> = ResourceKind & { readonly table: Table };

/** All of a kind in a place, by id. */
export async function readAll<Table extends NetworkTable>(
  tx: ReadTx,
  table: Table,
  { accountId, region }: Place,
): Promise<readonly Stored<Table>[]> {
  const rows = await tx
    .selectFrom(table as Plain)
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  return rows.map((row) => withData<Table>(row));
}

/** One of a kind; `undefined` when the place has none of that id. */
export async function findOne<Table extends NetworkTable>(
  tx: ReadTx,
  table: Table,
  { accountId, region }: Place,
  id: string,
): Promise<Stored<Table> | undefined> {
  const row = await tx
    .selectFrom(table as Plain)
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .executeTakeFirst();
  return row && withData<Table>(row);
}

/** One of a kind. @throws AwsError the kind's `.Malformed` and `.NotFound` */
export async function requireOne<Table extends NetworkTable>(
  tx: ReadTx,
  kind: NetworkKind<Table>,
  place: Place,
  id: string,
): Promise<Stored<Table>> {
  assertIdOf(kind, id);
  const found = await findOne(tx, kind.table, place, id);
  if (found === undefined) throw notFound(kind, [id]);
  return found;
}

/** What a new row brings beside what every row has. */
type New<Table extends NetworkTable> = Omit<Stored<Table>, 'account_id' | 'region' | 'created_at'> & {
  readonly id: string;
  readonly data: object;
};

/** Writes a new resource with its tags. @returns it as it is stored */
export async function insertOne<Table extends NetworkTable>(
  tx: WriteTx,
  table: Table,
  { accountId, region }: Place,
  now: number,
  row: New<Table>,
  tags?: Tags,
): Promise<Stored<Table>> {
  const common = { account_id: accountId, region, created_at: now };
  await tx
    .insertInto(table as Plain)
    .values({ ...row, ...common, data: JSON.stringify(row.data) })
    .execute();
  await putTags(tx, row.id, tags);
  return { ...row, ...common } as unknown as Stored<Table>;
}

/** Changes what a row holds in `data`. */
export async function updateData<Table extends NetworkTable>(
  tx: WriteTx,
  table: Table,
  { id, data }: { readonly id: string; readonly data: Stored<Table>['data'] },
  changed: Partial<Stored<Table>['data']>,
): Promise<void> {
  await tx
    .updateTable(table as Plain)
    .set({ data: JSON.stringify(Object.assign({}, data, changed)) })
    .where('id', '=', id)
    .execute();
}

/** Removes a resource and its tags. */
export async function deleteOne(tx: WriteTx, table: NetworkTable, id: string): Promise<void> {
  await tx
    .deleteFrom(table as Plain)
    .where('id', '=', id)
    .execute();
  await dropTags(tx, [id]);
}

function withData<Table extends NetworkTable>(row: { readonly data: string }): Stored<Table> {
  return { ...row, data: JSON.parse(row.data) as never } as unknown as Stored<Table>;
}
