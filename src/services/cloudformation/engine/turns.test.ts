import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('within their time steps follow each other, each after all that the last one did at once', async () => {
  const turns = new Turns(Number.POSITIVE_INFINITY);
  const told: string[] = [];
  const take = async (step: string) => {
    await turns.take('a');
    told.push(step);
    for (let hop = 0; hop < 5; hop += 1) await Promise.resolve();
    told.push(`${step} done`);
  };
  const all = [take('one'), take('two')];
  setImmediate(() => told.push('other'));
  await Promise.all(all);
  expect(told).toEqual(['one', 'one done', 'two', 'two done']);
});

test('stacks take turns, each in its own order, and timers and sockets come between', async () => {
  const turns = new Turns(0);
  const told: string[] = [];
  const take = async (stackId: string, step: number) => {
    await turns.take(stackId);
    told.push(`${stackId}${step}`);
  };
  const all = [take('a', 1), take('a', 2), take('a', 3), take('b', 1), take('c', 1)];
  setImmediate(() => told.push('other'));
  await Promise.all(all);
  expect(told).toEqual(['a1', 'other', 'b1', 'c1', 'a2', 'a3']);
  await take('a', 4);
  expect(told.at(-1)).toBe('a4');
});
