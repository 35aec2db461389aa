import type { JsonMember, JsonNode } from './json-node.ts';

/** Text that is no JSON, and where it ceases to be. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** No policy nests deeper than 7; what nests deeper than this is refused before it costs anything. */
const MAX_DEPTH = 32;

/**
 * Parses JSON (RFC 8259) and keeps each value's place.
 * @throws JsonSyntaxError for anything else, and for nesting deeper than 32
 */
export function parseJson(text: string): JsonNode {
  const reader = new JsonReader(text);
  return reader.document();
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonNode {
    this.#space();
    const node = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#unexpected('the end');
    return node;
  }

  #value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new JsonSyntaxError(`nested deeper than ${MAX_DEPTH}`, this.#at);
    const start = this.#at;
    switch (this.#text.charAt(start)) {
      case '{':
        return { kind: 'object', members: this.#members(depth), start, end: this.#at };
      case '[':
        return { kind: 'array', items: this.#items(depth), start, end: this.#at };
      case '"':
        return { kind: 'string', value: this.#string(), start, end: this.#at };
      case 't':
        this.#word('true');
        return { kind: 'boolean', value: true, start, end: this.#at };
      case 'f':
        this.#word('false');
        return { kind: 'boolean', value: false, start, end: this.#at };
      case 'n':
        this.#word('null');
        return { kind: 'null', start, end: this.#at };
      default:
        return { kind: 'number', value: this.#number(), start, end: this.#at };
    }
  }

  #members(depth: number): JsonMember[] {
    const members: JsonMember[] = [];
    this.#list('}', () => {
      const start = this.#at;
      const key = this.#string();
      this.#space();
      this.#word(':');
      this.#space();
      const value = this.#value(depth + 1);
      members.push({ key, value, start, end: this.#at });
    });
    return members;
  }

  #items(depth: number): JsonNode[] {
    const items: JsonNode[] = [];
    this.#list(']', () => items.push(this.#value(depth + 1)));
    return items;
  }

  /** Reads from an opening bracket to its closing one; `item` reads what stands between commas. */
  #list(close: string, item: () => void): void {
    this.#at += 1;
    this.#space();
    if (this.#text[this.#at] === close) {
      this.#at += 1;
      return;
    }
    for (;;) {
      item();
      this.#space();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== close) throw this.#unexpected(`\`,\` or \`${close}\``);
      this.#at += 1;
      if (next === close) return;
      this.#space();
    }
  }

  #string(): string {
    if (this.#text[this.#at] !== '"') throw this.#unexpected('a string');
    this.#at += 1;
    let value = '';
    for (;;) {
      value += this.#plain();
      const next = this.#text[this.#at];
      this.#at += 1;
      if (next === '"') return value;
      if (next !== '\\') throw new JsonSyntaxError('a string does not end here', this.#at - 1);
      value += this.#escape();
    }
  }

  /** The inside of a string up to its quote, an escape, or what may not stand in it. */
  #plain(): string {
    const start = this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (!(code >= 0x20) || code === QUOTE || code === BACKSLASH) return this.#text.slice(start, this.#at);
      this.#at += 1;
    }
  }

  #escape(): string {
    const escape = this.#text[this.#at] ?? '';
    this.#at += 1;
    const plain = ESCAPES[escape];
    if (plain !== undefined) return plain;
    const hex = this.#text.slice(this.#at, this.#at + 4);
    if (escape !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) {
      throw new JsonSyntaxError('no such escape', this.#at - 2);
    }
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  #number(): number {
    const digits = this.#match(NUMBER);
    if (digits === '') throw this.#unexpected('a value');
    return Number(digits);
  }

  #word(word: string): void {
    if (!this.#text.startsWith(word, this.#at)) throw this.#unexpected(`\`${word}\``);
    this.#at += word.length;
  }

  #match(sticky: RegExp): string {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #unexpected(wanted: string): JsonSyntaxError {
    return new JsonSyntaxError(`${wanted} expected`, this.#at);
  }
}
