import { describe, expect, it } from 'vitest';
import type { PolicyKind, ValidatePolicyOptions } from './validate-policy.ts';
import { validatePolicy } from './validate-policy.ts';

type Json = Readonly<Record<string, unknown>>;

const OBJECT = 'arn:aws:s3:::bucket/*';
const GOOD = { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECT };
const TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };

function without(statement: Json, ...elements: string[]): Json {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => !elements.includes(name)));
}

function policy(...statements: unknown[]): Json {
  return { Version: '2012-10-17', Statement: statements };
}

function said(document: unknown, kind: PolicyKind = 'managed', options: ValidatePolicyOptions = {}): unknown {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return validatePolicy(text, kind, options)?.message;
}

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const VERSION = 'Policy document must be version 2012-10-17 or greater.';
const PREFACE = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const PATHS =
  'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.';

describe('an identity policy', () => {
  it.each([
    ['a statement alone', { Version: '2012-10-17', Statement: GOOD }],
    ['an Id', { ...policy(GOOD), Id: 'mine' }],
    ['Action *', policy({ ...GOOD, Action: '*' })],
    ['an unknown service', policy({ ...GOOD, Action: 'no-such.service:Act' })],
    ['spaces in an action’s name', policy({ ...GOOD, Action: 'iam: Get User ' })],
    ['NotAction and NotResource', policy({ Effect: 'Deny', NotAction: 's3:*', NotResource: '*' })],
    ['several resources', policy({ ...GOOD, Resource: [OBJECT, '*'] })],
    [
      'IAM resources',
      policy({ ...GOOD, Resource: ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::111122223333:*'] }),
    ],
    [
      'a word for region and account',
      policy({ ...GOOD, Resource: 'arn:aws:ec2:region:account-id:instance/*' }),
    ],
    ['patterns for both', policy({ ...GOOD, Resource: 'arn:aws:sqs:us-*:1111*:q' })],
    [
      'variables for both',
      policy({ ...GOOD, Resource: 'arn:aws:sqs:${aws:RequestedRegion}:${aws:PrincipalAccount}:q' }),
    ],
    ['an account’s name', policy({ ...GOOD, Resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })],
    ['an ARN of three parts', policy({ ...GOOD, Resource: 'arn:aws:sqs' })],
    ['an ARN that ends in a star', policy({ ...GOOD, Resource: 'arn:aws:sqs:*' })],
    ['a star for S3’s region', policy({ ...GOOD, Resource: 'arn:aws:s3:*:*:bucket' })],
    ['an empty Condition', policy({ ...GOOD, Condition: {} })],
    ['an operator asked nothing', policy({ ...GOOD, Condition: { DateLessThan: {}, anything: {} } })],
    ['a key without values', policy({ ...GOOD, Condition: { DateLessThan: { a: [] } } })],
    [
      'numbers and booleans',
      policy({ ...GOOD, Condition: { NumericEquals: { a: 1 }, Bool: { b: [true] } } }),
    ],
    ['set operators', policy({ ...GOOD, Condition: { 'ForAnyValue:StringEqualsIfExists': { a: 'b' } } })],
    ['Null', policy({ ...GOOD, Condition: { Null: { a: 'true' } } })],
    ['one statement with a Sid, one without', policy({ ...GOOD, Sid: 'A1' }, GOOD)],
  ])('is good with %s', (_, document) => {
    expect(said(document)).toBeUndefined();
  });

  it.each([
    '2026-01-31T23:59:59Z',
    '2026-01-31T21:20:37.593194+00:00',
    '2026-1-1t2:00:00.5+23',
    '-292275054',
    '01T',
  ])('is good with the date %s', (date) => {
    expect(said(policy({ ...GOOD, Condition: { DateLessThan: { a: date } } }))).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['no JSON', 'not json', SYNTAX],
    ['no object', [], SYNTAX],
    ['an old version', { Version: '2008-10-17', Statement: GOOD }, VERSION],
    ['no version', { Statement: GOOD }, VERSION],
    ['an unknown version', { Version: '2013-10-17', Statement: GOOD }, SYNTAX],
    ['a version with a time', { Version: '2012-10-17T00:00:00Z', Statement: GOOD }, SYNTAX],
    ['no statement', { Version: '2012-10-17' }, SYNTAX],
    ['no statements', policy(), SYNTAX],
    ['a statement that is none', policy('x'), SYNTAX],
    ['an unknown element', { ...policy(GOOD), Extra: 'x' }, SYNTAX],
    ['an unknown element of a statement', policy({ ...GOOD, Extra: 'x' }), SYNTAX],
    ['an Id that is no string', { ...policy(GOOD), Id: [] }, SYNTAX],
    ['a Sid that is no string', policy({ ...GOOD, Sid: {} }), SYNTAX],
    ['no effect', policy(without(GOOD, 'Effect')), SYNTAX],
    ['an unknown effect', policy({ ...GOOD, Effect: 'Maybe' }), SYNTAX],
    ['actions that are no strings', policy({ ...GOOD, Action: [[]] }), SYNTAX],
    ['resources that are no strings', policy({ ...GOOD, Resource: ['x', {}] }), SYNTAX],
    ['Action and NotAction', policy({ ...GOOD, NotAction: 'ec2:*' }), SYNTAX],
    ['Resource and NotResource', policy({ ...GOOD, NotResource: [] }), SYNTAX],
    ['a condition that is no object', policy({ ...GOOD, Condition: [] }), SYNTAX],
    ['an unknown operator', policy({ ...GOOD, Condition: { x: { a: '1' } } }), SYNTAX],
    [
      'two colons behind ForAnyValue',
      policy({ ...GOOD, Condition: { 'ForAnyValue::StringEquals': { a: 'b' } } }),
      SYNTAX,
    ],
    ['NullIfExists', policy({ ...GOOD, Condition: { NullIfExists: { a: 'true' } } }), SYNTAX],
    ['condition keys that are no object', policy({ ...GOOD, Condition: { StringEquals: 'a' } }), SYNTAX],
    [
      'a condition value that is an object',
      policy({ ...GOOD, Condition: { StringEquals: { a: {} } } }),
      SYNTAX,
    ],
    ['an effect in the wrong case', policy({ ...GOOD, Effect: 'allow' }), LEGACY],
    ['an ARN of five parts', policy({ ...GOOD, Resource: 'arn:aws:s3::bucket' }), LEGACY],
    [
      'a placeholder for the account',
      policy({ ...GOOD, Resource: 'arn:aws:sns:us-east-1:<ACCOUNT_ID>:t' }),
      LEGACY,
    ],
    ['another one', policy({ ...GOOD, Resource: 'arn:aws:sts::ACCOUNT_ID:federated-user/u' }), LEGACY],
    ['one of a template', policy({ ...GOOD, Resource: 'arn:aws:iam::${ACCOUNT_ID}:role/r' }), LEGACY],
    ['an account of two digits (guess)', policy({ ...GOOD, Resource: 'arn:aws:iam::12:role/r' }), LEGACY],
    ['a placeholder for the region', policy({ ...GOOD, Resource: 'arn:aws:sqs:{region}:*:q' }), LEGACY],
    ['a region with two hyphens', policy({ ...GOOD, Resource: 'arn:aws:sqs:us-west--2:*:q' }), LEGACY],
    ['an ARN without a service', policy({ ...GOOD, Resource: 'arn:aws::::bucket' }), LEGACY],
    [
      'such an ARN in NotResource',
      policy({ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3::b' }),
      LEGACY,
    ],
    ['a date that is none', policy({ ...GOOD, Condition: { DateLessThan: { a: 'soon' } } }), LEGACY],
    ['a thirteenth month', policy({ ...GOOD, Condition: { DateLessThan: { a: '2026-13' } } }), LEGACY],
    [
      'ten digits of a second',
      policy({ ...GOOD, Condition: { DateLessThan: { a: '2026-01-01T00:00:00.0123456789Z' } } }),
      LEGACY,
    ],
    [
      'seconds beyond 64 bits',
      policy({ ...GOOD, Condition: { DateLessThan: { a: '9223372036854775808' } } }),
      LEGACY,
    ],
    [
      'a Sid twice',
      policy({ ...GOOD, Sid: 'A' }, { ...GOOD, Sid: 'A' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    [
      'a Sid with a dash',
      policy({ ...GOOD, Sid: 'a-b' }),
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
    ['no actions', policy(without(GOOD, 'Action')), 'Policy statement must contain actions.'],
    ['an empty list of actions', policy({ ...GOOD, Action: [] }), 'Policy statement must contain actions.'],
    ['no resources', policy(without(GOOD, 'Resource')), 'Policy statement must contain resources.'],
    [
      'an empty list of resources',
      policy({ ...GOOD, Resource: [] }),
      'Policy statement must contain resources.',
    ],
    [
      'a resource that is no ARN',
      policy({ ...GOOD, Resource: 'bucket' }),
      'Resource bucket must be in ARN format or "*".',
    ],
    ['an empty resource', policy({ ...GOOD, Resource: '' }), 'Resource  must be in ARN format or "*".'],
    [
      'a partition b',
      policy({ ...GOOD, Resource: 'a:b:c' }),
      'Partition "b" is not valid for resource "arn:b:c:*:*:*".',
    ],
    [
      'a partition b, eight parts',
      policy({ ...GOOD, Resource: 'a:b:c:d:e:f:g:h' }),
      'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".',
    ],
    [
      'no arn: before',
      policy({ ...GOOD, Resource: 'aws:s3:::bucket' }),
      'Partition "s3" is not valid for resource "arn:s3:::bucket:*".',
    ],
    [
      'no vendor',
      policy({ ...GOOD, Resource: 'arn:aws' }),
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [
      'a vendor with a wildcard',
      policy({ ...GOOD, Resource: 'arn:aws:s*:::bucket' }),
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [
      'a region in an IAM resource',
      policy({ ...GOOD, Resource: 'arn:aws:iam:eu-west-1::user/a' }),
      'IAM resource arn:aws:iam:eu-west-1::user/a cannot contain region information.',
    ],
    [
      'a region in an S3 resource',
      policy({ ...GOOD, Resource: 'arn:aws:s3:eu-west-1::bucket' }),
      'Resource arn:aws:s3:eu-west-1::bucket can not contain region information.',
    ],
    ['an IAM path of no kind', policy({ ...GOOD, Resource: 'arn:aws:iam::111122223333:thing' }), PATHS],
    ['an action without a vendor', policy({ ...GOOD, Action: 'GetObject' }), PREFACE],
    ['an empty NotAction', policy({ Effect: 'Deny', NotAction: '', Resource: '*' }), PREFACE],
    ['a vendor with a space', policy({ ...GOOD, Action: 'a a:Get' }), 'Vendor a a is not valid'],
    [
      'two colons',
      policy({ ...GOOD, Action: 's3:Get:Object' }),
      'Actions/Condition can contain only one colon.',
    ],
    ['a principal', policy({ ...GOOD, Principal: '*' }), 'Policy document should not specify a principal.'],
  ])('with %s is refused', (_, document, message) => {
    expect(said(document)).toBe(message);
    expect(said(document, 'inline')).toBe(message);
  });

  it.each<[string, unknown, string]>([
    [
      'the version before the Sids',
      {
        Statement: [
          { ...GOOD, Sid: 'A' },
          { ...GOOD, Sid: 'A' },
        ],
      },
      VERSION,
    ],
    ['the version before legacy parsing', { Statement: { ...GOOD, Effect: 'allow' } }, VERSION],
    [
      'legacy parsing before the Sids',
      policy({ ...GOOD, Sid: 'A', Effect: 'aLLow' }, { ...GOOD, Sid: 'A' }),
      LEGACY,
    ],
    [
      'legacy parsing before partitions',
      policy({ ...GOOD, Resource: 'arn:x:s3:::b', Condition: { DateEquals: { a: 'x' } } }),
      LEGACY,
    ],
    [
      'the Sids before missing actions',
      policy({ ...GOOD, Sid: 'A' }, { Sid: 'A', Effect: 'Allow' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    [
      'resources before actions',
      policy({ ...GOOD, Action: 's:3:Get', Resource: 'x' }),
      'Resource x must be in ARN format or "*".',
    ],
    ['an action’s form before missing resources', policy({ Effect: 'Allow', Action: 'x' }), PREFACE],
    [
      'missing actions before missing resources',
      policy({ Effect: 'Allow' }),
      'Policy statement must contain actions.',
    ],
    ['the grammar before all', policy({ Effect: 'Allow', Condition: { StringEquals: 'a' } }), SYNTAX],
  ])('is judged in IAM’s order: %s', (_, document, message) => {
    expect(said(document)).toBe(message);
  });

  it('with a key that stands twice is refused (guess: AWS documents nothing)', () => {
    const text = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}}`;
    expect(said(text)).toBe(SYNTAX);
  });

  it('nested without end is refused', () => {
    expect(said('['.repeat(1_000_000))).toBe(SYNTAX);
    expect(said('{"a":'.repeat(1_000_000))).toBe(SYNTAX);
  });

  it('with characters beyond U+00FF, or none at all, is refused before it is read', () => {
    const message =
      'The specified value for policyDocument is invalid. It must contain only printable ASCII characters.';
    for (const text of ['', '{"Version":"2012-10-17 → "}', '\u0000{}']) {
      expect(validatePolicy(text, 'managed')).toMatchObject({ code: 'ValidationError', message });
    }
  });

  it('is refused with the place of what is wrong', () => {
    const text = JSON.stringify(policy(GOOD, { ...GOOD, Action: 'x' }), null, 2);
    expect(validatePolicy(text, 'managed')).toEqual({
      code: 'MalformedPolicyDocument',
      message: PREFACE,
      position: { line: 11, column: 17 },
    });
  });
});

describe('a trust policy', () => {
  it.each([
    ['a service', policy(TRUST)],
    ['an old version', { Version: '2008-10-17', Statement: TRUST }],
    ['no version', { Statement: TRUST }],
    ['everyone', policy({ ...TRUST, Principal: '*' })],
    [
      'an account',
      policy({ ...TRUST, Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:root'] } }),
    ],
    [
      'a role, a user and a session',
      policy({
        ...TRUST,
        Principal: {
          AWS: [
            'arn:aws:iam::111122223333:role/a/b',
            'arn:aws:iam::111122223333:user/c',
            'arn:aws:sts::111122223333:assumed-role/b/s',
          ],
        },
      }),
    ],
    ['a principal that was deleted', policy({ ...TRUST, Principal: { AWS: 'AROA1234567890EXAMPLE' } })],
    [
      'web identity',
      policy({
        ...TRUST,
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: {
          Federated: ['accounts.google.com', 'arn:aws:iam::111122223333:oidc-provider/x.example/y'],
        },
      }),
    ],
    ['tags', policy({ ...TRUST, Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] })],
  ])('is good with %s', (_, document) => {
    expect(said(document, 'trust')).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'This policy contains invalid Json'],
    ['a resource', policy({ ...TRUST, Resource: '*' }), 'Has prohibited field Resource.'],
    [
      'an action of another service',
      policy({ ...TRUST, Action: 's3:*' }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'every action',
      policy({ ...TRUST, Action: '*' }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'a wildcard in a role’s ARN',
      policy({ ...TRUST, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }),
      'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"',
    ],
    [
      'a user without an account',
      policy({ ...TRUST, Principal: { AWS: 'arn:aws:iam:::user/a' } }),
      'Invalid principal in policy: "AWS":"arn:aws:iam:::user/a"',
    ],
    [
      'a service that is none',
      policy({ ...TRUST, Principal: { Service: 'ec2' } }),
      'Invalid principal in policy: "SERVICE":"ec2"',
    ],
    [
      'an unknown kind of principal',
      policy({ ...TRUST, Principal: { Group: 'x' } }),
      'Invalid principal in policy: "GROUP":"x"',
    ],
  ])('with %s is refused', (_, document, message) => {
    expect(said(document, 'trust')).toBe(message);
  });

  it.each([
    'ec2.us-east-1.amazonaws.com',
    'ec2.amazonaws.com.cn',
    'a.b.c.amazonaws.com',
    'backup.aws.internal',
  ])('may name the service %s', (Service) => {
    expect(said(policy({ ...TRUST, Principal: { Service } }), 'trust')).toBeUndefined();
  });

  it.each(['ec2.amazon.com', 'ec2.aws.com', 'amazonaws.com', 'ec2.amazonaws.com.example.org'])(
    'may not name %s, which is no service of AWS’s',
    (Service) => {
      expect(said(policy({ ...TRUST, Principal: { Service } }), 'trust')).toBe(
        `Invalid principal in policy: "SERVICE":"${Service}"`,
      );
    },
  );

  it('without a principal, or an action, is refused (guess: AWS documents nothing)', () => {
    expect(said(policy(without(TRUST, 'Principal')), 'trust')).toBe('Missing required field Principal');
    expect(said(policy({ ...TRUST, Principal: {} }), 'trust')).toBe(
      'Missing required field Principal cannot be empty!',
    );
    expect(said(policy(without(TRUST, 'Action')), 'trust')).toBe('Missing required field Action');
  });

  it('naming someone who does not exist is refused', () => {
    const arn = 'arn:aws:iam::111122223333:user/gone';
    const asked: unknown[] = [];
    const resolvePrincipal = (kind: string, name: string): boolean => {
      asked.push([kind, name]);
      return name !== arn;
    };
    const document = policy({ ...TRUST, Principal: { Service: 'ec2.amazonaws.com', AWS: ['*', arn] } });
    expect(said(document, 'trust', { resolvePrincipal })).toBe(`Invalid principal in policy: "AWS":"${arn}"`);
    expect(asked).toEqual([
      ['Service', 'ec2.amazonaws.com'],
      ['AWS', arn],
    ]);
  });
});

describe('a bucket policy', () => {
  const good = { ...GOOD, Principal: '*' };

  it.each([
    ['everyone', policy(good)],
    ['no version', { Statement: good }],
    ['a canonical user', policy({ ...good, Principal: { CanonicalUser: 'a'.repeat(64) } })],
    [
      'NotPrincipal',
      policy({ ...without(good, 'Principal'), Effect: 'Deny', NotPrincipal: { AWS: '111122223333' } }),
    ],
    ['a Sid with spaces', policy({ ...good, Sid: 'for the public' })],
    ['the bucket itself', policy({ ...good, Resource: ['arn:aws:s3:::bucket', OBJECT] })],
  ])('is good with %s', (_, document) => {
    expect(said(document, 'bucket', { bucket: 'bucket' })).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['no JSON', 'x', "Policies must be valid JSON and the first byte must be '{'"],
    [
      'something before the brace',
      ` ${JSON.stringify(policy(good))}`,
      "Policies must be valid JSON and the first byte must be '{'",
    ],
    ['a list', '[]', "Policies must be valid JSON and the first byte must be '{'"],
    ['nothing in it', {}, 'Missing required field Statement'],
    ['no statements', policy(), 'Could not parse the policy: Statement is empty!'],
    [
      'a version with a time',
      { Version: '2012-10-17T00:00:00Z', Statement: good },
      'The policy must contain a valid version string',
    ],
    ['no principal', policy(GOOD), 'Missing required field Principal'],
    [
      'an empty principal',
      policy({ ...good, Principal: {} }),
      'Missing required field Principal cannot be empty!',
    ],
    ['no effect', policy(without(good, 'Effect')), 'Missing required field Effect'],
    ['no action', policy(without(good, 'Action')), 'Missing required field Action'],
    ['no resource', policy(without(good, 'Resource')), 'Missing required field Resource'],
    ['an invalid principal', policy({ ...good, Principal: { AWS: 'ann' } }), 'Invalid principal in policy'],
    [
      'an action of another service',
      policy({ ...good, Action: 'ec2:RunInstances' }),
      'Policy has invalid action',
    ],
    [
      'another bucket',
      policy({ ...good, Resource: 'arn:aws:s3:::bucket2/*' }),
      'Policy has invalid resource',
    ],
    ['any resource', policy({ ...good, Resource: '*' }), 'Policy has invalid resource'],
  ])('with %s is refused', (_, document, message) => {
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    expect(validatePolicy(text, 'bucket', { bucket: 'bucket' })).toMatchObject({
      code: 'MalformedPolicy',
      message,
    });
  });
});

describe('a session policy', () => {
  it('is an identity policy with STS’s words for what is no JSON', () => {
    expect(said(policy(GOOD), 'session')).toBeUndefined();
    expect(said('x', 'session')).toBe('The policy is not in the valid JSON format.');
    expect(said(policy({ ...GOOD, Principal: '*' }), 'session')).toBe(
      'Policy document should not specify a principal.',
    );
  });
});

describe('an organization’s policy', () => {
  const denial = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
  const refusal = 'The provided policy document does not meet the requirements of the specified policy type.';

  it('may, as an SCP, be what an identity policy may', () => {
    expect(said(policy({ ...GOOD, Condition: { Bool: { a: 'true' } } }), 'scp')).toBeUndefined();
    expect(said(policy({ ...GOOD, Principal: '*' }), 'scp')).toBe(refusal);
    expect(said('x', 'scp')).toBe(refusal);
  });

  it.each<[string, unknown]>([
    ['allows', { ...denial, Effect: 'Allow' }],
    ['names somebody', { ...denial, Principal: { AWS: '111122223333' } }],
    ['names nobody', without(denial, 'Principal')],
    ['denies every action', { ...denial, Action: '*' }],
    ['has NotAction', { ...without(denial, 'Action'), NotAction: 's3:*' }],
  ])('is refused as an RCP when it %s', (_, statement) => {
    expect(said(policy(denial), 'rcp')).toBeUndefined();
    expect(said(policy(statement), 'rcp')).toBe(refusal);
  });
});

describe('a VPC endpoint’s policy', () => {
  it('may name principals and needs no version', () => {
    expect(said({ Statement: { ...GOOD, Principal: '*' } }, 'endpoint')).toBeUndefined();
    expect(said(policy(without(GOOD, 'Action')), 'endpoint')).toBe('Policy statement must contain actions.');
  });
});
