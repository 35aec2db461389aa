import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApplicablePolicies } from '../applicable-policies.ts';
import { compilePolicy } from '../compile-policy.ts';
import { decide } from '../decide.ts';
import type { StatementDocument } from '../testing/arbitrary-cases.ts';
import type { GeneratedCase } from '../testing/generated-cases.ts';
import { generatedCases, generatedStatements } from '../testing/generated-cases.ts';
import { managedPolicyDocuments } from '../testing/managed-policy-documents.ts';
import type { PolicyTexts, ReferenceDecision } from './reference-decision.ts';
import { referenceDecision } from './reference-decision.ts';

/** `POLICY_CASES=100000` for the nightly size. */
const numRuns = Number(process.env['POLICY_CASES'] ?? 3_000);
/** Milliseconds; the nightly size takes minutes. */
const timeout = Math.max(60_000, numRuns * 20);

let managed: StatementDocument[];

beforeAll(async () => {
  managed = [...(await managedPolicyDocuments()).values()].flatMap((text) => {
    const { Statement } = JSON.parse(text) as { Statement: StatementDocument | StatementDocument[] };
    return Array.isArray(Statement) ? Statement : [Statement];
  });
});

/** The reference's texts, compiled for the engine. */
function compiled({
  identity,
  boundary,
  session,
  resource,
  scp,
  rcp,
  endpoint,
}: PolicyTexts): ApplicablePolicies {
  const all = (texts: readonly string[]) => texts.map((text) => compilePolicy(text));
  return {
    identity: all(identity),
    boundary: boundary === undefined ? undefined : compilePolicy(boundary),
    session: session && all(session),
    resource: resource && { ...resource, policies: all(resource.policies) },
    scp: scp?.map(all),
    rcp: rcp?.map(all),
    endpoint: endpoint === undefined ? undefined : compilePolicy(endpoint),
  };
}

function engineDecision({ request, policies }: GeneratedCase): ReferenceDecision {
  const { allowed, kind, decidedBy } = decide(request, compiled(policies));
  return { allowed, kind, decidedBy };
}

/** All that a decision can be: by each type of policy, and the root user's own right. */
const OUTCOMES = [
  'allowed: identity-based policy',
  'allowed: resource-based policy',
  'allowed: role trust policy',
  'allowed: root',
  ...['explicit-deny', 'implicit-deny'].flatMap((kind) =>
    [
      'identity-based policy',
      'resource-based policy',
      'role trust policy',
      'permissions boundary',
      'session policy',
      'VPC endpoint policy',
      'service control policy',
      'resource control policy',
    ].map((type) => `${kind}: ${type}`),
  ),
];

describe('the engine and the reference', { timeout }, () => {
  it('decide_alike: allowed or not, by a Deny or for want of an Allow, and by which type of policy', () => {
    const counts = new Map(OUTCOMES.map((outcome) => [outcome, 0]));
    fc.assert(
      fc.property(generatedCases(managed), (one) => {
        const expected = referenceDecision(one.request, one.policies);
        const outcome = `${expected.kind}: ${expected.decidedBy ?? 'root'}`;
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        expect(engineDecision(one)).toEqual(expected);
      }),
      { numRuns },
    );
    if (numRuns >= 100_000) console.table([...counts].sort(([, a], [, b]) => b - a));
    // The cases are worth something: everything a decision can be is among them, several times.
    expect([...counts.keys()].sort()).toEqual(OUTCOMES.toSorted());
    expect(Math.min(...counts.values())).toBeGreaterThan(numRuns / 2_000);
  });

  it('statements_match_alike: by every operator, wildcard and variable, one statement at a time', () => {
    const counts = { allowed: 0, denied: 0 };
    fc.assert(
      fc.property(generatedStatements(managed), (one) => {
        const expected = referenceDecision(one.request, one.policies);
        counts[expected.allowed ? 'allowed' : 'denied'] += 1;
        expect(engineDecision(one)).toEqual(expected);
      }),
      { numRuns: numRuns * 2 },
    );
    if (numRuns >= 100_000) console.table(counts);
    expect(Math.min(counts.allowed, counts.denied)).toBeGreaterThan(numRuns / 4);
  });
});
