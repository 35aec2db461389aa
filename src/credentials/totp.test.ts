import { expect, test } from 'vitest';
import { totpCode, totpStep } from './totp.ts';

/** RFC 6238, appendix B, SHA-1; six of its eight digits. */
const SEED = Buffer.from('12345678901234567890');
const VECTORS = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

test.each(VECTORS)('at %i s the code is that of RFC 6238: %s', (seconds, code) => {
  expect(totpCode(SEED, totpStep(new Date(seconds * 1000)))).toBe(code);
});
