import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailableError } from './store-unavailable-error.ts';

/**
 * Why an attempt failed, as far as running it again is concerned.
 * - `constraint`: a statement hit a constraint; another transaction may have got there first, so the
 *   next run may see it and say so in AWS's words
 * - `contention`: it could not be run as if alone, or had to wait too long
 * - `connection`: the database was not there
 * - `final`: running again changes nothing
 */
export type Verdict = 'constraint' | 'contention' | 'connection' | 'final';

/** How long and how often, by verdict. */
const LIMITS = {
  constraint: { attempts: 5, forMs: 10_000, slowestMs: 20 },
  contention: { attempts: 1_000, forMs: 20_000, slowestMs: 50 },
  // Long enough for a restart of the database, short enough for a client that waits.
  connection: { attempts: 1_000, forMs: 5_000, slowestMs: 500 },
} as const;

/**
 * Runs `attempt` until it succeeds, its failure is final, or patience ends; then its last error
 * leaves.
 *
 * @param judge tells what a failure means
 * @throws StoreUnavailableError when the database stayed away
 * @param options `random`: numbers from 0 to 1 that keep racers from meeting again; `awayMs`: how long to
 *   wait for a database that is away, 5 s unless told; `onAway`: told once that it is away, and why
 */
export async function rerun<T>(
  attempt: () => Promise<T>,
  judge: (error: unknown) => Verdict,
  options: {
    readonly random?: (() => number) | undefined;
    readonly awayMs?: number | undefined;
    readonly onAway?: ((error: StoreUnavailableError) => void) | undefined;
  } = {},
): Promise<T> {
  const { random = Math.random, awayMs = LIMITS.connection.forMs } = options;
  const failures = { constraint: 0, contention: 0, connection: 0 };
  const began = performance.now();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const verdict = judge(error);
      if (verdict === 'final') throw error;
      const { attempts, slowestMs } = LIMITS[verdict];
      const forMs = verdict === 'connection' ? awayMs : LIMITS[verdict].forMs;
      const nth = ++failures[verdict];
      if (verdict === 'connection' && nth === 1) options.onAway?.(new StoreUnavailableError(error));
      if (nth >= attempts || performance.now() - began >= forMs) {
        throw verdict === 'connection' ? new StoreUnavailableError(error) : error;
      }
      await sleep(random() * Math.min(2 ** nth, slowestMs));
    }
  }
}
