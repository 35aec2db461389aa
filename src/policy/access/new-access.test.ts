import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compilePolicy } from '../compile-policy.ts';
import { referenceDecision } from '../reference/reference-decision.ts';
import { requestContext } from '../request-context.ts';
import type { AuthorizationRequest } from '../request.ts';
import {
  HERE,
  namingStatement,
  principals,
  requests,
  statement,
  type StatementDocument,
} from '../testing/arbitrary-cases.ts';
import { Choices } from '../testing/choices.ts';
import { generateCondition, generateContext } from '../testing/generated-context.ts';
import { generateStatement } from '../testing/generated-statements.ts';
import { managedPolicyDocuments } from '../testing/managed-policy-documents.ts';
import type { Knowledge } from './access-space.ts';
import type { KeyFacts } from './key-classes.ts';
import { ownKeys } from './possible-requests.ts';
import { newAccess } from './new-access.ts';

/** `POLICY_CASES=100000` for the nightly size. */
const scale = Number(process.env['POLICY_CASES'] ?? 3_000) / 3_000;
const timeout = Math.max(300_000, scale * 100_000);

/** Of keys nothing is known: they may be missing, and hold lists. */
const NOTHING_KNOWN: Knowledge = {
  keyFacts: () => ({ type: undefined, mayBeMissing: true, mayBeList: true }),
};
/** Of keys it is known that they hold one value. */
const SINGLE_VALUES: Knowledge = {
  keyFacts: () => ({ type: undefined, mayBeMissing: true, mayBeList: false }),
};

/** Keys that are in every request, their types and some of their values. */
const TYPED: readonly (readonly [key: string, type: string, values: readonly string[]])[] = [
  ['aws:securetransport', 'Bool', ['true', 'false']],
  ['s3:max-keys', 'Numeric', ['-6', '-5', '0', '0.5', '0.7', '5', '6', '1000', '1e4']],
  [
    'aws:currenttime',
    'Date',
    ['1969-01-01', '2025-06-01', '2026-01-31T23:59:59Z', '2026-02-01', '2999-01-01'],
  ],
  ['aws:sourceip', 'IPAddress', ['10.1.2.3', '10.1.2.4', '192.0.2.1', '::1', '2001:db8::1', '2001:db9::']],
  ['aws:username', 'String', ['a', 'A', 'ab', 'ann', '', 'x']],
];

