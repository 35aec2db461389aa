import { describe, expect, it } from 'vitest';
import { compileActions, compileNotActions, readAction } from './action-matcher.ts';

describe('Action', () => {
  it.each([
    ['*', 's3:GetObject', true],
    ['*:*', 's3:GetObject', true],
    ['s3:GetObject', 's3:GetObject', true],
    ['S3:getobject', 's3:GetObject', true],
    ['s3:*', 's3:GetObject', true],
    ['s3:Get*', 's3:GetObject', true],
    ['s3:get*', 's3:PutObject', false],
    ['s3:*Object', 's3:GetObject', true],
    ['s3:?etObject', 's3:GetObject', true],
    ['s3:?etObject', 's3:etObject', false],
    ['s3:Get*Tag*', 's3:GetObjectTagging', true],
    ['s*:GetObject', 's3:GetObject', false],
    ['s?:GetObject', 's3:GetObject', false],
    ['ec2:*', 's3:GetObject', false],
    ['GetObject', 's3:GetObject', false],
    ['', 's3:GetObject', false],
    ['s3:', 's3:GetObject', false],
  ])('%s against %s: %s', (pattern, action, expected) => {
    expect(compileActions([pattern]).matches(readAction(action))).toBe(expected);
    expect(compileNotActions([pattern]).matches(readAction(action))).toBe(!expected);
  });

  it('knows the services it may match', () => {
    expect(compileActions(['s3:Get*', 'S3:Put*', 'ec2:*', 's3:List*']).services).toEqual(['s3', 'ec2']);
    expect(compileActions(['s3:Get*', '*']).services).toBeUndefined();
    expect(compileNotActions(['s3:Get*']).services).toBeUndefined();
  });
});
