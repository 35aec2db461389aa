/** What may be bound to a statement: the portable values. */
export type Parameter = string | number | Uint8Array | null;

/**
 * Refuses what the databases would take differently or not at all: booleans, undefined, dates,
 * fractions, integers past 2^53-1, text with U+0000.
 *
 * @throws TypeError that names the statement's parameter but not its value, which may be a secret
 */
export function checkParameters(values: readonly unknown[]): asserts values is readonly Parameter[] {
  for (let i = 0; i < values.length; i++) {
    const fault = faultOf(values[i]);
    if (fault !== undefined) throw new TypeError(`parameter ${i + 1} cannot be stored: ${fault}`);
  }
}

function faultOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? 'text with U+0000' : undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : 'not an integer to 2^53-1';
  if (value === null || value instanceof Uint8Array) return undefined;
  return `a value of type ${typeof value}`;
}
