import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../compile-policy.ts';
import { firstMatch } from '../question.ts';
import { grantedAccess, type AccessQuery } from './granted-access.ts';
import type { Knowledge } from './access-space.ts';

/** Two services of two actions each, and one that only policies name. */
const ACTIONS = ['s3:get', 's3:put', 'ec2:get', 'ec2:put', 's3:unheard'];
const KNOWLEDGE: Knowledge = {
  actions: ACTIONS,
  keyFacts: () => ({ type: undefined, mayBeMissing: true, mayBeList: true }),
};

const some = <T>(...values: T[]) => fc.constantFrom(...values);
const pattern = some(
  '*',
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::a/x',
  'arn:aws:s3:::?/*',
  'arn:aws:s3:::b*',
  'arn:aws:s3:::a/${k}',
  'arn:aws:*',
  'arn:aws:s3:*x:1:b',
);
const patterns = fc.array(pattern, { minLength: 1, maxLength: 2 });
const action = some('*', 's3:*', 's3:Get', 's3:G*', 'ec2:Put', 's3:Unheard');
const actions = fc.array(action, { minLength: 1, maxLength: 2 });
const statement = fc
  .tuple(
    some('Allow', 'Allow', 'Deny'),
    fc.oneof(fc.record({ Action: actions }), fc.record({ NotAction: actions })),
    fc.oneof(fc.record({ Resource: patterns }), fc.record({ NotResource: patterns })),
    some<object>(
      {},
      {},
      { Condition: { StringEquals: { k: 'x' } } },
      { Condition: { StringNotEquals: { k: 'x' } } },
      { Condition: { Null: { k: 'false' }, StringLike: { j: 'y*' } } },
    ),
  )
  .map(([Effect, ...elements]) => Object.assign({ Effect }, ...elements) as object);
const document = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: '2012-10-17', Statement }));

const RESOURCES = [
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/x',
  'arn:aws:s3:::a/y/z',
  'arn:aws:s3:::b',
  'arn:aws:s3:::b/x',
  'arn:aws:ec2:r:1:i/1',
  'arn:aws:s3:x:1:b',
  'arn:aws:s3:rx:1:b',
];
const CONTEXTS = [{}, { k: 'x' }, { k: 'y' }, { k: 'x', j: 'y1' }, { k: 'y', j: 'y1' }].map(
  (keys) => new Map(Object.entries(keys)),
);
/** Whether one of some requests within what is asked is allowed. */
function someRequestIsAllowed(policy: object, { actions: acts, resources }: AccessQuery): boolean {
  const compiled = compilePolicy(policy);
  const asked = compilePolicy({
    Version: '2008-10-17',
    Statement: { Effect: 'Allow', Action: acts ?? '*', Resource: resources ?? '*' },
  });
  const principal = {
    kind: 'user',
    accountId: '111122223333',
    arn: 'arn:aws:iam::111122223333:user/u',
    id: 'AIDA',
  } as const;
  return ACTIONS.some((name) =>
    RESOURCES.some((resource) =>
      CONTEXTS.some((context) => {
        const question = { principal, limited: false, action: name, resource, context };
        return (
          firstMatch(asked.allows, question) !== undefined &&
          firstMatch(compiled.allows, question) !== undefined &&
          firstMatch(compiled.denies, question) === undefined
        );
      }),
    ),
  );
}

const query: fc.Arbitrary<AccessQuery> = fc.record({
  actions: fc.option(fc.array(action, { minLength: 1, maxLength: 2 }), { nil: undefined }),
  resources: fc.option(
    fc.array(some('*', 'arn:aws:s3:::a', 'arn:aws:s3:::a/*', 'arn:aws:s3:::b/x', 'arn:aws:s3:::*'), {
      minLength: 1,
      maxLength: 2,
    }),
    { nil: undefined },
  ),
});

describe('theorems of granted access', () => {
  test('what is not granted, no request is allowed', () => {
    let proven = 0;
    fc.assert(
      fc.property(document, query, (policy, access) => {
        const verdict = grantedAccess(compilePolicy(policy), access, KNOWLEDGE);
        const refuted = verdict.kind === 'none' && someRequestIsAllowed(policy, access);
        proven += verdict.kind === 'none' ? 1 : 0;
        expect(refuted).toBe(false);
      }),
      { numRuns: 800 },
    );
    expect(proven).toBeGreaterThan(80);
  });
});

describe('granted access', () => {
  const allow = (elements: object) => ({ Effect: 'Allow', ...elements });
  const deny = (elements: object) => ({ Effect: 'Deny', ...elements });
  test.each<readonly [string, object[], string[] | undefined, string[] | undefined, string]>([
    ['a named action', [allow({ Action: 's3:Get', Resource: '*' })], ['s3:Get'], undefined, 'some'],
    ['another action', [allow({ Action: 's3:Get', Resource: '*' })], ['s3:Put'], undefined, 'none'],
    ['a pattern that meets', [allow({ Action: 's3:G*', Resource: '*' })], ['s3:*'], undefined, 'some'],
    [
      'another resource',
      [allow({ Action: 's3:*', Resource: 'arn:aws:s3:::a/*' })],
      undefined,
      ['arn:aws:s3:::b/*'],
      'none',
    ],
    [
      'a resource within',
      [allow({ Action: 's3:*', Resource: 'arn:aws:s3:::a/*' })],
      undefined,
      ['arn:aws:s3:::a/x'],
      'some',
    ],
    [
      'what a Deny takes away',
      [allow({ Action: '*', Resource: '*' }), deny({ Action: 's3:*', Resource: '*' })],
      ['s3:Get'],
      undefined,
      'none',
    ],
    [
      'what a Deny leaves',
      [allow({ Action: '*', Resource: '*' }), deny({ Action: 's3:*', Resource: 'arn:aws:s3:::a' })],
      ['s3:Get'],
      undefined,
      'some',
    ],
    [
      'a condition that can be met',
      [
        allow({
          Action: 's3:Get',
          Resource: '*',
          Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        }),
      ],
      ['s3:Get'],
      undefined,
      'some',
    ],
    [
      'conditions that exclude each other',
      [
        allow({
          Action: 's3:Get',
          Resource: '*',
          Condition: { StringEquals: { k: 'x' }, StringNotEquals: { K: 'x' } },
        }),
      ],
      ['s3:Get'],
      undefined,
      'none',
    ],
    [
      'a condition that cannot be followed',
      [
        allow({
          Action: 's3:Get',
          Resource: '*',
          Condition: { NumericLessThan: { k: '5' }, StringLike: { k: 'a*' } },
        }),
      ],
      ['s3:Get'],
      undefined,
      'undecided',
    ],
    ['what NotAction leaves', [allow({ NotAction: 's3:Get', Resource: '*' })], ['s3:Get'], undefined, 'none'],
    [
      'what NotResource leaves',
      [allow({ Action: 's3:*', NotResource: 'arn:aws:s3:::a/*' })],
      undefined,
      ['arn:aws:s3:::a/x'],
      'none',
    ],
  ])('%s', (_name, Statement, acts, resources, kind) => {
    const policy = compilePolicy({ Version: '2012-10-17', Statement });
    expect(grantedAccess(policy, { actions: acts, resources }, KNOWLEDGE).kind).toBe(kind);
  });
});
