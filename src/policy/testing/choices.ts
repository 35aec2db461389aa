import type { GeneratorValue } from 'fast-check';
import * as fc from 'fast-check';

/** What a generator of cases chooses by; fast-check makes a failing case smaller through it. */
export class Choices {
  readonly #generate: GeneratorValue;

  constructor(generate: GeneratorValue) {
    this.#generate = generate;
  }

  /** A whole number from 0 below `end`. */
  below(end: number): number {
    return this.#generate(fc.nat, end - 1);
  }

  /** True in so many of a hundred cases. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined && values.length === 0) throw new RangeError('nothing to choose from');
    return value as T;
  }

  /** So many values, `least` to `most`. */
  several<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }

  maybe<T>(share: number, make: () => T): T | undefined {
    return this.percent(share) ? make() : undefined;
  }
}
