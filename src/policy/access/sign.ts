import type { GlobToken } from '../glob.ts';
import { tokenizeGlob } from '../glob.ts';

/**
 * One place of a pattern. Texts are compared character by character (UTF-16 code units, as the engine
 * does); a variable of a policy is a character of its own kind, see `variableSymbol`.
 */
export type Sign =
  | { readonly kind: 'character'; readonly is: string }
  /** A character in either case. @see Sign for what is one; here it is lower-cased. */
  | { readonly kind: 'letter'; readonly is: string }
  /** Any one character; a confined one is no colon. */
  | { readonly kind: 'any'; readonly confined: boolean }
  /** Any run of characters. */
  | { readonly kind: 'run'; readonly confined: boolean }
  /** What a variable stands for. @see variableSymbol */
  | { readonly kind: 'variable'; readonly symbol: string };

export type Pattern = readonly Sign[];

const ANY: Sign = { kind: 'any', confined: false };
const RUN: Sign = { kind: 'run', confined: false };
const CONFINED_ANY: Sign = { kind: 'any', confined: true };
const CONFINED_RUN: Sign = { kind: 'run', confined: true };

/** The text itself. */
export function literalSigns(text: string): Sign[] {
  return text.split('').map((is) => ({ kind: 'character', is }));
}

/** The text in any case; `undefined` where lower-casing is not one character for one. */
export function caselessSigns(text: string): Sign[] | undefined {
  const characters = text.toLowerCase().split('');
  if (text.split('').some((one) => one.charCodeAt(0) > 127)) return undefined;
  return characters.map((is) => ({ kind: 'letter', is }));
}

/** A pattern with `*` and `?`. @param confined whether its wildcards may not stand for a colon */
export function globSigns(pattern: string, confined = false): Sign[] {
  return tokenSigns(tokenizeGlob(pattern), confined);
}

/** @param confined whether wildcards may not stand for a colon */
export function tokenSigns(tokens: readonly GlobToken[], confined = false): Sign[] {
  return tokens.flatMap((token): Sign[] => {
    if (token === 'star') return [confined ? CONFINED_RUN : RUN];
    if (token === 'any') return [confined ? CONFINED_ANY : ANY];
    return literalSigns(token.literal);
  });
}

/** Where the symbols of variables begin: Unicode's private use area. */
const FIRST_SYMBOL = 0xe000;
const SYMBOLS = 0x1900;

/** The symbol that stands in a text for the value of the variable of this number. */
export function variableSymbol(number: number): string {
  return String.fromCharCode(FIRST_SYMBOL + number);
}

/** The variable's number; `undefined` for an ordinary character. */
export function variableOf(character: string): number | undefined {
  const number = character.charCodeAt(0) - FIRST_SYMBOL;
  return number >= 0 && number < SYMBOLS ? number : undefined;
}
