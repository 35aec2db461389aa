import type { BrokenRule, MalformedSignature } from './signature.ts';

const MAX_DETAIL = 256;

/**
 * Reads `host;x-amz-date`: lower-case names in order, none twice, `host` among them.
 *
 * @returns the names, or the rule that is broken
 */
export function readSignedHeaders(text: string): readonly string[] | 'signed-headers' | 'host-not-signed' {
  const names = text.split(';');
  let previous = '';
  let hasHost = false;
  for (const name of names) {
    // An empty name, an unsorted and a repeated one are all not greater than the one before.
    if (name <= previous || !isHeaderName(name)) return 'signed-headers';
    if (name === 'host') hasHost = true;
    previous = name;
  }
  return hasHost ? names : 'host-not-signed';
}

/** A finding, with the offending text cut to a size that an error may quote. */
export function malformed(
  via: MalformedSignature['via'],
  rule: BrokenRule,
  detail: string,
  service?: string,
  missing: readonly string[] = [],
): MalformedSignature {
  return { kind: 'malformed', via, rule, detail: detail.slice(0, MAX_DETAIL), missing, service };
}

/** An HTTP token in lower case: no white space, no separators, nothing beyond ASCII. */
function isHeaderName(name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    const isLetterOrDigit = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    if (!isLetterOrDigit && !"-_.!#$%&'*+^`|~".includes(name.charAt(at))) return false;
  }
  return true;
}
