import { EffortSpent, type Effort } from './effort.ts';
import { variableOf, type Pattern, type Sign } from './sign.ts';

/** A pattern among others. */
export interface SoughtPattern {
  readonly signs: Pattern;
  /**
   * Whether it may match: a variable stands for anything then. Otherwise it must match whatever the
   * variables' values are.
   */
  readonly loose?: boolean | undefined;
}

/** Texts that no pattern tells apart. */
export interface TextClass {
  /** One of them, a shortest. */
  readonly text: string;
  /** Which patterns match them: bit n for pattern n. */
  readonly matches: bigint;
  /** Whether they are free of variables' symbols. */
  readonly plain: boolean;
}

/** After some text: of each pattern the places it may have come to; none when it cannot match any more. */
interface State {
  readonly text: string;
  readonly plain: boolean;
  readonly places: readonly (readonly number[])[];
}

const NOWHERE: readonly number[] = [];

/**
 * All classes of texts that the patterns tell apart, each with a text: exact and complete. It walks all
 * texts at once, together with the places that every pattern may have come to; a character that no pattern
 * waits for stands for all such.
 *
 * @param within only texts that this pattern matches
 * @throws EffortSpent
 */
export function textClasses(
  patterns: readonly SoughtPattern[],
  effort: Effort,
  within?: Pattern,
): readonly TextClass[] {
  const all = within === undefined ? patterns : [...patterns, { signs: within }];
  if (all.some(({ signs }) => signs.some(isMistakable))) throw new EffortSpent();
  const other = unnamedCharacter(all);
  const start = { text: '', plain: true, places: all.map(({ signs, loose }) => closure(signs, [0], loose)) };
  const seen = new Set([keyOf(start)]);
  const classes = new Map<string, TextClass>();
  const open: State[] = [start];
  for (let at = 0; at < open.length; at += 1) {
    const state = open[at]!;
    if (within === undefined || isAtEnd(state, all, all.length - 1)) collect(state, patterns, classes);
    for (const character of expected(state, all, other)) {
      const next = step(state, all, character, effort);
      if (within !== undefined && next.places.at(-1)?.length === 0) continue;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      effort.spend(key.length);
      seen.add(key);
      open.push(next);
    }
  }
  return [...classes.values()];
}

/** A character of a policy that could be taken for a variable's symbol: no document that passed validation has one. */
function isMistakable(sign: Sign): boolean {
  return sign.kind === 'character' && variableOf(sign.is) !== undefined;
}

/** Whether a pattern matches a text; a variable's symbol is one. */
export function matchesText(signs: Pattern, text: string): boolean {
  let places = closure(signs, [0]);
  for (const character of text.split('')) places = advance(signs, places, character);
  return places.includes(signs.length);
}

function collect(state: State, patterns: readonly SoughtPattern[], classes: Map<string, TextClass>): void {
  let matches = 0n;
  for (const index of patterns.keys()) if (isAtEnd(state, patterns, index)) matches |= 1n << BigInt(index);
  const key = `${matches} ${state.plain}`;
  if (!classes.has(key)) classes.set(key, { text: state.text, matches, plain: state.plain });
}

function isAtEnd({ places }: State, patterns: readonly SoughtPattern[], index: number): boolean {
  return places[index]?.includes(patterns[index]?.signs.length ?? -1) ?? false;
}

function step(state: State, patterns: readonly SoughtPattern[], character: string, effort: Effort): State {
  const places = state.places.map((here, index) => {
    if (here.length === 0) return NOWHERE;
    effort.spend(here.length);
    const { signs, loose } = patterns[index]!;
    return advance(signs, here, character, loose);
  });
  const plain = state.plain && variableOf(character) === undefined;
  return { text: state.text + character, plain, places };
}

function advance(
  signs: Pattern,
  places: readonly number[],
  character: string,
  loose = false,
): readonly number[] {
  const isVariable = variableOf(character) !== undefined;
  if (loose && isVariable) {
    // The variable may stand for whatever leads to any later place.
    const from = places[0] ?? signs.length;
    return Array.from({ length: signs.length + 1 - from }, (_, at) => from + at);
  }
  const next: number[] = [];
  for (const place of places) {
    const sign = signs[place];
    if (sign === undefined) continue;
    if (isRun(sign, loose)) {
      if (takes(sign, character, isVariable, loose)) next.push(place);
    } else if (takes(sign, character, isVariable, loose)) next.push(place + 1);
  }
  return next.length === 0 ? NOWHERE : closure(signs, next, loose);
}

function isRun(sign: Sign, loose: boolean): boolean {
  return sign.kind === 'run' || (loose && sign.kind === 'variable');
}

function takes(sign: Sign, character: string, isVariable: boolean, loose: boolean): boolean {
  switch (sign.kind) {
    case 'character':
      return sign.is === character;
    case 'letter':
      return sign.is === character.toLowerCase();
    case 'any':
      return !isVariable && !(sign.confined && character === ':');
    case 'run':
      // A variable's value may hold a colon.
      return !sign.confined || (!isVariable && character !== ':');
    case 'variable':
      return loose || sign.symbol === character;
  }
}

/** With every place that is reached by letting a run stand for nothing; ascending, each once. */
function closure(signs: Pattern, places: readonly number[], loose = false): readonly number[] {
  const all = new Set<number>();
  for (let place of places) {
    all.add(place);
    for (let sign = signs[place]; sign !== undefined && isRun(sign, loose); sign = signs[place]) {
      all.add((place += 1));
    }
  }
  return [...all].sort((a, b) => a - b);
}

/** The Kelvin sign: the one character beyond ASCII whose lower case is a letter within. */
const KELVIN = '\u212a';

/** The characters that some pattern waits for, and one that none does. */
function expected({ places }: State, patterns: readonly SoughtPattern[], other: string): Set<string> {
  const characters = new Set([other]);
  for (const [index, here] of places.entries()) {
    const { signs } = patterns[index]!;
    for (const place of here) {
      const sign = signs[place];
      switch (sign?.kind) {
        case 'character':
          characters.add(sign.is);
          break;
        case 'letter':
          characters.add(sign.is).add(sign.is.toUpperCase());
          if (sign.is === 'k') characters.add(KELVIN);
          break;
        case 'any':
        case 'run':
          if (sign.confined) characters.add(':');
          break;
        case 'variable':
          characters.add(sign.symbol);
          break;
        case undefined:
          break;
      }
    }
  }
  return characters;
}

const CANDIDATES = 'zqjwyvubcdfghikmnoprstaelx0123456789-_.+=,@ZQJWYVUBCDFGHIKMNOPRSTAELX';

/** A character that no pattern names. */
function unnamedCharacter(patterns: readonly SoughtPattern[]): string {
  const named = new Set<string>([':', '*', '?', '$', '{', '}', '/', KELVIN]);
  for (const { signs } of patterns) {
    for (const sign of signs) {
      if (sign.kind === 'character' || sign.kind === 'letter') {
        named.add(sign.is).add(sign.is.toLowerCase()).add(sign.is.toUpperCase());
      }
    }
  }
  const free = CANDIDATES.split('').find((character) => !named.has(character));
  if (free !== undefined) return free;
  for (let code = 0x4e00; ; code += 1) {
    const character = String.fromCharCode(code);
    if (!named.has(character)) return character;
  }
}

function keyOf({ plain, places }: State): string {
  let key = plain ? '' : '$';
  for (const [index, here] of places.entries()) if (here.length > 0) key += `${index}:${here.join()};`;
  return key;
}
