import type { Statement } from '../../../model/generated/iam.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import { locateStatements, type StatementLocation } from '../../../policy/policy-locations.ts';

type Positions = Pick<Statement, 'StartPosition' | 'EndPosition'>;

/**
 * Where statements stand in their documents, as AWS's simulator counts: lines and columns from 1, from
 * behind what is before the statement (the bracket of the list, or the statement before, so that a comma
 * between belongs to the later one) to behind its closing brace.
 */
export class StatementPositions {
  readonly #located = new Map<string, readonly StatementLocation[]>();

  /** @param index the statement's place in the document, from 0 */
  of({ document }: CompiledPolicy, index: number): Positions {
    if (document === undefined) return {};
    const located = this.#locate(document);
    const own = located[index];
    if (own === undefined) return {};
    const start = located[index - 1]?.end ?? behindBracket(document, own);
    return {
      StartPosition: { Line: start.line, Column: start.column },
      EndPosition: { Line: own.end.line, Column: own.end.column },
    };
  }

  #locate(document: string): readonly StatementLocation[] {
    let located = this.#located.get(document);
    if (located === undefined) this.#located.set(document, (located = locateStatements(document)));
    return located;
  }
}

/** A lone statement that stands in no list begins at its brace (guess). */
function behindBracket(document: string, { start }: StatementLocation): { line: number; column: number } {
  const lines = document.split('\n');
  let { line, column } = start;
  let before = (lines[line - 1] ?? '').slice(0, column - 1);
  while (before.trim() === '' && line > 1) {
    line -= 1;
    before = lines[line - 1] ?? '';
  }
  const told = before.trimEnd();
  return told.endsWith('[') ? { line, column: told.length + 1 } : start;
}
