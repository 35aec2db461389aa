import type { TextPosition } from '../json/text-position.ts';

/** What is wrong with a policy document, in the words of the service that refuses it. */
export interface PolicyProblem {
  /** AWS's error code; the status is 400 with all of them. */
  readonly code:
    | 'MalformedPolicyDocument'
    | 'MalformedPolicyDocumentException'
    | 'MalformedPolicy'
    | 'ValidationError';
  readonly message: string;
  /** Where, when it can be said. */
  readonly position?: TextPosition | undefined;
}

/** A problem before it is worded for its service: a message and the offset it is about. */
export interface Finding {
  readonly message: string;
  readonly offset: number;
}
