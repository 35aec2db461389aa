import type { Trail, TrailEntry } from '../operation/trail.ts';

/** The trail in memory: the last requests, oldest overwritten first. */
export class TrailRing implements Trail {
  readonly #entries: (TrailEntry | undefined)[];
  #next = 0;

  /** @param size how many requests it remembers */
  constructor(size = 2000) {
    this.#entries = Array.from({ length: size });
  }

  record(entry: TrailEntry): void {
    this.#entries[this.#next] = entry;
    this.#next = (this.#next + 1) % this.#entries.length;
  }

  recent(limit: number): readonly TrailEntry[] {
    const size = this.#entries.length;
    const found: TrailEntry[] = [];
    for (let back = 1; back <= size && found.length < limit; back += 1) {
      const entry = this.#entries[(this.#next - back + size) % size];
      if (entry === undefined) break;
      found.push(entry);
    }
    return found;
  }
}
