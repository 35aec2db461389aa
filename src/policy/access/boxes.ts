import type { Bits } from './bits.ts';
import type { Effort } from './effort.ts';

/**
 * A set of requests: those whose action is of these classes, and whose resource, caller and context are of
 * those; one set of classes a dimension. It is empty where one of them is.
 */
export type Box = readonly Bits[];

/** What is in both; `undefined` when nothing is. */
export function intersection(one: Box, other: Box): Box | undefined {
  const both: Bits[] = [];
  for (const [at, bits] of one.entries()) {
    const common = bits & other[at]!;
    if (common === 0n) return undefined;
    both.push(common);
  }
  return both;
}

/**
 * What of a box no other covers, as boxes that have nothing in common.
 * @throws EffortSpent
 */
export function* uncovered(box: Box, covers: readonly Box[], effort: Effort, from = 0): Generator<Box> {
  for (let index = from; index < covers.length; index += 1) {
    effort.spend(box.length);
    const cover = covers[index]!;
    const both = intersection(box, cover);
    if (both === undefined) continue;
    // Dimension by dimension, what sticks out; the rest is inside so far.
    const rest = [...box];
    for (const [at, bits] of box.entries()) {
      const outside = bits & ~cover[at]!;
      if (outside !== 0n) yield* uncovered(rest.with(at, outside), covers, effort, index + 1);
      rest[at] = both[at]!;
    }
    return;
  }
  yield box;
}
