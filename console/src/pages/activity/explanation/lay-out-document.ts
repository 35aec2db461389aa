/** A document as a person reads it, and where its statements stand. */
export interface LaidOut {
  readonly text: string;
  /** First and last line of a statement, from 1, by its place. */
  readonly lines: readonly { readonly from: number; readonly to: number }[];
}

/**
 * Lays a policy's document out: as it was written where it has lines of its own (the one that ends a file is none),
 * otherwise a line a member.
 *
 * @param written the lines of its statements as it was written
 */
export function layOutDocument(
  document: string,
  written: readonly { readonly line: number; readonly endLine: number }[],
): LaidOut {
  if (document.trim().includes('\n')) {
    return { text: document, lines: written.map(({ line, endLine }) => ({ from: line, to: endLine })) };
  }
  return pretty(document);
}

/** A line a member, by JSON's own layout. */
export function pretty(document: string): LaidOut {
  const parsed = parse(document);
  if (parsed === undefined) return { text: document, lines: [] };
  const statements = [parsed['Statement'] ?? []].flat();
  const marks = statements.map((_, index) => `statement ${index} of ${statements.length}`);
  const frame = JSON.stringify({ ...parsed, Statement: marks }, null, 2).split('\n');
  const text: string[] = [];
  const lines: { from: number; to: number }[] = [];
  for (const line of frame) {
    const index = marks.findIndex((mark) => line.trim().replace(/,$/, '') === JSON.stringify(mark));
    if (index < 0) {
      text.push(line);
      continue;
    }
    const indent = line.slice(0, line.length - line.trimStart().length);
    const own = JSON.stringify(statements[index], null, 2).split('\n');
    const from = text.length + 1;
    text.push(...own.map((part) => indent + part));
    if (line.endsWith(',')) text[text.length - 1] += ',';
    lines[index] = { from, to: text.length };
  }
  return { text: text.join('\n'), lines };
}

function parse(document: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(document);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    // What is no JSON is shown as it is.
    return undefined;
  }
}
