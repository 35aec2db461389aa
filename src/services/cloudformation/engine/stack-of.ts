import { toStack, type StackRecord } from './records.ts';
import { LostStackError, type Work } from './work.ts';

/** The stack that is worked on, as it stands. @throws LostStackError when it is gone */
export async function stackOf(work: Work): Promise<StackRecord> {
  const row = await work.house.store.read((tx) =>
    tx.selectFrom('stacks').selectAll().where('id', '=', work.stack.id).executeTakeFirst(),
  );
  if (row === undefined) throw new LostStackError();
  return toStack(row);
}
