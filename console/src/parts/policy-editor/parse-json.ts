/** A value of a JSON document and where it stands: offsets, the end behind it. */
export type JsonNode = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
);

interface JsonMember {
  readonly name: string;
  readonly value: JsonNode;
}

/** What a parser wanted where it stopped. */
export type Expected =
  | 'value'
  | 'name'
  | 'colon'
  | 'commaOrBrace'
  | 'commaOrBracket'
  | 'end'
  | 'quote'
  | 'escape'
  | 'shallower';

/** Where a text is no JSON, and why. */
export class JsonProblem extends Error {
  readonly expected: Expected;
  /** From the text's beginning. */
  readonly offset: number;

  constructor(expected: Expected, offset: number) {
    super(`expected ${expected} at ${offset}`);
    this.expected = expected;
    this.offset = offset;
  }
}

/** Deeper than any policy; a text of brackets alone shall not exhaust the stack. */
const DEEPEST = 100;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/**
 * Reads JSON and keeps where each value stands, which `JSON.parse` forgets.
 *
 * @throws JsonProblem at the first character that does not belong there
 */
export function parseJson(text: string): JsonNode {
  let at = 0;
  const fail = (expected: Expected): never => {
    throw new JsonProblem(expected, at);
  };
  const skip = () => {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
  };
  const take = (character: string, expected: Expected) => {
    skip();
    if (text[at] !== character) fail(expected);
    at += 1;
  };
  const string = (expected: Expected): string => {
    const from = at;
    if (text[at] !== '"') fail(expected);
    at += 1;
    while (text[at] !== '"') {
      if (at >= text.length || text[at]! < ' ') fail('quote');
      at += text[at] === '\\' ? 2 : 1;
    }
    at += 1;
    try {
      return JSON.parse(text.slice(from, at)) as string;
    } catch {
      at = from + 1;
      return fail('escape');
    }
  };
  const literal = (): string | number | boolean | null => {
    if (text[at] === '"') return string('value');
    for (const [word, value] of WORDS) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return value;
    }
    NUMBER.lastIndex = at;
    const [number] = NUMBER.exec(text) ?? fail('value');
    at += number.length;
    return Number(number);
  };
  const listed = (close: string, expected: Expected, one: () => void) => {
    at += 1;
    skip();
    if (text[at] === close) {
      at += 1;
      return;
    }
    for (;;) {
      one();
      skip();
      if (text[at] === close) break;
      take(',', expected);
    }
    at += 1;
  };
  const value = (depth: number): JsonNode => {
    skip();
    const from = at;
    if (depth > DEEPEST) fail('shallower');
    if (text[at] === '{') {
      const members: JsonMember[] = [];
      listed('}', 'commaOrBrace', () => {
        skip();
        const name = string('name');
        take(':', 'colon');
        members.push({ name, value: value(depth + 1) });
      });
      return { kind: 'object', members, from, to: at };
    }
    if (text[at] === '[') {
      const items: JsonNode[] = [];
      listed(']', 'commaOrBracket', () => void items.push(value(depth + 1)));
      return { kind: 'array', items, from, to: at };
    }
    return { kind: 'literal', value: literal(), from, to: at };
  };
  const root = value(0);
  skip();
  if (at < text.length) fail('end');
  return root;
}

/** What JSON without places would be. */
export function plain(node: JsonNode): unknown {
  if (node.kind === 'literal') return node.value;
  if (node.kind === 'array') return node.items.map(plain);
  return Object.fromEntries(node.members.map(({ name, value }) => [name, plain(value)]));
}
