import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { explain } from './explain.ts';
import type { AuthorizationRequest } from './request.ts';
import type { PolicyDocuments, StatementDocument } from './testing/arbitrary-cases.ts';
import {
  compileDocuments,
  compileStatements,
  namingStatement,
  policyDocuments,
  requests,
  statement,
} from './testing/arbitrary-cases.ts';

/** `POLICY_CASES=100000` for the nightly size. */
const numRuns = Number(process.env['POLICY_CASES'] ?? 400);

function holds<T>(cases: fc.Arbitrary<T>, theorem: (values: T) => void): void {
  fc.assert(fc.property(cases, theorem), { numRuns });
}

function allowed(request: AuthorizationRequest, documents: PolicyDocuments): boolean {
  return decide(request, compileDocuments(documents)).allowed;
}

const PLACES = ['identity', 'boundary', 'session', 'resource', 'scp', 'rcp', 'endpoint'] as const;
const place = fc.constantFrom(...PLACES);

/** The same policies with one more statement at a place where there is a policy. */
function withStatement(
  documents: PolicyDocuments,
  at: (typeof PLACES)[number],
  added: StatementDocument,
): PolicyDocuments {
  switch (at) {
    case 'identity':
      return { ...documents, identity: [...documents.identity, [added]] };
    case 'session':
    case 'scp':
    case 'rcp': {
      const [first, ...rest] = documents[at] ?? [];
      return first === undefined ? documents : { ...documents, [at]: [[...first, added], ...rest] };
    }
    case 'boundary':
    case 'resource':
    case 'endpoint': {
      const statements = documents[at];
      return statements === undefined ? documents : { ...documents, [at]: [...statements, added] };
    }
  }
}

/** The same documents, the statements of each policy and the policies of each list turned round. */
function reversed(documents: PolicyDocuments): PolicyDocuments {
  const { identity, boundary, session, resource, scp, rcp, endpoint } = documents;
  const all = (policies: readonly (readonly StatementDocument[])[]): StatementDocument[][] =>
    policies.toReversed().map((statements) => statements.toReversed());
  return {
    ...documents,
    identity: all(identity),
    boundary: boundary?.toReversed(),
    session: session && all(session),
    resource: resource?.toReversed(),
    scp: scp && all(scp),
    rcp: rcp && all(rcp),
    endpoint: endpoint?.toReversed(),
  };
}

