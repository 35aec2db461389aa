/** A request explained, ready to be printed: plain data, as a control route answers it. */
export interface ToldRequest {
  readonly requestId?: string | undefined;
  readonly authorizationId?: string | undefined;
  /** Real time, ms since 1970. */
  readonly at?: number | undefined;
  readonly caller: string;
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly region?: string | undefined;
  readonly errorCode?: string | undefined;
  /** Why no permission was asked for. */
  readonly exempt?: string | undefined;
  /** What the reader should know of how this came to be told. */
  readonly notes: readonly string[];
  readonly evaluations: readonly ToldEvaluation[];
}

/** One permission: what was decided, by what, and what would change it. */
export interface ToldEvaluation {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicit-deny' | 'implicit-deny';
  /** The type of the policy that decided. */
  readonly decidedBy?: string | undefined;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly policies: readonly ToldPolicy[];
  /** Condition keys that statements asked for and the request did not have. */
  readonly missingKeys: readonly string[];
  /** What the caller could have brought to meet conditions as they are. */
  readonly wishes: readonly string[];
  /** All of them together are the smallest change that allows it; absent when it is allowed, or nothing would. */
  readonly edits?: readonly ToldEdit[] | undefined;
}

export interface ToldPolicy {
  /** In AWS's words, for example `permissions boundary`. */
  readonly type: string;
  /** For example `managed policy arn:…` or `inline policy P`, and through whom it applies. */
  readonly label: string;
  readonly statements: readonly ToldStatement[];
}

export interface ToldStatement {
  readonly sid?: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly matched: boolean;
  /** It is the one that decided. */
  readonly decided: boolean;
  /** The element that does not match, for example `Condition`. */
  readonly failedAt?: string | undefined;
  /** Where it stands in its document, from 1. */
  readonly line: number;
  readonly column: number;
  /** Its text; absent where already its Action does not match. */
  readonly text?: string | undefined;
  readonly conditions: readonly ToldCondition[];
}

export interface ToldCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  /** What the request had; absent when it had nothing. */
  readonly actual?: string | readonly string[] | undefined;
  readonly holds: boolean;
}

/** One policy's part of the smallest change. */
export interface ToldEdit {
  /** What to do where, in words. */
  readonly what: string;
  /** JSON of the statements to put there; none where one has to go. */
  readonly statements: readonly string[];
  /** What does it, where one command can. */
  readonly command?: string | undefined;
}
