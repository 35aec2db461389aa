import type { PolicyType } from '../../policy/decision.ts';
import {
  digestOf,
  type KeptRequest,
  type RecordedEvaluation,
  type RecordedPolicies,
  type RecordedPolicy,
} from './request-record.ts';

/** Policies as somebody would have them: other documents, and further policies. */
export interface ProposedPolicies {
  readonly replaced: readonly ReplacedPolicy[];
  readonly added: readonly AddedPolicy[];
}

/** Another document for one of the request's policies. */
export interface ReplacedPolicy {
  /** The policy's place in the record. */
  readonly place: number;
  readonly document: string;
}

/** A policy that is not there. */
export interface AddedPolicy {
  readonly type: PolicyType;
  /** For service and resource control policies: at which level, from the root, 0. */
  readonly level: number;
  /** The one permission, by its place, that it has a say in; all of them when absent. */
  readonly evaluation?: number | undefined;
  readonly document: string;
}

/** The request as it would have been decided by the proposed policies. Nothing is changed by it. */
export function withProposedPolicies(
  { record, documents }: KeptRequest,
  { replaced, added }: ProposedPolicies,
): KeptRequest {
  const known = new Map(documents);
  const digested = (document: string): string => {
    const digest = digestOf(document);
    known.set(digest, document);
    return digest;
  };
  const policies = record.policies.map((policy) => {
    const change = replaced.find(({ place }) => isSamePolicy(record.policies[place], policy));
    return change === undefined ? policy : { ...policy, digest: digested(change.document) };
  });
  let { evaluations } = record;
  for (const policy of added) {
    const place = policies.push({ digest: digested(policy.document), name: 'proposed' }) - 1;
    evaluations = evaluations.map((evaluation, at) =>
      policy.evaluation === undefined || policy.evaluation === at
        ? { ...evaluation, applied: withPolicy(evaluation.applied, policy, place) }
        : evaluation,
    );
  }
  return { record: { ...record, policies, evaluations }, documents: known };
}

/** A managed policy may reach the caller in several ways: it is one document all the same. */
function isSamePolicy(a: RecordedPolicy | undefined, b: RecordedPolicy): boolean {
  return a === b || (a?.arn !== undefined && a.arn === b.arn && a.digest === b.digest);
}

function withPolicy(
  applied: RecordedPolicies,
  { type, level }: AddedPolicy,
  place: number,
): RecordedPolicies {
  const { identity, session = [], resource, scp, rcp } = applied;
  switch (type) {
    case 'identity-based policy':
      return { ...applied, identity: [...identity, place] };
    case 'session policy':
      return { ...applied, session: [...session, place] };
    case 'permissions boundary':
      return { ...applied, boundary: place };
    case 'VPC endpoint policy':
      return { ...applied, endpoint: place };
    case 'resource-based policy':
    case 'role trust policy': {
      const mode = type === 'role trust policy' ? 'required' : 'alternative';
      const policies = [...(resource?.policies ?? []), place];
      return { ...applied, resource: { mode, type, ...resource, policies } };
    }
    case 'service control policy':
      return { ...applied, scp: atLevel(scp, level, place) };
    case 'resource control policy':
      return { ...applied, rcp: atLevel(rcp, level, place) };
  }
}

/** A level that is not there would be one of its own, and so limit. */
function atLevel(
  levels: readonly (readonly number[])[] = [],
  level: number,
  place: number,
): readonly (readonly number[])[] {
  if (level >= levels.length) return [...levels, [place]];
  return levels.map((list, at) => (at === level ? [...list, place] : list));
}

/** What kind of policy stands at a place of a record. */
export function typeAt(evaluations: readonly RecordedEvaluation[], place: number): PolicyType | undefined {
  for (const { applied } of evaluations) {
    const { identity, boundary, session, resource, scp, rcp, endpoint } = applied;
    if (identity.includes(place)) return 'identity-based policy';
    if (boundary === place) return 'permissions boundary';
    if (session?.includes(place) === true) return 'session policy';
    if (resource?.policies.includes(place) === true) return resource.type ?? 'resource-based policy';
    if (scp?.some((level) => level.includes(place)) === true) return 'service control policy';
    if (rcp?.some((level) => level.includes(place)) === true) return 'resource control policy';
    if (endpoint === place) return 'VPC endpoint policy';
  }
  return undefined;
}
