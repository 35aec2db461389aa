import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HmacKey } from './hmac-key.ts';

test('signs as HMAC-SHA256 does, whatever the key and however long the text', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 3000 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(ascii, { maxLength: 4 }), (key, texts) => {
      const signs = new HmacKey(key);
      for (const text of texts) {
        expect(signs.sign(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }
    }),
  );
});

test('keys of turns do not disturb one another', () => {
  const [one, other] = [new HmacKey(Buffer.from('one')), new HmacKey(Buffer.from('other'))];
  const first = one.sign('text');
  other.sign('another, longer text');
  expect(one.sign('text')).toBe(first);
});

test('refuses a key longer than a block, which HMAC would hash first', () => {
  expect(() => new HmacKey(new Uint8Array(65))).toThrow('a key of 65 bytes is longer than a block');
});
