/**
 * Wildcard patterns: `*` for any run of characters, `?` for any one. A pattern is cut at its stars;
 * each piece is looked for once, leftmost first, so that no input makes matching worse than linear
 * in text × pieces with wildcards of 32 characters a step: there is nothing to backtrack to.
 */
export type Glob = (text: string) => boolean;

/** A pattern's parts, for whoever must say that a `*` is meant literally. */
export type GlobToken = 'star' | 'any' | { readonly literal: string };

/** Compiles a pattern written with `*` and `?`; everything else stands for itself. */
export function compileGlob(pattern: string): Glob {
  if (pattern === '*') return always;
  const star = pattern.indexOf('*');
  const any = pattern.indexOf('?');
  if (star < 0 && any < 0) return (text) => text === pattern;
  if (any < 0 && star === pattern.length - 1) {
    const prefix = pattern.slice(0, -1);
    return (text) => standsAt(prefix, text, 0);
  }
  return any < 0 ? literalGlob(pattern.split('*')) : compileGlobTokens(tokenizeGlob(pattern));
}

/** The same as for tokens, without `?` and so without pieces to call. */
function literalGlob(pieces: readonly string[]): Glob {
  const middle = pieces.slice(1, -1);
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  const shortest = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return (text) => {
    const end = text.length - last.length;
    if (text.length < shortest || !standsAt(first, text, 0) || !standsAt(last, text, end)) return false;
    let from = first.length;
    for (const piece of middle) {
      from = behind(piece, text, from);
      if (from < 0) return false;
    }
    return from <= end;
  };
}

/** Takes a pattern apart. */
export function tokenizeGlob(pattern: string): GlobToken[] {
  const tokens: GlobToken[] = [];
  let from = 0;
  for (let at = 0; at <= pattern.length; at += 1) {
    const char = pattern[at];
    if (char !== '*' && char !== '?' && char !== undefined) continue;
    if (at > from) tokens.push({ literal: pattern.slice(from, at) });
    if (char !== undefined) tokens.push(char === '*' ? 'star' : 'any');
    from = at + 1;
  }
  return tokens;
}

/** Compiles a pattern given as tokens. */
export function compileGlobTokens(tokens: readonly GlobToken[]): Glob {
  const middle = cutAtStars(tokens);
  let shortest = 0;
  for (const piece of middle) shortest += piece.length;
  const first = middle.shift();
  const last = middle.pop();
  if (first === undefined) return (text) => text === '';
  if (last === undefined) return (text) => text.length === first.length && first.isAt(text, 0);
  return (text) => {
    if (text.length < shortest) return false;
    const end = text.length - last.length;
    if (!first.isAt(text, 0) || !last.isAt(text, end)) return false;
    let from = first.length;
    for (const piece of middle) {
      const at = piece.find(text, from, end);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return from <= end;
  };
}

/** Where a piece's first occurrence at or after `from` ends; -1 when there is none. */
function behind(piece: string, text: string, from: number): number {
  if (piece.length === 1) {
    // A lone separator is near as a rule: nearer than a call of `indexOf` is short.
    const code = piece.charCodeAt(0);
    for (let at = from; at < text.length; at += 1) if (text.charCodeAt(at) === code) return at + 1;
    return -1;
  }
  const at = text.indexOf(piece, from);
  return at < 0 ? -1 : at + piece.length;
}

/**
 * Whether a piece stands at a place of a text. ARNs differ late, so its end is compared first; what is
 * long is then compared whole, which is faster than by the character and than `startsWith`.
 */
function standsAt(piece: string, text: string, at: number): boolean {
  const { length } = piece;
  if (text.length < at + length) return false;
  const tail = length > LONG ? length - TAIL : 0;
  for (let i = length - 1; i >= tail; i -= 1) {
    if (piece.charCodeAt(i) !== text.charCodeAt(at + i)) return false;
  }
  return tail === 0 || text.slice(at, at + length) === piece;
}

const LONG = 12;
const TAIL = 3;

function always(): boolean {
  return true;
}

/** What stands between two stars. */
interface Piece {
  readonly length: number;
  isAt(text: string, at: number): boolean;
  /** Where it first begins at or after `from` and ends at or before `end`; -1 when nowhere. */
  find(text: string, from: number, end: number): number;
}

function cutAtStars(tokens: readonly GlobToken[]): Piece[] {
  const pieces: Piece[] = [];
  let chars = '';
  let wild: number[] = [];
  const cut = () => {
    pieces.push(wild.length === 0 ? literalPiece(chars) : wildPiece(chars, wild));
    chars = '';
    wild = [];
  };
  for (const token of tokens) {
    if (token === 'star') cut();
    else if (token === 'any') {
      wild.push(chars.length);
      chars += '?';
    } else chars += token.literal;
  }
  cut();
  return pieces;
}

function literalPiece(chars: string): Piece {
  return {
    length: chars.length,
    isAt: (text, at) => standsAt(chars, text, at),
    find: (text, from, end) => {
      const at = text.indexOf(chars, from);
      return at + chars.length <= end ? at : -1;
    },
  };
}

/**
 * A piece with `?` in it, found by the shift-and method: bit i of the state says that the piece's first
 * i + 1 characters end here. One step a character and 32 characters of the piece.
 * @param wild the places in `chars` that stand for any character, ascending
 */
function wildPiece(chars: string, wild: readonly number[]): Piece {
  const length = chars.length;
  const words = (length + 31) >>> 5;
  const anywhere = new Int32Array(words);
  for (const at of wild) anywhere[at >>> 5]! |= 1 << (at & 31);
  const masks = new Map<number, Int32Array>();
  for (let at = 0; at < length; at += 1) {
    if ((anywhere[at >>> 5]! >>> (at & 31)) & 1) continue;
    const code = chars.charCodeAt(at);
    let mask = masks.get(code);
    if (mask === undefined) masks.set(code, (mask = anywhere.slice()));
    mask[at >>> 5]! |= 1 << (at & 31);
  }
  const lastWord = words - 1;
  const lastBit = (length - 1) & 31;
  return {
    length,
    isAt: (text, at) => {
      for (let i = 0; i < length; i += 1) {
        const isWild = (anywhere[i >>> 5]! >>> (i & 31)) & 1;
        if (!isWild && chars.charCodeAt(i) !== text.charCodeAt(at + i)) return false;
      }
      return true;
    },
    find: (text, from, end) => {
      const state = new Int32Array(words);
      for (let at = from; at < end; at += 1) {
        const mask = masks.get(text.charCodeAt(at)) ?? anywhere;
        let carry = 1;
        for (let word = 0; word < words; word += 1) {
          const shifted = (state[word]! << 1) | carry;
          carry = state[word]! >>> 31;
          state[word] = shifted & mask[word]!;
        }
        if ((state[lastWord]! >>> lastBit) & 1) return at + 1 - length;
      }
      return -1;
    },
  };
}
