import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApplicablePolicies } from './applicable-policies.ts';
import { applyChanges, changedDocument, type Change } from './change.ts';
import { compilePolicy } from './compile-policy.ts';
import { decide } from './decide.ts';
import { proposeChanges } from './propose-changes.ts';
import type { AuthorizationRequest } from './request.ts';
import { readAction } from './action-matcher.ts';
import { compileDocuments, policyDocuments, requests, statement } from './testing/arbitrary-cases.ts';

const CASES = Number(process.env['POLICY_CASES'] ?? 2000);
const HERE = '111122223333';
const ANN = `arn:aws:iam::${HERE}:user/ann`;
const KEY = 'arn:aws:s3:::b/k';

const request: AuthorizationRequest = {
  principal: { kind: 'user', accountId: HERE, arn: ANN, id: 'AIDAANN' },
  action: 's3:GetObject',
  resource: KEY,
  resourceAccount: HERE,
  context: new Map([['aws:principalarn', ANN]]),
};

const policy = (...Statement: object[]) =>
  compilePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const ALLOW_KEY = { Effect: 'Allow', Action: 's3:GetObject', Resource: KEY };

/** What is proposed, without the policy it is for. */
function proposed(policies: ApplicablePolicies, of = request) {
  return proposeChanges(of, policies)?.map(({ policy: _policy, ...change }) => change);
}

describe('theorems', () => {
  test('every_proposal_allows_and_no_part_of_it_is_needless', () => {
    let denied = 0;
    fc.assert(
      fc.property(requests, policyDocuments, (asked, documents) => {
        const context = new Map([...asked.context.keys()].map((key) => [key, asked.context.get(key) ?? '']));
        if ('arn' in asked.principal) context.set('aws:principalarn', asked.principal.arn);
        const question = { ...asked, context };
        const policies = compileDocuments(documents);
        const changes = proposeChanges(question, policies);
        if (!decide(question, policies).allowed) denied += 1;
        // Each part taken away by itself, and the whole.
        const parts = (changes ?? []).map((change) => changes?.filter((other) => other !== change) ?? []);
        const allows = (some: readonly Change[]) => decide(question, applyChanges(policies, some)).allowed;
        expect(allows(changes ?? [])).toBe(true);
        expect(parts.filter(allows)).toEqual([]);
        expect(changes).toHaveLength(decide(question, policies).allowed ? 0 : parts.length);
      }),
      { numRuns: CASES },
    );
    expect(denied).toBeGreaterThan(CASES / 4);
  });
});

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 'ec2:RunInstances', 'iam:GetUser'];
const RESOURCES = ['arn:aws:s3:::a/x', 'arn:aws:s3:::a/y', 'arn:aws:s3:::b/y', 'arn:aws:s3:::b/z'];

/** The pairs of action and resource whose verdict a proposal changes, the asked one left out. */
function alsoFreed(
  asked: AuthorizationRequest,
  policies: ApplicablePolicies,
): readonly (readonly string[])[] {
  const after = applyChanges(policies, proposeChanges(asked, policies) ?? []);
  const pairs = ACTIONS.flatMap((action) => RESOURCES.map((resource) => [action, resource] as const));
  return pairs.filter(([action, resource]) => {
    if (action === asked.action && resource === asked.resource) return false;
    const other = { ...asked, action, resource };
    return decide(other, policies).allowed !== decide(other, after).allowed;
  });
}

/** What a Deny may speak of so that all but one action, and all but one resource, can be said. */
const separable = fc
  .tuple(
    fc.oneof(
      fc.record({
        Action: fc.constantFrom<string | string[]>('*', 's3:GetObject', ['s3:putobject', 'iam:*']),
      }),
      fc.record({ NotAction: fc.constantFrom<string | string[]>('iam:*', ['s3:Delete*', 'ec2:*']) }),
    ),
    fc.oneof(
      fc.record({ Resource: fc.constantFrom<string | string[]>('*', RESOURCES[0]!, RESOURCES.slice(0, 3)) }),
      fc.record({ NotResource: fc.constantFrom<string | string[]>('arn:aws:s3:::b/*', [RESOURCES[1]!]) }),
    ),
  )
  .map(([actions, resources]) => ({ Effect: 'Deny', ...actions, ...resources }));

const asking = fc
  .tuple(fc.constantFrom(...ACTIONS), fc.constantFrom(...RESOURCES))
  .map(([action, resource]) => ({ ...request, action, resource }));

