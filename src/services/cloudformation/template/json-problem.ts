const TOKEN =
  /\s*(?:([{}[\],:])|"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-]))/y;

/** What may come next. */
type Wanted = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing';

/**
 * Where a text stops being JSON, counted from 0. The engine's own error does not always say.
 *
 * @param text that is no JSON
 */
export function jsonProblemAt(text: string): number {
  const open: string[] = [];
  let wanted: Wanted = 'value';
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0);
    if (match === null) return start;
    const next = after(wanted, match[1] ?? (match[0].trimStart().startsWith('"') ? '"' : '0'), open);
    if (next === undefined) return start;
    wanted = next;
    at = TOKEN.lastIndex;
  }
}

/** @param open the brackets that are open, innermost last; changed @returns `undefined` for a token out of place */
function after(wanted: Wanted, token: string, open: string[]): Wanted | undefined {
  const isValue = wanted === 'value' || wanted === 'value or end';
  switch (token) {
    case '{':
    case '[':
      if (!isValue) return undefined;
      open.push(token);
      return token === '{' ? 'name or end' : 'value or end';
    case '}':
    case ']': {
      const mayEnd = wanted === 'comma or end' || wanted === (token === '}' ? 'name or end' : 'value or end');
      if (!mayEnd || open.pop() !== (token === '}' ? '{' : '[')) return undefined;
      return open.length === 0 ? 'nothing' : 'comma or end';
    }
    case ',':
      if (wanted !== 'comma or end') return undefined;
      return open.at(-1) === '{' ? 'name' : 'value';
    case ':':
      return wanted === 'colon' ? 'value' : undefined;
    case '"':
      if (wanted === 'name' || wanted === 'name or end') return 'colon';
  }
  if (!isValue) return undefined;
  return open.length === 0 ? 'nothing' : 'comma or end';
}
