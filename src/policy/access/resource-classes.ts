import { tokenizeHead } from '../arn-glob.ts';
import type { CompiledStatement } from '../compiled-policy.ts';
import { readResource } from '../resource-matcher.ts';
import type { Template } from '../template.ts';
import { allBits, bitsWhere, type Bits } from './bits.ts';
import type { Effort } from './effort.ts';
import { globSigns, literalSigns, tokenSigns, variableSymbol } from './sign.ts';
import type { Pattern, Sign } from './sign.ts';
import { matchesText, textClasses, type SoughtPattern } from './text-classes.ts';

/** A variable in the place of which a text has a symbol. */
export interface Variable {
  readonly lowerCaseKey: string;
  readonly fallback: string | undefined;
}

/** All resources, by classes that the statements do not tell apart. */
export interface ResourceClasses {
  /** One of each class; variables' symbols may stand in it. */
  readonly texts: readonly string[];
  readonly variables: readonly Variable[];
  /** Where the statement's Resource or NotResource element matches, whatever its variables stand for. */
  certain(statement: CompiledStatement): Bits;
  /** Where it may match. */
  possible(statement: CompiledStatement): Bits;
  /**
   * What the statement may be asked for: as `certain`, but symbols stand only in what its own patterns
   * with variables match. Every resource that it matches is a text of these with the variables filled in.
   */
  asked(statement: CompiledStatement): Bits;
}

/** An ARN; a request's resource may also be `*`. */
const ARN = globSigns('arn:*:*:*:*:*');

/** @throws EffortSpent */
export function resourceClasses(statements: readonly CompiledStatement[], effort: Effort): ResourceClasses {
  const variables = new Variables();
  const patterns = new Map<string, ReadPattern>();
  const sought: SoughtPattern[] = [];
  for (const statement of statements) {
    for (const text of statement.resource.patterns) {
      const key = `${statement.variables} ${text}`;
      if (patterns.has(key)) continue;
      const { signs, symbolic } = readPattern(text, statement.variables, variables);
      patterns.set(key, { signs, symbolic, strict: sought.length });
      sought.push({ signs }, { signs, loose: true });
    }
  }
  const classes = [
    ...textClasses(sought, effort, ARN),
    {
      text: '*',
      plain: true,
      matches: bitsWhere(sought, ({ signs }) => matchesText(signs, '*')),
    },
  ];
  const plain = bitsWhere(classes, (one) => one.plain);
  const all = allBits(classes.length);

  /** Where one of the statement's patterns matches. @param shift 0 strictly, 1 loosely */
  const matching = (statement: CompiledStatement, shift: 0 | 1): Bits => {
    let bits = 0n;
    for (const text of statement.resource.patterns) {
      const at = BigInt((patterns.get(`${statement.variables} ${text}`)?.strict ?? 0) + shift);
      bits |= bitsWhere(classes, ({ matches }) => ((matches >> at) & 1n) === 1n);
    }
    return bits;
  };

  return {
    texts: classes.map(({ text }) => text),
    variables: variables.list,
    certain(statement) {
      if (statement.resource.element === undefined) return all;
      return statement.resource.element === 'Resource'
        ? matching(statement, 0)
        : all & ~matching(statement, 1);
    },
    possible(statement) {
      if (statement.resource.element === undefined) return all;
      return statement.resource.element === 'Resource'
        ? matching(statement, 1)
        : all & ~matching(statement, 0);
    },
    asked(statement) {
      if (statement.resource.element === undefined) return plain;
      if (statement.resource.element === 'NotResource') return plain & ~matching(statement, 0);
      let bits = 0n;
      for (const text of statement.resource.patterns) {
        const read = patterns.get(`${statement.variables} ${text}`);
        if (read === undefined) continue;
        const at = BigInt(read.strict);
        bits |= bitsWhere(
          classes,
          (one) => ((one.matches >> at) & 1n) === 1n && (read.symbolic || one.plain),
        );
      }
      return bits;
    },
  };
}

interface ReadPattern {
  readonly signs: Pattern;
  /** Whether a variable stands in it. */
  readonly symbolic: boolean;
  /** Its place among the patterns sought; its loose twin comes next. */
  readonly strict: number;
}

function readPattern(
  text: string,
  withVariables: boolean,
  variables: Variables,
): { readonly signs: Pattern; readonly symbolic: boolean } {
  const { head, tail, template } = readResource(text, withVariables);
  const headSigns = tokenizeHead(head).flatMap((token): Sign[] => {
    if (token === 'confined star') return [{ kind: 'run', confined: true }];
    if (token === 'confined any') return [{ kind: 'any', confined: true }];
    return tokenSigns([token]);
  });
  if (template === undefined) return { signs: [...headSigns, ...globSigns(tail)], symbolic: false };
  return {
    signs: [...headSigns, ...templateSigns(template, variables)],
    symbolic: template.some(({ kind }) => kind === 'variable'),
  };
}

function templateSigns(template: Template, variables: Variables): Sign[] {
  return template.flatMap((part): Sign[] => {
    switch (part.kind) {
      case 'text':
        return globSigns(part.text);
      case 'literal':
        return literalSigns(part.text);
      case 'variable':
        return [{ kind: 'variable', symbol: variables.symbolOf(part.key, part.fallback) }];
    }
  });
}

/** The variables met so far; one key with one default is one variable. */
class Variables {
  readonly list: Variable[] = [];

  symbolOf(lowerCaseKey: string, fallback: string | undefined): string {
    let number = this.list.findIndex((one) => one.lowerCaseKey === lowerCaseKey && one.fallback === fallback);
    if (number < 0) number = this.list.push({ lowerCaseKey, fallback }) - 1;
    return variableSymbol(number);
  }
}
