import type { Spot } from './spot.ts';
import type { World } from './world.ts';

/** `error` is what fails or does not do what it says; `note` is what one should know. */
export type Level = 'error' | 'warning' | 'note';

/** A mistake that people make, and how it is found. */
export interface Rule {
  /** For example `profile-is-a-role`. */
  readonly name: string;
  readonly level: Level;
  /** What it looks at, in a few words. */
  readonly looksAt: string;
  find(world: World): Iterable<Found>;
}

/** One place where a rule found its mistake. */
export interface Found {
  readonly spot: Spot;
  /** What is wrong, one sentence without a full stop. */
  readonly says: string;
  /** What to write instead. */
  readonly mend: string;
  /** Where it weighs less or more than the rule says. */
  readonly level?: Level | undefined;
  /** The line, for what has no place in a tree. */
  readonly position?: { readonly line: number; readonly column: number } | undefined;
}
