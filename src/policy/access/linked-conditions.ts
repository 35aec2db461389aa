import type { CompiledStatement } from '../compiled-policy.ts';
import type { Condition } from '../conditions/condition.ts';
import { readOperator } from '../conditions/operators.ts';

/** Keys that tell who calls; what they are compared with can be made callers. */
const LINKED: readonly string[] = ['aws:principalaccount', 'aws:principalarn'];

/** Conditions that speak of callers as a Principal element does. */
export interface LinkedConditions {
  /** The keys of which every condition does. */
  readonly keys: ReadonlySet<string>;
  /** The accounts and ARNs that they name. */
  readonly names: readonly string[];
}

/**
 * Those on a key whose conditions all name callers whole, without wildcards or variables: they are decided by
 * who calls, and are no dimension of their own.
 */
export function linkedConditions(statements: readonly CompiledStatement[]): LinkedConditions {
  const all = statements.flatMap(({ conditions }) => conditions);
  const keys = LINKED.filter((key) => all.every((one) => one.lowerCaseKey !== key || namesWhole(one)));
  const names = all.flatMap(({ lowerCaseKey, values }) => (keys.includes(lowerCaseKey) ? values : []));
  return { keys: new Set(keys), names: [...new Set(names)] };
}

function namesWhole({ operator, values }: Condition): boolean {
  const name = readOperator(operator)?.operator?.name;
  const compares = name === undefined || /^(?:String|Arn)/.test(name);
  return compares && !name?.endsWith('IgnoreCase') && values.every((value) => !/[*?]|\$\{/.test(value));
}