describe('theorems of narrowed Denies', () => {
  test('no_request_but_the_refused_one_changes_its_verdict_for_its_caller', () => {
    let denied = 0;
    fc.assert(
      fc.property(asking, fc.array(separable, { minLength: 1, maxLength: 3 }), (asked, denies) => {
        const policies = { identity: [policy(ALLOW_ALL, ...denies)] };
        if (!decide(asked, policies).allowed) denied += 1;
        expect(alsoFreed(asked, policies)).toEqual([]);
      }),
      { numRuns: CASES },
    );
    expect(denied).toBeGreaterThan(CASES / 4);
  });

  test('what_can_be_left_out_by_itself_is_all_that_is_left_out', () => {
    fc.assert(
      fc.property(asking, statement('Deny'), (asked, deny) => {
        const policies = { identity: [policy(ALLOW_ALL, deny)] };
        const [compiled] = policies.identity[0]?.statements.slice(1) ?? [];
        const freed = alsoFreed(asked, policies);
        const { action, resource } = compiled!;
        const namesAction =
          action.element === 'NotAction' ||
          action.patterns.includes('*') ||
          action.patterns.every(
            (pattern) =>
              !pattern.includes('*') && readAction(pattern).whole === readAction(asked.action).whole,
          );
        const namesResource = resource.element === 'NotResource' || resource.patterns.includes('*');
        const tooMany = freed.filter(
          ([freedAction, freedResource]) =>
            (namesResource && freedResource !== asked.resource) ||
            (namesAction && freedAction !== asked.action),
        );
        expect(tooMany).toEqual([]);
      }),
      { numRuns: CASES },
    );
  });

  test('what_binds_others_goes_on_to_deny_it_to_them', () => {
    const BOB = ANN.replace('ann', 'bob');
    const bob: AuthorizationRequest = {
      ...request,
      principal: { kind: 'user', accountId: HERE, arn: BOB, id: 'AIDABOB' },
      context: new Map([['aws:principalarn', BOB]]),
    };
    fc.assert(
      fc.property(asking, separable, (asked, deny) => {
        const policies = { identity: [policy(ALLOW_ALL)], scp: [[policy(ALLOW_ALL, deny)]] };
        const after = applyChanges(policies, proposeChanges(asked, policies) ?? []);
        expect(decide(asked, after).allowed).toBe(true);
        expect(alsoFreed(asked, policies)).toEqual([]);
        for (const action of ACTIONS)
          for (const resource of RESOURCES) {
            const his = { ...bob, action, resource };
            expect(decide(his, after).allowed).toBe(decide(his, policies).allowed);
          }
      }),
      { numRuns: CASES / 10 },
    );
  });
});

