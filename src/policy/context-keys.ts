import type { CompiledStatement } from './compiled-policy.ts';
import { parseTemplate, templateKeys } from './template.ts';

/**
 * The condition keys a statement reads, each once: those of its conditions, and those that stand as
 * variables in its resources and condition values.
 *
 * @returns lower-cased key → the key as the policy first writes it
 */
export function contextKeysOf(statement: CompiledStatement): ReadonlyMap<string, string> {
  let keys = READ.get(statement);
  if (keys === undefined) READ.set(statement, (keys = readKeys(statement)));
  return keys;
}

/** What was read before: an explanation asks each statement. */
const READ = new WeakMap<CompiledStatement, ReadonlyMap<string, string>>();

function readKeys({ variables, resource, conditions }: CompiledStatement): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const add = (key: string): void => {
    const lower = key.toLowerCase();
    if (!keys.has(lower)) keys.set(lower, key);
  };
  const addVariables = (values: readonly string[]): void => {
    for (const value of values) {
      const template = parseTemplate(value);
      if (template !== undefined) templateKeys(template).forEach(add);
    }
  };
  if (variables) addVariables(resource.patterns);
  for (const condition of conditions) {
    add(condition.key);
    if (variables) addVariables(condition.values);
  }
  return keys;
}
