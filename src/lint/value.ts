import { inside, type Spot } from './spot.ts';

/**
 * A value of a template or plan as far as it can be known before the deploy, each part with its place.
 * `choice` is what a condition decides; `unknown` what only the deploy will tell.
 */
export type Value = Common &
  (
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'scalar'; readonly value: number | boolean | null }
    | { readonly kind: 'list'; readonly items: readonly Value[] }
    | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Value> }
    | { readonly kind: 'choice'; readonly options: readonly Value[] }
    | { readonly kind: 'absent' }
    | { readonly kind: 'unknown' }
  );

interface Common {
  readonly spot: Spot;
  /** Which resource's name or ARN it is, where it is nothing else. */
  readonly link?: Link | undefined;
  /** Names in the text that the deploy will make: `form` says that what stands for them has their form, `none` that it does not. */
  readonly isMadeUp?: 'form' | 'none' | undefined;
}

/** A value that another resource of the same template gives. */
export interface Link {
  /** A logical id, or Terraform's address without its index. */
  readonly resource: string;
  readonly gives: 'name' | 'arn' | 'other';
}

/** What a value may come out as: each branch of what conditions decide, without what comes to nothing. */
export function options(value: Value | undefined): readonly Value[] {
  if (value === undefined || value.kind === 'absent') return [];
  return value.kind === 'choice' ? value.options.flatMap(options) : [value];
}

/**
 * The values that a way leads to.
 *
 * @param way names between full stops, `*` for each item of a list: `Policies.*.PolicyDocument`
 */
export function valuesAt(value: Value | undefined, way: string): readonly Value[] {
  let found = options(value);
  for (const step of way.split('.')) {
    found = found.flatMap((one) => {
      if (step === '*') return one.kind === 'list' ? one.items.flatMap(options) : [one];
      return one.kind === 'object' ? options(one.members.get(step)) : [];
    });
  }
  return found;
}

/** A value's text, if it is one. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'text' ? value.text : undefined;
}

/** A list's items, or the one value that stands for a list of it. */
export function listed(value: Value | undefined): readonly Value[] {
  return options(value).flatMap((one) => (one.kind === 'list' ? one.items.flatMap(options) : [one]));
}

/** The member of an object, of the first option where there are several. */
export function member(value: Value | undefined, name: string): Value | undefined {
  return valuesAt(value, name)[0];
}

/**
 * A value as JSON has it; what is unknown is a text that says so.
 *
 * @param branch which option of what conditions decide: the first or the last
 */
export function plainOf(value: Value, branch: 'first' | 'last' = 'first'): unknown {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'scalar':
      return value.value;
    case 'list':
      return value.items.map((item) => plainOf(item, branch)).filter((item) => item !== undefined);
    case 'object':
      return Object.fromEntries(
        [...value.members]
          .map(([name, one]) => [name, plainOf(one, branch)] as const)
          .filter(([, plain]) => plain !== undefined),
      );
    case 'choice': {
      const option = value.options.at(branch === 'first' ? 0 : -1);
      return option && plainOf(option, branch);
    }
    case 'absent':
      return undefined;
    case 'unknown':
      return `unknown-${value.spot.steps.join('-')}`;
  }
}

/** Whether a part of the value waits for a condition. */
export function hasChoices(value: Value): boolean {
  switch (value.kind) {
    case 'choice':
      return true;
    case 'list':
      return value.items.some(hasChoices);
    case 'object':
      return [...value.members.values()].some(hasChoices);
    default:
      return false;
  }
}

/** Whether all of the value is known, or has at least the form of what it will be. */
export function isSettled(value: Value): boolean {
  switch (value.kind) {
    case 'unknown':
      return false;
    case 'list':
      return value.items.every(isSettled);
    case 'object':
      return [...value.members.values()].every(isSettled);
    case 'choice':
      return value.options.every(isSettled);
    default:
      return value.isMadeUp !== 'none';
  }
}

/** Reads plain data as a value, each part at its place below `spot`. */
export function valueFrom(plain: unknown, spot: Spot): Value {
  if (typeof plain === 'string') return { kind: 'text', text: plain, spot };
  if (typeof plain === 'number' || typeof plain === 'boolean' || plain === null)
    return { kind: 'scalar', value: plain, spot };
  if (Array.isArray(plain))
    return { kind: 'list', items: plain.map((item, at) => valueFrom(item, inside(spot, at))), spot };
  if (typeof plain !== 'object') return { kind: 'absent', spot };
  const members = Object.entries(plain).map(
    ([name, one]) => [name, valueFrom(one, inside(spot, name))] as const,
  );
  return { kind: 'object', members: new Map(members), spot };
}
