import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonNode } from './json-node.ts';
import { JsonSyntaxError, parseJson } from './parse-json.ts';
import { positionAt } from './text-position.ts';

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
    case 'array':
      return node.items.map(plain);
    case 'null':
      return null;
    case 'string':
    case 'number':
    case 'boolean':
      return node.value;
  }
}

/** What a parser makes of a text: its value, or that it refused. */
function outcome(parse: () => unknown): unknown {
  try {
    return { value: parse() };
  } catch (error) {
    return { refused: error instanceof SyntaxError || error instanceof JsonSyntaxError };
  }
}

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(parseJson(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const shred = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\\',
        'u00e9',
        'n',
        '"a"',
        '1',
        '-',
        '.5',
        'e3',
        'true',
        'null',
        ' ',
        '\n',
        '\u0001',
        '0',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(shred, (shreds) => {
        const text = shreds.join('');
        expect(outcome(() => plain(parseJson(text)))).toEqual(outcome(() => JSON.parse(text)));
      }),
      { numRuns: 10_000 },
    );
  });

  it('keeps places and duplicate keys', () => {
    const text = '{\n  "a": [1, "x"],\n  "a": true\n}';
    const node = parseJson(text);
    expect(node).toMatchObject({ kind: 'object', start: 0, end: text.length });
    const members = node.kind === 'object' ? node.members : [];
    expect(members.map(({ key, start, end }) => [key, text.slice(start, end)])).toEqual([
      ['a', '"a": [1, "x"]'],
      ['a', '"a": true'],
    ]);
    expect(positionAt(text, members[1]!.value.start)).toEqual({ line: 3, column: 8 });
  });
});
