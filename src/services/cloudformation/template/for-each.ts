import { asObject, type Plain } from './read-template.ts';
import { templateError } from './template-errors.ts';

type PlainObject = { readonly [name: string]: Plain };
type Lists = ReadonlyMap<string, string | readonly string[]>;

const LOOP = 'Fn::ForEach::';
const SECTIONS = new Set(['Conditions', 'Resources', 'Outputs']);
const MOST_MEMBERS = 5000;
const MOST_NESTED = 5;

/**
 * Writes out the loops of the language extensions: `Fn::ForEach::Name: [variable, list, { key: value }]`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 * @throws AwsError ValidationError for a loop that cannot be written out
 */
export function expandLoops(template: PlainObject, lists: Lists): PlainObject {
  const budget = { left: MOST_MEMBERS };
  const mappings = asObject(template['Mappings']) ?? {};
  return Object.fromEntries(
    Object.entries(template).map(([name, section]) => [
      name,
      SECTIONS.has(name) ? expand(section, { lists, mappings, budget, depth: 0 }) : section,
    ]),
  );
}

interface Loop {
  readonly lists: Lists;
  readonly mappings: PlainObject;
  readonly budget: { left: number };
  readonly depth: number;
}

function expand(value: Plain, loop: Loop): Plain {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Plain[]).map((item) => expand(item, loop));
  const members: [string, Plain][] = [];
  for (const [name, member] of Object.entries(value as PlainObject)) {
    if (name.startsWith(LOOP)) members.push(...written(member, loop));
    else members.push([name, expand(member, loop)]);
  }
  return Object.fromEntries(members);
}

function written(argument: Plain, loop: Loop): readonly [string, Plain][] {
  const [variable, list, body, ...more] = Array.isArray(argument) ? (argument as readonly Plain[]) : [];
  const template = asObject(body);
  if (typeof variable !== 'string' || list === undefined || template === undefined || more.length > 0) {
    throw templateError('Fn::ForEach requires three parameters: an identifier, a collection and an output');
  }
  if (loop.depth >= MOST_NESTED) throw templateError('Fn::ForEach is nested too deep');
  return itemsOf(list, loop).flatMap((item) => {
    if (loop.budget.left-- <= 0) throw templateError('Fn::ForEach makes too many members');
    const one = substituted(template, variable, item) as PlainObject;
    return Object.entries(expand(one, { ...loop, depth: loop.depth + 1 }) as PlainObject);
  });
}

function itemsOf(list: Plain, { lists, mappings }: Loop): readonly string[] {
  const name = asObject(list)?.['Ref'];
  const known = typeof name === 'string' ? lists.get(name) : undefined;
  if (known !== undefined) return typeof known === 'string' ? [known] : known;
  const path = asObject(list)?.['Fn::FindInMap'];
  if (Array.isArray(path)) {
    const found = (path as readonly Plain[]).reduce<Plain | undefined>(
      (map, key) => (typeof key === 'string' ? asObject(map)?.[key] : undefined),
      mappings,
    );
    if (Array.isArray(found)) return (found as readonly Plain[]).map(String);
  }
  if (!Array.isArray(list)) throw templateError('Fn::ForEach needs a list to go over');
  return (list as readonly Plain[]).flatMap((item) =>
    typeof item === 'object'
      ? itemsOf(item, { lists, mappings, budget: { left: 0 }, depth: 0 })
      : String(item),
  );
}

/** Puts an item where `${variable}`, `&{variable}` or its `Ref` stands; `&` leaves letters and digits alone. */
function substituted(value: Plain, variable: string, item: string): Plain {
  const inText = (text: string) =>
    text
      .replaceAll(`\${${variable}}`, item)
      .replaceAll(`&{${variable}}`, item.replaceAll(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return inText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return (value as readonly Plain[]).map((one) => substituted(one, variable, item));
  }
  const object = value as PlainObject;
  if (Object.keys(object).length === 1 && object['Ref'] === variable) return item;
  return Object.fromEntries(
    Object.entries(object).map(([name, member]) => [inText(name), substituted(member, variable, item)]),
  );
}
