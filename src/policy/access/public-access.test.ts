import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../compile-policy.ts';
import { fixedValuesFor } from './fixed-values.ts';
import { publicAccess } from './public-access.ts';

const allow = (rest: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/*',
  ...rest,
});
const when = (Condition: object, rest: object = {}) => allow({ Condition, ...rest });
const deny = (rest: object) => ({ ...allow(rest), Effect: 'Deny' });

function verdict(statements: readonly object[], resourceType = 'AWS::S3::Bucket'): string {
  const policy = compilePolicy({ Version: '2012-10-17', Statement: statements });
  const keyFacts = () => ({ type: undefined, mayBeMissing: true, mayBeList: true });
  const found = publicAccess(policy, fixedValuesFor(resourceType), { keyFacts });
  return found.kind === 'some' ? found.findings.map(({ statement }) => statement.index).join() : found.kind;
}

describe('public access', () => {
  test.each<readonly [string, readonly object[], string]>([
    ['everyone', [allow({})], '0'],
    ['everyone with an account', [allow({ Principal: { AWS: '*' } })], '0'],
    ['everyone among others', [allow({ Principal: { AWS: ['111122223333', '*'] } })], '0'],
    ['an account', [allow({ Principal: { AWS: '111122223333' } })], 'none'],
    ['a service', [allow({ Principal: { Service: 'cloudfront.amazonaws.com' } })], 'none'],
    ['nobody', [deny({})], 'none'],
    ['everyone of an organization', [when({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })], 'none'],
    [
      'everyone of an organization, if any',
      [when({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } })],
      '0',
    ],
    ['everyone of any organization', [when({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } })], '0'],
    [
      'everyone below an organizational unit',
      [when({ 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': ['o-1/r-1/ou-1/'] } })],
      'none',
    ],
    [
      'everyone of whom all paths are below a unit: also who has none',
      [when({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': ['o-1/r-1/ou-1/'] } })],
      '0',
    ],
    ['everyone through an endpoint', [when({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })], 'none'],
    ['everyone but one VPC', [when({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } })], '0'],
    [
      'everyone, with a Deny for all but one VPC',
      [allow({}), deny({ Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } })],
      'none',
    ],
    [
      'everyone, with a Deny for one VPC',
      [allow({}), deny({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } })],
      '0',
    ],
    [
      'everyone, with a Deny for all but one account',
      [allow({}), deny({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } })],
      'none',
    ],
    ['everyone with any name, behind a Deny of every action', [allow({}), deny({ Action: '*' })], 'none'],
    ['a range of addresses', [when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })], 'none'],
    [
      'half of all addresses',
      [when({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '203.0.113.0/24'] } })],
      '0',
    ],
    [
      'a topic of one account',
      [when({ ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:r:111122223333:t' } })],
      'none',
    ],
    ['a topic of any account', [when({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:t' } })], '0'],
    ['by a variable', [when({ StringEquals: { 'aws:SourceVpc': '${aws:PrincipalTag/vpc}' } })], 'undecided'],
    ["a role's sessions, by id", [when({ StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } })], 'none'],
    ['sessions of a name, of any role', [when({ StringLike: { 'aws:userid': '*:ann' } })], '0'],
    [
      "any access point of one account: AWS's exception",
      [when({ ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:us-west-2:123456789012:accesspoint/*' } })],
      'none',
    ],
    ['over TLS', [when({ Bool: { 'aws:SecureTransport': 'true' } })], '0'],
    ['from a browser', [when({ StringLike: { 'aws:Referer': 'https://example.com/*' } })], '0'],
    ['the second of two', [allow({ Principal: { AWS: '111122223333' } }), allow({})], '1'],
    ['a service that AWS runs', [when({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })], 'none'],
    ['whom AWS does not run', [when({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })], '0'],
  ])('%s', (_name, statements, expected) => {
    expect(verdict(statements)).toBe(expected);
  });

  test('depends on the type of resource where a service has keys of its own', () => {
    const policy = [when({ StringEquals: { 'kms:CallerAccount': '111122223333' } }, { Resource: '*' })];
    expect(verdict(policy, 'AWS::KMS::Key')).toBe('none');
    expect(verdict(policy, 'AWS::SQS::Queue')).toBe('0');
  });
});
