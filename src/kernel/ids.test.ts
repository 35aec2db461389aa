import { assert, bigInt, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessKeyOf, accountOfAccessKey, RandomIds } from './ids.ts';

describe('access key ids', () => {
  test('a published live id reads as the account it was published with', () => {
    expect(accountOfAccessKey('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753');
  });

  test('every_account_is_found_again_in_the_ids_of_its_keys', () => {
    const account = bigInt({ min: 0n, max: 999_999_999_999n }).map((n) => String(n).padStart(12, '0'));
    assert(
      property(account, uint8Array({ minLength: 10, maxLength: 10 }), (accountId, random) => {
        const id = accessKeyOf('AKIA', accountId, random);
        expect(id).toMatch(/^AKIA[A-Z2-7]{16}$/);
        expect(accountOfAccessKey(id)).toBe(accountId);
      }),
    );
  });

  test('what is no access key id carries no account', () => {
    for (const id of [
      'test',
      '',
      'AIDAQNZGKIQY56JQ7WML',
      'ASIAQNZGKIQY56JQ7WM',
      'ASIAQNZGKIQY56JQ7WM1',
      'ASIA7777777777777777',
    ]) {
      expect(accountOfAccessKey(id)).toBeUndefined();
    }
  });

  test('the ids of one account differ', () => {
    const ids = new RandomIds();
    const made = Array.from({ length: 1000 }, () => ids.accessKey('ASIA', '000000000000'));
    expect(new Set(made).size).toBe(1000);
  });
});
