import { describe, expect, it } from 'vitest';
import { PolicyCache } from './policy-cache.ts';

const document = (sid: string): string =>
  `{"Version":"2012-10-17","Statement":{"Sid":"${sid}","Effect":"Allow","Action":"*","Resource":"*"}}`;

describe('PolicyCache', () => {
  it('compiles a text once, whatever its origin', () => {
    const cache = new PolicyCache();
    const one = cache.get(document('a'), { arn: 'arn:aws:iam::1:policy/one', name: 'one' });
    const two = cache.get(document('a'), { name: 'two', source: 'group g' });
    expect(two.statements).toBe(one.statements);
    expect([one.arn, one.name, two.arn, two.name, two.source]).toEqual([
      'arn:aws:iam::1:policy/one',
      'one',
      undefined,
      'two',
      'group g',
    ]);
  });

  it('holds no more text than it may, and drops what was used least recently', () => {
    const cache = new PolicyCache(document('a').length * 2);
    const a = cache.get(document('a'));
    const b = cache.get(document('b'));
    cache.get(document('a'));
    cache.get(document('c'));
    expect(cache.size).toBe(2);
    expect(cache.get(document('a')).statements).toBe(a.statements);
    expect(cache.get(document('b')).statements).not.toBe(b.statements);
  });

  it('compiles a text larger than itself', () => {
    const cache = new PolicyCache(10);
    expect(cache.get(document('a')).statements).toHaveLength(1);
    expect(cache.get(document('b')).statements).toHaveLength(1);
    expect(cache.size).toBe(1);
  });
});
