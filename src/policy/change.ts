import type { ApplicablePolicies } from './applicable-policies.ts';
import { compilePolicy } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { PolicyType } from './decision.ts';

/** A statement as a policy's JSON has it. */
export interface StatementDocument {
  readonly Sid?: string | undefined;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly Action?: string | readonly string[] | undefined;
  readonly NotAction?: string | readonly string[] | undefined;
  readonly Resource?: string | readonly string[] | undefined;
  readonly NotResource?: string | readonly string[] | undefined;
  readonly Condition?:
    | Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
    | undefined;
}

/** One change of one policy. */
export type Change = AddStatement | ReplaceStatement | RemoveStatement;

/** Which policy is changed, as it was before any change. */
interface OfPolicy {
  readonly type: PolicyType;
  /** For SCPs and RCPs: the level at which the policy is attached, from the root, 0. */
  readonly level?: number | undefined;
}

/** A statement in addition: in the policy that is named, or in a further one of its type. */
export interface AddStatement extends OfPolicy {
  readonly kind: 'add-statement';
  readonly policy: CompiledPolicy | undefined;
  readonly statement: StatementDocument;
}

/** A statement, or several, in place of another. */
interface ReplaceStatement extends OfPolicy {
  readonly kind: 'replace-statement';
  readonly policy: CompiledPolicy;
  /** The old one's place in the document, from 0. */
  readonly index: number;
  readonly statement: StatementDocument;
  /** What else of the old one stays, where one statement cannot say it. */
  readonly further?: readonly StatementDocument[] | undefined;
}

/** A statement that has to go. */
interface RemoveStatement extends OfPolicy {
  readonly kind: 'remove-statement';
  readonly policy: CompiledPolicy;
  readonly index: number;
}

/** The policies as they are after all of the changes. */
export function applyChanges(policies: ApplicablePolicies, changes: readonly Change[]): ApplicablePolicies {
  const { identity, boundary, session, resource, scp, rcp, endpoint } = policies;
  const one = (policy: CompiledPolicy): CompiledPolicy => {
    const own = changes.filter((change) => change.policy === policy);
    return own.length === 0 ? policy : recompiled(policy, own);
  };
  const further = (type: PolicyType, level?: number): CompiledPolicy[] =>
    changes
      .filter((change) => change.policy === undefined && change.type === type && change.level === level)
      .map((change) => recompiled(undefined, [change]));
  const list = (type: PolicyType, among: readonly CompiledPolicy[] | undefined) => {
    const added = further(type);
    return among === undefined && added.length === 0 ? undefined : [...(among ?? []).map(one), ...added];
  };
  const levels = (type: PolicyType, among: readonly (readonly CompiledPolicy[])[]) =>
    among.map((level, place) => [...level.map(one), ...further(type, place)]);
  return {
    identity: list('identity-based policy', identity) ?? [],
    boundary: boundary && one(boundary),
    session: list('session policy', session),
    resource: changedResource(resource, list, further('role trust policy')),
    scp: scp && levels('service control policy', scp),
    rcp: rcp && levels('resource control policy', rcp),
    endpoint: endpoint && one(endpoint),
  };
}

function changedResource(
  resource: ApplicablePolicies['resource'],
  list: (type: PolicyType, among: readonly CompiledPolicy[] | undefined) => CompiledPolicy[] | undefined,
  trust: readonly CompiledPolicy[],
): ApplicablePolicies['resource'] {
  if (resource === undefined && trust.length > 0) {
    return { policies: trust, mode: 'required', type: 'role trust policy' };
  }
  const policies = list(resource?.type ?? 'resource-based policy', resource?.policies);
  return policies && { mode: 'alternative', ...resource, policies };
}

function recompiled(policy: CompiledPolicy | undefined, changes: readonly Change[]): CompiledPolicy {
  // A statement that went keeps its place, so that the others' places still mean them.
  return compilePolicy(documentAfter(policy?.document, changes, { Effect: 'Deny' }), policy);
}

/**
 * The document as it is after changes of its statements.
 *
 * @param document JSON text; without one the statements stand alone in a new document
 */
export function changedDocument(document: string | undefined, changes: readonly Change[]): string {
  return documentAfter(document, changes, undefined);
}

function documentAfter(
  document: string | undefined,
  changes: readonly Change[],
  gone: StatementDocument | undefined,
): string {
  const policy = JSON.parse(document ?? '{"Version":"2012-10-17","Statement":[]}') as { Statement?: unknown };
  const statements: unknown[] = [policy.Statement ?? []].flat();
  // Behind the statement that they were part of; where places must stay, at the end.
  const further = new Map<number, readonly unknown[]>();
  for (const change of changes) {
    if (change.kind === 'add-statement') statements.push(change.statement);
    else statements[change.index] = change.kind === 'replace-statement' ? change.statement : gone;
    if (change.kind !== 'replace-statement' || change.further === undefined) continue;
    if (gone === undefined) further.set(change.index, change.further);
    else statements.push(...change.further);
  }
  const all = statements.flatMap((statement, place) => [statement, ...(further.get(place) ?? [])]);
  return JSON.stringify({ ...policy, Statement: all.filter((left) => left !== undefined) }, null, 2);
}
