import type { ReasonSummary } from '../../model/generated/accessAnalyzer.ts';
import type { AccessFinding, AccessVerdict } from '../../policy/access/inquire.ts';
import { accessAnalyzerErrors } from './errors.ts';

/** A check's sentences. */
export interface CheckWords {
  readonly pass: string;
  readonly fail: string;
  /** What stands before `statement with …` in a reason. */
  readonly reason: string;
}

export interface CheckResult {
  readonly result: 'PASS' | 'FAIL';
  readonly message: string;
  readonly reasons?: readonly ReasonSummary[];
}

/**
 * How a check is answered: PASS when it was proven, FAIL with every statement by which such a request was
 * seen to be allowed.
 * @throws AwsError UnprocessableEntityException for what is neither
 */
export function checkResult(verdict: AccessVerdict, words: CheckWords): CheckResult {
  switch (verdict.kind) {
    case 'none':
      return { result: 'PASS', message: words.pass };
    case 'some':
      return {
        result: 'FAIL',
        message: words.fail,
        reasons: verdict.findings.map((finding) => reasonOf(finding, words)),
      };
    case 'undecided':
      throw accessAnalyzerErrors.undecided();
  }
}

function reasonOf({ statement: { index, sid } }: AccessFinding, { reason }: CheckWords): ReasonSummary {
  const named = sid === undefined || sid === '' ? `index: ${index}` : `sid: ${sid}`;
  return {
    description: `${reason} statement with ${named}.`,
    statementIndex: index,
    statementId: sid === '' ? undefined : sid,
  };
}
