import { compilePolicy } from './compile-policy.ts';
import type { CompiledPolicy, PolicyOrigin } from './compiled-policy.ts';

/**
 * Compiled policies by their document, the least recently used dropped first. A document never means
 * anything else, so an entry is never stale. The key is the text itself: the engine's own string hash
 * is its digest, and no two texts can be taken for one another.
 */
export class PolicyCache {
  readonly #compiled = new Map<string, CompiledPolicy>();
  readonly #maxCharacters: number;
  #characters = 0;

  /**
   * @param maxCharacters how much text may be held, in characters of documents; compiled, one takes
   *   about 8 bytes. 4 Mi by default: all AWS-managed policies and a quarter of that besides
   */
  constructor(maxCharacters = 4 * 1024 * 1024) {
    this.#maxCharacters = maxCharacters;
  }

  /** How many documents are held. */
  get size(): number {
    return this.#compiled.size;
  }

  /** The compiled policy of a valid document; the same text under another origin shares all but the origin. */
  get(text: string, origin: PolicyOrigin = {}): CompiledPolicy {
    const compiled = this.#take(text) ?? compilePolicy(text);
    this.#put(text, compiled);
    const { arn, name, source, attachedTo } = origin;
    return { ...compiled, arn, name, source, attachedTo };
  }

  #take(text: string): CompiledPolicy | undefined {
    const compiled = this.#compiled.get(text);
    if (compiled !== undefined && this.#compiled.delete(text)) this.#characters -= text.length;
    return compiled;
  }

  #put(text: string, compiled: CompiledPolicy): void {
    this.#compiled.set(text, compiled);
    this.#characters += text.length;
    for (const oldest of this.#compiled.keys()) {
      if (this.#characters <= this.#maxCharacters || oldest === text) return;
      this.#take(oldest);
    }
  }
}
