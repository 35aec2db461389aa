import type { RequestContext } from '../request.ts';
import type { Operator } from './operators.ts';
import { operatorNamed } from './operators.ts';

/** One key under one operator of a Condition element. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What the request has for a key: no value, one, or several. */
type Actual = string | readonly string[] | undefined;

/**
 * Rule: a condition holds by its operator, its qualifier (`ForAllValues:`, `ForAnyValue:`) and its
 * `IfExists`; key names count in any case.
 * @param variables whether `${…}` is a variable in this policy
 */
export function conditionHolds(condition: Condition, variables: boolean, context: RequestContext): boolean {
  const actual = context.get(condition.key.toLowerCase());
  const [qualifier, name] = readQualifier(condition.operator);
  if (name.toLowerCase() === 'null') return nullHolds(condition.values, actual);
  const ifExists = name.toLowerCase().endsWith('ifexists');
  const operator = operatorNamed(ifExists ? name.slice(0, -'IfExists'.length) : name);
  if (operator === undefined) throw new RangeError(`no such operator: ${condition.operator}`);
  const anyMatches = (value: string): boolean =>
    condition.values.some((wanted) => operator.matches(value, { value: wanted, variables, context }));
  switch (qualifier) {
    case 'forallvalues':
      return forAllValuesHolds(operator, anyMatches, actual);
    case 'foranyvalue':
      return forAnyValueHolds(operator, anyMatches, actual, ifExists);
    default:
      return plainHolds(operator, anyMatches, actual, ifExists);
  }
}

function readQualifier(operator: string): readonly [qualifier: string | undefined, name: string] {
  const colon = operator.indexOf(':');
  return colon < 0
    ? [undefined, operator]
    : [operator.slice(0, colon).toLowerCase(), operator.slice(colon + 1)];
}

/** Rule: Null `true` holds when the key is missing, `false` when it is there. */
function nullHolds(values: readonly string[], actual: Actual): boolean {
  return values.some((value) => value.toLowerCase() === String(isMissing(actual)));
}

/**
 * Rule: one matching value is enough, and for a negated operator one too many. A missing key fails a
 * positive operator and passes a negated one, and IfExists. Several values without a qualifier are left
 * open by AWS; here they are asked as ForAnyValue asks them, and the answer is negated after.
 */
function plainHolds(
  { negated }: Operator,
  anyMatches: (value: string) => boolean,
  actual: Actual,
  ifExists: boolean,
): boolean {
  if (isMissing(actual)) return negated || ifExists;
  return valuesOf(actual).some(anyMatches) !== negated;
}

/** Rule: every value of the request passes; with no value to fail, or only an empty one, it holds. */
function forAllValuesHolds(
  { negated }: Operator,
  anyMatches: (value: string) => boolean,
  actual: Actual,
): boolean {
  if (isMissing(actual) || isEmptyText(actual)) return true;
  return valuesOf(actual).every((value) => anyMatches(value) !== negated);
}

/** Rule: some value of the request passes; with none, or only an empty one, it fails, negated or not. */
function forAnyValueHolds(
  { negated }: Operator,
  anyMatches: (value: string) => boolean,
  actual: Actual,
  ifExists: boolean,
): boolean {
  if (isMissing(actual) || isEmptyText(actual)) return ifExists;
  return valuesOf(actual).some((value) => anyMatches(value) !== negated);
}

/** Rule: a key that is not there, and one with an empty set of values, is missing. */
function isMissing(actual: Actual): boolean {
  return actual === undefined || (Array.isArray(actual) && actual.length === 0);
}

/** Rule: for the qualifiers, an empty text is an empty set; alone in a list (guess) it is so too. */
function isEmptyText(actual: Actual): boolean {
  const values = valuesOf(actual);
  return values.length === 1 && values[0] === '';
}

function valuesOf(actual: Actual): readonly string[] {
  if (actual === undefined) return [];
  return typeof actual === 'string' ? [actual] : actual;
}
