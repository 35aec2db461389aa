import { createHash } from 'node:crypto';
import type { ApplicablePolicies } from '../../policy/applicable-policies.ts';
import { compilePolicy } from '../../policy/compile-policy.ts';
import type { CompiledPolicy, PolicyOrigin } from '../../policy/compiled-policy.ts';
import type { AuthorizationRequest, Principal } from '../../policy/request.ts';
import type { TrailDecision, TrailEntry } from '../trail.ts';
import { conditionKeyName } from './condition-key-names.ts';

/**
 * A request as it was decided, in a form that can be kept: who asked, what the conditions could ask
 * about, and by which policies it was decided, as they stood. No input of the request, no secret.
 */
export interface RequestRecord {
  readonly requestId: string;
  /** The id in the denial's sentence; requests that AWS gives none have none. */
  readonly authorizationId?: string | undefined;
  /** Real time, ms since 1970. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** The caller's account; an anonymous caller has none. */
  readonly accountId?: string | undefined;
  /** The caller's ARN, a service's name, `PROVIDER:AUDIENCE:SUBJECT` of a federated identity, or `anonymous`. */
  readonly caller: string;
  readonly principal: Principal;
  /** Why no permission was asked for. */
  readonly exempt?: string | undefined;
  /** AWS's error code; absent when the request was answered. */
  readonly errorCode?: string | undefined;
  /** What the caller was told beside it; its beginning where it is long. */
  readonly errorMessage?: string | undefined;
  readonly evaluations: readonly RecordedEvaluation[];
  readonly policies: readonly RecordedPolicy[];
}

/** One permission. */
export interface RecordedEvaluation {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  /** Condition keys as AWS writes them, with their values. */
  readonly context: RecordedContext;
  /** Which of these keys belong to the action or the resource, and not to the whole request. */
  readonly ownKeys: readonly string[];
  /** Which policies had a say, by their place in `RequestRecord.policies`. */
  readonly applied: RecordedPolicies;
}

export type RecordedContext = Readonly<Record<string, string | readonly string[]>>;

/** `ApplicablePolicies`, each policy by its place. */
export interface RecordedPolicies {
  readonly identity: readonly number[];
  readonly boundary?: number | undefined;
  readonly session?: readonly number[] | undefined;
  readonly resource?:
    | (Omit<NonNullable<ApplicablePolicies['resource']>, 'policies'> & {
        readonly policies: readonly number[];
      })
    | undefined;
  readonly scp?: readonly (readonly number[])[] | undefined;
  readonly rcp?: readonly (readonly number[])[] | undefined;
  readonly endpoint?: number | undefined;
}

export interface RecordedPolicy extends PolicyOrigin {
  /** SHA-256 of its document, in hex. */
  readonly digest: string;
}

/** A record and the documents of its policies, by digest. */
export interface KeptRequest {
  readonly record: RequestRecord;
  readonly documents: ReadonlyMap<string, string>;
}

/** How much of an error's message is kept. */
const MOST_MESSAGE = 1024;

/** Takes down what the trail holds of a request; not for the request's own way, for it copies. */
export function recordOf(entry: TrailEntry): KeptRequest {
  const { caller, identity, decisions } = entry;
  const policies = new PolicyList();
  const record: RequestRecord = {
    requestId: entry.requestId,
    authorizationId: entry.authorizationId,
    at: entry.at,
    service: entry.service,
    operation: entry.operation,
    region: entry.region,
    accountId: caller === undefined || caller.kind === 'anonymous' ? undefined : caller.accountId,
    caller: nameOf(caller, identity),
    principal: decisions[0]?.request.principal ?? { kind: 'anonymous' },
    exempt: entry.exempt,
    errorCode: entry.errorCode,
    errorMessage: entry.errorMessage?.slice(0, MOST_MESSAGE),
    evaluations: decisions.map((decided) => evaluationOf(decided, policies)),
    policies: policies.recorded,
  };
  return { record, documents: policies.documents };
}

