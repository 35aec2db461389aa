import type { StackSignalRow } from '../../../store/stack-tables.ts';
import { pauseUntil } from './pause.ts';
import { StepFailure } from './reasons.ts';
import { GivenUpError, type Work } from './work.ts';

/** How long one looks for signals without being told of one, ms: another node may have taken it. */
const LOOK_AGAIN_MS = 5000;

/**
 * Waits until as many signals of success came for a resource.
 *
 * @returns what came with them, by their unique ids
 * @throws StepFailure for a signal of failure, or when time is up
 */
export async function awaitSignals(
  work: Work,
  logicalId: string,
  wanted: { readonly count: number; readonly timeoutSeconds: number },
): Promise<Readonly<Record<string, string>>> {
  const { house } = work;
  const end = house.clock.now().getTime() + wanted.timeoutSeconds * 1000;
  for (;;) {
    const news = work.nextNews();
    const signals = await signalsOf(work, logicalId);
    const failed = signals.find(({ is_success }) => is_success === 0);
    if (failed !== undefined) {
      throw new StepFailure(
        `Received 1 FAILURE signal(s) out of ${wanted.count}. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement`,
      );
    }
    if (signals.length >= wanted.count) {
      return Object.fromEntries(signals.map(({ unique_id, data }) => [unique_id, data]));
    }
    const now = house.clock.now().getTime();
    if (now >= end) {
      throw new StepFailure(
        `WaitCondition timed out. Received ${signals.length} conditions when expecting ${wanted.count}`,
      );
    }
    await Promise.race([news, untilLook(work, Math.min(end, now + LOOK_AGAIN_MS))]);
    work.signal.throwIfAborted();
  }
}

/** Ends quietly also when the wait is given up: whoever waits looks at the signal itself. */
async function untilLook(work: Work, at: number): Promise<void> {
  try {
    await pauseUntil(work.house.clock, at, work.signal);
  } catch (error) {
    if (!(error instanceof GivenUpError) && !work.isLeft) throw error;
  }
}

function signalsOf(work: Work, logicalId: string): Promise<StackSignalRow[]> {
  return work.house.store.read((tx) =>
    tx
      .selectFrom('stack_signals')
      .selectAll()
      .where('stack_id', '=', work.stack.id)
      .where('logical_id', '=', logicalId)
      .orderBy('at')
      .execute(),
  );
}
