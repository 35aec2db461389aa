import type { ParameterStringFilter, Tag } from '../../model/generated/ssm.ts';
import {
  filterGivenTwice,
  filterKeyNotValid,
  filterOptionNotValid,
  filterValueNotValid,
  filterValuesMissing,
} from './errors.ts';
import type { ParameterRecord } from './parameter-record.ts';

/** What filters look at. */
export interface Filtered {
  readonly record: ParameterRecord;
  /** Those of the version at hand. */
  readonly labels: readonly string[];
  readonly tags: readonly Tag[];
}

type Test = (parameter: Filtered) => boolean;

/** The options of each key, its default first. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  Name: ['Equals', 'BeginsWith', 'Contains'],
  Path: ['OneLevel', 'Recursive'],
};
const OTHER_OPTIONS = ['Equals', 'BeginsWith'];

/**
 * What a listing's filters let through: all of them must.
 *
 * @param keys those that the listing knows; `tag:` stands for a key of any tag
 * @throws AwsError InvalidFilterKey, InvalidFilterOption, InvalidFilterValue
 */
export function readFilters(filters: readonly ParameterStringFilter[], keys: readonly string[]): Test {
  const seen = new Set<string>();
  const tests = filters.map(({ Key, Option, Values = [] }) => {
    const known = keys.some((key) => (key === 'tag:' ? Key.startsWith(key) : key === Key));
    if (!known) throw filterKeyNotValid(Key, keys);
    if (seen.has(Key)) throw filterGivenTwice(Key);
    seen.add(Key);
    const options = OPTIONS[Key] ?? OTHER_OPTIONS;
    const option = Option ?? options[0] ?? 'Equals';
    if (!options.includes(option)) throw filterOptionNotValid(option, options);
    // A tag's filter without values asks only whether there is such a tag.
    if (Values.length === 0 && !Key.startsWith('tag:')) throw filterValuesMissing(Key);
    return testOf(Key, option, Values);
  });
  return (parameter) => tests.every((test) => test(parameter));
}

function testOf(key: string, option: string, values: readonly string[]): Test {
  if (key === 'Path') {
    for (const value of values) if (!value.startsWith('/')) throw filterValueNotValid(value);
    return ({ record }) => values.some((path) => isBeneath(record.name, path, option === 'Recursive'));
  }
  const fits = (found: string) => values.some((value) => compares(option, found, value));
  if (key.startsWith('tag:')) {
    const name = key.slice('tag:'.length);
    return ({ tags }) => tags.some(({ Key, Value }) => Key === name && (values.length === 0 || fits(Value)));
  }
  switch (key) {
    case 'Name':
      // A name is found with and without its slash in front.
      return ({ record: { name } }) => fits(name) || (name.startsWith('/') && fits(name.slice(1)));
    case 'Type':
      return ({ record }) => fits(record.data.type);
    case 'KeyId':
      return ({ record }) => record.data.keyId !== undefined && fits(record.data.keyId);
    case 'Label':
      return ({ labels }) => labels.some(fits);
    case 'DataType':
      return ({ record }) => fits(record.data.dataType);
    default:
      return ({ record }) => fits(record.data.tier);
  }
}

function compares(option: string, found: string, value: string): boolean {
  if (option === 'BeginsWith') return found.startsWith(value);
  return option === 'Contains' ? found.includes(value) : found === value;
}

/** Whether a parameter is in a path: directly, or however deep. A name without slashes is in `/`. */
export function isBeneath(name: string, path: string, isRecursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const whole = name.startsWith('/') ? name : `/${name}`;
  if (!whole.startsWith(prefix)) return false;
  return isRecursive || !whole.slice(prefix.length).includes('/');
}