function nameOf(caller: TrailEntry['caller'], identity: TrailEntry['identity']): string {
  if (identity !== undefined) return `${identity.provider}:${identity.audience}:${identity.subject}`;
  if (caller === undefined || caller.kind === 'anonymous') return 'anonymous';
  return 'arn' in caller ? caller.arn : caller.service;
}

function evaluationOf(
  { authorization, request, policies }: TrailDecision,
  list: PolicyList,
): RecordedEvaluation {
  const context: Record<string, string | readonly string[]> = {};
  const ownKeys: string[] = [];
  const seen = new Set<string>();
  for (const [key, value] of Object.entries(authorization.keys ?? {})) {
    if (value === undefined) continue;
    seen.add(key.toLowerCase());
    context[key] = value;
    ownKeys.push(key);
  }
  for (const key of request.context.keys()) {
    const value = request.context.get(key);
    if (value !== undefined && !seen.has(key)) context[conditionKeyName(key)] = value;
  }
  const { action, resource, resourceAccount } = request;
  return { action, resource, resourceAccount, context, ownKeys, applied: list.add(policies) };
}

/** SHA-256 of a document, in hex. */
export function digestOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

/** The policies of a record, each once. */
class PolicyList {
  readonly recorded: RecordedPolicy[] = [];
  readonly documents = new Map<string, string>();
  readonly #places = new Map<string, number>();

  add({ identity, boundary, session, resource, scp, rcp, endpoint }: ApplicablePolicies): RecordedPolicies {
    const place = (policy: CompiledPolicy): number => this.#place(policy);
    const levels = (list: readonly (readonly CompiledPolicy[])[]) => list.map((level) => level.map(place));
    return {
      identity: identity.map(place),
      boundary: boundary && place(boundary),
      session: session?.map(place),
      resource: resource && { ...resource, policies: resource.policies.map(place) },
      scp: scp && levels(scp),
      rcp: rcp && levels(rcp),
      endpoint: endpoint && place(endpoint),
    };
  }

  #place({ document = '{}', arn, name, source, attachedTo }: CompiledPolicy): number {
    const digest = digestOf(document);
    const policy: RecordedPolicy = { digest, arn, name, source, attachedTo };
    const key = JSON.stringify(policy);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.documents.set(digest, document);
    this.#places.set(key, this.recorded.length);
    return this.recorded.push(policy) - 1;
  }
}

/** A permission as the policy engine takes it. */
export interface Replay {
  readonly request: AuthorizationRequest;
  readonly policies: ApplicablePolicies;
  /** The record's policies, each at its place. */
  readonly compiled: readonly CompiledPolicy[];
}

/** Puts a kept request's permission before the engine again, as it was. */
export function replayOf({ record, documents }: KeptRequest, evaluation: RecordedEvaluation): Replay {
  const compiled = record.policies.map(({ digest, ...origin }) =>
    compilePolicy(documents.get(digest) ?? '{}', origin),
  );
  const at = (place: number): CompiledPolicy[] => {
    const policy = compiled[place];
    return policy === undefined ? [] : [policy];
  };
  const levels = (list: readonly (readonly number[])[]) => list.map((level) => level.flatMap(at));
  const { action, resource, resourceAccount, context, applied } = evaluation;
  const keys = Object.entries(context).map(([key, value]) => [key.toLowerCase(), value] as const);
  return {
    compiled,
    request: { principal: record.principal, action, resource, resourceAccount, context: new Map(keys) },
    policies: {
      identity: applied.identity.flatMap(at),
      boundary: applied.boundary === undefined ? undefined : compiled[applied.boundary],
      session: applied.session?.flatMap(at),
      resource: applied.resource && { ...applied.resource, policies: applied.resource.policies.flatMap(at) },
      scp: applied.scp && levels(applied.scp),
      rcp: applied.rcp && levels(applied.rcp),
      endpoint: applied.endpoint === undefined ? undefined : compiled[applied.endpoint],
    },
  };
}
