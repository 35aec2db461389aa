import { expect, test } from 'vitest';
import type { OperationContext } from './context.ts';
import { perCall } from './per-call.ts';

const context = () => ({}) as OperationContext;

test('what was done for a call is done once, also when it failed, and anew for the next call', async () => {
  let times = 0;
  const load = perCall(async (input: string) => {
    times += 1;
    if (input === 'bad') throw new Error('no');
    return `${input} ${times}`;
  });
  const first = context();
  expect(await load('a', first)).toBe('a 1');
  expect(await load('a', first)).toBe('a 1');
  expect(await load('a', context())).toBe('a 2');
  const failing = context();
  await expect(load('bad', failing)).rejects.toThrow('no');
  await expect(load('bad', failing)).rejects.toThrow('no');
  expect(times).toBe(3);
});
