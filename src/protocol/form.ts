import { malformedQueryString, tooManyParameters } from './wire-errors.ts';

/**
 * The parameters of a query request as a tree: `Tags.member.1.Key=a` is the value `a` under four
 * names. A node may have a value, children, or both.
 */
export interface FormNode {
  /** The parameter's whole name, for errors. */
  readonly name: string;
  value: string | undefined;
  children: Map<string, FormNode> | undefined;
}

/** More than any AWS call takes; what is beyond is an attack. */
const MAX_PARAMETERS = 20_000;
const MAX_DEPTH = 32;
const MAX_NAME_LENGTH = 1_024;

/**
 * Parses `application/x-www-form-urlencoded` texts into one tree. Of a repeated parameter the first
 * counts.
 *
 * @param texts the request's query and its body
 * @throws AwsError when a text is not percent-encoded UTF-8, or has too many or too deep parameters
 */
export function parseForm(texts: readonly string[]): FormNode {
  const root: FormNode = { name: '', value: undefined, children: undefined };
  let parameters = 0;
  for (const text of texts) {
    let start = 0;
    while (start < text.length) {
      let end = text.indexOf('&', start);
      if (end === -1) end = text.length;
      if (end > start) {
        if (++parameters > MAX_PARAMETERS) throw tooManyParameters();
        let equals = text.indexOf('=', start);
        if (equals === -1 || equals > end) equals = end;
        const name = decodeFormText(text.slice(start, equals));
        place(root, name, decodeFormText(text.slice(equals + 1, end)));
      }
      start = end + 1;
    }
  }
  return root;
}

function place(root: FormNode, name: string, value: string): void {
  if (name.length > MAX_NAME_LENGTH) throw tooManyParameters();
  let node = root;
  let start = 0;
  for (let depth = 0; ; depth++) {
    if (depth === MAX_DEPTH) throw tooManyParameters();
    const dot = name.indexOf('.', start);
    const segment = dot === -1 ? name.slice(start) : name.slice(start, dot);
    node.children ??= new Map();
    let child = node.children.get(segment);
    if (child === undefined) {
      child = { name: dot === -1 ? name : name.slice(0, dot), value: undefined, children: undefined };
      node.children.set(segment, child);
    }
    node = child;
    if (dot === -1) break;
    start = dot + 1;
  }
  node.value ??= value;
}

/**
 * Decodes one name or value of a form or query string: `+` is a space.
 *
 * @throws AwsError when it is not percent-encoded UTF-8
 */
export function decodeFormText(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw malformedQueryString();
  }
}
