import { describe, expect, test } from 'vitest';
import { Turns } from './turns.ts';

describe('turns on one connection', () => {
  test('go to any number of readers at once', () => {
    const turns = new Turns();
    expect([turns.read(), turns.read()]).toEqual([undefined, undefined]);
  });

  test('go to one writer alone, in the order of asking', async () => {
    const turns = new Turns();
    const order: string[] = [];
    expect(turns.write()).toBeUndefined();
    const waiting = [
      turns.read()?.then(() => order.push('reader 1')),
      turns.write()?.then(() => order.push('writer 2')),
      turns.read()?.then(() => order.push('reader 3')),
    ];
    expect(waiting).not.toContain(undefined);
    turns.writeDone();
    await waiting[0];
    expect(order).toEqual(['reader 1']);
    turns.readDone();
    await waiting[1];
    expect(order).toEqual(['reader 1', 'writer 2']);
    turns.writeDone();
    await waiting[2];
    expect(order).toEqual(['reader 1', 'writer 2', 'reader 3']);
  });

  test('that never end are named to those who wait, and those behind them go on', async () => {
    const turns = new Turns(20);
    expect(turns.read()).toBeUndefined();
    const writer = turns.write();
    const reader = turns.read();
    await expect(writer).rejects.toThrow('awaits something other than its tx');
    await reader;
  });
});
