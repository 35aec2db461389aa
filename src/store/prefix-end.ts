/**
 * The end of the range of texts that begin with a prefix, in the order that the store sorts by: they are
 * those from the prefix itself to this, exclusive. `undefined` when the range has no end: the prefix is
 * empty, or nothing but U+10FFFF.
 *
 * Unlike LIKE, a range needs no escaping, means the same on every database and is found by the index.
 *
 * @example
 * query.where('path', '>=', prefix).$if(end !== undefined, (q) => q.where('path', '<', end))
 */
export function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}
