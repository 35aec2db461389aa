import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareKeys, keyOf, storedKey } from './stored-key.ts';

const anyKey = fc.string({
  unit: fc.constantFrom('\0', '\u0001', '\u0002', 'a', 'ü', '\ud7ff', '\ue000', '😀', '\u{10ffff}'),
});

test('storing_a_key_loses_nothing', () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      expect(storedKey(key)).not.toContain('\0');
      expect(keyOf(storedKey(key))).toBe(key);
    }),
  );
});

test('stored_keys_sort_as_their_keys_do', () => {
  fc.assert(
    fc.property(anyKey, anyKey, (a, b) => {
      expect(Math.sign(compareKeys(storedKey(a), storedKey(b)))).toBe(Math.sign(compareKeys(a, b)));
    }),
  );
});