describe('theorems', () => {
  it('the generated cases are worth something: each outcome is frequent', () => {
    const kinds = { allowed: 0, 'explicit-deny': 0, 'implicit-deny': 0 };
    for (const [request, documents] of fc.sample(fc.tuple(requests, policyDocuments), {
      numRuns: 2_000,
      seed: 1,
    })) {
      kinds[decide(request, compileDocuments(documents)).kind] += 1;
    }
    expect(Math.min(...Object.values(kinds))).toBeGreaterThan(100);
  });

  it('default_deny: without an Allow nobody but root is allowed anything', () => {
    holds(fc.tuple(requests, policyDocuments), ([request, documents]) => {
      fc.pre(request.principal.kind !== 'root');
      const onlyDenies = (statements: readonly StatementDocument[]): StatementDocument[] =>
        statements.filter(({ Effect }) => Effect === 'Deny');
      const grants = {
        identity: documents.identity.map(onlyDenies),
        resource: documents.resource && onlyDenies(documents.resource),
      };
      expect(allowed(request, { ...documents, ...grants })).toBe(false);
    });
  });

  it('explicit_deny_beats_everything: a Deny that matches denies, wherever it stands', () => {
    const denial = { Effect: 'Deny', Action: '*', Resource: '*' };
    holds(fc.tuple(requests, policyDocuments, place), ([request, documents, at]) => {
      const added = at === 'resource' || at === 'rcp' ? { ...denial, Principal: '*' } : denial;
      const denied = withStatement(documents, at, added);
      fc.pre(denied !== documents);
      expect(decide(request, compileDocuments(denied)).kind).toBe('explicit-deny');
    });
  });

  it('adding_a_deny_never_allows_more', () => {
    const denial = fc.oneof(statement('Deny'), namingStatement('Deny'));
    holds(fc.tuple(requests, policyDocuments, place, denial), ([request, documents, at, added]) => {
      fc.pre(!allowed(request, documents));
      expect(allowed(request, withStatement(documents, at, added))).toBe(false);
    });
  });

  it('adding_an_allow_never_denies_more', () => {
    const permission = fc.oneof(statement('Allow'), namingStatement('Allow'));
    holds(fc.tuple(requests, policyDocuments, place, permission), ([request, documents, at, added]) => {
      fc.pre(allowed(request, documents));
      expect(allowed(request, withStatement(documents, at, added))).toBe(true);
    });
  });

  it('adding_an_allow_to_identity_never_denies_more', () => {
    holds(fc.tuple(requests, policyDocuments, statement('Allow')), ([request, documents, added]) => {
      const before = allowed(request, documents);
      expect(allowed(request, withStatement(documents, 'identity', added)) || !before).toBe(true);
    });
  });

  it.each(['boundary', 'session', 'scp', 'rcp', 'endpoint'] as const)(
    '%s_only_limits: what is allowed with it is allowed without it',
    (at) => {
      holds(fc.tuple(requests, policyDocuments), ([request, documents]) => {
        // Without its session policy a federated user has nothing: that limit cannot be taken away.
        fc.pre(at !== 'session' || request.principal.kind !== 'federated-user');
        fc.pre(allowed(request, documents));
        expect(allowed(request, { ...documents, [at]: undefined })).toBe(true);
      });
    },
  );

  it('order_of_statements_does_not_matter', () => {
    holds(fc.tuple(requests, policyDocuments), ([request, documents]) => {
      const { kind, decidedBy } = decide(request, compileDocuments(documents));
      expect(decide(request, compileDocuments(reversed(documents)))).toMatchObject({ kind, decidedBy });
    });
  });

  it('splitting_an_identity_policy_does_not_matter', () => {
    holds(fc.tuple(requests, policyDocuments), ([request, documents]) => {
      const single = documents.identity.flat().map((one) => [one]);
      expect(allowed(request, { ...documents, identity: single })).toBe(allowed(request, documents));
    });
  });

  it('another_account_allows_no_more: whoever is allowed across accounts would be within', () => {
    holds(fc.tuple(requests, policyDocuments), ([request, documents]) => {
      fc.pre('accountId' in request.principal && allowed(request, documents));
      const { accountId } = request.principal as { readonly accountId: string };
      expect(allowed({ ...request, resourceAccount: accountId }, documents)).toBe(true);
    });
  });

  it('case_of_the_action_does_not_matter', () => {
    holds(fc.tuple(requests, policyDocuments), ([request, documents]) => {
      const shouted = { ...request, action: request.action.toUpperCase() };
      expect(allowed(shouted, documents)).toBe(allowed(request, documents));
    });
  });

  it('deciding_remembers_nothing: the same question has the same answer, whatever was asked between', () => {
    holds(fc.tuple(requests, requests, policyDocuments), ([request, other, documents]) => {
      const policies = compileDocuments(documents);
      const before = decide(request, policies);
      decide(other, policies);
      expect(decide(request, policies)).toEqual(before);
    });
  });

  it('explain_agrees_with_decide: decision, deciding statement and outcome follow from the statements', () => {
    holds(fc.tuple(requests, policyDocuments), ([request, documents]) => {
      const policies = compileDocuments(documents);
      const { decision, policies: explained } = explain(request, policies);
      expect(decision).toEqual(decide(request, policies));
      const matched = explained.flatMap(({ type, policy, statements }) =>
        statements.filter((one) => one.matched).map((one) => ({ type, policy, statement: one.statement })),
      );
      const denial = matched.find((match) => match.statement.effect === 'Deny');
      expect(decision.kind === 'explicit-deny').toBe(denial !== undefined);
      expect(denial?.type).toBe(decision.kind === 'explicit-deny' ? decision.decidedBy : undefined);
      const deciding = decision.statement === undefined ? [] : [decision.statement];
      expect(matched.map(({ statement }) => statement)).toEqual(expect.arrayContaining(deciding));
      for (const { statements } of explained) {
        for (const { matched, failedAt, conditions } of statements) {
          expect(failedAt === undefined).toBe(matched);
          expect(failedAt === 'Condition').toBe(conditions.some((condition) => !condition.holds));
        }
      }
    });
  });

  it('an_index_forgets_but_never_errs: more actions than it remembers', () => {
    const policy = compileStatements([{ Effect: 'Allow', Action: ['s3:Get*', 'ec2:A1'], Resource: '*' }]);
    const user = { kind: 'user', accountId: '1', arn: 'a', id: 'i' } as const;
    for (let n = 0; n < 2_000; n += 1) {
      const ask = (action: string): boolean =>
        decide(
          { principal: user, action, resource: '*', resourceAccount: '1', context: new Map() },
          { identity: [policy] },
        ).allowed;
      expect(ask(`s3:Get${n}`)).toBe(true);
      expect(ask(`ec2:A${n}`)).toBe(n === 1);
    }
  });
});
