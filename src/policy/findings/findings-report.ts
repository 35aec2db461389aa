import type { FindingCode, PathStep, Place, PolicyFinding } from './policy-finding.ts';
import { policyFinding } from './policy-finding.ts';

/** Takes what checks find, in their order. */
export type Report = (
  code: FindingCode,
  blanks: Readonly<Record<string, string | number>>,
  ...places: readonly Place[]
) => void;

/** A report that keeps its findings, and the list of them. */
export function openReport(): { readonly report: Report; readonly findings: PolicyFinding[] } {
  const findings: PolicyFinding[] = [];
  return {
    findings,
    report: (code, blanks, ...places) => void findings.push(policyFinding(code, blanks, places)),
  };
}

/** The place of a node that is reached by a further step. */
export function placeAt(path: readonly PathStep[], step: PathStep, { start, end }: Span): Place {
  return { path: [...path, step], start, end };
}

interface Span {
  readonly start: number;
  readonly end: number;
}
