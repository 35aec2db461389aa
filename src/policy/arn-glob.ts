import type { Glob, GlobToken } from './glob.ts';
import { compileGlobTokens, tokenizeGlob } from './glob.ts';

/** A part of a resource pattern; a confined wildcard stands for anything but a colon. */
export type ArnToken = GlobToken | 'confined star' | 'confined any';

/**
 * Compiles a resource pattern. In the first five parts of the ARN a wildcard stays inside its part, but
 * for a `*` at the part's end, which may run on across colons; in the last part all may.
 * @param head the first five parts, without the colon that ends them
 * @param tail that colon and the last part
 */
export function compileArnGlob(head: string, tail: readonly GlobToken[]): Glob {
  const loose = compileGlobTokens([...tokenizeGlob(head), ...tail]);
  if (!hasConfinedWildcard(head)) return loose;
  const tokens = [...tokenizeHead(head), ...tail];
  // What does not match with all wildcards free does not match with some confined.
  return (resource) => loose(resource) && matchesByTable(tokens, resource);
}

/** Whether a wildcard stands in the first five parts that may not leave its part. */
export function hasConfinedWildcard(head: string): boolean {
  return /\*[^:*]|\?/.test(head);
}

/** The first five parts of an ARN, its wildcards confined where they are. */
export function tokenizeHead(head: string): ArnToken[] {
  // Split so, every other piece is a confined wildcard.
  return head.split(/(\*(?=[^:])|\?)/).flatMap((piece, at): ArnToken[] => {
    if (at % 2 === 0) return tokenizeGlob(piece);
    return [piece === '*' ? 'confined star' : 'confined any'];
  });
}

/** After each token: at which places of the text it may have ended. Text × pattern steps at most. */
function matchesByTable(tokens: readonly ArnToken[], text: string): boolean {
  let ends = new Uint8Array(text.length + 1);
  ends[0] = 1;
  for (const token of tokens) {
    const next = new Uint8Array(text.length + 1);
    for (let at = 0; at <= text.length; at += 1) {
      const isColon = at > 0 && text[at - 1] === ':';
      switch (token) {
        case 'star':
          next[at] = ends[at]! | (next[at - 1] ?? 0);
          break;
        case 'confined star':
          next[at] = isColon ? ends[at]! : ends[at]! | (next[at - 1] ?? 0);
          break;
        case 'any':
          next[at] = ends[at - 1] ?? 0;
          break;
        case 'confined any':
          next[at] = isColon ? 0 : (ends[at - 1] ?? 0);
          break;
        default:
          if (ends[at] === 1 && text.startsWith(token.literal, at)) next[at + token.literal.length] = 1;
      }
    }
    ends = next;
  }
  return ends[text.length] === 1;
}
