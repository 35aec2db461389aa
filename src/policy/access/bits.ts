/** A set of classes: bit n for the class of number n. */
export type Bits = bigint;

export function allBits(count: number): Bits {
  return (1n << BigInt(count)) - 1n;
}

/** The places in a list at which something holds. */
export function bitsWhere<T>(list: readonly T[], holds: (item: T) => boolean): Bits {
  let bits = 0n;
  for (const [at, item] of list.entries()) if (holds(item)) bits |= 1n << BigInt(at);
  return bits;
}

/** The places in a set, ascending. */
export function* placesOf(bits: Bits): Generator<number> {
  for (let at = 0, left = bits; left > 0n; at += 1, left >>= 1n) if ((left & 1n) === 1n) yield at;
}
