import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../kernel/clock.ts';

/** How often the clock is looked at again: the operator may have moved it. */
const LOOK_MS = 1000;

/**
 * Lets emulated time pass.
 *
 * @throws the signal's reason when it is given up
 */
export async function pauseUntil(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const left = at - clock.now().getTime();
    if (left <= 0) return;
    await sleep(Math.min(left, LOOK_MS), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
