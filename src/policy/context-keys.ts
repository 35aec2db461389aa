import type { CompiledStatement } from './compiled-policy.ts';
import { parseTemplate, templateKeys } from './template.ts';

/**
 * The condition keys a statement reads, lower-cased, each once: those of its conditions, and those that
 * stand as variables in its resources and condition values.
 */
export function contextKeysOf({ variables, resource, conditions }: CompiledStatement): ReadonlySet<string> {
  const keys = new Set<string>();
  const addVariables = (values: readonly string[]): void => {
    for (const value of values) {
      const template = parseTemplate(value);
      if (template !== undefined) for (const key of templateKeys(template)) keys.add(key);
    }
  };
  if (variables) addVariables(resource.patterns);
  for (const condition of conditions) {
    keys.add(condition.lowerCaseKey);
    if (variables) addVariables(condition.values);
  }
  return keys;
}
