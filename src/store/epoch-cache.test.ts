import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EpochCache } from './epoch-cache.ts';

describe('a cache under an epoch', () => {
  test('loads a key once under an epoch, and answers it without a promise afterwards', async () => {
    const cache = new EpochCache<string, string>(10);
    let loads = 0;
    const load = async (): Promise<string> => `value ${++loads}`;
    expect(await cache.get('a', 1, load)).toBe('value 1');
    expect(cache.get('a', 1, load)).toBe('value 1');
    expect(await cache.get('b', 1, load)).toBe('value 2');
  });

  test('shares a load in flight among callers of the same epoch, not with those of a newer one', async () => {
    const cache = new EpochCache<string, string>(10);
    const finish: ((value: string) => void)[] = [];
    const load = (): Promise<string> => new Promise((resolve) => finish.push(resolve));
    const first = cache.get('a', 1, load);
    const second = cache.get('a', 1, load);
    const newer = cache.get('a', 2, load);
    expect(finish).toHaveLength(2);
    finish[1]?.('new');
    finish[0]?.('old');
    expect(await Promise.all([first, second, newer])).toEqual(['old', 'old', 'new']);
    expect(cache.get('a', 2, load)).toBe('new');
    expect(cache.get('a', 1, load)).toBe('new');
  });

  test('keeps no load that failed, and lets its error out', async () => {
    const cache = new EpochCache<string, string>(10);
    await expect(cache.get('a', 1, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(cache.size).toBe(0);
    expect(await cache.get('a', 1, async () => 'there')).toBe('there');
  });

  test('is bounded: the longest unused key goes first', async () => {
    const cache = new EpochCache<number, number>(3);
    for (const key of [1, 2, 3]) await cache.get(key, 1, async () => key);
    expect(cache.get(1, 1, async () => -1)).toBe(1);
    await cache.get(4, 1, async () => 4);
    expect(cache.size).toBe(3);
    expect(cache.get(1, 1, async () => -1)).toBe(1);
    expect(await cache.get(2, 1, async () => -2)).toBe(-2);
  });

  test('never_serves_a_value_loaded_under_an_older_epoch', async () => {
    const step = fc.record({ key: fc.nat(3), raise: fc.boolean(), lag: fc.nat(2) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const cache = new EpochCache<number, number>(2);
        let epoch = 1;
        const answers: (number | Promise<number>)[] = [];
        const asked: number[] = [];
        for (const { key, raise, lag } of steps) {
          if (raise) epoch++;
          // A caller may hold an epoch that was read a while ago.
          const held = Math.max(1, epoch - lag);
          asked.push(held);
          const now = epoch;
          answers.push(cache.get(key, held, async () => now));
        }
        const served = await Promise.all(answers.map((answer) => Promise.resolve(answer)));
        expect(served.filter((loadedAt, i) => loadedAt < (asked[i] ?? 0))).toEqual([]);
      }),
    );
  });
});
