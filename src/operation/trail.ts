import type { Caller } from '../kernel/caller.ts';
import type { Decision } from '../policy/decision.ts';
import type { Authorization } from './authorization.ts';

/** One permission as it was asked for and decided. */
export interface TrailDecision {
  readonly authorization: Authorization;
  readonly decision: Decision;
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
  readonly caller?: Caller | undefined;
  readonly decisions: readonly TrailDecision[];
  /** Why no permission was asked for. */
  readonly exempt?: string | undefined;
  /** AWS's error code; absent when it was answered. */
  readonly errorCode?: string | undefined;
}

/** Where requests are remembered. Recording never fails and never waits. */
export interface Trail {
  record(entry: TrailEntry): void;
  /** Newest first. */
  recent(limit: number): readonly TrailEntry[];
}
