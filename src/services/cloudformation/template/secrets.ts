import type { ParameterValues } from './parameter-values.ts';
import type { Template } from './template.ts';

/**
 * The values of a template's NoEcho parameters, which nothing may show.
 *
 * @param values the parameters as they are, and as they were
 */
export function secretsOf(
  { parameters }: Pick<Template, 'parameters'>,
  ...values: readonly ParameterValues[]
): readonly string[] {
  const names = [...parameters].filter(([, { noEcho }]) => noEcho).map(([name]) => name);
  const all = names.flatMap((name) => values.flatMap((given) => given[name] ?? []));
  return [...new Set(all)].filter((secret) => secret !== '');
}

/** A value in whose texts secrets stand as stars. */
export function masked<T>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value;
  const hide = (text: string) => secrets.reduce((all, secret) => all.replaceAll(secret, '****'), text);
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return hide(one);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, member]) => [name, walk(member)]));
  };
  return walk(value) as T;
}
