import { plainText } from '../../../kernel/plain-text.ts';
import { evaluate } from './evaluate.ts';
import { asObject, type Plain } from './read-template.ts';
import type { Scope } from './scope.ts';
import { templateError } from './template-errors.ts';

type PlainObject = { readonly [name: string]: Plain };

const LOOP = 'Fn::ForEach::';
const SECTIONS = new Set(['Conditions', 'Resources', 'Outputs']);
const MOST_MEMBERS = 5000;
const MOST_NESTED = 5;

/**
 * Writes out the loops of the language extensions: `Fn::ForEach::Name: [variable, list, { key: value }]`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 * @throws AwsError ValidationError for a loop that cannot be written out
 */
export function expandLoops(template: PlainObject, scope: Scope): PlainObject {
  const budget = { left: MOST_MEMBERS };
  return Object.fromEntries(
    Object.entries(template).map(([name, section]) => [
      name,
      SECTIONS.has(name) ? expand(section, { scope, budget, depth: 0 }) : section,
    ]),
  );
}

interface Loop {
  readonly scope: Scope;
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
  return itemsOf(list, loop.scope).flatMap((item) => {
    if (loop.budget.left-- <= 0) throw templateError('Fn::ForEach makes too many members');
    const one = substituted(template, variable, item) as PlainObject;
    return Object.entries(expand(one, { ...loop, depth: loop.depth + 1 }) as PlainObject);
  });
}

function itemsOf(list: Plain, scope: Scope): readonly string[] {
  const items = evaluate(list, scope);
  if (!Array.isArray(items)) throw templateError('Fn::ForEach needs a list to go over');
  return (items as readonly Plain[]).flat().map((item) => plainText(item));
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
