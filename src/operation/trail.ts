import type { Caller, FederatedIdentity } from '../kernel/caller.ts';
import type { ApplicablePolicies } from '../policy/applicable-policies.ts';
import type { Decision } from '../policy/decision.ts';
import type { AuthorizationRequest } from '../policy/request.ts';
import type { Authorization } from './authorization.ts';

/** One permission as it was asked for and decided. */
export interface TrailDecision {
  readonly authorization: Authorization;
  readonly decision: Decision;
  /** What was asked of the engine, and by which policies: kept by reference, for explanations. */
  readonly request: AuthorizationRequest;
  readonly policies: ApplicablePolicies;
}

/** One request, as the trail keeps it: who asked for what, what was decided, how it ended. No input, no secret. */
export interface TrailEntry {
  readonly requestId: string;
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly sourceIp?: string | undefined;
  readonly userAgent?: string | undefined;
  /** `X-Amz-User-Agent`: what an SDK says of itself in a browser. */
  readonly clientAgent?: string | undefined;
  readonly caller?: Caller | undefined;
  /** Services on whose way the call came, first caller first. */
  readonly calledVia?: readonly string[] | undefined;
  /** Whom an identity provider vouched for, in an unsigned request. */
  readonly identity?: FederatedIdentity | undefined;
  readonly decisions: readonly TrailDecision[];
  /** The id in the denial's sentence, for callers who get one. */
  readonly authorizationId?: string | undefined;
  /** Why no permission was asked for. */
  readonly exempt?: string | undefined;
  /** AWS's error code; absent when it was answered. */
  readonly errorCode?: string | undefined;
  /** What the caller was told beside the code; absent for a defect of ours. */
  readonly errorMessage?: string | undefined;
}

/** Where requests are remembered. Recording never fails and never waits. */
export interface Trail {
  record(entry: TrailEntry): void;
  /** Newest first. */
  recent(limit: number): readonly TrailEntry[];
  /** A request that is still remembered. */
  find(requestId: string): TrailEntry | undefined;
}
