import { legacyParsingFailure } from './legacy-parsing.ts';
import type { Finding } from './policy-problem.ts';
import type { ElementShape, StatementShape } from './policy-shape.ts';

/** The first finding of one check over all statements. */
export function firstFinding(
  statements: readonly StatementShape[],
  check: (statement: StatementShape) => Finding | undefined,
): Finding | undefined {
  for (const statement of statements) {
    const finding = check(statement);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

/** The first finding about a value of an element. */
export function valueFinding(
  element: ElementShape | undefined,
  problem: (value: string) => string | undefined,
): Finding | undefined {
  for (const { value, start } of element?.values ?? []) {
    const message = problem(value);
    if (message !== undefined) return { message, offset: start };
  }
  return undefined;
}

export function isEmpty(element: ElementShape | undefined): boolean {
  return element === undefined || element.values.length === 0;
}

/** Sids are letters and digits, and no two are the same. */
export function sidFinding(statements: readonly StatementShape[]): Finding | undefined {
  const seen = new Set<string>();
  for (const { sid } of statements) {
    if (sid === undefined || sid.value === '') continue;
    if (seen.has(sid.value)) {
      return { message: 'Statement IDs (SID) in a single policy must be unique.', offset: sid.start };
    }
    seen.add(sid.value);
    if (!/^[0-9A-Za-z]*$/.test(sid.value)) {
      return {
        message:
          'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
        offset: sid.start,
      };
    }
  }
  return undefined;
}

export function passesLegacyParsing(statement: StatementShape): Finding | undefined {
  const node = legacyParsingFailure(statement);
  return node && { message: 'The policy failed legacy parsing', offset: node.start };
}
