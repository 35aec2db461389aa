import type { TextPosition } from '../policy/json/text-position.ts';
import type { Spot } from './spot.ts';
import type { World } from './world.ts';

/** A template or plan, read. */
export interface Linted {
  readonly world: World;
  /** Where a spot stands. */
  readonly locate: (spot: Spot) => Location;
  /** The place of a line and column, for text that cannot be read; a plan has none. */
  readonly locationOf?: ((position: TextPosition) => Location) | undefined;
  /** What of it could not be looked at, each a sentence. */
  readonly notLookedAt: readonly string[];
}

/** A place for a person. */
export interface Location {
  /** The file, where it is not the linted one: a plan's configuration. */
  readonly file?: string | undefined;
  /** From 1; absent where only the resource is known. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** The line's text. */
  readonly source?: string | undefined;
}

/** What is no template and no plan. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}
