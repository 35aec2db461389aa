import { describe, expect, it } from 'vitest';
import { compileNotResources, compileResources } from './resource-matcher.ts';

const USERNAME = new Map([['aws:username', 'ann']]);

function matches(pattern: string, resource: string, variables = true): boolean {
  return compileResources([pattern], variables)(resource, USERNAME);
}

describe('Resource', () => {
  it.each([
    ['*', '*', true],
    ['*', 'arn:aws:s3:::b', true],
    ['arn:aws:s3:::*', '*', false],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b', true],
    ['arn:aws:s3:::b', 'arn:aws:s3:::B', false],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b/k', false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/x/y:z', true],
    ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1///test///o.jpg', true],
    ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/test/o.jpg', false],
    ['arn:aws:iam::*:role/x?', 'arn:aws:iam::111122223333:role/xy', true],
    ['arn:aws:ec2:us-*-1:*:instance/*', 'arn:aws:ec2:us-east-1:111122223333:instance/i-1', true],
  ])('%s against %s: %s', (pattern, resource, expected) => {
    expect(matches(pattern, resource)).toBe(expected);
  });

  it('a `*` that ends a part runs on across colons; one inside a part does not, nor does `?`', () => {
    expect(matches('arn:aws:sns:*', 'arn:aws:sns:eu-west-1:111122223333:topic')).toBe(true);
    expect(matches('arn:aws:logs:*:*:stream', 'arn:aws:logs:eu-west-1:1:group:stream')).toBe(true);
    expect(matches('arn:aws:logs:eu*1:1:stream', 'arn:aws:logs:eu-west-1:1:1:stream')).toBe(false);
    expect(matches('arn:aws:logs:eu?1:stream:x', 'arn:aws:logs:eu:1:stream:x')).toBe(false);
  });

  it('a `*` that ends a part runs on across colons also beside wildcards that may not', () => {
    const stream = 'arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:s';
    expect(matches('arn:aws:l?gs:*:log-stream:s', stream)).toBe(true);
    expect(matches('arn:aws:logs:eu-*t-1:?*:log-stream:s', stream)).toBe(true);
    expect(matches('arn:aws:logs:eu-*t-1:?*:log-stream:x', stream)).toBe(false);
    expect(matches('arn:aws:logs:eu*3:log-group:*:*', stream)).toBe(false);
    expect(matches('arn:aws:l*s:eu-west-1:*:log-stream:s', stream)).toBe(true);
  });

  it('wildcards stay in their part also where a variable follows', () => {
    const pattern = 'arn:aws:s?s:eu*1:111122223333:${aws:username}';
    expect(matches(pattern, 'arn:aws:sqs:eu-west-1:111122223333:ann')).toBe(true);
    expect(matches(pattern, 'arn:aws:sqs:eu-west-1:1:111122223333:ann')).toBe(false);
  });

  it('hostile wildcards in the first parts cost text × pattern at most', () => {
    const start = performance.now();
    matches(`arn:aws:${'*a'.repeat(31)}:*:*:*`, `arn:aws:${'a'.repeat(1_000)}b:::x`);
    matches(`arn:aws:${'*?'.repeat(31)}:*:1:*`, `arn:aws:${'a'.repeat(1_000)}:::x`);
    expect(performance.now() - start).toBeLessThan(100);
  });

  it('an ARN of fewer than six parts stands for all that begin so', () => {
    expect(matches('arn:aws:sqs', 'arn:aws:sqs:eu-west-1:111122223333:queue')).toBe(true);
    expect(matches('arn:aws:sqs', 'arn:aws:sqsx:eu-west-1:111122223333:queue')).toBe(false);
  });

  it('variables count behind the fifth colon, with Version 2012-10-17', () => {
    const pattern = 'arn:aws:s3:::home/${aws:username}/*';
    expect(matches(pattern, 'arn:aws:s3:::home/ann/x')).toBe(true);
    expect(matches(pattern, 'arn:aws:s3:::home/bob/x')).toBe(false);
    expect(matches(pattern, 'arn:aws:s3:::home/ann/x', false)).toBe(false);
    expect(matches(pattern, 'arn:aws:s3:::home/${aws:username}/x', false)).toBe(true);
    expect(matches('arn:aws:s3::${aws:username}:x', 'arn:aws:s3::ann:x')).toBe(false);
  });

  it('with a variable that has no value matches nothing, also as NotResource', () => {
    const pattern = 'arn:aws:s3:::${aws:PrincipalTag/none}*';
    expect(matches(pattern, 'arn:aws:s3:::')).toBe(false);
    expect(compileNotResources([pattern], true)('arn:aws:s3:::b', USERNAME)).toBe(true);
  });

  it('several patterns are an OR; NotResource excludes each of them', () => {
    const patterns = ['arn:aws:s3:::a', 'arn:aws:s3:::b'];
    expect(compileResources(patterns, true)('arn:aws:s3:::b', USERNAME)).toBe(true);
    expect(compileNotResources(patterns, true)('arn:aws:s3:::b', USERNAME)).toBe(false);
    expect(compileNotResources(patterns, true)('arn:aws:s3:::c', USERNAME)).toBe(true);
    expect(compileResources([], true)('arn:aws:s3:::c', USERNAME)).toBe(false);
  });
});
