import type { Effort } from './glob-containment.ts';

/** How many changes a name may be away from what was meant. */
const MAX_CHANGES = 3;
/** Longer names are nobody's slip of the pen. */
const MAX_LENGTH = 100;

/**
 * The candidate that differs least from a name, if it differs little; the first of several; none once the effort is spent.
 * @param most how many changes it may be away
 */
export function nearest(
  name: string,
  candidates: ReadonlyMap<string, unknown>,
  effort: Effort,
  most = MAX_CHANGES,
): string | undefined {
  effort.left -= candidates.size;
  if (name.length > MAX_LENGTH || effort.left < 0) return undefined;
  let best: string | undefined;
  let least = Math.min(most, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates.keys()) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const changes = distance(name, candidate, least);
    if (changes < least) {
      least = changes;
      best = candidate;
    }
  }
  return best;
}

/**
 * How many characters must be put in, taken out or replaced to make one text of the other.
 * @param limit from where on it does not matter
 */
function distance(one: string, other: string, limit: number): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return row[other.length]!;
}
