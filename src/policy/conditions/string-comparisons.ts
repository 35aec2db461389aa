import { compileGlob, compileGlobTokens } from '../glob.ts';
import { fillPattern, fillText, parseTemplate } from '../template.ts';
import type { CompileComparison, Comparison } from './comparison.ts';
import { anyOf } from './comparison.ts';

/** StringEquals: the same, case and all. */
export const stringEquals: CompileComparison = (values, variables) =>
  anyOf(
    values.map((value): Comparison => {
      const template = variables ? parseTemplate(value) : undefined;
      if (template === undefined) return (actual) => actual === value;
      return (actual, context) => actual === fillText(template, context);
    }),
  );

/** StringEqualsIgnoreCase: the same but for case. */
export const stringEqualsIgnoreCase: CompileComparison = (values, variables) =>
  anyOf(
    values.map((value): Comparison => {
      const template = variables ? parseTemplate(value) : undefined;
      const lower = value.toLowerCase();
      if (template === undefined) return (actual) => actual.toLowerCase() === lower;
      return (actual, context) => actual.toLowerCase() === fillText(template, context)?.toLowerCase();
    }),
  );

/** StringLike: by pattern; `*` runs across colons and slashes. */
export const stringLike: CompileComparison = (values, variables) =>
  anyOf(
    values.map((value): Comparison => {
      const template = variables ? parseTemplate(value) : undefined;
      if (template === undefined) return compileGlob(value);
      return (actual, context) => {
        const tokens = fillPattern(template, context);
        return tokens !== undefined && compileGlobTokens(tokens)(actual);
      };
    }),
  );
