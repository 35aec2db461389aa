import type { CompiledStatement } from '../compiled-policy.ts';
import type { Condition } from '../conditions/condition.ts';
import { readOperator } from '../conditions/operators.ts';
import { parseTemplate } from '../template.ts';
import { bitsWhere, type Bits } from './bits.ts';
import { EffortSpent, type Effort } from './effort.ts';
import { familyOf, NOTHING, sampleValues, type Family } from './key-values.ts';

/** What a request holds under a key. */
export type Actual = string | readonly string[] | undefined;

/** What is known of a condition key, whatever the policy. */
export interface KeyFacts {
  /** As AWS's tables have it: `String`, `Bool`, `Numeric` …; `undefined` when unknown. */
  readonly type: string | undefined;
  readonly mayBeMissing: boolean;
  readonly mayBeList: boolean;
}

/** Whether a value that a policy compares a key with is so narrow that it names someone or something. */
export type IsFixed = (lowerCaseKey: string, value: string) => boolean;

/** Something about a request's context that conditions ask for, by classes that they do not tell apart. */
export interface ContextClasses {
  readonly lowerCaseKey: string;
  /** How many classes there are. */
  readonly count: number;
  /**
   * What the key holds in each class; absent where conditions can only be told apart as themselves: then
   * class 0 is that `condition` holds, class 1 that it does not.
   */
  readonly actuals: readonly Actual[] | undefined;
  readonly condition: Condition | undefined;
  /** Where the value is none that is fixed. */
  readonly open: Bits;
  /** Where a condition holds; `undefined` for one of which these classes know nothing. */
  holding(condition: Condition): Bits | undefined;
}

/** How many kinds of lists are told apart at most. */
const MAX_LISTS = 512;

/**
 * All contexts, key by key: every key that a condition asks for is one dimension. A condition that cannot be
 * followed (variables in its values, operators of two families on one key) is a dimension of its own: it
 * holds or does not, whatever the rest of the context is.
 * @throws EffortSpent
 */
export function contextClasses(
  statements: readonly CompiledStatement[],
  factsOf: (lowerCaseKey: string) => KeyFacts,
  isFixed: IsFixed,
  effort: Effort,
): readonly ContextClasses[] {
  const byKey = new Map<string, Asked[]>();
  for (const { conditions, variables } of statements) {
    for (const condition of conditions) {
      const asked = readCondition(condition, variables);
      byKey.set(condition.lowerCaseKey, [...(byKey.get(condition.lowerCaseKey) ?? []), asked]);
    }
  }
  return [...byKey].flatMap(([key, all]) => {
    const followed = all.filter(({ family }) => family !== 'other');
    const families = new Set(followed.flatMap(({ family }) => family ?? []));
    const [family = 'text'] = families;
    const samples = families.size > 1 ? undefined : sampleValues(family, followed.map(comparisonOf), effort);
    if (samples === undefined) return all.flatMap(asItself);
    const ofKey = keyClasses(key, family, samples, followed, factsOf(key), isFixed, effort);
    return [ofKey, ...all.filter(({ family: own }) => own === 'other').flatMap(asItself)];
  });
}

interface Asked {
  readonly condition: Condition;
  /** As IAM writes it; `Null` for the one operator that compares nothing. */
  readonly operator: string;
  /** `undefined` for Null. */
  readonly family: Family | undefined;
  /** One text for conditions that say the same. */
  readonly identity: string;
}

function readCondition(condition: Condition, variables: boolean): Asked {
  const { operator: written, values } = condition;
  const use = readOperator(written);
  const operator = use?.operator?.name ?? 'Null';
  const filled =
    variables &&
    use?.operator?.variables === true &&
    values.some((value) => parseTemplate(value) !== undefined);
  const family = use?.operator === undefined ? undefined : familyOf(operator);
  const identity = JSON.stringify([written.toLowerCase(), filled, [...new Set(values)].sort()]);
  return { condition, operator, family: filled ? 'other' : family, identity };
}

function comparisonOf({ operator, family, condition: { values } }: Asked) {
  return { operator, values: family === undefined ? [] : values };
}

