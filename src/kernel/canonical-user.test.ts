import { expect, test } from 'vitest';
import { accountOfCanonicalUser, canonicalUserId } from './canonical-user.ts';

test('a canonical user id is 64 hex digits, of each account its own, and leads back to the account', () => {
  const ids = ['000000000000', '111122223333', '999999999999'].map((account) => {
    const id = canonicalUserId(account);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(canonicalUserId(account)).toBe(id);
    expect(accountOfCanonicalUser(id)).toBe(account);
    return id;
  });
  expect(new Set(ids).size).toBe(3);
});

test('what names no account is none', () => {
  const id = canonicalUserId('000000000000');
  const other = canonicalUserId('111122223333');
  for (const none of ['', 'a'.repeat(64), id.toUpperCase(), id.slice(1), id.slice(0, 32) + other.slice(32)]) {
    expect(accountOfCanonicalUser(none)).toBeUndefined();
  }
});
