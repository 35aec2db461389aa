/**
 * AWS's URI encoding: all but `A-Z a-z 0-9 - . _ ~` becomes `%XX` in upper case.
 *
 * Texts off the wire are byte strings, as Node gives them: each character is one byte.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z0-9\-._~]/.test(character)
    ? character
    : `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
});

const PERCENT = 0x25;
const PLUS = 0x2b;
const SLASH = 0x2f;

/**
 * Encodes every byte, `%` too, so that what is encoded already is encoded twice. Slashes stay.
 */
export function encodePath(path: string): string {
  if (isPlain(path)) return path;
  let encoded = '';
  for (let at = 0; at < path.length; at++) {
    const code = path.charCodeAt(at);
    encoded += code === SLASH ? '/' : byte(code);
  }
  return encoded;
}

/**
 * Decodes once and encodes once, so that every spelling of the same path has one form. Slashes stay, and
 * `%2F` becomes one. A `%` without two hex digits counts as itself.
 */
export function reencodePath(path: string): string {
  return isPlain(path) ? path : reencode(path, true);
}

/** The same for a name or value of the query, where `+` is a space and a slash is encoded. */
export function reencodeQueryPart(part: string): string {
  return isPlain(part) && !part.includes('/') ? part : reencode(part, false);
}

/** Decodes a name or value of the query into a byte string. */
export function decodeQueryPart(part: string): string {
  if (!part.includes('%') && !part.includes('+')) return part;
  let decoded = '';
  for (let at = 0; at < part.length; at++) {
    const code = part.charCodeAt(at);
    const escaped = code === PERCENT ? escapedByte(part, at) : -1;
    if (escaped >= 0) at += 2;
    decoded += code === PLUS ? ' ' : escaped >= 0 ? String.fromCharCode(escaped) : part[at];
  }
  return decoded;
}

/** Encodes a text as a query's name or value: its UTF-8 bytes. */
export function encodeQueryPart(text: string): string {
  let encoded = '';
  for (const code of Buffer.from(text, 'utf8')) encoded += byte(code);
  return encoded;
}

function reencode(text: string, isPath: boolean): string {
  let encoded = '';
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code === PERCENT) {
      const escaped = escapedByte(text, at);
      if (escaped >= 0) {
        code = escaped;
        at += 2;
      }
    } else if (code === PLUS && !isPath) {
      code = 0x20;
    }
    encoded += code === SLASH && isPath ? '/' : byte(code);
  }
  return encoded;
}

/** A character beyond a byte cannot come off the wire; a `?` in its place matches nothing that was signed. */
function byte(code: number): string {
  return ENCODED[code] ?? '%3F';
}

function escapedByte(text: string, at: number): number {
  const high = hexDigit(text.charCodeAt(at + 1));
  const low = hexDigit(text.charCodeAt(at + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Whether there are only unreserved characters and slashes, as in nearly every request. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = code | 0x20;
    if (letter >= 97 && letter <= 122 && code < 128) continue;
    // `-` `.` `/` and the digits are neighbours
    if (code >= 45 && code <= 57) continue;
    if (code !== 95 && code !== 126) return false;
  }
  return true;
}