const documentOf = (statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const ALLOW_ALL = documentOf([EVERYTHING]);

/** What the slow and plain evaluator says of a policy by itself. */
function isAllowed(request: AuthorizationRequest, policy: string, limited = false): boolean {
  if (!policy.includes('Principal"')) return referenceDecision(request, { identity: [policy] }).allowed;
  return referenceDecision(request, {
    identity: [ALLOW_ALL],
    session: request.principal.kind === 'federated-user' ? [ALLOW_ALL] : undefined,
    boundary: limited ? ALLOW_ALL : undefined,
    resource: { policies: [policy], mode: 'required' },
  }).allowed;
}

interface Pair {
  readonly existing: string;
  readonly proposed: string;
}

/** Two policies that have something in common, as a rule. */
const pairsOf = (one: fc.Arbitrary<StatementDocument>): fc.Arbitrary<Pair> => {
  const some = fc.array(one, { minLength: 1, maxLength: 3 });
  return fc
    .tuple(some, some, fc.constantFrom('apart', 'more', 'fewer', 'one other'))
    .map(([base, more, change]) => {
      const both = [...base, ...more];
      const [existing, proposed] =
        change === 'apart'
          ? [base, more]
          : change === 'more'
            ? [base, both]
            : change === 'fewer'
              ? [both, base]
              : [base, [...base.slice(1), ...more.slice(0, 1)]];
      return { existing: documentOf(existing), proposed: documentOf([...proposed, ...more.slice(0, 1)]) };
    });
};

/** Holds a verdict against the reference, over requests; tells which it was. */
function holdAgainst(
  { existing, proposed }: Pair,
  asked: readonly AuthorizationRequest[],
  knowledge = NOTHING_KNOWN,
): string {
  const isNew = (request: AuthorizationRequest, limited: boolean): boolean =>
    isAllowed(request, proposed, limited) && !isAllowed(request, existing, limited);
  const verdict = newAccess(compilePolicy(proposed), compilePolicy(existing), knowledge);
  const refuting =
    verdict.kind === 'none' ? asked.filter((one) => isNew(one, false) || isNew(one, true)) : [];
  const examples = verdict.kind === 'some' ? verdict.findings.map(({ example }) => example) : [];
  const wrong = examples.filter((example) => {
    const { principal, limited } = example;
    const resourceAccount = 'accountId' in principal ? principal.accountId : HERE;
    return !isNew({ ...example, resourceAccount }, limited);
  });
  expect({ refuting, wrong }).toEqual({ refuting: [], wrong: [] });
  return verdict.kind;
}

const countsOf = () => ({ none: 0, some: 0, undecided: 0 }) as Record<string, number>;

describe('theorems of new access', { timeout }, () => {
  const user = principals[0]!;
  const many = fc.array(requests, { minLength: 40, maxLength: 40 });

  test('no_new_access_no_new_request: what passes allows nothing that was not allowed; what fails does (identity policies)', () => {
    const counts = countsOf();
    fc.assert(
      fc.property(pairsOf(statement()), many, (pair, asked) => {
        const own = asked.map((one) => ({ ...one, principal: user, resourceAccount: HERE }));
        const kind = holdAgainst(pair, own);
        counts[kind] = (counts[kind] ?? 0) + 1;
      }),
      { numRuns: 300 * scale },
    );
    expect(counts['none']).toBeGreaterThan(45 * scale);
    expect(counts['some']).toBeGreaterThan(75 * scale);
    expect(counts['undecided']).toBeLessThan(25 * scale);
  });

  test('no_new_access_no_new_caller: the same of resource policies, whoever calls', () => {
    const counts = countsOf();
    fc.assert(
      fc.property(pairsOf(namingStatement()), many, (pair, asked) => {
        const kind = holdAgainst(
          pair,
          asked.map((one) => ({ ...one, resourceAccount: HERE })),
        );
        counts[kind] = (counts[kind] ?? 0) + 1;
      }),
      { numRuns: 200 * scale },
    );
    expect(counts['none']).toBeGreaterThan(30 * scale);
    expect(counts['some']).toBeGreaterThan(30 * scale);
    expect(counts['undecided']).toBeLessThan(20 * scale);
  });

  test("no_new_access_no_new_own_key: the same of conditions on the caller's own keys", () => {
    const counts = countsOf();
    const role = 'arn:aws:iam::111111111111:role/Writer';
    const conditions = fc.constantFrom<object>(
      {},
      { StringEquals: { 'aws:PrincipalAccount': HERE } },
      { StringNotEquals: { 'aws:PrincipalAccount': [HERE, '222222222222'] } },
      { ArnEquals: { 'aws:PrincipalArn': role } },
      { ArnNotEquals: { 'aws:PrincipalArn': [role, 'arn:aws:iam::111111111111:user/ann'] } },
      { StringEqualsIfExists: { 'aws:PrincipalArn': `arn:aws:iam::${HERE}:root` } },
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
      { Null: { 'aws:PrincipalArn': 'true' } },
    );
    const naming = fc
      .tuple(namingStatement(), conditions)
      .map(([one, Condition]) => ({ ...one, Action: 's3:GetObject', NotAction: undefined, Condition }));
    const asked = principals.map((principal) => ({
      principal,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::a/x',
      resourceAccount: HERE,
      context: requestContext(ownKeys(principal)),
    }));
    fc.assert(
      fc.property(pairsOf(naming), (pair) => {
        const kind = holdAgainst(pair, asked, SINGLE_VALUES);
        counts[kind] = (counts[kind] ?? 0) + 1;
      }),
      { numRuns: 300 * scale },
    );
    expect(counts['none']).toBeGreaterThan(40 * scale);
    expect(counts['some']).toBeGreaterThan(40 * scale);
  });

  test('no_new_access_no_new_context: the same of conditions by every operator', () => {
    const counts = countsOf();
    const cases = fc.gen().map((generate) => {
      const choices = new Choices(generate);
      const context = generateContext(choices);
      const condition = () => ({ ...EVERYTHING, Condition: generateCondition(choices, context) });
      const [first, second] = [condition(), condition()];
      const existing = documentOf([first]);
      const proposed = documentOf([
        choices.percent(50) ? second : { ...first, Condition: { ...second.Condition, ...first.Condition } },
      ]);
      const contexts = [context, ...choices.several(20, 20, () => generateContext(choices))];
      return { pair: { existing, proposed }, contexts };
    });
    fc.assert(
      fc.property(cases, ({ pair, contexts }) => {
        const asked = contexts.map((context) => ({
          principal: user,
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::b/k',
          resourceAccount: HERE,
          context,
        }));
        const kind = holdAgainst(pair, asked);
        counts[kind] = (counts[kind] ?? 0) + 1;
      }),
      { numRuns: 400 * scale },
    );
    expect(counts['none']).toBeGreaterThan(40 * scale);
    expect(counts['some']).toBeGreaterThan(100 * scale);
  });

  test('no_new_access_no_new_value: the same of keys of which it is known what they hold', () => {
    const counts = countsOf();
    const cases = fc.gen().map((generate) => {
      const choices = new Choices(generate);
      const context = () => new Map(TYPED.map(([key, , values]) => [key, choices.of(values)]));
      const first = context();
      const condition = () => ({ ...EVERYTHING, Condition: generateCondition(choices, first) });
      const existing = choices.several(1, 2, condition);
      const proposed = [choices.percent(50) ? condition() : EVERYTHING];
      return {
        pair: { existing: documentOf(existing), proposed: documentOf(proposed) },
        contexts: [first, ...choices.several(30, 30, context)],
      };
    });
    const keyFacts = (key: string): KeyFacts => ({
      type: TYPED.find(([name]) => name === key)?.[1],
      mayBeMissing: !TYPED.some(([name]) => name === key),
      mayBeList: false,
    });
    fc.assert(
      fc.property(cases, ({ pair, contexts }) => {
        const asked = contexts.map((context) => ({
          principal: user,
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::b/k',
          resourceAccount: HERE,
          context,
        }));
        const kind = holdAgainst(pair, asked, { keyFacts });
        counts[kind] = (counts[kind] ?? 0) + 1;
      }),
      { numRuns: 400 * scale },
    );
    expect(counts['none']).toBeGreaterThan(20 * scale);
    expect(counts['some']).toBeGreaterThan(100 * scale);
  });

  test('no_new_access_no_new_match: the same of patterns and variables in resources and actions', () => {
    const counts = countsOf();
    const cases = fc.gen().map((generate) => {
      const choices = new Choices(generate);
      const aims = ['arn:aws:s3:::b/home/ann/x:y', 'arn:aws:sns:eu-west-1:111111111111:a:a'].map(
        (resource) => ({
          principal: user,
          action: 's3:GetObject',
          resource,
          context: generateContext(choices),
        }),
      );
      const aim = choices.of(aims);
      const make = () => ({
        ...generateStatement(choices, aim, choices.percent(80) ? 'Allow' : 'Deny', false),
        Condition: undefined,
      });
      const existing = choices.several(1, 3, make);
      const proposed = choices.percent(50) ? [...existing.slice(0, 1), make()] : choices.several(1, 2, make);
      return { pair: { existing: documentOf(existing), proposed: documentOf(proposed) }, aims };
    });
    fc.assert(
      fc.property(cases, ({ pair, aims }) => {
        const kind = holdAgainst(
          pair,
          aims.map((aim) => ({ ...aim, resourceAccount: HERE })),
        );
        counts[kind] = (counts[kind] ?? 0) + 1;
      }),
      { numRuns: 800 * scale },
    );
    expect(counts['none']).toBeGreaterThan(50 * scale);
    expect(counts['some']).toBeGreaterThan(150 * scale);
    expect(counts['undecided']).toBeLessThan(120 * scale);
  });
});

describe('new access', () => {
  const BUCKET = ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'];
  const allow = (rest: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: BUCKET, ...rest });
  const deny = (rest: object) => ({ ...allow(rest), Effect: 'Deny' });
  const of = (existing: readonly object[], proposed: readonly object[]) => {
    const verdict = newAccess(
      compilePolicy(documentOf(proposed)),
      compilePolicy(documentOf(existing)),
      SINGLE_VALUES,
    );
    return verdict.kind === 'some'
      ? verdict.findings.map(({ statement: { index } }) => index).join()
      : verdict.kind;
  };
  const when = (Condition: object) => allow({ Condition });
  const everyone = { Principal: '*' };
  const org = { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } };

  test.each<readonly [string, readonly object[], readonly object[], string]>([
    // AWS's own examples.
    [
      "an action more: AWS's example",
      [allow({ Action: ['s3:GetObject', 's3:ListBucket'] })],
      [allow({ Action: ['s3:GetObject', 's3:GetObjectAcl', 's3:ListBucket'] })],
      '0',
    ],
    [
      "a condition dropped from the second statement: AWS's example",
      [
        allow({}),
        allow({
          Action: 's3:PutObject',
          Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
        }),
      ],
      [allow({}), allow({ Action: 's3:PutObject' })],
      '1',
    ],
    [
      'MFA no longer asked for by a trust policy: seen live',
      [
        allow({
          Resource: undefined,
          Action: 'sts:AssumeRole',
          Principal: { AWS: '111122223333' },
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        }),
      ],
      [allow({ Resource: undefined, Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } })],
      '0',
    ],
    ['the same', [allow({})], [allow({})], 'none'],
    ['fewer resources', [allow({})], [allow({ Resource: BUCKET[1] })], 'none'],
    ['a narrower pattern', [allow({ Action: 's3:Get*' })], [allow({ Action: 's3:GetObject*' })], 'none'],
    ['a wider pattern', [allow({})], [allow({ Action: 's3:GetObject*' })], '0'],
    ['actions in other case', [allow({})], [allow({ Action: 'S3:getOBJECT' })], 'none'],
    [
      'one statement split into two',
      [allow({ Action: ['s3:GetObject', 's3:PutObject'] })],
      [allow({ Resource: BUCKET[0] }), allow({ Resource: BUCKET[1], Action: 's3:PutObject' })],
      'none',
    ],
    [
      'two statements joined into one that says more',
      [allow({ Resource: 'arn:aws:s3:::a' }), allow({ Resource: 'arn:aws:s3:::b', Action: 's3:PutObject' })],
      [allow({ Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'], Action: ['s3:GetObject', 's3:PutObject'] })],
      '0',
    ],
    [
      'what several patterns cover together',
      [allow({ Resource: ['arn:aws:s3:::?', 'arn:aws:s3:::??*'] })],
      [allow({ Resource: 'arn:aws:s3:::?*' })],
      'none',
    ],
    ['a Deny dropped', [allow({}), deny({ Resource: BUCKET[1] })], [allow({})], '0'],
    ['a Deny added', [allow({})], [allow({}), deny({ Resource: BUCKET[1] })], 'none'],
    [
      'an Allow that its own Deny takes back',
      [allow({})],
      [allow({ Action: 's3:*' }), deny({ Action: undefined, NotAction: 's3:GetObject', Resource: '*' })],
      'none',
    ],
    ['a condition added', [allow({})], [when({ Bool: { 'aws:SecureTransport': 'true' } })], 'none'],
    [
      'a smaller range of addresses',
      [when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
      [when({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/25', '203.0.113.128/26'] } })],
      'none',
    ],
    [
      'a range that sticks out',
      [when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
      [when({ IpAddress: { 'aws:SourceIp': '203.0.112.0/23' } })],
      '0',
    ],
    [
      'an earlier date',
      [when({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } })],
      [when({ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } })],
      'none',
    ],
    [
      'a number beyond',
      [when({ NumericLessThanEquals: { 's3:max-keys': '10' } })],
      [when({ NumericLessThan: { 's3:max-keys': '11' } })],
      '0',
    ],
    [
      'a key that may now be missing',
      [when({ StringEquals: { 'aws:PrincipalTag/team': 'a' } })],
      [when({ StringEqualsIfExists: { 'aws:PrincipalTag/team': 'a' } })],
      '0',
    ],
    [
      'a value by a pattern that holds it',
      [when({ StringLike: { 's3:prefix': ['home/*', ''] } })],
      [when({ StringEquals: { 's3:prefix': ['', 'home/ann/'] } })],
      'none',
    ],
    [
      'the same variable in a narrower place',
      [allow({ Resource: 'arn:aws:s3:::b/home/${aws:username}/*' })],
      [allow({ Resource: 'arn:aws:s3:::b/home/${AWS:UserName}/public/*' })],
      'none',
    ],
    [
      'a variable within a pattern',
      [allow({ Resource: 'arn:aws:s3:::b/home/*' })],
      [allow({ Resource: 'arn:aws:s3:::b/home/${aws:username}/*' })],
      'none',
    ],
    [
      'another variable',
      [allow({ Resource: 'arn:aws:s3:::b/home/${aws:username}/*' })],
      [allow({ Resource: 'arn:aws:s3:::b/home/${aws:userid}/*' })],
      '0',
    ],
    [
      'the same condition with a variable',
      [when({ StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } })],
      [when({ StringEquals: { 'aws:ResourceTag/owner': '${aws:username}', 's3:prefix': 'x' } })],
      'none',
    ],
    [
      'a user of an account that was let in',
      [allow({ Principal: { AWS: '111122223333' } })],
      [allow({ Principal: { AWS: 'arn:aws:iam::111122223333:user/ann' } })],
      'none',
    ],
    [
      'the account of a user that was let in',
      [allow({ Principal: { AWS: 'arn:aws:iam::111122223333:user/ann' } })],
      [allow({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })],
      '0',
    ],
    [
      'a session of a role that was let in',
      [allow({ Principal: { AWS: 'arn:aws:iam::111122223333:role/Team/Reader' } })],
      [allow({ Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/Reader/ann' } })],
      '0',
    ],
    [
      'another service',
      [allow({ Principal: { Service: 'ec2.amazonaws.com' } })],
      [allow({ Principal: { Service: 'lambda.amazonaws.com' } })],
      '0',
    ],
    ['fewer of everyone', [allow(everyone)], [allow({ ...everyone, Condition: org })], 'none'],
    ['everyone for an organization', [allow({ ...everyone, Condition: org })], [allow(everyone)], '0'],
    [
      'an account where everyone of the organization was let in',
      [allow({ ...everyone, Condition: org })],
      [allow({ Principal: { AWS: '111122223333' } })],
      '0',
    ],
    [
      'an account where everyone of that account was let in',
      [allow({ ...everyone, Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } })],
      [allow({ Principal: { AWS: '111122223333' } })],
      'none',
    ],
    [
      'everyone of an account that was let in',
      [allow({ Principal: { AWS: '111122223333' } })],
      [allow({ ...everyone, Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } })],
      'none',
    ],
    [
      'everyone of another account',
      [allow({ Principal: { AWS: '111122223333' } })],
      [allow({ ...everyone, Condition: { StringEquals: { 'aws:PrincipalAccount': '444455556666' } } })],
      '0',
    ],
    [
      'a role where everyone who is that role was let in',
      [
        allow({
          ...everyone,
          Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Reader' } },
        }),
      ],
      [allow({ Principal: { AWS: 'arn:aws:iam::111122223333:role/Reader' } })],
      'none',
    ],
    [
      'a user of an account of which one user was shut out',
      [
        allow({ Principal: { AWS: '111122223333' } }),
        deny({
          ...everyone,
          Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/bob' } },
        }),
      ],
      [allow({ Principal: { AWS: ['arn:aws:iam::111122223333:user/ann'] } })],
      'none',
    ],
    [
      'the user who was shut out',
      [
        allow({ Principal: { AWS: '111122223333' } }),
        deny({
          ...everyone,
          Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/bob' } },
        }),
      ],
      [allow({ Principal: { AWS: ['arn:aws:iam::111122223333:user/bob'] } })],
      '0',
    ],
    [
      "everyone whose key is a role's: no more than everyone",
      [allow(everyone)],
      [allow({ ...everyone, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Reader' } } })],
      'none',
    ],
    [
      'one exempt from a Deny more',
      [
        allow(everyone),
        deny({ NotPrincipal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:user/ann'] } }),
      ],
      [
        allow(everyone),
        deny({
          NotPrincipal: {
            AWS: ['111122223333', 'arn:aws:iam::111122223333:user/ann', 'arn:aws:iam::111122223333:user/bob'],
          },
        }),
      ],
      '0',
    ],
  ])('%s', (_name, existing, proposed, expected) => {
    expect(of(existing, proposed)).toBe(expected);
  });

  test('is undecided where a condition cannot be followed: by operators of two kinds on one key', () => {
    const first = when({ StringLike: { k: '1*' } });
    const second = when({ NumericLessThan: { k: '200' }, StringLike: { k: '1?' } });
    expect(of([first], [second])).toBe('undecided');
  });
});

describe("AWS's managed policies", () => {
  let documents: readonly (readonly [arn: string, text: string])[];
  beforeAll(async () => {
    documents = [...(await managedPolicyDocuments())].filter(([, text]) => text.length < 3_000);
  });

  test(
    'none grants anything new compared with itself, or with all that its services have',
    { timeout: 600_000 },
    () => {
      let proven = 0;
      const sample = documents.filter((_, at) => at % 12 === 0);
      for (const [, text] of sample) {
        const policy = compilePolicy(text);
        const verdict = newAccess(policy, policy, SINGLE_VALUES);
        expect(verdict.kind).not.toBe('some');
        if (verdict.kind === 'none') proven += 1;
        expect(newAccess(policy, compilePolicy(ALLOW_ALL), SINGLE_VALUES).kind).toBe('none');
      }
      expect(sample.length).toBeGreaterThan(50);
      expect(proven / sample.length).toBeGreaterThan(0.95);
    },
  );
});
