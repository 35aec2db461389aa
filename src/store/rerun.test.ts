import { describe, expect, test } from 'vitest';
import { rerun, type Verdict } from './rerun.ts';
import { StoreUnavailableError } from './store-unavailable-error.ts';

const judge = (error: unknown): Verdict => (error as Error).message as Verdict;

/** Fails with these verdicts in turn, then answers how often it ran. */
function failing(verdicts: readonly Verdict[]): () => Promise<number> {
  let runs = 0;
  return async () => {
    const verdict = verdicts[runs++];
    if (verdict !== undefined) throw new Error(verdict);
    return runs;
  };
}

describe('running again', () => {
  test('goes on through contention, constraints and lost connections', async () => {
    const attempt = failing(['contention', 'connection', 'constraint', 'contention', 'constraint']);
    expect(await rerun(attempt, judge, { random: () => 0 })).toBe(6);
  });

  test('says once that the database is away, and why, while it still waits', async () => {
    const told: string[] = [];
    const attempt = failing(['connection', 'connection', 'connection']);
    await rerun(attempt, judge, { random: () => 0, onAway: ({ message }) => told.push(message) });
    expect(told).toEqual(['the database does not answer: connection']);
  });

  test('stops at once at what is final', async () => {
    await expect(rerun(failing(['contention', 'final']), judge, { random: () => 0 })).rejects.toThrow(
      'final',
    );
  });

  test('stops after a few runs when a constraint fails again and again', async () => {
    let runs = 0;
    const attempt = async (): Promise<never> => {
      runs++;
      throw new Error('constraint');
    };
    await expect(rerun(attempt, judge, { random: () => 0 })).rejects.toThrow('constraint');
    expect(runs).toBe(5);
  });

  test('says that the database is away when its patience ends, and why as far as the error says', async () => {
    // Node's error for a host with several addresses has no message.
    const reason = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
    const gone = (): Promise<never> => Promise.reject(reason);
    const failed = rerun(gone, () => 'connection', { random: () => 0, awayMs: 20 });
    await expect(failed).rejects.toThrow(StoreUnavailableError);
    await expect(failed).rejects.toThrow('the database does not answer: ECONNREFUSED');
  });
});
