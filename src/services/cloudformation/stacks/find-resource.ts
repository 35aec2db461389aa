import type { ReadTx } from '../../../store/store.ts';
import { toResource, type ResourceRecord } from '../engine/records.ts';

/** Finds a stack's resource by its logical id, as it is now; `undefined` when there is none. */
export async function findResource(
  tx: ReadTx,
  stackId: string,
  logicalId: string,
): Promise<ResourceRecord | undefined> {
  const row = await tx
    .selectFrom('stack_resources')
    .selectAll()
    .where('stack_id', '=', stackId)
    .where('logical_id', '=', logicalId)
    .where('slot', '=', 'now')
    .executeTakeFirst();
  return row && toResource(row);
}
