import { AwsError } from '../../../kernel/aws-error.ts';
import type { WriteTx } from '../../../store/store.ts';
import { putExports } from './outputs.ts';
import type { ResourceRecord } from './records.ts';
import { removeResources } from './remove-resources.ts';
import { stackOf } from './stack-of.ts';
import { takeBack } from './take-back.ts';
import type { Outcome, Work } from './work.ts';

const CANNOT_CLEAN = 'Update successful. One or more resources could not be deleted.';

/** Removes what a stack had before an update that went well. */
export async function cleanup(work: Work): Promise<Outcome> {
  const failed = await removeResources(work, {
    slot: 'gone',
    wasJustMade: false,
    policyOf: (record) =>
      work.now.has(record.logicalId) ? record.updateReplacePolicy : record.deletionPolicy,
  });
  if (work.isLeft) return 'goes on';
  return work.finish(
    { status: 'UPDATE_COMPLETE', reason: failed.length > 0 ? CANNOT_CLEAN : undefined },
    (tx) => forgetGone(tx, work),
  );
}

/** Removes what a failed creation made. */
export async function undo(work: Work): Promise<Outcome> {
  const failed = await removeResources(work, {
    slot: 'now',
    wasJustMade: true,
    policyOf: ({ deletionPolicy }) => deletionPolicy,
  });
  if (work.isLeft) return 'goes on';
  return work.finish(
    failed.length === 0
      ? { status: 'ROLLBACK_COMPLETE' }
      : { status: 'ROLLBACK_FAILED', reason: failedToDelete(failed) },
  );
}

/** Takes a failed update back. */
export async function revert(work: Work): Promise<Outcome> {
  const failed = await takeBack(work);
  if (work.isLeft) return 'goes on';
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to update: [${failed.join(', ')}].`;
    return work.finish({ status: 'UPDATE_ROLLBACK_FAILED', reason });
  }
  return work.turn('revert-cleanup', { status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' });
}

/** Removes what an update made that was taken back. */
export async function revertCleanup(work: Work): Promise<Outcome> {
  await removeResources(work, {
    slot: 'gone',
    wasJustMade: true,
    policyOf: ({ deletionPolicy }) => deletionPolicy,
  });
  if (work.isLeft) return 'goes on';
  return work.finish({ status: 'UPDATE_ROLLBACK_COMPLETE' }, (tx) => forgetGone(tx, work));
}

/** What could not be removed is nobody's any more. */
async function forgetGone(tx: WriteTx, { stack }: Work): Promise<void> {
  await tx
    .deleteFrom('stack_resources')
    .where('stack_id', '=', stack.id)
    .where('slot', '=', 'gone')
    .execute();
}

/** Removes everything, and the stack. */
export async function deleteAll(work: Work): Promise<Outcome> {
  const stack = await stackOf(work);
  try {
    await work.write((tx) => putExports(tx, stack, [], []));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return work.finish({ status: 'DELETE_FAILED', reason: error.message });
  }
  await setAsideReplaced(work);
  const { skip } = work.operation.data;
  const policyOf = ({ deletionPolicy }: ResourceRecord) => deletionPolicy;
  const failed = [
    ...(await removeResources(work, { slot: 'gone', wasJustMade: false, policyOf })),
    ...(await removeResources(work, { slot: 'now', wasJustMade: false, skip, policyOf })),
  ];
  if (work.isLeft) return 'goes on';
  if (failed.length > 0) {
    return work.finish({ status: 'DELETE_FAILED', reason: failedToDelete(failed) });
  }
  return work.finish({
    status: 'DELETE_COMPLETE',
    row: { is_live: 0, deleted_at: work.house.clock.now().getTime() },
  });
}

/** What an update had replaced when it was cut short is still there, beside what replaced it. */
async function setAsideReplaced(work: Work): Promise<void> {
  for (const [id, before] of work.before) {
    const now = work.now.get(id);
    const isOther = now?.change === 'replaced' && now.physicalId !== before.physicalId;
    const record = isOther ? before : undefined;
    await work.step([
      { slot: 'before', id, record: undefined },
      ...(record === undefined ? [] : [{ slot: 'gone' as const, id, record }]),
    ]);
  }
}

function failedToDelete(ids: readonly string[]): string {
  return `The following resource(s) failed to delete: [${ids.join(', ')}]. `;
}
