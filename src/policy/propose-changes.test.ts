import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApplicablePolicies } from './applicable-policies.ts';
import { applyChanges, changedDocument, type Change } from './change.ts';
import { compilePolicy } from './compile-policy.ts';
import { decide } from './decide.ts';
import { proposeChanges } from './propose-changes.ts';
import type { AuthorizationRequest } from './request.ts';
import { compileDocuments, policyDocuments, requests } from './testing/arbitrary-cases.ts';

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

describe('what is proposed', () => {
  test('nothing for what is allowed', () => {
    expect(proposed({ identity: [policy(ALLOW_ALL)] })).toEqual([]);
  });

  test.each<[string, ApplicablePolicies, Partial<Change>[]]>([
    [
      'an Allow of exactly this action on exactly this resource',
      { identity: [] },
      [{ kind: 'add-statement', type: 'identity-based policy', statement: ALLOW_KEY as never }],
    ],
    [
      'an Allow in the boundary as well',
      { identity: [], boundary: policy() },
      [
        { type: 'permissions boundary', statement: ALLOW_KEY as never },
        { type: 'identity-based policy', statement: ALLOW_KEY as never },
      ],
    ],
    [
      'an Allow in the session policy',
      { identity: [policy(ALLOW_ALL)], session: [policy()] },
      [{ type: 'session policy', statement: ALLOW_KEY as never }],
    ],
    [
      'an SCP at the level that lacks it',
      { identity: [policy(ALLOW_ALL)], scp: [[policy(ALLOW_ALL)], [policy()]] },
      [{ type: 'service control policy', level: 1, statement: ALLOW_KEY as never }],
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
