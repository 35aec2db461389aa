import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineDiff } from '../../console/src/parts/line-diff.ts';
import { lineOf } from '../../console/src/parts/policy-editor/line-of.ts';
import { JsonProblem, parseJson, plain } from '../../console/src/parts/policy-editor/parse-json.ts';
import { readStatements } from '../../console/src/parts/policy-editor/read-statements.ts';
import { summaryRows } from '../../console/src/parts/policy-editor/summary-rows.ts';

const CHARACTERS = ['{', '}', '[', ']', '"', ',', ':', '\\', ' ', '\n', '-', '0', '1', 'e', '.', 'null'];

describe('JSON with places', () => {
  test('what_is_JSON_reads_as_by_JSON_parse', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), undefined, indent);
        expect(plain(parseJson(written))).toEqual(JSON.parse(written));
      }),
    );
  });

  test('what_is_no_JSON_is_refused_as_by_JSON_parse', () => {
    const broken = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ',', '"', '}', '\\', '\n', '0', 'x'))
      .map(([text, at, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + 1);
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.string({ unit: fc.constantFrom(...CHARACTERS) })), (text) => {
        expect(problemOf(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', 'commaOrBrace', { line: 3, column: 2 }],
    ['[1 2]', 'commaOrBracket', { line: 1, column: 3 }],
    ['{"a" 1}', 'colon', { line: 1, column: 5 }],
    ['{a: 1}', 'name', { line: 1, column: 1 }],
    ['{"a": }', 'value', { line: 1, column: 6 }],
    ['{"a": "b', 'quote', { line: 1, column: 8 }],
    ['"\\x"', 'escape', { line: 1, column: 1 }],
    ['{} {}', 'end', { line: 1, column: 3 }],
    ['', 'value', { line: 1, column: 0 }],
    ['['.repeat(100_000), 'shallower', { line: 1, column: 101 }],
  ])('%j lacks %s where it stops', (text, expected, place) => {
    const problem = problemOf(text);
    expect(problem?.expected).toBe(expected);
    expect(lineOf(text, problem?.offset ?? 0)).toEqual(place);
  });
});

describe('statements', () => {
  test('a single one is read like a list of one, with its line', () => {
    const reading = readStatements('{\n"Statement":\n{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}');
    expect(reading).toMatchObject({
      kind: 'policy',
      statements: [
        { number: 1, line: 3, effect: 'Allow', actions: { isExcept: false, values: ['s3:Get*'] } },
      ],
    });
  });

  test('what is no policy has none', () => {
    for (const text of ['[]', '3', '{"Statement": 3}', '{"Statement": [[], null]}']) {
      const reading = readStatements(text);
      expect(reading.kind === 'policy' ? summaryRows(reading.statements) : reading).toEqual([]);
    }
  });

  test('a statement has a row for each service that it names, whatever the case', () => {
    const document = {
      Statement: [
        { Effect: 'Allow', Action: ['s3:Get*', 'S3:Put*', 'ec2:*', 'ec2:Run*'], Resource: '*' },
        { Effect: 'Deny', NotAction: ['iam:*', 's3:*'], Resource: '*' },
        { Effect: 'Allow', Action: '*', Resource: '*' },
      ],
    };
    const reading = readStatements(JSON.stringify(document));
    const rows = reading.kind === 'policy' ? summaryRows(reading.statements) : [];
    expect(rows.map(({ statement, service, actions }) => [statement.number, service, actions])).toEqual([
      [1, 's3', ['Get*', 'Put*']],
      [1, 'ec2', []],
      [2, '*', ['iam:*', 's3:*']],
      [3, '*', []],
    ]);
  });
});

test('a_difference_holds_both_texts', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const [before, after] = [a.join('\n'), b.join('\n')];
      const diff = lineDiff(before, after);
      const side = (gone: string) =>
        diff
          .filter(({ sign }) => sign !== gone)
          .map(({ line }) => line)
          .join('\n');
      expect([side('+'), side('-')]).toEqual([before, after]);
      expect(before !== after || diff.every(({ sign }) => sign === ' ')).toBe(true);
    }),
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function problemOf(text: string): JsonProblem | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (problem) {
    if (problem instanceof JsonProblem) return problem;
    throw problem;
  }
}
