import { plainText } from '../../../kernel/plain-text.ts';
import type { PropertySchema, ValueSchema } from './resource-schema.ts';
import { resourceSchemas, schemaOf } from './resource-schemas.ts';

/**
 * What is wrong with a resource's properties by its published schema, in AWS's words: keys that it does
 * not have, keys that are missing, values of another type or of none of those that are listed. What else
 * values may be is for the service to say.
 *
 * @returns `undefined` when nothing is
 */
export function propertyProblem(
  type: string,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): string | undefined {
  const schema = schemaOf(type);
  if (schema === undefined) return undefined;
  const problems = [...problemsOfObject(schema.properties, properties, '#')];
  if (problems.length === 0) return undefined;
  const [first, ...more] = problems;
  const all =
    more.length === 0 ? first : [`#: ${problems.length} schema violations found`, ...problems].join('\n');
  return `Properties validation failed for resource ${logicalId} with message:\n${all}`;
}

function* problemsOfObject(
  schema: Readonly<Record<string, PropertySchema>>,
  value: Readonly<Record<string, unknown>>,
  place: string,
): Iterable<string> {
  for (const [name, { required }] of Object.entries(schema)) {
    if (required === true && !Object.hasOwn(value, name)) yield `${place}: required key [${name}] not found`;
  }
  for (const [name, member] of Object.entries(value)) {
    const property = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (property === undefined) yield `${place}: extraneous key [${name}] is not permitted`;
    else yield* problemsOf(property.type, member, `${place}/${name}`);
  }
}

function* problemsOf(schema: ValueSchema, value: unknown, place: string): Iterable<string> {
  if (schema === 'json') return;
  if (typeof schema === 'string') {
    if (!fitsScalar(schema, value))
      yield `${place}: expected type: ${NAMES[schema]}, found: ${nameOf(value)}`;
    else if (schema === 'tag') yield* problemsOfTag(value as Readonly<Record<string, unknown>>, place);
    return;
  }
  if ('enum' in schema) {
    const scalar = schema.enum.every((one) => typeof one === 'number') ? 'integer' : 'string';
    const misfit = [...problemsOf(scalar, value, place)];
    if (misfit.length > 0) yield* misfit;
    else if (!schema.enum.some((one) => String(one) === plainText(value)))
      yield `${place}: failed validation constraint for keyword [enum]`;
    return;
  }
  if ('oneOf' in schema) {
    const problems = schema.oneOf.map((one) => [...problemsOf(one, value, place)]);
    if (problems.some((found) => found.length === 0)) return;
    yield* problems[0] ?? [];
    return;
  }
  if ('list' in schema) {
    if (!Array.isArray(value)) yield `${place}: expected type: JSONArray, found: ${nameOf(value)}`;
    else
      for (const [index, item] of value.entries()) yield* problemsOf(schema.list, item, `${place}/${index}`);
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield `${place}: expected type: JSONObject, found: ${nameOf(value)}`;
    return;
  }
  if ('map' in schema) {
    for (const [name, item] of Object.entries(value)) yield* problemsOf(schema.map, item, `${place}/${name}`);
    return;
  }
  const structure = resourceSchemas().structures[schema.structure];
  if (structure !== undefined)
    yield* problemsOfObject(structure, value as Readonly<Record<string, unknown>>, place);
}

function* problemsOfTag(tag: Readonly<Record<string, unknown>>, place: string): Iterable<string> {
  for (const name of ['Key', 'Value']) {
    if (!Object.hasOwn(tag, name)) yield `${place}: required key [${name}] not found`;
  }
}

type Scalar = Exclude<ValueSchema, object | 'json'>;

const NAMES: Readonly<Record<Scalar, string>> = {
  string: 'String',
  integer: 'Integer',
  number: 'Number',
  boolean: 'Boolean',
  tag: 'JSONObject',
};

/** Templates write numbers and truth as text and the other way round: AWS takes both. */
function fitsScalar(schema: Scalar, value: unknown): boolean {
  switch (schema) {
    case 'string':
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(typeof value === 'string' && value.trim() !== '' ? Number(value) : value);
    case 'number':
      return Number.isFinite(typeof value === 'string' && value.trim() !== '' ? Number(value) : value);
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'tag':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

function nameOf(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  switch (typeof value) {
    case 'object':
      return 'JSONObject';
    case 'number':
      return Number.isInteger(value) ? 'Integer' : 'BigDecimal';
    case 'boolean':
      return 'Boolean';
    default:
      return 'String';
  }
}
