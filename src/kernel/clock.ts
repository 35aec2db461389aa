/**
 * The house's two times. Emulated time governs expiry, `aws:CurrentTime` and whatever is stored;
 * it can be moved forward by the operator. Signatures, presigned URLs and the Date header are judged
 * in real time, as the clients' clocks are.
 */
export interface Clock {
  /** Emulated time. */
  now(): Date;
  /** Real time. */
  real(): Date;
}

/** A clock whose emulated time runs with real time, ahead of it by what it was advanced. */
export class MovableClock implements Clock {
  #aheadMs: number;

  /** @param aheadMs how far emulated time is ahead of real time, in milliseconds */
  constructor(aheadMs = 0) {
    this.#aheadMs = aheadMs;
  }

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  real(): Date {
    return new Date();
  }

  /** How far emulated time is ahead of real time, ms. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** Moves emulated time forward. @param byMs milliseconds, not negative: time never runs back */
  advance(byMs: number): void {
    if (!(byMs >= 0)) throw new RangeError(`emulated time cannot run back: advance by \`${byMs}\` ms`);
    this.#aheadMs += byMs;
  }

  /** Takes over how far another node has moved emulated time; less than ours changes nothing. */
  catchUp(aheadMs: number): void {
    this.#aheadMs = Math.max(this.#aheadMs, aheadMs);
  }
}
