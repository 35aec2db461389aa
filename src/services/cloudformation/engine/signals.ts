import type { StackSignalRow } from '../../../store/stack-tables.ts';
import { pauseUntil } from './pause.ts';
import { StepFailure } from './reasons.ts';
import { GivenUpError, type Work } from './work.ts';

/** How long one looks for signals without being told of one, ms: another node may have taken it. */
const LOOK_AGAIN_MS = 5000;

/** How many signals of success, and how long they are waited for. */
export interface WantedSignals {
  readonly count: number;
  readonly timeoutSeconds: number;
}

/** What is said of signals that fail a resource. */
export interface SignalWords {
  failed(signal: StackSignalRow, wanted: number): string;
  timedOut(received: number, wanted: number): string;
}

/** Of signals to a wait condition's handle. */
export const HANDLE_WORDS: SignalWords = {
  failed: ({ unique_id: id, data }) => `WaitCondition received failed message: '${data}' for uniqueId: ${id}`,
  timedOut: (received, wanted) =>
    `WaitCondition timed out. Received ${received} conditions when expecting ${wanted}`,
};

/** Of signals to a resource with a CreationPolicy. */
export const POLICY_WORDS: SignalWords = {
  failed: (_signal, wanted) =>
    `Received 1 FAILURE signal(s) out of ${wanted}. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement`,
  timedOut: (received, wanted) =>
    `Failed to receive ${wanted - received} resource signal(s) within the specified duration`,
};

/**
 * Waits until as many signals of success came for a resource.
 *
 * @returns what came with them, by their unique ids
 * @throws StepFailure for a signal of failure, or when time is up
 */
export async function awaitSignals(
  work: Work,
  logicalId: string,
  wanted: WantedSignals,
  words: SignalWords,
): Promise<Readonly<Record<string, string>>> {
  const { house } = work;
  const end = house.clock.now().getTime() + wanted.timeoutSeconds * 1000;
  for (;;) {
    const news = work.nextNews();
    const signals = await signalsOf(work, logicalId);
    const failed = signals.find(({ is_success }) => is_success === 0);
    if (failed !== undefined) throw new StepFailure(words.failed(failed, wanted.count));
    if (signals.length >= wanted.count) {
      return Object.fromEntries(signals.map(({ unique_id, data }) => [unique_id, data]));
    }
    const now = house.clock.now().getTime();
    if (now >= end) throw new StepFailure(words.timedOut(signals.length, wanted.count));
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
