/** What is kept of a key: the epoch it was loaded under and the value, or its load in flight. */
interface Entry<V> {
  readonly epoch: number;
  value: V | Promise<V>;
}

/**
 * A bounded cache of what was read under an identity epoch. Never serves a value that was loaded under
 * an older epoch than the caller's; callers with the same key and epoch share one load. A load that
 * fails is not kept.
 *
 * The value was read after its epoch was, so it may be newer than its epoch, never older.
 */
export class EpochCache<K, V> {
  readonly #entries = new Map<K, Entry<V>>();
  readonly #capacity: number;

  /**
   * @param capacity how many keys are kept; the longest unused goes first. Who is used is noted only from half of it
   *   on: before that nobody is near to going, and to note it would cost more than to find the entry
   */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /**
   * @param epoch the store's epoch, whose read began after the caller's request arrived
   * @param load reads the value from the store
   */
  get(key: K, epoch: number, load: () => Promise<V>): V | Promise<V> {
    const kept = this.#entries.get(key);
    if (kept !== undefined && kept.epoch >= epoch) {
      if (this.#entries.size > this.#capacity / 2) this.#touch(key, kept);
      return kept.value;
    }
    const entry: Entry<V> = { epoch, value: this.#load(key, load, () => entry) };
    this.#touch(key, entry);
    if (this.#entries.size > this.#capacity) this.#dropOldest();
    return entry.value;
  }

  /** How many keys are kept. */
  get size(): number {
    return this.#entries.size;
  }

  async #load(key: K, load: () => Promise<V>, entry: () => Entry<V>): Promise<V> {
    try {
      const value = await load();
      entry().value = value;
      return value;
    } catch (error) {
      if (this.#entries.get(key) === entry()) this.#entries.delete(key);
      throw error;
    }
  }

  #touch(key: K, entry: Entry<V>): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
  }

  #dropOldest(): void {
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
