import { arnLike } from './arn-comparison.ts';
import type { CompileComparison } from './comparison.ts';
import { ipInRange } from './ip-comparison.ts';
import { compareDates, compareNumbers } from './number-comparisons.ts';
import { binaryEquals, boolEquals } from './other-comparisons.ts';
import { stringEquals, stringEqualsIgnoreCase, stringLike } from './string-comparisons.ts';

/**
 * Every condition operator of IAM's but Null, each in its positive sense.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface Operator {
  /** As IAM writes it. */
  readonly name: string;
  readonly compile: CompileComparison;
  /** Whether it holds when none of the values match. */
  readonly negated: boolean;
  /** Whether its values may hold variables. */
  readonly variables: boolean;
}

const is = (name: string, compile: CompileComparison, variables = false): Operator => ({
  name,
  compile,
  negated: false,
  variables,
});
const not = (name: string, compile: CompileComparison, variables = false): Operator => ({
  name,
  compile,
  negated: true,
  variables,
});

const equal = (a: number, b: number): boolean => a === b;
const less = (a: number, b: number): boolean => a < b;
const atMost = (a: number, b: number): boolean => a <= b;
const greater = (a: number, b: number): boolean => a > b;
const atLeast = (a: number, b: number): boolean => a >= b;

const OPERATORS: readonly Operator[] = [
  is('StringEquals', stringEquals, true),
  not('StringNotEquals', stringEquals, true),
  is('StringEqualsIgnoreCase', stringEqualsIgnoreCase, true),
  not('StringNotEqualsIgnoreCase', stringEqualsIgnoreCase, true),
  is('StringLike', stringLike, true),
  not('StringNotLike', stringLike, true),
  is('NumericEquals', compareNumbers(equal)),
  not('NumericNotEquals', compareNumbers(equal)),
  is('NumericLessThan', compareNumbers(less)),
  is('NumericLessThanEquals', compareNumbers(atMost)),
  is('NumericGreaterThan', compareNumbers(greater)),
  is('NumericGreaterThanEquals', compareNumbers(atLeast)),
  is('DateEquals', compareDates(equal)),
  not('DateNotEquals', compareDates(equal)),
  is('DateLessThan', compareDates(less)),
  is('DateLessThanEquals', compareDates(atMost)),
  is('DateGreaterThan', compareDates(greater)),
  is('DateGreaterThanEquals', compareDates(atLeast)),
  is('Bool', boolEquals),
  is('BinaryEquals', binaryEquals),
  is('IpAddress', ipInRange),
  not('NotIpAddress', ipInRange),
  is('ArnEquals', arnLike, true),
  not('ArnNotEquals', arnLike, true),
  is('ArnLike', arnLike, true),
  not('ArnNotLike', arnLike, true),
];

const BY_NAME: ReadonlyMap<string, Operator> = new Map(
  OPERATORS.map((operator) => [operator.name.toLowerCase(), operator]),
);

/** An operator as a policy writes it: with a set qualifier before it, IfExists after it. */
export interface OperatorUse {
  /** `undefined` for Null. */
  readonly operator: Operator | undefined;
  readonly qualifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
}

/** Reads an operator's name, in any case; `undefined` when IAM knows none such. */
export function readOperator(written: string): OperatorUse | undefined {
  let name = written.toLowerCase();
  let qualifier: OperatorUse['qualifier'];
  if (name.startsWith('forallvalues:')) qualifier = 'ForAllValues';
  else if (name.startsWith('foranyvalue:')) qualifier = 'ForAnyValue';
  if (qualifier !== undefined) name = name.slice(qualifier.length + 1);
  if (name === 'null') return { operator: undefined, qualifier, ifExists: false };
  const ifExists = name.endsWith('ifexists');
  if (ifExists) name = name.slice(0, -'ifexists'.length);
  const operator = BY_NAME.get(name);
  return operator === undefined ? undefined : { operator, qualifier, ifExists };
}
