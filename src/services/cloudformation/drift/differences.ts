import { isDeepStrictEqual } from 'node:util';
import { plainText } from '../../../kernel/plain-text.ts';
import type { PropertyDifference } from '../../../model/generated/cloudformation.ts';
import { jsonOf } from '../../../operation/read-properties.ts';
import type { Properties } from '../../../operation/resource-type.ts';
import { loose } from '../schemas/changed-properties.ts';

/** By these members the items of lists are known, wherever they stand. */
const NAMES = ['Key', 'PolicyName'];

/**
 * How a resource differs from its template. Only what the template sets counts, and of that what the service
 * tells; lists are compared whatever their order.
 *
 * @param actual what the service says, without what it says nothing of
 */
export function differencesOf(expected: Properties, actual: Properties): readonly PropertyDifference[] {
  return Object.keys(expected)
    .filter((name) => Object.hasOwn(actual, name))
    .flatMap((name) => [...differences(expected[name], actual[name], `/${name}`)]);
}

function* differences(wanted: unknown, found: unknown, path: string): Iterable<PropertyDifference> {
  const expected = documentLike(wanted, found);
  const actual = documentLike(found, wanted);
  if (isAlike(expected, actual)) return;
  if (isNothing(actual)) {
    yield difference(path, expected, undefined, 'REMOVE');
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    yield* differencesOfLists(expected, actual, path);
  } else if (isObject(expected) && isObject(actual)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const place = `${path}/${name}`;
      if (isNothing(expected[name])) {
        if (!isNothing(actual[name])) yield difference(place, undefined, actual[name], 'ADD');
      } else yield* differences(expected[name], actual[name], place);
    }
  } else yield difference(path, expected, actual, 'NOT_EQUAL');
}

function* differencesOfLists(
  expected: readonly unknown[],
  actual: readonly unknown[],
  path: string,
): Iterable<PropertyDifference> {
  const left = new Map(actual.entries());
  const unmatched: [number, unknown][] = [];
  for (const [index, item] of expected.entries()) {
    const same = [...left].find(([, other]) => isAlike(item, other));
    if (same === undefined) unmatched.push([index, item]);
    else left.delete(same[0]);
  }
  for (const [index, item] of unmatched) {
    const name = nameOf(item);
    const other = name === undefined ? undefined : [...left].find(([, one]) => nameOf(one) === name);
    const at = other?.[0] ?? (name === undefined && isObject(item) && left.has(index) ? index : undefined);
    if (at === undefined) yield difference(`${path}/${index}`, item, undefined, 'REMOVE');
    else yield* differences(item, left.get(at), `${path}/${index}`);
    if (at !== undefined) left.delete(at);
  }
  for (const [index, item] of left) yield difference(`${path}/${index}`, undefined, item, 'ADD');
}

function nameOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  const member = NAMES.find((name) => typeof item[name] === 'string');
  return member === undefined ? undefined : String(item[member]);
}

/** A document may be written as text on one side and as JSON on the other. */
function documentLike(value: unknown, other: unknown): unknown {
  return typeof value === 'string' && typeof other === 'object' ? jsonOf(value) : value;
}

function isAlike(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(loose(plain(one)), loose(plain(other)));
}

/** Without members that are not there. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function difference(
  PropertyPath: string,
  expected: unknown,
  actual: unknown,
  DifferenceType: PropertyDifference['DifferenceType'],
): PropertyDifference {
  return { PropertyPath, ExpectedValue: shown(expected), ActualValue: shown(actual), DifferenceType };
}

function shown(value: unknown): string {
  if (isNothing(value)) return 'null';
  return typeof value === 'object' ? JSON.stringify(value) : plainText(value);
}
