import type { Trail, TrailEntry } from '../operation/trail.ts';

/** How many permissions of one request are remembered: deleting objects may ask for a thousand. */
const MOST_DECISIONS = 20;

/** The first of them, and the last, on which a refusal ended. */
function shortened(entry: TrailEntry): TrailEntry {
  const { decisions } = entry;
  return { ...entry, decisions: [...decisions.slice(0, MOST_DECISIONS - 1), ...decisions.slice(-1)] };
}

/** The trail in memory: the last requests, oldest overwritten first. */
export class TrailRing implements Trail {
  readonly #entries: (TrailEntry | undefined)[];
  #next = 0;

  /** @param size how many requests it remembers */
  constructor(size = 2000) {
    this.#entries = Array.from({ length: size });
  }

  record(entry: TrailEntry): void {
    this.#entries[this.#next] = entry.decisions.length > MOST_DECISIONS ? shortened(entry) : entry;
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

  find(requestId: string): TrailEntry | undefined {
    return this.#entries.find((entry) => entry?.requestId === requestId);
  }
}
