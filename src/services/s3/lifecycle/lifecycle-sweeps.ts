import type { House } from '../../../operation/house.ts';
import { bucketOf } from '../shared/bucket.ts';

/** How often it is looked whether a new day of emulated time has begun, ms. */
const LOOK_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Lets lifecycle rules act: at the start, when a day of emulated time begins, as rules count in whole days of
 * UTC, and when the operator moves the clock.
 */
export class LifecycleSweeps {
  readonly #house: House;
  #looking: NodeJS.Timeout | undefined;
  #sweptDay = -1;
  #running: Promise<void> = Promise.resolve();

  constructor(house: House) {
    this.#house = house;
  }

  /** Begins: what came due while no server ran is done in the background. */
  open(): void {
    this.#look();
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#looking.unref();
  }

  /** Resolves once every rule has acted that is due now. */
  sweep(): Promise<void> {
    const sweep = () => this.#sweep();
    this.#running = this.#running.then(sweep, sweep);
    return this.#running;
  }

  /** Ends with the sweep that is under way. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#running.catch(() => undefined);
  }

  /** Sweeps in the background where it was not yet done on this day. */
  #look(): void {
    const day = Math.floor(this.#house.clock.now().getTime() / DAY_MS);
    if (day === this.#sweptDay) return;
    this.sweep().catch((error: unknown) =>
      this.#house.log.error('lifecycle rules could not act; they will at the next start or day', error),
    );
  }

  async #sweep(): Promise<void> {
    const { store, clock } = this.#house;
    this.#sweptDay = Math.floor(clock.now().getTime() / DAY_MS);
    const rows = await store.read((tx) =>
      tx.selectFrom('buckets').selectAll().where('data', 'like', '%"lifecycle":%').execute(),
    );
    for (const row of rows) {
      const { name, lifecycle } = bucketOf(row);
      if (lifecycle === undefined) continue;
      const { BucketSweep } = await import('./sweep-bucket.ts');
      await new BucketSweep(this.#house, name, lifecycle.rules).run();
    }
  }
}
