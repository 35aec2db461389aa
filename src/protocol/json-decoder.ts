import type { Element, Member, NumberShape, Shape, StructureShape } from '../model/shape.ts';
import { isWhole, parseBase64, parseTimestamp } from './scalar-text.ts';
import { serializationException } from './wire-errors.ts';

type Decode = (value: unknown) => unknown;

/** Deeper than any input of AWS's is useful: DynamoDB allows 32 levels of its own, two of JSON each. */
const MAX_DEPTH = 100;

/**
 * Reads a JSON body.
 *
 * @throws AwsError `SerializationException` when it is not JSON, or nested beyond all bounds
 */
export function readJson(text: string): unknown {
  if (nestsDeeperThan(text, MAX_DEPTH)) throw serializationException();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw serializationException();
  }
}

function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at++;
      else if (code === 34) inString = false;
    } else if (code === 34) {
      inString = true;
    } else if (code === 123 || code === 91) {
      if (++depth > limit) return true;
    } else if (code === 125 || code === 93) {
      depth--;
    }
  }
  return false;
}

/**
 * Compiles what turns parsed JSON into the value of a structure; fields it does not know are ignored,
 * `null` counts as absent.
 *
 * @param fieldName the name of a member in JSON: the REST protocol renames some
 */
export function compileJsonDecoder(
  root: StructureShape,
  members: readonly Member[],
  fieldName: (member: Member) => string,
): (value: unknown) => Record<string, unknown> {
  const compiled = new Map<StructureShape, (value: unknown) => Record<string, unknown>>();

  const structureDecoder = (shape: StructureShape, among: readonly Member[]) => {
    const known = compiled.get(shape);
    if (known !== undefined) return known;
    const fields: { readonly name: string; readonly field: string; readonly decode: Decode }[] = [];
    const decode = (value: unknown): Record<string, unknown> => {
      const from = asObject(value);
      const to: Record<string, unknown> = {};
      for (const { name, field, decode } of fields) {
        const found = Object.hasOwn(from, field) ? from[field] : undefined;
        if (found !== undefined && found !== null) to[name] = decode(found);
      }
      return to;
    };
    compiled.set(shape, decode);
    for (const member of among) {
      fields.push({ name: member.name, field: fieldName(member), decode: valueDecoder(member) });
    }
    return decode;
  };

  const valueDecoder = ({ shape }: Element): Decode => {
    switch (shape.kind) {
      case 'structure':
        return structureDecoder(shape, shape.members);
      case 'list': {
        const decodeItem = valueDecoder(shape.member);
        return (value) => {
          if (!Array.isArray(value)) throw unexpected(value, 'List');
          return value.map((item: unknown) => (item === null ? undefined : decodeItem(item)));
        };
      }
      case 'map': {
        const decodeItem = valueDecoder(shape.value);
        return (value) => {
          const map = Object.create(null) as Record<string, unknown>;
          for (const [key, item] of Object.entries(asObject(value))) {
            if (item !== null) map[key] = decodeItem(item);
          }
          return map;
        };
      }
      case 'string':
      case 'number':
      case 'boolean':
      case 'timestamp':
      case 'blob':
        return (value) => scalar(shape, value);
    }
  };

  return structureDecoder(root, members);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unexpected(value, 'Structure');
  return value as Readonly<Record<string, unknown>>;
}

function scalar(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'string':
      if (typeof value === 'string') return value;
      throw unexpected(value, 'String');
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw unexpected(value, 'Boolean');
    case 'number':
      return numberOf(shape, value);
    case 'timestamp': {
      const time = typeof value === 'number' ? new Date(Math.round(value * 1_000)) : undefined;
      const date = typeof value === 'string' ? parseTimestamp(value) : time;
      if (date !== undefined && !Number.isNaN(date.getTime())) return date;
      throw unexpected(value, 'Date');
    }
    case 'blob': {
      const bytes = typeof value === 'string' ? parseBase64(value) : undefined;
      if (bytes !== undefined) return bytes;
      throw unexpected(value, 'ByteBuffer');
    }
    case 'structure':
    case 'list':
    case 'map':
      throw unexpected(value, shape.kind);
  }
}

function numberOf(shape: NumberShape, value: unknown): number {
  if (shape.type === 'float' || shape.type === 'double') {
    if (typeof value === 'number') return value;
    if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
    throw unexpected(value, 'Double');
  }
  if (typeof value === 'number' && isWhole(shape, value)) return value;
  throw unexpected(value, shape.type === 'integer' ? 'Integer' : 'Long');
}

/** Coral's sentences for JSON of the wrong kind. */
function unexpected(value: unknown, wanted: string): Error {
  if (Array.isArray(value)) return serializationException('Start of list found where not expected.');
  if (typeof value === 'object') {
    return serializationException('Start of structure or map found where not expected.');
  }
  const kind = typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : (typeof value).toUpperCase();
  return serializationException(`${kind}_VALUE can not be converted to ${anA(wanted)}`);
}

function anA(noun: string): string {
  return `${/^[AEIOU]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
