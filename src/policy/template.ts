import type { GlobToken } from './glob.ts';
import { tokenizeGlob } from './glob.ts';
import type { RequestContext } from './request.ts';

/**
 * A policy value with variables in it: `${key}`, `${key, 'default'}` and the literals `${*}` `${?}`
 * `${$}`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type Template = readonly TemplatePart[];

type TemplatePart =
  /** As written; in a pattern its `*` and `?` are wildcards. */
  | { readonly kind: 'text'; readonly text: string }
  /** Stands for itself even in a pattern. */
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'variable';
      readonly key: string;
      readonly written: string;
      readonly fallback: string | undefined;
    };

const VARIABLE = /\$\{(?:([*?$])|([^{},\s]+)(?:\s*,\s*'([^']*)')?)\}/g;

/**
 * Reads the variables out of a value; `undefined` when there is none, which is the usual case. What
 * looks like a variable and is none (`${`, `${}`) stays text.
 */
export function parseTemplate(value: string): Template | undefined {
  if (!value.includes('${')) return undefined;
  const parts: TemplatePart[] = [];
  let textFrom = 0;
  VARIABLE.lastIndex = 0;
  for (let found = VARIABLE.exec(value); found !== null; found = VARIABLE.exec(value)) {
    if (found.index > textFrom) parts.push({ kind: 'text', text: value.slice(textFrom, found.index) });
    const [whole, literal, key, fallback] = found;
    if (literal !== undefined) parts.push({ kind: 'literal', text: literal });
    else if (key !== undefined)
      parts.push({ kind: 'variable', key: key.toLowerCase(), written: key, fallback });
    textFrom = found.index + whole.length;
  }
  if (parts.length === 0) return undefined;
  if (textFrom < value.length) parts.push({ kind: 'text', text: value.slice(textFrom) });
  return parts;
}

/** The value with something else, equally long, in the place of its variables. */
export function hideVariables(value: string): string {
  return value.includes('${') ? value.replace(VARIABLE, (whole) => '_'.repeat(whole.length)) : value;
}

/** The value with its variables filled in; `undefined` when one has no value in this request. */
export function fillText(template: Template, context: RequestContext): string | undefined {
  let text = '';
  for (const part of template) {
    const filled = part.kind === 'variable' ? valueOf(part, context) : part.text;
    if (filled === undefined) return undefined;
    text += filled;
  }
  return text;
}

/** The pattern with its variables filled in, each as literal text; `undefined` when one has no value. */
export function fillPattern(template: Template, context: RequestContext): GlobToken[] | undefined {
  const tokens: GlobToken[] = [];
  for (const part of template) {
    if (part.kind === 'text') {
      tokens.push(...tokenizeGlob(part.text));
      continue;
    }
    const filled = part.kind === 'variable' ? valueOf(part, context) : part.text;
    if (filled === undefined) return undefined;
    tokens.push({ literal: filled });
  }
  return tokens;
}

/** The condition keys a template reads, as they are written. */
export function templateKeys(template: Template): string[] {
  return template.flatMap((part) => (part.kind === 'variable' ? [part.written] : []));
}

/** Only single-valued keys can be variables; a list counts as no value. */
function valueOf(
  part: { readonly key: string; readonly fallback: string | undefined },
  context: RequestContext,
): string | undefined {
  const value = context.get(part.key);
  return typeof value === 'string' ? value : part.fallback;
}
