import type { Connection } from './connection.ts';
import { connectionsOfEvents, lookUpPage, type ActivityEvent } from './look-up-events.ts';

/** What is known of the requests that the server remembers. */
export interface KnownEvents {
  /** Newest first. */
  readonly events: readonly ActivityEvent[];
  /** Whether there are none that are older. */
  readonly isWhole: boolean;
}

/** After how many pages what came meanwhile is given up: then it begins anew. */
const MOST_FRESH_PAGES = 10;

/** More than the server remembers at any time. */
const MOST = 10_000;

/** The requests of a person's region as far as they were looked up: from the newest on, backwards as far as is asked for. */
export class EventLog {
  readonly #regions: readonly RegionsLog[];

  constructor(connection: Connection) {
    this.#regions = connectionsOfEvents(connection).map((one) => new RegionsLog(one));
  }

  /** Those that came since it was looked last. */
  async refresh(signal: AbortSignal): Promise<KnownEvents> {
    await Promise.all(this.#regions.map((region) => region.refresh(signal)));
    return this.known();
  }

  /** One page further back. */
  async lookBack(signal: AbortSignal): Promise<KnownEvents> {
    await Promise.all(this.#regions.map((region) => region.lookBack(signal)));
    return this.known();
  }

  known(): KnownEvents {
    const events = this.#regions.flatMap((region) => region.events);
    return {
      events: events.sort((a, b) => b.at.getTime() - a.at.getTime()),
      isWhole: this.#regions.every(({ isWhole }) => isWhole),
    };
  }
}

/** One region's. */
class RegionsLog {
  readonly #connection: Connection;
  #events: readonly ActivityEvent[] = [];
  /** Of the oldest page that is known. */
  #next: string | undefined;
  #isBegun = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get events(): readonly ActivityEvent[] {
    return this.#events;
  }

  get isWhole(): boolean {
    return this.#isBegun && this.#next === undefined;
  }

  async refresh(signal: AbortSignal): Promise<void> {
    const known = new Set(this.#events.map(({ id }) => id));
    const fresh: ActivityEvent[] = [];
    let next: string | undefined;
    for (let page = 0; page < MOST_FRESH_PAGES; page += 1) {
      const answer = await lookUpPage(this.#connection, next, signal);
      const place = answer.events.findIndex(({ id }) => known.has(id));
      fresh.push(...(place < 0 ? answer.events : answer.events.slice(0, place)));
      if (place >= 0) {
        this.#events = [...fresh, ...this.#events].slice(0, MOST);
        return;
      }
      ({ next } = answer);
      if (next === undefined || !this.#isBegun) break;
    }
    this.#events = fresh;
    this.#next = next;
    this.#isBegun = true;
  }

  async lookBack(signal: AbortSignal): Promise<void> {
    if (!this.#isBegun || this.#next === undefined) return;
    const asked = this.#next;
    const { events, next } = await lookUpPage(this.#connection, asked, signal);
    // Meanwhile it may have begun anew.
    if (this.#next !== asked) return;
    const known = new Set(this.#events.map(({ id }) => id));
    this.#events = [...this.#events, ...events.filter(({ id }) => !known.has(id))];
    this.#next = next;
  }
}
