import { AwsError } from '../../../kernel/aws-error.ts';
import type { House } from '../../../operation/house.ts';
import { handleUrl } from '../types/wait-handle.ts';

/** A signal as it is sent to a wait condition handle's URL. */
export interface WaitSignal {
  readonly status: 'SUCCESS' | 'FAILURE';
  readonly uniqueId: string;
  readonly data: string;
}

/**
 * Takes a signal for a wait condition. A second one of the same unique id counts no more than the first.
 *
 * @throws AwsError AccessDenied (403) when no stack has such a handle
 */
export async function deliverSignal(
  house: House,
  token: string,
  logicalId: string,
  { status, uniqueId, data }: WaitSignal,
): Promise<void> {
  const url = handleUrl(house.settings.endpoint, token, logicalId);
  const stackId = await house.store.write(async (tx) => {
    const row = await tx
      .selectFrom('stack_resources')
      .select('stack_id')
      .where('physical_id', '=', url)
      .where('logical_id', '=', logicalId)
      .executeTakeFirst();
    if (row === undefined) throw new AwsError('AccessDenied', 403, 'there is no such wait condition handle');
    await tx
      .insertInto('stack_signals')
      .values({
        stack_id: row.stack_id,
        logical_id: logicalId,
        unique_id: uniqueId,
        is_success: status === 'SUCCESS' ? 1 : 0,
        at: house.clock.now().getTime(),
        data,
      })
      .onConflict((conflict) => conflict.columns(['stack_id', 'logical_id', 'unique_id']).doNothing())
      .execute();
    return row.stack_id;
  });
  house.stackWork.announce(stackId);
}
