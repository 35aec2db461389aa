import { AwsError } from '../../../kernel/aws-error.ts';
import { CONDITION_FUNCTIONS } from './condition-functions.ts';
import { isFunction } from './function-call.ts';
import { FUNCTIONS } from './functions.ts';
import type { Plain } from './read-template.ts';
import { KNOWN_AFTER_APPLY, NO_VALUE, type Evaluate, type Evaluated, type Scope } from './scope.ts';
import { unknownFunction } from './template-errors.ts';

/**
 * Evaluates all functions in a value. A member or item that comes out as `AWS::NoValue` is left out.
 *
 * @returns `undefined` when the value itself came out as `AWS::NoValue`
 * @throws AwsError ValidationError for a function that cannot be evaluated
 */
export function evaluate(value: Plain, scope: Scope): Plain | undefined {
  const evaluated = evaluatorOf(scope)(value);
  return evaluated === NO_VALUE ? undefined : evaluated;
}

/** Evaluates a condition. @throws AwsError ValidationError */
export function evaluateCondition(value: Plain, scope: Scope): boolean {
  const evaluated = evaluatorOf(scope)(value);
  return evaluated === true || evaluated === 'true';
}

/** Functions that would take the words for a value that is not known apart. */
const OPAQUE: ReadonlySet<string> = new Set(['Fn::Base64', 'Fn::Cidr', 'Fn::Split']);

function holdsUnknown(value: Evaluated): boolean {
  if (typeof value === 'string') return value.includes(KNOWN_AFTER_APPLY);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values<Plain>(value).some(holdsUnknown);
}

function evaluatorOf(scope: Scope): Evaluate {
  const evaluated: Evaluate = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      return (value as readonly Plain[]).map(evaluated).filter((item): item is Plain => item !== NO_VALUE);
    }
    const call = isFunction(value);
    // In a policy's statement `Condition` holds an object, so one that names a condition is a function.
    if (call !== undefined && (call.name !== 'Condition' || scope.knowsCondition(call.argument))) {
      const run = FUNCTIONS.get(call.name) ?? CONDITION_FUNCTIONS.get(call.name);
      if (run === undefined) throw unknownFunction(call.name);
      let isOpen = false;
      const part: Evaluate = (argument) => {
        const result = evaluated(argument);
        isOpen ||= holdsUnknown(result);
        return result;
      };
      try {
        const result = run(call.argument, part, scope);
        return isOpen && OPAQUE.has(call.name) ? KNOWN_AFTER_APPLY : result;
      } catch (error) {
        // What the value will be may well do.
        if (isOpen && error instanceof AwsError) return KNOWN_AFTER_APPLY;
        throw error;
      }
    }
    return Object.fromEntries(
      Object.entries(value as { readonly [name: string]: Plain })
        .map(([name, member]): [string, Evaluated] => [name, evaluated(member)])
        .filter((entry): entry is [string, Plain] => entry[1] !== NO_VALUE),
    );
  };
  return evaluated;
}
