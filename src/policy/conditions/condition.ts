import type { RequestContext } from '../request.ts';
import type { Comparison } from './comparison.ts';
import { readOperator } from './operators.ts';

/** One key under one operator of a Condition element, compiled. All of them must hold. */
export interface Condition {
  /** The operator as the policy writes it. */
  readonly operator: string;
  /** The key as the policy writes it. */
  readonly key: string;
  /** The key, lower-cased. */
  readonly lowerCaseKey: string;
  readonly values: readonly string[];
  holds(context: RequestContext): boolean;
}

type Actual = string | readonly string[] | undefined;
type Test = (context: RequestContext) => boolean;

/**
 * Compiles one key of a Condition element.
 * @param variables whether `${…}` is a variable (Version 2012-10-17) or text
 * @throws RangeError for an operator that IAM does not know; validation refuses it before
 */
export function compileCondition(
  operator: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): Condition {
  const lowerCaseKey = key.toLowerCase();
  const holds = compileTest(operator, lowerCaseKey, values, variables);
  return { operator, key, lowerCaseKey, values, holds };
}

function compileTest(written: string, key: string, values: readonly string[], variables: boolean): Test {
  const use = readOperator(written);
  if (use === undefined) throw new RangeError(`unknown condition operator \`${written}\``);
  const { operator, qualifier, ifExists } = use;
  if (operator === undefined) return nullTest(key, values);
  const matches = operator.compile(values, variables && operator.variables);
  const { negated } = operator;
  switch (qualifier) {
    case 'ForAllValues':
      return forAllValues(key, negated ? inverse(matches) : matches);
    case 'ForAnyValue':
      return forAnyValue(key, negated ? inverse(matches) : matches, ifExists);
    case undefined:
      return singleValue(key, matches, negated, ifExists);
  }
}

/** Null `true`: the key is missing; `false`: it is there. */
function nullTest(key: string, values: readonly string[]): Test {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return (context) => wanted.has(isMissing(context.get(key)) ? 'true' : 'false');
}

/**
 * Without a set operator. A missing key fails a positive operator and passes a negated one and
 * IfExists. A list of several values under no set operator is left open by AWS; here one match is
 * enough to match, as ForAnyValue has it, and spoils a negated operator.
 */
function singleValue(key: string, matches: Comparison, negated: boolean, ifExists: boolean): Test {
  const whenMissing = negated || ifExists;
  return (context) => {
    const actual = context.get(key);
    if (typeof actual === 'string') return matches(actual, context) !== negated;
    if (isMissing(actual)) return whenMissing;
    for (const value of actual) if (matches(value, context)) return !negated;
    return negated;
  };
}

/** Every value of the request passes; so does none at all. */
function forAllValues(key: string, passes: Comparison): Test {
  return (context) => {
    const actual = context.get(key);
    if (isNullDataSet(actual)) return true;
    if (typeof actual === 'string') return passes(actual, context);
    for (const value of actual) if (!passes(value, context)) return false;
    return true;
  };
}

/** Some value of the request passes; none at all does not, but for IfExists. */
function forAnyValue(key: string, passes: Comparison, ifExists: boolean): Test {
  return (context) => {
    const actual = context.get(key);
    if (isNullDataSet(actual)) return ifExists;
    if (typeof actual === 'string') return passes(actual, context);
    for (const value of actual) if (passes(value, context)) return true;
    return false;
  };
}

function inverse(matches: Comparison): Comparison {
  return (actual, context) => !matches(actual, context);
}

/** A key that is not there, or a list without values. */
export function isMissing(actual: Actual): actual is undefined | readonly [] {
  return actual === undefined || (actual.length === 0 && typeof actual !== 'string');
}

/** For the set operators an empty string is no value either, as AWS documents; nor is it alone in a list. */
function isNullDataSet(actual: Actual): actual is undefined | '' | readonly [] {
  return actual === undefined || actual.length === 0 || (actual.length === 1 && actual[0] === '');
}
