import { CONDITION_FUNCTIONS } from './condition-functions.ts';
import { isFunction, type FunctionCall } from './function-call.ts';
import { FUNCTIONS } from './functions.ts';
import { asObject, type Plain } from './read-template.ts';
import { attributeArgument } from './references.ts';
import type { Template } from './template.ts';
import {
  findInMapForm,
  getAttForm,
  noMapping,
  nothingMapped,
  nothingToSelect,
  noTransform,
  refForm,
  unknownFunction,
} from './template-errors.ts';

/** The transform that brings loops, further functions, and functions within references. */
export const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

/** Functions of rules that AWS has; they are refused where a rule is evaluated. */
const OF_RULES: ReadonlySet<string> = new Set(['Fn::ValueOf', 'Fn::ValueOfAll']);

/**
 * Checks the functions of a template as far as they are written out: that there are such, that a map is
 * there and holds what is looked up, that a list is as long as what is selected of it.
 *
 * @throws AwsError ValidationError
 */
export function assertFunctions(template: Template): void {
  const { mappings, transforms } = template;
  const isExtended = transforms.includes(LANGUAGE_EXTENSIONS);
  for (const value of valuesOf(template)) check(value ?? null, { mappings, isExtended });
}

/** What functions may refer to, and whether the template has the language extensions. */
type Language = Pick<Template, 'mappings'> & { readonly isExtended: boolean };

function* valuesOf({ conditions, rules, resources, outputs }: Template): Iterable<Plain | undefined> {
  yield* conditions.values();
  for (const { condition, assertions } of rules.values()) {
    yield condition;
    for (const { assert } of assertions) yield assert;
  }
  for (const resource of resources.values()) {
    yield* [resource.properties, resource.metadata, resource.creationPolicy, resource.updatePolicy];
    yield* [resource.deletionPolicy, resource.updateReplacePolicy];
  }
  for (const { value, exportName } of outputs.values()) yield* [value, exportName];
}

function check(value: Plain, language: Language): void {
  if (typeof value !== 'object' || value === null) return;
  const call = isFunction(value);
  if (call !== undefined) {
    const { name, argument } = call;
    if (name === 'Fn::Transform') throw noTransform(asObject(argument)?.['Name']);
    if (!FUNCTIONS.has(name) && !CONDITION_FUNCTIONS.has(name) && !OF_RULES.has(name)) {
      throw unknownFunction(name);
    }
    if (!language.isExtended) assertNotExtended(call);
    if (Array.isArray(argument)) {
      if (name === 'Fn::FindInMap') checkLookup(argument as readonly Plain[], language.mappings);
      if (name === 'Fn::Select') checkSelection(argument as readonly Plain[]);
    }
  }
  for (const part of Object.values<Plain>(value)) check(part, language);
}

/** What AWS::LanguageExtensions brings is no part of the language without it. */
function assertNotExtended({ name, argument }: FunctionCall): void {
  if (name === 'Fn::Length' || name === 'Fn::ToJsonString') throw unknownFunction(name);
  if (name === 'Ref' && typeof argument !== 'string') throw refForm();
  if (name === 'Fn::GetAtt' && typeof attributeArgument(argument)[0] !== 'string') throw getAttForm();
  if (name === 'Fn::FindInMap' && Array.isArray(argument) && argument.length > 3) throw findInMapForm();
}

function checkLookup(
  [map, top, second, options]: readonly (Plain | undefined)[],
  mappings: Template['mappings'],
): void {
  if (typeof map !== 'string' || asObject(options)?.['DefaultValue'] !== undefined) return;
  const tops = Object.hasOwn(mappings, map) ? asObject(mappings[map]) : undefined;
  if (tops === undefined) throw noMapping(map);
  if (typeof top !== 'string' || typeof second !== 'string') return;
  const found = Object.hasOwn(tops, top) ? asObject(tops[top]) : undefined;
  if (found === undefined || !Object.hasOwn(found, second)) throw nothingMapped(map, top, second);
}

/** A member that is a function may come out as `AWS::NoValue`, so such lists are only ever shorter. */
function checkSelection([at, list]: readonly (Plain | undefined)[]): void {
  const index = typeof at === 'number' ? at : typeof at === 'string' && /^-?\d+$/.test(at) ? Number(at) : NaN;
  if (!Array.isArray(list) || !Number.isInteger(index)) return;
  if (index < 0 || index >= list.length) throw nothingToSelect(index);
}
