import type { Condition } from '../conditions/condition.ts';
import { readOperator } from '../conditions/operators.ts';
import type { RequestContext } from '../request.ts';

/**
 * A request's condition keys that are meant to meet conditions: whether they do, the engine must say. Keys
 * of which a condition wants nothing are left out.
 */
export function contextThatMeets(conditions: readonly Condition[]): RequestContext {
  const context = new Map<string, string | readonly string[]>();
  for (const { operator, lowerCaseKey, values } of conditions) {
    const use = readOperator(operator);
    const [value] = values;
    if (use === undefined || value === undefined) continue;
    if (use.operator === undefined) {
      if (value.toLowerCase() === 'false' && !context.has(lowerCaseKey)) context.set(lowerCaseKey, 'x');
    } else if (!use.operator.negated) {
      const wanted = valueFor(use.operator.name, value);
      context.set(lowerCaseKey, use.qualifier === undefined ? wanted : [wanted]);
    } else if (use.qualifier === 'ForAnyValue' && !context.has(lowerCaseKey)) {
      context.set(lowerCaseKey, ['something else']);
    }
  }
  return context;
}

/** A value that an operator finds fit beside the one that a policy names. */
function valueFor(operator: string, value: string): string {
  if (operator.startsWith('Numeric') && /^-?\d+$/.test(value)) {
    if (operator.endsWith('LessThan')) return String(Number(value) - 1);
    if (operator.endsWith('GreaterThan')) return String(Number(value) + 1);
  }
  if (operator === 'DateLessThan') return '1970-01-01T00:00:00Z';
  if (operator === 'DateGreaterThan') return '9999-01-01T00:00:00Z';
  if (operator === 'IpAddress') return value.split('/')[0] ?? value;
  return value.replaceAll(/[*?]/g, 'x');
}
