/**
 * A map of bounded size that forgets what was used longest ago. Who is used is noted only from half its size on:
 * before that nothing is near to being forgotten, and to note it would cost more than to find it.
 */
export class LruCache<V> {
  readonly #entries = new Map<string, V>();
  readonly #limit: number;

  /** @param limit how many entries it holds at most, at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    if (this.#entries.size <= this.#limit / 2) return value;
    // A Map keeps the order of insertion: putting the entry in anew makes it the youngest.
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#limit) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  get size(): number {
    return this.#entries.size;
  }
}
