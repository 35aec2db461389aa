import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type Scalar } from 'yaml';
import type { TextPosition } from '../../policy/json/text-position.ts';
import type { SourceText } from '../source-text.ts';
import type { Spot } from '../spot.ts';

/**
 * Finds places in a template's text, by the library's ranges; JSON is read as YAML's flow style. A way
 * that leads nowhere (a loop that was written out, a file that was included) ends where it can no
 * longer be followed.
 */
export class Locator {
  readonly #source: SourceText;
  readonly #document: Document.Parsed;

  constructor(source: SourceText) {
    this.#source = source;
    this.#document = parseDocument(source.text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  }

  /** Line and column of a place, both from 1. */
  positionOf({ resource, steps, isKey }: Spot): TextPosition {
    const way = resource === undefined ? steps : ['Resources', resource, ...steps];
    let node: unknown = this.#document.contents;
    let at = this.#startOf(node);
    for (const [index, step] of way.entries()) {
      const next = this.#step(node, step);
      if (next === undefined) break;
      const isLast = index === way.length - 1;
      // A function in its short form is one node with its argument.
      if (next.node !== node) at = isLast && isKey === true ? next.key : this.#startOf(next.node, next.key);
      node = next.node;
    }
    return this.#source.positionAt(at);
  }

  #step(given: unknown, step: string | number): { readonly node: unknown; readonly key: number } | undefined {
    const node = isAlias(given) ? given.resolve(this.#document) : given;
    if (typeof step === 'string' && isShort(node, step)) return { node, key: this.#startOf(node) };
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && nameOf(key) === step);
      if (pair === undefined) return undefined;
      return { node: pair.value, key: (pair.key as Scalar).range?.[0] ?? 0 };
    }
    if (isSeq(node) && typeof step === 'number') {
      const item: unknown = node.items[step];
      return item === undefined ? undefined : { node: item, key: this.#startOf(item) };
    }
    // `!GetAtt A.B` is a list of two that is written as one text.
    return isScalar(node) && typeof step === 'number' ? { node, key: this.#startOf(node) } : undefined;
  }

  /** Where a node begins, its tag included. @param otherwise for a value that is left out */
  #startOf(given: unknown, otherwise = 0): number {
    const node = given as Node | null;
    const start = node?.range?.[0];
    if (start === undefined) return otherwise;
    if (node?.tag === undefined) return start;
    const { text } = this.#source;
    const tag = text.lastIndexOf(node.tag, start);
    return tag >= 0 && text.slice(tag + node.tag.length, start).trim() === '' ? tag : start;
  }
}

function isShort(node: unknown, name: string): boolean {
  const tag = (node as Node | null)?.tag;
  return tag !== undefined && tag === `!${name.replace(/^Fn::/, '')}`;
}

function nameOf(key: Scalar): string {
  return key.source ?? String(key.value);
}