describe('what is proposed', () => {
  test('nothing for what is allowed', () => {
    expect(proposed({ identity: [policy(ALLOW_ALL)] })).toEqual([]);
  });

  test.each<[string, ApplicablePolicies, object[]]>([
    [
      'an Allow of exactly this action on exactly this resource',
      { identity: [] },
      [{ kind: 'add-statement', type: 'identity-based policy', statement: ALLOW_KEY }],
    ],
    [
      'an Allow in the boundary as well',
      { identity: [], boundary: policy() },
      [
        { type: 'permissions boundary', statement: ALLOW_KEY },
        { type: 'identity-based policy', statement: ALLOW_KEY },
      ],
    ],
    [
      'an Allow in the session policy',
      { identity: [policy(ALLOW_ALL)], session: [policy()] },
      [{ type: 'session policy', statement: ALLOW_KEY }],
    ],
    [
      'an SCP at the level that lacks it',
      { identity: [policy(ALLOW_ALL)], scp: [[policy(ALLOW_ALL)], [policy()]] },
      [{ type: 'service control policy', level: 1, statement: ALLOW_KEY }],
    ],
    [
      'without the Deny that speaks of nothing else',
      { identity: [policy(ALLOW_ALL, { ...ALLOW_KEY, Effect: 'Deny' })] },
      [{ kind: 'remove-statement', type: 'identity-based policy' }],
    ],
    [
      'without this resource in a Deny of all',
      { identity: [policy(ALLOW_ALL, { Effect: 'Deny', Action: 's3:*', Resource: '*' })] },
      [
        {
          kind: 'replace-statement',
          statement: { Effect: 'Deny', Action: 's3:*', NotResource: [KEY] },
        },
      ],
    ],
    [
      'with this resource among those that a Deny leaves out',
      { identity: [policy(ALLOW_ALL, { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::c/*' })] },
      [{ statement: { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::c/*', KEY] } }],
    ],
    [
      'a Deny of all but some actions twice: without this action, and for this action without this resource',
      { identity: [policy(ALLOW_ALL, { Sid: 'S', Effect: 'Deny', NotAction: 'iam:*', Resource: '*' })] },
      [
        {
          statement: { Sid: 'S', Effect: 'Deny', NotAction: ['iam:*', 's3:GetObject'], Resource: '*' },
          further: [{ Effect: 'Deny', Action: 's3:GetObject', NotResource: [KEY] }],
        },
      ],
    ],
    [
      'for everybody else as it was, in what binds others too',
      {
        identity: [policy(ALLOW_ALL)],
        scp: [[policy(ALLOW_ALL, { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::c/*' })]],
      },
      [
        {
          type: 'service control policy',
          statement: { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::c/*', KEY] },
          further: [
            {
              ...{ Effect: 'Deny', Action: 's3:*', Resource: KEY },
              Condition: { ArnNotEquals: { 'aws:PrincipalArn': [ANN] } },
            },
          ],
        },
      ],
    ],
    [
      'without this caller in any other Deny',
      { identity: [policy(ALLOW_ALL, { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::b/*' })] },
      [
        {
          kind: 'replace-statement',
          statement: {
            Effect: 'Deny',
            Action: 's3:*',
            Resource: 'arn:aws:s3:::b/*',
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': [ANN] } },
          },
        },
      ],
    ],
  ])('%s', (_what, policies, changes) => {
    expect(proposed(policies)).toMatchObject(changes);
  });

  test('across accounts, both sides', () => {
    const across = { ...request, resourceAccount: '444455556666' };
    const resource = { policies: [], mode: 'alternative' } as const;
    expect(proposed({ identity: [], resource }, across)).toMatchObject([
      { type: 'resource-based policy', statement: { ...ALLOW_KEY, Principal: { AWS: ANN } } },
      { type: 'identity-based policy', statement: ALLOW_KEY },
    ]);
  });

  test('of buckets and objects in one Deny, what the action is never about makes no statement of its own', () => {
    const bucket = 'arn:aws:s3:::b';
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:ListBucket',
      Resource: [bucket, `${bucket}/*`],
    };
    const resource = { policies: [policy(deny)], mode: 'alternative' } as const;
    const listing = { ...request, action: 's3:ListBucket', resource: bucket };
    expect(proposed({ identity: [policy(ALLOW_ALL)], resource }, listing)).toEqual([
      {
        ...{ kind: 'replace-statement', type: 'resource-based policy', index: 0 },
        statement: { ...deny, Condition: { ArnNotEquals: { 'aws:PrincipalArn': [ANN] } } },
      },
    ]);
  });

  test('a trust policy’s statement names the caller and no resource', () => {
    const assume = { ...request, action: 'sts:AssumeRole', resource: `arn:aws:iam::${HERE}:role/r` };
    const resource = { policies: [policy()], mode: 'required', type: 'role trust policy' } as const;
    expect(proposed({ identity: [policy(ALLOW_ALL)], resource }, assume)).toMatchObject([
      {
        type: 'role trust policy',
        statement: { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'sts:AssumeRole' },
      },
    ]);
  });

  test('what looks like a variable in a resource stays text', () => {
    const strange = { ...request, resource: 'arn:aws:s3:::b/${aws:username}' };
    const [change] = proposeChanges(strange, { identity: [] }) ?? [];
    expect(change).toMatchObject({ statement: { Resource: 'arn:aws:s3:::b/${$}{aws:username}' } });
  });

  test('a changed document keeps what was not changed', () => {
    const text = JSON.stringify({ Version: '2012-10-17', Id: 'x', Statement: { ...ALLOW_KEY, Sid: 'One' } });
    const old = compilePolicy(text);
    const change: Change = {
      kind: 'add-statement',
      type: 'permissions boundary',
      policy: old,
      statement: ALLOW_KEY as never,
    };
    expect(JSON.parse(changedDocument(text, [change]))).toEqual({
      Version: '2012-10-17',
      Id: 'x',
      Statement: [{ ...ALLOW_KEY, Sid: 'One' }, ALLOW_KEY],
    });
  });
});
