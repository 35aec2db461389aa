import { describe, expect, it } from 'vitest';
import { compileCondition } from './condition.ts';

type Value = string | readonly string[];

function holds(
  operator: string,
  wanted: readonly string[],
  actual: Value | undefined,
  more: Readonly<Record<string, Value>> = {},
): boolean {
  const context = new Map<string, Value>(Object.entries(more));
  if (actual !== undefined) context.set('k', actual);
  return compileCondition(operator, 'K', wanted, true).holds(context);
}

describe('each operator with one value', () => {
  const rows: [string, string, string, boolean][] = [
    // operator, policy, request, holds
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringNotEquals', 'a', 'a', false],
    ['StringNotEquals', 'a', 'A', true],
    ['StringEqualsIgnoreCase', 'Straße', 'sTRAßE', true],
    ['StringEqualsIgnoreCase', 'a', 'b', false],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringNotEqualsIgnoreCase', 'a', 'b', true],
    ['StringLike', 'a*', 'a:b/c', true],
    ['StringLike', 'a?', 'ab', true],
    ['StringLike', 'a?', 'a', false],
    ['StringLike', 'A*', 'ab', false],
    ['StringNotLike', 'a*', 'ab', false],
    ['StringNotLike', 'a*', 'b', true],
    ['NumericEquals', '5', '5.0', true],
    ['NumericEquals', '5', '6', false],
    ['NumericEquals', '5', 'five', false],
    ['NumericEquals', 'five', 'five', false],
    ['NumericNotEquals', '5', '6', true],
    ['NumericNotEquals', '5', '5', false],
    ['NumericLessThan', '5', '4', true],
    ['NumericLessThan', '5', '5', false],
    ['NumericLessThanEquals', '5', '5', true],
    ['NumericLessThanEquals', '5', '6', false],
    ['NumericGreaterThan', '-1.5', '-1', true],
    ['NumericGreaterThan', '5', '5', false],
    ['NumericGreaterThanEquals', '5', '5', true],
    ['NumericGreaterThanEquals', '5', '4', false],
    ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
    ['DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
    ['DateEquals', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00.000Z', true],
    ['DateEquals', '2026-01-01T00:00:00Z', 'soon', false],
    ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', true],
    ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', true],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['DateLessThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', true],
    ['DateGreaterThan', '2026', '2025-06-01T00:00:00Z', false],
    ['DateGreaterThanEquals', '1767225600', '2026-01-01T00:00:00Z', true],
    ['Bool', 'true', 'true', true],
    ['Bool', 'True', 'tRUE', true],
    ['Bool', 'false', 'true', false],
    ['Bool', 'yes', 'yes', false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QQ==', 'QQ', true],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ6', false],
    ['BinaryEquals', 'QR==', 'QQ', true],
    ['BinaryEquals', 'QUJ=', 'QUI=', true],
    ['BinaryEquals', 'QUI', 'QUE', false],
    // What is no base64 compares with nothing, as what is no number does (guess).
    ['BinaryEquals', '!!', '!!', false],
    ['BinaryEquals', 'QQ=', 'QQ==', false],
    ['BinaryEquals', 'Q-_A', 'Q+/A', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.0', false],
    ['IpAddress', '203.0.113.7', '203.0.113.7', true],
    ['IpAddress', '203.0.113.7', '203.0.113.8', false],
    ['IpAddress', '0.0.0.0/0', '255.255.255.255', true],
    ['IpAddress', '203.0.113.77/24', '203.0.113.1', true],
    ['IpAddress', '128.0.0.0/1', '200.0.0.1', true],
    ['IpAddress', '203.0.113.0/33', '203.0.113.0', false],
    ['IpAddress', '203.0.113.0/24', 'here', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.256', false],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:ffff::1', true],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', false],
    ['IpAddress', '2001:db8::1', '2001:db8:0:0:0:0:0:1', true],
    ['IpAddress', '::/0', '203.0.113.7', false],
    ['IpAddress', '203.0.113.0/24', '::ffff:203.0.113.9', true],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['ArnEquals', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/a/b', true],
    ['ArnLike', 'arn:aws:s3:::b?cket', 'arn:aws:s3:::bucket', true],
    ['ArnLike', 'arn:aws:sns:*', 'arn:aws:sns:eu-west-1:111122223333:topic', false],
    ['ArnLike', 'arn:aws:sns:*:topic', 'arn:aws:sns:eu-west-1:111122223333:topic', false],
    ['ArnLike', 'arn:aws:sns:*:*:topic', 'arn:aws:sns:eu-west-1:111122223333:topic', true],
    ['ArnLike', 'arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:b', true],
    ['ArnEquals', 'arn:aws:s3:::b', 'not an arn', false],
    ['ArnNotEquals', 'arn:aws:s3:::b', 'arn:aws:s3:::c', true],
    ['ArnNotEquals', 'arn:aws:s3:::b', 'arn:aws:s3:::b', false],
    ['ArnNotLike', 'arn:aws:s3:::*', 'arn:aws:s3:::c', false],
    ['ArnNotLike', 'arn:aws:s3:::*', 'arn:aws:sqs:::c', true],
  ];
  it.each(rows)('%s %s against %s: %s', (operator, wanted, actual, expected) => {
    expect(holds(operator, [wanted], actual)).toBe(expected);
  });
});

describe('several values in the policy', () => {
  it('are an OR for a positive operator', () => {
    expect(holds('StringEquals', ['a', 'b'], 'b')).toBe(true);
    expect(holds('StringEquals', ['a', 'b'], 'c')).toBe(false);
  });

  it('must all fail to match for a negated one', () => {
    expect(holds('StringNotEquals', ['a', 'b'], 'b')).toBe(false);
    expect(holds('StringNotEquals', ['a', 'b'], 'c')).toBe(true);
  });

  it('none at all match nothing', () => {
    expect(holds('StringEquals', [], 'a')).toBe(false);
    expect(holds('StringNotEquals', [], 'a')).toBe(true);
  });
});

describe('a missing key, and an empty set', () => {
  const rows: [string, boolean][] = [
    ['StringEquals', false],
    ['StringLike', false],
    ['NumericLessThan', false],
    ['DateGreaterThan', false],
    ['Bool', false],
    ['IpAddress', false],
    ['ArnLike', false],
    ['StringNotEquals', true],
    ['StringNotLike', true],
    ['NumericNotEquals', true],
    ['DateNotEquals', true],
    ['NotIpAddress', true],
    ['ArnNotLike', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['BoolIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAllValues:StringNotEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
  ];
  it.each(rows)('%s: %s', (operator, expected) => {
    expect(holds(operator, ['a'], undefined)).toBe(expected);
    expect(holds(operator, ['a'], [])).toBe(expected);
  });

  it('ForAnyValue with IfExists holds (guess: AWS documents only each of them)', () => {
    expect(holds('ForAnyValue:StringEqualsIfExists', ['a'], undefined)).toBe(true);
  });

  it('an empty string is no value for the set operators, and a value for the others', () => {
    expect(holds('ForAllValues:StringEquals', ['a'], '')).toBe(true);
    expect(holds('ForAnyValue:StringEquals', [''], '')).toBe(false);
    // A list of one value is that value (guess: AWS speaks of the empty string only).
    expect(holds('ForAllValues:StringEquals', ['a'], [''])).toBe(true);
    expect(holds('ForAnyValue:StringEquals', [''], [''])).toBe(false);
    expect(holds('ForAnyValue:StringEquals', [''], ['', 'a'])).toBe(true);
    expect(holds('StringEquals', [''], '')).toBe(true);
  });
});

describe('IfExists with the key there', () => {
  it('is the operator without it', () => {
    expect(holds('StringEqualsIfExists', ['a'], 'a')).toBe(true);
    expect(holds('StringEqualsIfExists', ['a'], 'b')).toBe(false);
    expect(holds('StringNotEqualsIfExists', ['a'], 'a')).toBe(false);
  });
});

describe('Null', () => {
  it.each([
    ['true', undefined, true],
    ['true', 'a', false],
    ['false', 'a', true],
    ['false', undefined, false],
    ['True', [], true],
    ['false', ['a'], true],
  ] as const)('%s for %o: %s', (wanted, actual, expected) => {
    expect(holds('Null', [wanted], actual)).toBe(expected);
  });
});

describe('multi-valued keys', () => {
  it.each([
    // operator, request, holds; the policy says a, b
    ['ForAllValues:StringEquals', ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'c'], false],
    ['ForAllValues:StringNotEquals', ['c', 'd'], true],
    ['ForAllValues:StringNotEquals', ['a', 'c'], false],
    ['ForAnyValue:StringEquals', ['a', 'c'], true],
    ['ForAnyValue:StringEquals', ['c', 'd'], false],
    ['ForAnyValue:StringNotEquals', ['a', 'c'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], false],
  ] as const)('%s %o: %s', (operator, actual, expected) => {
    expect(holds(operator, ['a', 'b'], actual)).toBe(expected);
  });

  it('without a set operator one match is enough (guess: AWS leaves it undefined)', () => {
    expect(holds('StringEquals', ['a'], ['b', 'a'])).toBe(true);
    expect(holds('StringNotEquals', ['a'], ['b', 'a'])).toBe(false);
    expect(holds('StringNotEquals', ['a'], ['b', 'c'])).toBe(true);
  });
});

describe('names', () => {
  it('of operators and keys count in any case', () => {
    const context = new Map([['aws:resourcetag/team', 'a']]);
    expect(compileCondition('stringEQUALS', 'AWS:ResourceTag/TEAM', ['a'], true).holds(context)).toBe(true);
    expect(holds('foranyvalue:StringLikeIfExists', ['a*'], ['ab'])).toBe(true);
  });

  it.each(['x', 'StringEqualsifNotExists', 'ForAnyValue::StringEquals', 'NullIfExists', ''])(
    'an operator %o is refused',
    (operator) => {
      expect(() => compileCondition(operator, 'k', ['a'], true)).toThrow(RangeError);
    },
  );
});

describe('variables in values', () => {
  it('are filled in for String and Arn operators', () => {
    expect(holds('StringEquals', ['${aws:username}'], 'ann', { 'aws:username': 'ann' })).toBe(true);
    expect(holds('StringEqualsIgnoreCase', ['${aws:username}'], 'ANN', { 'aws:username': 'ann' })).toBe(true);
    expect(holds('StringLike', ['home/${aws:username}/*'], 'home/ann/x', { 'aws:username': 'ann' })).toBe(
      true,
    );
    expect(
      holds('ArnLike', ['arn:aws:iam::*:user/${aws:username}'], 'arn:aws:iam::1:user/ann', {
        'aws:username': 'ann',
      }),
    ).toBe(true);
  });

  it('are text for the others', () => {
    expect(holds('NumericEquals', ['${n}'], '5', { n: '5' })).toBe(false);
  });

  it('without a value: a positive operator does not match, a negated one does', () => {
    expect(holds('StringEquals', ['${none}'], 'a')).toBe(false);
    expect(holds('StringLike', ['*${none}'], 'a')).toBe(false);
    expect(holds('ArnLike', ['arn:aws:s3:::${none}'], 'arn:aws:s3:::')).toBe(false);
    expect(holds('StringNotEquals', ['${none}'], 'a')).toBe(true);
    expect(holds('StringNotLike', ['*${none}'], 'a')).toBe(true);
  });

  it('a substituted value is literal, never a wildcard', () => {
    expect(holds('StringLike', ['${v}'], 'anything', { v: '*' })).toBe(false);
    expect(holds('StringLike', ['${v}'], '*', { v: '*' })).toBe(true);
    expect(holds('ArnLike', ['arn:aws:s3:::${v}'], 'arn:aws:s3:::b', { v: '?' })).toBe(false);
  });

  it('are text without Version 2012-10-17', () => {
    const condition = compileCondition('StringEquals', 'k', ['${aws:username}'], false);
    expect(condition.holds(new Map([['k', '${aws:username}']]))).toBe(true);
    expect(
      condition.holds(
        new Map([
          ['k', 'ann'],
          ['aws:username', 'ann'],
        ]),
      ),
    ).toBe(false);
  });
});