/** A condition as a dimension of its own; those of one identity are one. */
function asItself({ condition, identity }: Asked, at: number, all: readonly Asked[]): ContextClasses[] {
  if (all.findIndex((other) => other.identity === identity) !== at) return [];
  const same = new Set(all.filter((other) => other.identity === identity).map((one) => one.condition));
  const holding = (one: Condition): Bits | undefined => (same.has(one) ? 1n : undefined);
  return [
    { lowerCaseKey: condition.lowerCaseKey, count: 2, actuals: undefined, condition, open: 3n, holding },
  ];
}

function keyClasses(
  lowerCaseKey: string,
  family: Family,
  samples: readonly string[],
  asked: readonly Asked[],
  facts: KeyFacts,
  isFixed: IsFixed,
  effort: Effort,
): ContextClasses {
  const fixed = fixedBy(lowerCaseKey, asked, isFixed);
  const singles = ofType(samples, family, facts.type);
  const classes = new Map<string, Actual>();
  const vectorOf = (actual: Actual): string => {
    effort.spend(asked.length + 1);
    const context = contextOf(lowerCaseKey, actual);
    const holds = asked.map(({ condition }) => (condition.holds(context) ? '1' : '0')).join('');
    return `${holds} ${fixed(actual)}`;
  };
  const add = (actual: Actual): boolean => {
    const vector = vectorOf(actual);
    if (classes.has(vector)) return false;
    classes.set(vector, actual);
    return true;
  };
  for (const value of singles) add(value);
  if (facts.mayBeMissing) add(undefined);
  if (facts.mayBeList) for (const list of listsOf(singles, vectorOf)) add(list);
  const actuals = [...classes.values()];
  const known = new Set(asked.map(({ condition }) => condition));
  return {
    lowerCaseKey,
    count: actuals.length,
    actuals,
    condition: undefined,
    open: bitsWhere(actuals, (actual) => !fixed(actual)),
    holding: (condition) =>
      known.has(condition)
        ? bitsWhere(actuals, (actual) => condition.holds(contextOf(lowerCaseKey, actual)))
        : undefined,
  };
}

/**
 * Lists of two values and more, of each kind that the conditions tell apart. A condition asks of a list
 * whether some value, or each, passes; so what holds of two lists together follows from what holds of each,
 * and from every kind the next ones come by one value more.
 */
function listsOf(singles: readonly string[], vectorOf: (list: Actual) => string): Iterable<Actual> {
  const kinds = new Map<string, readonly string[]>();
  // Twice the same is a list of one, but for the empty text, which alone is no value.
  const bases = new Map<string, readonly string[]>();
  for (const value of singles) {
    const list = [value, value];
    const vector = vectorOf(list);
    if (!bases.has(vector)) bases.set(vector, list);
  }
  const open = [...bases];
  for (const [vector, list] of open) {
    if (kinds.has(vector)) continue;
    kinds.set(vector, list);
    if (kinds.size > MAX_LISTS) throw new EffortSpent();
    for (const base of bases.values()) {
      const longer = [...list, base[0]!];
      const next = vectorOf(longer);
      if (!kinds.has(next)) open.push([next, longer]);
    }
  }
  return kinds.values();
}

/** Values that a key of a type may have: of a Bool there are two, and a number is one. */
function ofType(samples: readonly string[], family: Family, type: string | undefined): readonly string[] {
  if (type?.endsWith('Bool') === true && family === 'text') return ['true', 'false'];
  const isTyped = type !== undefined && !type.endsWith('String');
  return isTyped && family !== 'text' ? samples.filter((value) => !NOTHING.includes(value)) : samples;
}

/** Whether something in an actual is one of the values that the conditions fix. */
function fixedBy(
  lowerCaseKey: string,
  asked: readonly Asked[],
  isFixed: IsFixed,
): (actual: Actual) => boolean {
  const matchers = asked.flatMap(({ condition: { operator, values } }) => {
    const use = readOperator(operator)?.operator;
    const fixing = values.filter((value) => isFixed(lowerCaseKey, value));
    return use === undefined || fixing.length === 0 ? [] : [use.compile(fixing, false)];
  });
  const none = new Map<string, string>();
  return (actual) => {
    const list = actual === undefined ? [] : typeof actual === 'string' ? [actual] : actual;
    return list.some((value) => matchers.some((matches) => matches(value, none)));
  };
}

function contextOf(lowerCaseKey: string, actual: Actual): ReadonlyMap<string, string | readonly string[]> {
  return new Map(actual === undefined ? [] : [[lowerCaseKey, actual]]);
}
