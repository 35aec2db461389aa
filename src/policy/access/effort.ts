/** What an inquiry may still cost, in steps; all its parts share one. */
export class Effort {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws EffortSpent when no more is left */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new EffortSpent();
  }
}

/** An inquiry that would cost more than it may. */
export class EffortSpent extends Error {
  override readonly name = 'EffortSpent';

  constructor() {
    super('the inquiry costs more than it may');
  }
}
