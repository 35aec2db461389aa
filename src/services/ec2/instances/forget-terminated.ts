import type { WriteTx } from '../../../store/store.ts';
import type { Place } from '../shared/place.ts';
import { TERMINATED_VISIBLE_MS } from '../shared/states.ts';
import { dropTags } from '../tags/tags.ts';

/** Removes the instances that were terminated so long ago that EC2 does not show them any more. */
export async function forgetTerminated(
  tx: WriteTx,
  { accountId, region }: Place,
  now: number,
): Promise<void> {
  const rows = await tx
    .selectFrom('instances')
    .select('id')
    .where('state', '=', 'shutting-down')
    .where('state_changes_at', '<=', now - TERMINATED_VISIBLE_MS)
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .limit(1000)
    .execute();
  await dropTags(
    tx,
    rows.map(({ id }) => id),
  );
  for (const { id } of rows) await tx.deleteFrom('instances').where('id', '=', id).execute();
}
