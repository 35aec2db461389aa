import { ERROR_WORDS } from './words-of-errors.ts';
import { SECURITY_WARNING_WORDS } from './words-of-security-warnings.ts';
import { SUGGESTION_WORDS } from './words-of-suggestions.ts';
import { WARNING_WORDS } from './words-of-warnings.ts';

/** One thing that Access Analyzer says of a policy. */
export interface PolicyFinding {
  readonly type: FindingType;
  readonly code: FindingCode;
  /** AWS's sentence. */
  readonly details: string;
  /** The check in AWS's reference. */
  readonly learnMore: string;
  readonly places: readonly Place[];
}

export type FindingType = 'ERROR' | 'SECURITY_WARNING' | 'WARNING' | 'SUGGESTION';

/** A place in the document: the way to it, and where its text stands (offsets, the end behind it). */
export interface Place {
  readonly path: readonly PathStep[];
  readonly start: number;
  readonly end: number;
}

/** A step into the document: to a member's value, to a member's name, to an array's item. */
export type PathStep = { readonly value: string } | { readonly key: string } | { readonly index: number };

const WORDS = {
  ERROR: ERROR_WORDS,
  SECURITY_WARNING: SECURITY_WARNING_WORDS,
  WARNING: WARNING_WORDS,
  SUGGESTION: SUGGESTION_WORDS,
} as const;

/** AWS's issue codes, as far as they are found here. */
export type FindingCode = {
  [Type in FindingType]: keyof (typeof WORDS)[Type];
}[FindingType];

const BY_CODE = new Map(
  Object.entries(WORDS).flatMap(([type, words]) =>
    Object.entries(words).map(([code, text]) => [code, { type: type as FindingType, text }] as const),
  ),
);

/** All codes that may be found. */
export const FINDING_CODES = [...BY_CODE.keys()] as readonly FindingCode[];

const REFERENCE =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html';

/** AWS's page calls warnings general, and each check has its anchor there. */
const ANCHORS: Readonly<Record<FindingType, string>> = {
  ERROR: 'error',
  SECURITY_WARNING: 'security-warning',
  WARNING: 'general-warning',
  SUGGESTION: 'suggestion',
};

/** Words a finding. @param blanks what stands in the sentence's braces */
export function policyFinding(
  code: FindingCode,
  blanks: Readonly<Record<string, string | number>>,
  places: readonly Place[],
): PolicyFinding {
  const { type, text } = BY_CODE.get(code)!;
  const details = text.replaceAll(/\{(\w+)\}/g, (blank, name: string) => String(blanks[name] ?? blank));
  const anchor = `access-analyzer-reference-policy-checks-${ANCHORS[type]}-${code.toLowerCase().replaceAll('_', '-')}`;
  return { type, code, details, learnMore: `${REFERENCE}#${anchor}`, places };
}
