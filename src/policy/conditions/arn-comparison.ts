import type { Glob, GlobToken } from '../glob.ts';
import { compileGlob, compileGlobTokens } from '../glob.ts';
import { splitArn } from '../resource-matcher.ts';
import { fillPattern, parseTemplate } from '../template.ts';
import type { CompileComparison, Comparison } from './comparison.ts';
import { anyOf } from './comparison.ts';

/** ArnLike, which ArnEquals is too: each of the six parts by pattern on its own. */
export const arnLike: CompileComparison = (values, variables) =>
  anyOf(values.map((value) => (variables ? compileWithVariables(value) : compilePlain(value))));

function compilePlain(value: string): Comparison {
  return matchParts(splitArn(value).map(compileGlob));
}

function compileWithVariables(value: string): Comparison {
  const template = parseTemplate(value);
  if (template === undefined) return compilePlain(value);
  return (actual, context) => {
    const tokens = fillPattern(template, context);
    return tokens !== undefined && matchParts(cutAtColons(tokens).map(compileGlobTokens))(actual);
  };
}

function matchParts(globs: readonly Glob[]): (actual: string) => boolean {
  if (globs.length !== 6) return () => false;
  return (actual) => {
    const parts = splitArn(actual);
    if (parts.length !== 6) return false;
    for (let at = 0; at < 6; at += 1) if (!globs[at]!(parts[at]!)) return false;
    return true;
  };
}

/** The six parts of a pattern whose variables are filled in; a variable's value may hold colons. */
function cutAtColons(tokens: readonly GlobToken[]): GlobToken[][] {
  let part: GlobToken[] = [];
  const parts = [part];
  for (const token of tokens) {
    if (token === 'star' || token === 'any') {
      part.push(token);
      continue;
    }
    let rest = token.literal;
    for (let colon = rest.indexOf(':'); colon >= 0 && parts.length < 6; colon = rest.indexOf(':')) {
      part.push({ literal: rest.slice(0, colon) });
      parts.push((part = []));
      rest = rest.slice(colon + 1);
    }
    part.push({ literal: rest });
  }
  return parts;
}
