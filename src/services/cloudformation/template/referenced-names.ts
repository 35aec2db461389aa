import { evaluate } from './evaluate.ts';
import { isFunction } from './function-call.ts';
import type { Plain } from './read-template.ts';
import type { Scope } from './scope.ts';
import { getAttForm, refForm } from './template-errors.ts';

/**
 * Writes out the names in `Ref` and `Fn::GetAtt` that functions stand for, as the language extensions do.
 *
 * @throws AwsError ValidationError for one that is not known before any resource is made
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
 */
export function withNames(value: Plain, scope: Scope): Plain {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Plain[]).map((item) => withNames(item, scope));
  const call = isFunction(value);
  if (call?.name === 'Ref') return { Ref: textOf(call.argument, scope, refForm) };
  if (call?.name === 'Fn::GetAtt' && Array.isArray(call.argument)) {
    const parts = call.argument as readonly Plain[];
    return { 'Fn::GetAtt': parts.map((part) => textOf(part, scope, getAttForm)) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withNames(member, scope)]));
}

function textOf(given: Plain, scope: Scope, wrong: () => Error): string {
  const text = evaluate(given, scope);
  if (typeof text !== 'string' || text === '') throw wrong();
  return text;
}
