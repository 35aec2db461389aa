const MOST_PARTS = 100;
/** How deep parts may lie within parts; what lies deeper is one part. */
const DEEPEST = 4;

/**
 * The parts of a MIME message (RFC 2046), their transfer encoding undone; of parts within parts only the
 * innermost.
 *
 * @returns `undefined` for what is no multipart message
 */
export function readMultipart(message: Buffer, depth = 0): readonly Buffer[] | undefined {
  if (depth === DEEPEST) return undefined;
  const { headers, body } = split(message.toString('latin1'));
  const boundary = /^multipart\/[^;]+;.*?boundary="?([^";\s]{1,70})"?/is.exec(
    headers.get('content-type') ?? '',
  )?.[1];
  if (boundary === undefined) return undefined;
  const parts = body.replaceAll('\r\n', '\n').split(`\n--${boundary}`);
  // Before the first boundary stands what is for older readers; a body may begin with the boundary itself.
  const [preamble = '', ...rest] = parts;
  const all = preamble.startsWith(`--${boundary}`) ? [preamble.slice(boundary.length + 2), ...rest] : rest;
  return all
    .slice(0, MOST_PARTS)
    .filter((part) => !part.startsWith('--'))
    .flatMap((part) => readPart(part.replace(/^[ \t]*\n/, ''), depth + 1));
}

function readPart(part: string, depth: number): readonly Buffer[] {
  const whole = Buffer.from(part, 'latin1');
  const within = readMultipart(whole, depth);
  if (within !== undefined) return within;
  const { headers, body } = split(part);
  const encoding = headers.get('content-transfer-encoding')?.trim().toLowerCase();
  return [Buffer.from(body, encoding === 'base64' ? 'base64' : 'latin1')];
}

/** Headers by lower-cased name, and what follows the empty line after them. */
function split(text: string): { readonly headers: ReadonlyMap<string, string>; readonly body: string } {
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return { headers: new Map(), body: text };
  const lines = text
    .slice(0, end.index)
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, Math.max(colon, 0)).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { headers: new Map(headers), body: text.slice(end.index + end[0].length) };
}
