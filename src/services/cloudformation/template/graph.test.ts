import { array, assert, constantFrom, dictionary, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrder, waitsFor, waitersOf } from './graph.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const graphs = dictionary(
  constantFrom(...NAMES),
  array(constantFrom(...NAMES, 'elsewhere'), { maxLength: 4 }),
).map((graph) => new Map(Object.entries(graph)));

describe('the order of resources', () => {
  test('everything_comes_after_all_it_waits_for', () => {
    assert(
      property(graphs, (waits) => {
        const { ordered } = inOrder(waits);
        for (const [place, name] of ordered.entries()) {
          const known = (waits.get(name) ?? []).filter((other) => waits.has(other));
          for (const other of known) expect(ordered.indexOf(other)).toBeLessThan(place);
        }
      }),
    );
  });

  test('everything_is_ordered_once_exactly_when_nothing_waits_for_itself', () => {
    assert(
      property(graphs, (waits) => {
        const { ordered, cycle } = inOrder(waits);
        expect(new Set(ordered).size).toBe(ordered.length);
        const onCycle = [...waits.keys()].filter((name) => waitsFor(waits, name, name));
        expect(cycle.length === 0).toBe(onCycle.length === 0);
        const all = cycle.length === 0 ? [...waits.keys()].sort() : [...ordered].sort();
        expect([...ordered].sort()).toEqual(all);
        for (const name of onCycle) expect(cycle).toContain(name);
      }),
    );
  });

  test('whoever_waits_is_a_waiter_and_nobody_else', () => {
    assert(
      property(graphs, (waits) => {
        const waiters = waitersOf(waits);
        for (const [name, others] of waits) {
          for (const other of waits.keys()) {
            expect(waiters.get(other)?.includes(name) === true).toBe(others.includes(other));
          }
        }
      }),
    );
  });

  test('a cycle is told without what only stands behind it', () => {
    const waits = new Map([
      ['a', ['b']],
      ['b', ['a']],
      ['behind', ['a']],
    ]);
    expect(inOrder(waits)).toEqual({ ordered: [], cycle: ['a', 'b'] });
  });
});
