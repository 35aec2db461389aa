/** A request explained, as the server answers it. */
export interface ToldRequest {
  readonly requestId?: string | undefined;
  readonly authorizationId?: string | undefined;
  /** ms since 1970. */
  readonly at?: number | undefined;
  readonly caller: string;
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly region?: string | undefined;
  readonly errorCode?: string | undefined;
  /** What the caller was told beside the code. */
  readonly errorMessage?: string | undefined;
  /** Why no permission was asked for. */
  readonly exempt?: string | undefined;
  readonly notes: readonly string[];
  readonly evaluations: readonly ToldEvaluation[];
  /** Policies' documents, each once. */
  readonly documents: readonly string[];
}

export type Decision = 'allowed' | 'explicit-deny' | 'implicit-deny';

/** One permission of a request. */
export interface ToldEvaluation {
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
  readonly decidedBy?: string | undefined;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly policies: readonly ToldPolicy[];
  readonly missingKeys: readonly string[];
  readonly wishes: readonly string[];
  readonly edits?: readonly ToldEdit[] | undefined;
}

export interface ToldPolicy {
  /** `identity-based policy`, `permissions boundary` … */
  readonly type: string;
  readonly label: string;
  readonly place: number;
  /** Its place in `ToldRequest.documents`. */
  readonly document: number;
  readonly arn?: string | undefined;
  readonly name?: string | undefined;
  /** `user ann`, `group Crew`, a role's or bucket's ARN. */
  readonly source?: string | undefined;
  readonly level?: number | undefined;
  readonly statements: readonly ToldStatement[];
}

export interface ToldStatement {
  readonly index: number;
  readonly sid?: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly matched: boolean;
  readonly decided: boolean;
  readonly failedAt?: string | undefined;
  readonly line: number;
  readonly endLine: number;
  readonly conditions: readonly ToldCondition[];
}

export interface ToldCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly actual?: string | readonly string[] | undefined;
  readonly holds: boolean;
}

/** One policy's part of the smallest change that would allow it. */
export interface ToldEdit {
  readonly what: string;
  /** The policy that is edited; absent where a further one is made. */
  readonly place?: number | undefined;
  readonly type: string;
  readonly level?: number | undefined;
  readonly document: string;
  readonly command?: string | undefined;
}

/** What a preview answers. */
export interface ToldPreview {
  readonly evaluations: readonly {
    readonly action: string;
    readonly resource: string;
    readonly before: Decision;
    readonly after: Decision;
  }[];
  readonly after: ToldRequest;
  /** Of the caller's other requests, the permission that tells most. */
  readonly others: readonly {
    readonly requestId: string;
    readonly service: string;
    readonly operation: string;
    readonly resource: string;
    readonly before: Decision;
    readonly after: Decision;
  }[];
}
