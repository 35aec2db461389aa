import { isAlias, isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import { jsonProblemAt } from './json-problem.ts';
import { notWellFormed, tooComplex, unsupportedStructure } from './template-errors.ts';

/** A template's text as plain values, its short forms written out. */
export type Plain = null | string | number | boolean | readonly Plain[] | { readonly [name: string]: Plain };

/** No template nests that deep; what walks over one recurses that deep at most. */
const MAX_DEPTH = 100;

/** How many values a template may have with all its aliases written out. */
const MAX_VALUES = 200_000;

/** What CloudFormation takes in templates and not everywhere; everything is taken where nothing is said. */
export interface ReadingRules {
  /** Whether YAML's keys may be given twice; the last one counts. */
  readonly takesKeysTwice?: boolean | undefined;
  /** Whether YAML's tags stand for functions. */
  readonly takesShortForms?: boolean | undefined;
}

/**
 * Reads a template: JSON when it begins with a brace, YAML otherwise.
 *
 * @throws AwsError ValidationError, with line and column of what cannot be read
 */
export function readTemplate(text: string, rules: ReadingRules = {}): { readonly [name: string]: Plain } {
  const isJson = text.trimStart().startsWith('{');
  const value = isJson ? readJson(text) : readYaml(text, rules);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unsupportedStructure();
  return value as { readonly [name: string]: Plain };
}

function readJson(text: string): Plain {
  let value: Plain;
  try {
    value = JSON.parse(text) as Plain;
  } catch {
    throw notWellFormed('JSON', placeOf(text, jsonProblemAt(text)));
  }
  assertBounded(value);
  return value;
}

function assertBounded(root: Plain): void {
  let values = 0;
  let level: readonly Plain[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (depth > MAX_DEPTH || values > MAX_VALUES) throw tooComplex();
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values<Plain>(value) : [],
    );
  }
}

function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function readYaml(text: string, rules: ReadingRules): Plain {
  const document = parse(text);
  const [problem] = document.errors;
  if (problem !== undefined) {
    const [place] = problem.linePos ?? [];
    throw notWellFormed('YAML', { line: place?.line ?? 1, column: place?.col ?? 1 });
  }
  return new YamlReader(text, rules).read(document.contents, 0);
}

function parse(text: string) {
  if (nestsTooDeep(text) || holdsTooMany(text)) throw tooComplex();
  try {
    return parseDocument(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  } catch (error) {
    // The library recurses into what nests.
    if (error instanceof RangeError) throw tooComplex();
    throw error;
  }
}

/** The library takes quadratic time for what opens bracket upon bracket, so that is refused before. */
function nestsTooDeep(text: string): boolean {
  return /(?:[[{]\s*){100}|(?:- ){100}|(?:\? ){100}/.test(text);
}

/** So many lines and commas no template has, and the library takes its time for each. */
const MOST_PARTS = 50_000;

function holdsTooMany(text: string): boolean {
  let parts = 0;
  for (const _part of text.matchAll(/[\n,]/g)) if (++parts > MOST_PARTS) return true;
  return false;
}

/** Writes a document out as plain values: dates stay text, tags become functions, aliases are bounded. */
class YamlReader {
  readonly #text: string;
  readonly #rules: ReadingRules;
  readonly #anchors = new Map<string, { readonly value: Plain; readonly weight: number }>();
  #values = 0;

  constructor(text: string, rules: ReadingRules) {
    this.#text = text;
    this.#rules = rules;
  }

  read(node: unknown, depth: number): Plain {
    if (depth > MAX_DEPTH) throw tooComplex();
    if (isAlias(node)) return this.#aliased(node.source);
    const before = this.#count(1);
    const value = this.#tagged(node as Node | null, depth);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, { value, weight: this.#values - before });
    return value;
  }

  #aliased(name: string): Plain {
    const anchored = this.#anchors.get(name);
    // One inside what it names would never end.
    if (anchored === undefined) throw tooComplex();
    this.#count(anchored.weight + 1);
    return anchored.value;
  }

  #count(more: number): number {
    const before = this.#values;
    this.#values += more;
    if (this.#values > MAX_VALUES) throw tooComplex();
    return before;
  }

  #tagged(node: Node | null, depth: number): Plain {
    const value = this.#untagged(node, depth);
    const tag = node?.tag;
    if (tag === undefined || !tag.startsWith('!') || tag === '!') return value;
    if (this.#rules.takesShortForms === false) throw this.#problemAt(node);
    const name = tag.slice(1);
    if (name === 'Ref' || name === 'Condition') return { [name]: value };
    if (name === 'GetAtt' && typeof value === 'string') return { 'Fn::GetAtt': attributeParts(value) };
    return { [`Fn::${name}`]: value };
  }

  #problemAt(node: Node | null) {
    return notWellFormed('YAML', placeOf(this.#text, node?.range?.[0] ?? 0));
  }

  #untagged(node: Node | null, depth: number): Plain {
    if (isMap(node)) {
      const members = new Map<string, Plain>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
        if (name === undefined) throw this.#problemAt(node);
        // The library's own check compares each key with each.
        if (this.#rules.takesKeysTwice === false && members.has(name)) throw this.#problemAt(key as Node);
        members.set(name, this.read(value, depth + 1));
      }
      return Object.fromEntries(members);
    }
    if (isSeq(node)) return node.items.map((item) => this.read(item, depth + 1));
    if (!isScalar(node)) return null;
    const { value, source } = node;
    if (typeof value === 'string' || value === null) return value;
    if (typeof value === 'boolean' && !isLetter(source)) return value;
    if (typeof value === 'number' && Number.isFinite(value) && !isTextOfDigits(source)) return value;
    return source ?? '';
  }
}

/** `y` and `n` are letters to CloudFormation, unlike `yes` and `no`. */
function isLetter(source: string | undefined): boolean {
  return source?.length === 1;
}

/** `12:30` is no number of 750, and `089` no octal one: a zero in front of it is meant. */
function isTextOfDigits(source = ''): boolean {
  return source.includes(':') || (/^0\d/.test(source) && /[89]/.test(source));
}

/** `Resource.Attribute.Nested`: all after the first full stop is the attribute. */
function attributeParts(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** A value's members; `undefined` for what is no object. */
export function asObject(value: Plain | undefined): { readonly [name: string]: Plain } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as { readonly [name: string]: Plain };
}
