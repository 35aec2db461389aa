import type { CompileComparison, Comparison } from './comparison.ts';
import { anyOf } from './comparison.ts';

/** Bool: `true` or `false` in any case. */
export const boolEquals: CompileComparison = (values) =>
  anyOf(
    values.map((value): Comparison => {
      const wanted = value.toLowerCase();
      if (wanted !== 'true' && wanted !== 'false') return () => false;
      return (actual) => actual === wanted || actual.toLowerCase() === wanted;
    }),
  );

/** BinaryEquals: the same bytes, both written in base64; what is no base64 compares with nothing. */
export const binaryEquals: CompileComparison = (values) =>
  anyOf(
    values.map((value): Comparison => {
      const wanted = canonicalBase64(value);
      return (actual) => wanted !== undefined && canonicalBase64(actual) === wanted;
    }),
  );

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** The one way to write the bytes that a base64 text (RFC 4648) stands for: unpadded, spare bits nought. */
function canonicalBase64(text: string): string | undefined {
  if (!BASE64.test(text)) return undefined;
  const digits = text.replace(/=+$/, '');
  const spareBits = [0, 0, 4, 2][digits.length % 4] ?? 0;
  if (spareBits === 0) return digits;
  const last = DIGITS.indexOf(digits.slice(-1));
  return digits.slice(0, -1) + DIGITS[(last >> spareBits) << spareBits];
}
