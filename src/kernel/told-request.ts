/** A sentence of ours: in English, and by what it can be said in another language. */
export interface ToldSentence {
  /** For example `wish external-id`. */
  readonly code: string;
  readonly text: string;
  /** What it holds, by name. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

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
  /** What the caller was told beside the code. */
  readonly errorMessage?: string | undefined;
  /** Why no permission was asked for. */
  readonly exempt?: ToldSentence | undefined;
  /** What the reader should know of how this came to be told. */
  readonly notes: readonly ToldSentence[];
  readonly evaluations: readonly ToldEvaluation[];
  /** The policies' documents as they were stored, each once; policies name theirs by its place. */
  readonly documents: readonly string[];
  /** The same by the policies that stand now, where those are others: what would allow it is told of these. */
  readonly present?: PresentRequest | undefined;
}

/** A request as it would be decided now. A policy has the place that it had then; further ones stand behind. */
export interface PresentRequest {
  readonly evaluations: readonly ToldEvaluation[];
  readonly documents: readonly string[];
}

export type ToldDecision = 'allowed' | 'explicit-deny' | 'implicit-deny';

/** One permission: what was decided, by what, and what would change it. */
export interface ToldEvaluation {
  readonly action: string;
  readonly resource: string;
  readonly decision: ToldDecision;
  /** The type of the policy that decided. */
  readonly decidedBy?: string | undefined;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly policies: readonly ToldPolicy[];
  /** Condition keys that statements asked for and the request did not have. */
  readonly missingKeys: readonly string[];
  /** What the caller could have brought to meet conditions as they are. */
  readonly wishes: readonly ToldSentence[];
  /**
   * All of them together are the smallest change of the policies that stand now that allows it; none when those allow
   * it. Absent when it was allowed, or nothing would.
   */
  readonly edits?: readonly ToldEdit[] | undefined;
}

export interface ToldPolicy {
  /** In AWS's words, for example `permissions boundary`. */
  readonly type: string;
  /** For example `managed policy arn:…` or `inline policy P`, and through whom it applies. */
  readonly label: string;
  /** Which of the request's policies it is; a preview names it so. The same one in every permission. */
  readonly place: number;
  /** Its text, by its place in `ToldRequest.documents`. */
  readonly document: number;
  /** A managed policy's ARN; an inline one has a name alone. */
  readonly arn?: string | undefined;
  readonly name?: string | undefined;
  /** Through what it applies, for example `group Admins`. */
  readonly source?: string | undefined;
  /** For service and resource control policies: the level it is attached at, from the root, 0. */
  readonly level?: number | undefined;
  readonly statements: readonly ToldStatement[];
}

export interface ToldStatement {
  /** Its place in the document, from 0. */
  readonly index: number;
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
  /** The line of its last character. */
  readonly endLine: number;
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
  /** The policy that is edited, by its place; absent where a further one is made. */
  readonly place?: number | undefined;
  /** What kind of policy it is. */
  readonly type: string;
  /** For service and resource control policies: the level of a further one. */
  readonly level?: number | undefined;
  /** The whole document as it would be. */
  readonly document: string;
  /** JSON of the statements to put there; none where one has to go. */
  readonly statements: readonly string[];
  /** What does it, where one command can. */
  readonly command?: string | undefined;
}

/** What a preview of other policies answers. */
export interface ToldPreview {
  /** Each permission of the request, by the policies that stand now and by the proposed ones. */
  readonly evaluations: readonly {
    readonly action: string;
    readonly resource: string;
    readonly before: ToldDecision;
    readonly after: ToldDecision;
  }[];
  /** The request as it would have been decided. */
  readonly after: ToldRequest;
  /** The caller's last other requests that this server remembers, decided by the same policies. */
  readonly others: readonly ToldOtherRequest[];
}

/** Another request of the same caller, before and after a proposal: the permission that tells most of it. */
export interface ToldOtherRequest {
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  readonly action: string;
  readonly resource: string;
  readonly before: ToldDecision;
  readonly after: ToldDecision;
}
