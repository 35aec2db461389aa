import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyRing } from '../credentials/key-ring.ts';
import { issueMetadataToken, openMetadataToken, readTokenTtl } from './metadata-token.ts';

const ring = new KeyRing([{ id: 'k1', key: Buffer.alloc(32, 1) }]);
const ID = 'i-0123456789abcdef0';
const EXPIRES_AT = Date.parse('2026-02-03T04:05:06.789Z');

describe('a token', () => {
  test('tells its end to the instance that it was made for', () => {
    const token = issueMetadataToken(ring, ID, EXPIRES_AT);
    expect(token).toMatch(/^[\w-]{50,120}$/);
    expect(openMetadataToken(ring, ID, token)).toBe(EXPIRES_AT);
  });

  test('is worth nothing to another instance, also one whose id begins alike', () => {
    const token = issueMetadataToken(ring, ID, EXPIRES_AT);
    for (const other of ['i-0123456789abcdef1', ID.slice(0, -1), `${ID}0`, '']) {
      expect(openMetadataToken(ring, other, token)).toBeUndefined();
    }
  });

  test('is worth nothing elsewhere, nor is anything else sealed with the same keys worth a token', () => {
    const token = issueMetadataToken(ring, ID, EXPIRES_AT);
    expect(ring.open('session', Buffer.from(token, 'base64url'))).toBeUndefined();
    const session = ring.seal('session', Buffer.from(`\0\0\0\0\0\0${ID}`)).toString('base64url');
    expect(openMetadataToken(ring, ID, session)).toBeUndefined();
  });

  test('holds for every server that has the keys, and for no other', () => {
    const token = issueMetadataToken(ring, ID, EXPIRES_AT);
    const same = new KeyRing([{ id: 'k1', key: Buffer.alloc(32, 1) }]);
    const other = new KeyRing([{ id: 'k1', key: Buffer.alloc(32, 2) }]);
    expect(openMetadataToken(same, ID, token)).toBe(EXPIRES_AT);
    expect(openMetadataToken(other, ID, token)).toBeUndefined();
  });

  test('no_other_text_opens: one changed character ends it', () => {
    const token = issueMetadataToken(ring, ID, EXPIRES_AT);
    const alphabet = 'ABCXYZabcxyz0129-_+/= .'.split('');
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(openMetadataToken(ring, ID, changed)).toBe(changed === token ? EXPIRES_AT : undefined);
      }),
    );
  });

  test('garbage_is_no_token: any text, of any length', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.base64String()), (text) => {
        expect(openMetadataToken(ring, ID, text)).toBeUndefined();
      }),
    );
    expect(openMetadataToken(ring, ID, 'A'.repeat(100_000))).toBeUndefined();
  });
});

describe('the lifetime that is asked for', () => {
  test.each([
    ['1', 1],
    ['300', 300],
    ['21600', 21_600],
    ['00060', 60],
  ])('%s is taken', (header, seconds) => {
    expect(readTokenTtl(header)).toBe(seconds);
  });

  test.each([
    '0',
    '21601',
    '99999',
    '-1',
    '+60',
    '1e3',
    '60.5',
    '0x10',
    '',
    ' ',
    'sixty',
    '60,60',
    '９',
    '1'.repeat(5000),
  ])('is refused when it is no whole number from 1 to 21600: %j', (header) => {
    expect(readTokenTtl(header)).toBeUndefined();
  });

  test('is refused when it is absent', () => {
    expect(readTokenTtl(undefined)).toBeUndefined();
  });
});
