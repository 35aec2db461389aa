/** One character of a pattern, after variables were filled in. */
export type Sign =
  /** The character itself, be it a `*`: what a variable stood for is never a wildcard. */
  | { readonly is: 'character'; readonly character: string }
  /** `?`, any one character; `*`, any run of characters. Confined to a part, neither stands for a colon. */
  | { readonly is: '?' | '*'; readonly confined: boolean };

/** Text in which every character stands for itself. */
export function literally(text: string): Sign[] {
  return text.split('').map((character) => ({ is: 'character', character }));
}

/** Text in which `*` and `?` are wildcards for anything. */
export function asPattern(text: string): Sign[] {
  return text
    .split('')
    .map((character) =>
      character === '*' || character === '?'
        ? { is: character, confined: false }
        : { is: 'character', character },
    );
}

/**
 * Whether a pattern matches a whole text. Filled in like a table: `reached[n]` says that the signs so far
 * match the first n characters.
 */
export function matchesWhole(pattern: readonly Sign[], text: string): boolean {
  let reached = [true, ...Array.from(text, () => false)];
  reached.length = text.length + 1;
  for (const sign of pattern) {
    const next: boolean[] = [sign.is === '*' && reached[0] === true];
    for (let n = 1; n <= text.length; n += 1) {
      const fits = mayStandFor(sign, text.charAt(n - 1));
      next[n] =
        sign.is === '*'
          ? reached[n] === true || (fits && next[n - 1] === true)
          : fits && reached[n - 1] === true;
    }
    reached = next;
  }
  return reached[text.length] === true;
}

function mayStandFor(sign: Sign, character: string): boolean {
  if (sign.is === 'character') return sign.character === character;
  return !sign.confined || character !== ':';
}
