import { SSM_VALUE } from './parameter-declarations.ts';
import { matches } from './pattern.ts';
import type { ParameterDeclaration } from './template.ts';
import {
  duplicateParameter,
  noPreviousParameter,
  parameterProblem,
  parametersNotDeclared,
  parametersWithoutValue,
} from './template-errors.ts';

/** A parameter as a request gives it. */
export interface GivenParameter {
  readonly ParameterKey?: string | undefined;
  readonly ParameterValue?: string | undefined;
  readonly UsePreviousValue?: boolean | undefined;
}

/** A stack's parameter: the value as it was given, by name. */
export type ParameterValues = Readonly<Record<string, string>>;

/**
 * Takes the values of a template's parameters: those given, earlier ones where the request says so,
 * defaults for the rest; each held to its constraints.
 *
 * @param previous the stack's values until now; absent when it is new
 * @throws AwsError ValidationError in AWS's words
 */
export function parameterValues(
  declared: ReadonlyMap<string, ParameterDeclaration>,
  given: readonly GivenParameter[],
  previous?: ParameterValues,
): ParameterValues {
  const byName = new Map<string, GivenParameter>();
  for (const parameter of given) {
    const name = parameter.ParameterKey ?? '';
    if (byName.has(name)) throw duplicateParameter(name);
    byName.set(name, parameter);
  }
  const unknown = [...byName.keys()].filter((name) => !declared.has(name));
  if (unknown.length > 0) throw parametersNotDeclared(unknown);
  const values: [string, string][] = [];
  const missing: string[] = [];
  for (const [name, declaration] of declared) {
    const value = valueOf(name, declaration, byName.get(name), previous);
    if (value === undefined) missing.push(name);
    else values.push([name, value]);
  }
  if (missing.length > 0) throw parametersWithoutValue(missing);
  for (const [name, value] of values) assertConstraints(name, declared.get(name)!, value);
  return Object.fromEntries(values);
}

function valueOf(
  name: string,
  declaration: ParameterDeclaration,
  given: GivenParameter | undefined,
  previous: ParameterValues | undefined,
): string | undefined {
  if (given?.UsePreviousValue === true) {
    if (previous === undefined || !Object.hasOwn(previous, name)) throw noPreviousParameter(name);
    return previous[name];
  }
  return given?.ParameterValue ?? declaration.default;
}

/** What a parameter stands for in the template: lists are taken apart. @param value as given, or as SSM keeps it */
export function typedValue(type: string, value: string): string | readonly string[] {
  const inner = SSM_VALUE.exec(type)?.[1] ?? type;
  if (inner !== 'CommaDelimitedList' && !inner.startsWith('List<')) return value;
  return value === '' ? [] : value.split(',').map((item) => item.trim());
}

function assertConstraints(name: string, declaration: ParameterDeclaration, value: string): void {
  const { type, allowedValues, allowedPattern, minLength, maxLength, minValue, maxValue } = declaration;
  const problem = (words: string) => parameterProblem(name, words, declaration.constraintDescription);
  const items = typedValue(type, value);
  const each = typeof items === 'string' ? [items] : items;
  if (type === 'Number' || type === 'List<Number>') {
    for (const item of each) {
      const number = item.trim() === '' ? Number.NaN : Number(item);
      if (!Number.isFinite(number)) throw problem('must be a number');
      if (minValue !== undefined && number < minValue)
        throw problem(`must be a number not less than ${minValue}`);
      if (maxValue !== undefined && number > maxValue)
        throw problem(`must be a number not greater than ${maxValue}`);
    }
  }
  if (allowedValues !== undefined && !each.every((item) => allowedValues.includes(item))) {
    throw problem('must be one of AllowedValues');
  }
  if (minLength !== undefined && value.length < minLength)
    throw problem(`must contain at least ${minLength} characters`);
  if (maxLength !== undefined && value.length > maxLength)
    throw problem(`must contain at most ${maxLength} characters`);
  if (allowedPattern !== undefined && !matches(allowedPattern, value)) {
    throw problem(`must match pattern ${allowedPattern}`);
  }
}
