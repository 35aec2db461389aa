import type { RequestContext } from '../request.ts';

/** A value cut into what is written in it and what its variables stand for in this request. */
export interface Piece {
  readonly text: string;
  /** Whether it was written so; what a variable stands for is literal text. */
  readonly written: boolean;
}

/**
 * Rule: `${key}` stands for the key's value, `${key, 'default'}` for the default when there is none,
 * `${*}` `${?}` `${$}` for the character. Only a key of a single value has one to give. A value with a
 * variable that stands for nothing is unresolved: `undefined`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillIn(value: string, context: RequestContext): Piece[] | undefined {
  const pieces: Piece[] = [];
  let rest = value;
  while (rest !== '') {
    const variable = rest.startsWith('${') ? readVariable(rest) : undefined;
    if (variable === undefined) {
      pieces.push({ text: rest.charAt(0), written: true });
      rest = rest.slice(1);
      continue;
    }
    const text = variable.stands ?? valueOf(variable.key, context) ?? variable.fallback;
    if (text === undefined) return undefined;
    pieces.push({ text, written: false });
    rest = rest.slice(variable.length);
  }
  return pieces;
}

interface Variable {
  /** How much text it takes. */
  readonly length: number;
  readonly key: string;
  readonly fallback: string | undefined;
  /** The character that `${*}`, `${?}` or `${$}` stands for. */
  readonly stands: string | undefined;
}

/** Reads the variable that a text begins with; `undefined` for what only looks like one. */
export function readVariable(text: string): Variable | undefined {
  const second = text.charAt(2);
  if (text.charAt(3) === '}' && ['*', '?', '$'].includes(second)) {
    return { length: 4, key: '', fallback: undefined, stands: second };
  }
  let at = 2;
  while (at < text.length && !'{},'.includes(text.charAt(at)) && !isSpace(text.charAt(at))) at += 1;
  const key = text.slice(2, at);
  if (key === '') return undefined;
  if (text.charAt(at) === '}') return { length: at + 1, key, fallback: undefined, stands: undefined };
  while (isSpace(text.charAt(at))) at += 1;
  if (text.charAt(at) !== ',') return undefined;
  at += 1;
  while (isSpace(text.charAt(at))) at += 1;
  if (text.charAt(at) !== "'") return undefined;
  const end = text.indexOf("'", at + 1);
  if (end < 0 || text.charAt(end + 1) !== '}') return undefined;
  return { length: end + 2, key, fallback: text.slice(at + 1, end), stands: undefined };
}

function valueOf(key: string, context: RequestContext): string | undefined {
  const value = context.get(key.toLowerCase());
  return typeof value === 'string' ? value : undefined;
}

function isSpace(character: string): boolean {
  return character !== '' && character.trim() === '';
}
