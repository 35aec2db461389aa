/**
 * Keys as the store holds them. The store's text holds no U+0000, an object's key may: U+0000 becomes
 * U+0001 U+0001, U+0001 becomes U+0001 U+0002. Order and prefixes stay what they were.
 */
export function storedKey(key: string): string {
  if (!key.includes(NUL) && !key.includes(ONE)) return key;
  return key.replaceAll(ONE, ESCAPED_ONE).replaceAll(NUL, ESCAPED_NUL);
}

/** The key that `storedKey` was given. */
export function keyOf(stored: string): string {
  if (!stored.includes(ONE)) return stored;
  // Each U+0001 and what follows it stand for one character.
  const [head = '', ...rest] = stored.split(new RegExp(`(${ONE}[${ONE}${TWO}])`));
  return head + rest.map((piece) => UNESCAPED.get(piece) ?? piece).join('');
}

const NUL = '\0';
const ONE = '\u0001';
const TWO = '\u0002';
const ESCAPED_NUL = ONE + ONE;
const ESCAPED_ONE = ONE + TWO;
const UNESCAPED = new Map([
  [ESCAPED_NUL, NUL],
  [ESCAPED_ONE, ONE],
]);

/** Compares in UTF-8's byte order, which is that of code points: how S3 and the store sort. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
