import type { ReadTx, WriteTx } from './store.ts';

/** Most ids in one statement. */
const CHUNK = 500;

/**
 * Remembers that a resource had tags, as they are taken off it: AWS's GetResources shows such ones.
 *
 * @param id under which its tags are kept
 */
export async function noteOnceTagged(tx: WriteTx, id: string): Promise<void> {
  await tx
    .insertInto('once_tagged')
    .values({ resource_id: id })
    .onConflict((conflict) => conflict.column('resource_id').doNothing())
    .execute();
}

/** Forgets it as the resource itself goes. */
export async function forgetOnceTagged(tx: WriteTx, id: string): Promise<void> {
  await tx.deleteFrom('once_tagged').where('resource_id', '=', id).execute();
}

/** Which of some resources had tags taken off them. */
export async function onceTagged(tx: ReadTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = await tx
      .selectFrom('once_tagged')
      .select('resource_id')
      .where('resource_id', 'in', ids.slice(from, from + CHUNK))
      .execute();
    for (const { resource_id: id } of rows) found.add(id);
  }
  return found;
}
