import { readAction, type ActionName } from '../action-matcher.ts';
import type { CompiledStatement } from '../compiled-policy.ts';
import { bitsWhere, type Bits } from './bits.ts';
import type { Effort } from './effort.ts';
import { globSigns } from './sign.ts';
import { textClasses } from './text-classes.ts';

/** Actions by classes that the statements do not tell apart. */
export interface ActionClasses {
  /** One of each class, lower-cased. */
  readonly actions: readonly string[];
  /** Where the statement's Action or NotAction element matches. */
  matching(statement: CompiledStatement): Bits;
}

/** A name that no service has. */
const NO_SERVICE = 'any-other-service';
const SOMETHING = globSigns('?*');

/**
 * All actions there could be, also those that AWS has yet to make: what a pattern will then allow counts.
 * @throws EffortSpent
 */
export function actionClasses(statements: readonly CompiledStatement[], effort: Effort): ActionClasses {
  const ofServices = new Map<string, Set<string>>([[NO_SERVICE, new Set()]]);
  const ofAll = new Set<string>();
  for (const pattern of statements.flatMap(({ action }) => action.patterns)) {
    const { service, name } = readAction(pattern);
    if (service === '') continue;
    if (service === '*') ofAll.add(name);
    else ofServices.set(service, (ofServices.get(service) ?? new Set()).add(name));
  }
  const actions = [...ofServices].flatMap(([service, names]) => {
    const sought = [...names, ...ofAll].map((name) => ({ signs: globSigns(name) }));
    return textClasses(sought, effort, SOMETHING).map(({ text }) => `${service}:${text}`);
  });
  return classesOf(actions);
}

/**
 * Those of some actions, of which one stands for all that the statements do not tell apart.
 * @throws EffortSpent
 */
export function knownActionClasses(
  statements: readonly CompiledStatement[],
  known: Iterable<string>,
  effort: Effort,
): ActionClasses {
  const classes = new Map<string, string>();
  for (const action of known) {
    effort.spend(statements.length);
    const name = readAction(action);
    const key = statements.map((statement) => (speaksOf(statement, name) ? '1' : '0')).join('');
    if (!classes.has(key)) classes.set(key, name.whole);
  }
  return classesOf([...classes.values()]);
}

function classesOf(actions: readonly string[]): ActionClasses {
  const names = actions.map(readAction);
  return {
    actions,
    matching: (statement) => bitsWhere(names, (name) => speaksOf(statement, name)),
  };
}

function speaksOf({ action }: CompiledStatement, name: ActionName): boolean {
  return action.matcher.matches(name);
}
