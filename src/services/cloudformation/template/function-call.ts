import type { Plain } from './read-template.ts';

/** A function as it stands in a template. */
export interface FunctionCall {
  /** `Ref`, `Condition` or `Fn::…`. */
  readonly name: string;
  readonly argument: Plain;
}

/**
 * Reads an object of one member that is named as a function; `undefined` for anything else. `Condition`
 * is one only with a name: policies' statements have an element that is called so.
 */
export function isFunction(value: Plain): FunctionCall | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const names = Object.keys(value);
  const [name] = names;
  if (name === undefined || names.length > 1) return undefined;
  const argument = (value as { readonly [name: string]: Plain })[name] ?? null;
  if (name === 'Ref' || name.startsWith('Fn::')) return { name, argument };
  return name === 'Condition' && typeof argument === 'string' ? { name, argument } : undefined;
}
