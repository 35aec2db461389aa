import type { WriteTx } from '../../../store/store.ts';
import type { StackRegion } from './find-stack.ts';

/** AWS shows deleted stacks for 90 days. */
const SHOWN_MS = 90 * 24 * 60 * 60 * 1000;

/** Removes the stacks that were deleted so long ago that nobody sees them any more, with all of theirs. */
export async function forgetDeleted(
  tx: WriteTx,
  { accountId, region }: StackRegion,
  now: number,
): Promise<void> {
  await tx
    .deleteFrom('stacks')
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('is_live', '=', 0)
    .where('deleted_at', '<', now - SHOWN_MS)
    .execute();
}
