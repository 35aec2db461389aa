import { compileGlob } from '../glob.ts';

/** What may still be spent on comparing patterns, in steps; whoever shares one shares its bound. */
export interface Effort {
  left: number;
}

/** Enough for any two patterns that are no attack. */
const ENOUGH = 200_000;

/**
 * Whether every text that the pattern `inner` matches is matched by `outer` too (`*` any run, `?` any one
 * character). `false` also where finding out would take too long: then it is not known to be.
 */
export function globContains(outer: string, inner: string, effort: Effort = { left: ENOUGH }): boolean {
  if (outer === '*' || outer === inner) return true;
  const wild = outer.search(/[*?]/);
  if (wild < 0 || !inner.startsWith(outer.slice(0, wild))) return false;
  if (!/[*?]/.test(inner)) return compileGlob(outer)(inner);
  if (wild === outer.length - 1 && outer.endsWith('*')) return true;
  return simulate(outer, inner, effort);
}

/**
 * Walks `inner` together with all places of `outer` that the text so far may have led to. It is contained
 * unless some text ends `inner` and leaves `outer` at no end. For a wildcard of `inner` only a character
 * that `outer` never names need be tried: any other one leads `outer` to those places too, and perhaps to more.
 */
function simulate(outer: string, inner: string, effort: Effort): boolean {
  const start = closure(outer, [0]);
  const seen = new Set([`0:${start.join()}`]);
  const open: [at: number, places: readonly number[]][] = [[0, start]];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const [at, places] = state;
    if (at === inner.length) {
      if (!places.includes(outer.length)) return false;
      continue;
    }
    const token = inner[at]!;
    const moves: [number, readonly number[]][] =
      token === '*'
        ? [
            [at + 1, places],
            [at, step(outer, places, undefined)],
          ]
        : [[at + 1, step(outer, places, token === '?' ? undefined : token)]];
    for (const [next, reached] of moves) {
      if (reached.length === 0) return false;
      const key = `${next}:${reached.join()}`;
      if (seen.has(key)) continue;
      effort.left -= reached.length;
      if (effort.left < 0) return false;
      seen.add(key);
      open.push([next, reached]);
    }
  }
  return true;
}

/** The places of a pattern behind one more character; `undefined` is one that the pattern does not name. */
function step(pattern: string, places: readonly number[], character: string | undefined): readonly number[] {
  const next: number[] = [];
  for (const place of places) {
    const token = pattern[place];
    if (token === '*') next.push(place);
    else if (token !== undefined && (token === '?' || token === character)) next.push(place + 1);
  }
  return closure(pattern, next);
}

/** With every place that is reached by letting a star stand for nothing; ascending. */
function closure(pattern: string, places: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (let place of places) {
    all.add(place);
    while (pattern[place] === '*') all.add((place += 1));
  }
  return [...all].sort((a, b) => a - b);
}
