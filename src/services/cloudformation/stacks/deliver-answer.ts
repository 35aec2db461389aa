import { AwsError } from '../../../kernel/aws-error.ts';
import type { House } from '../../../operation/house.ts';

/**
 * Takes the answer to a custom resource's request, once.
 *
 * @param answer as it came
 * @throws AwsError AccessDenied (403) when no request has such an address, or it was answered already
 */
export async function deliverAnswer(house: House, token: string, answer: string): Promise<void> {
  const stackId = await house.store.write(async (tx) => {
    const row = await tx
      .selectFrom('stack_requests')
      .select(['stack_id', 'answer'])
      .where('token', '=', token)
      .executeTakeFirst();
    if (row === undefined || row.answer !== null)
      throw new AwsError('AccessDenied', 403, 'no request waits for an answer at this address');
    await tx.updateTable('stack_requests').set({ answer }).where('token', '=', token).execute();
    return row.stack_id;
  });
  house.stackWork.announce(stackId);
}
