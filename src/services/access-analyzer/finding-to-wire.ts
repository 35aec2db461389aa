import type { Position, ValidatePolicyFinding } from '../../model/generated/accessAnalyzer.ts';
import type { PolicyFinding } from '../../policy/findings/policy-finding.ts';

/** How findings about a document are answered: lines count from 1, columns and offsets from 0, as AWS has it. */
export function findingToWire(document: string): (finding: PolicyFinding) => ValidatePolicyFinding {
  const starts = lineStarts(document);
  return ({ type, code, details, learnMore, places }) => ({
    findingType: type,
    issueCode: code,
    findingDetails: details,
    learnMoreLink: learnMore,
    locations: places.map(({ path, start, end }) => ({
      path,
      span: { start: positionOf(starts, start), end: positionOf(starts, end) },
    })),
  });
}

function lineStarts(document: string): readonly number[] {
  const starts = [0];
  for (let at = document.indexOf('\n'); at >= 0; at = document.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** @param starts where lines begin, ascending */
function positionOf(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]!, offset };
}
