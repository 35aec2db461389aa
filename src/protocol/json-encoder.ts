import type { Element, Member, StructureShape } from '../model/shape.ts';
import { formatBase64, formatTimestamp } from './scalar-text.ts';

/** Turns a value into what `JSON.stringify` writes in AWS's way. */
export type ToJson = (value: unknown) => unknown;

/**
 * Compiles what turns a structure into plain JSON: times in seconds since 1970, bytes in base64, absent
 * members left out.
 *
 * @param fieldName the name of a member in JSON: the REST protocol renames some
 */
export function compileJsonEncoder(
  root: StructureShape,
  members: readonly Member[],
  fieldName: (member: Member) => string,
): ToJson {
  const compiled = new Map<StructureShape, ToJson>();

  const structureEncoder = (shape: StructureShape, among: readonly Member[]): ToJson => {
    const known = compiled.get(shape);
    if (known !== undefined) return known;
    const fields: { readonly name: string; readonly field: string; readonly toJson: ToJson }[] = [];
    const encode: ToJson = (value) => {
      const from = value as Readonly<Record<string, unknown>>;
      const to: Record<string, unknown> = {};
      for (const { name, field, toJson } of fields) {
        const found = from[name];
        if (found !== undefined && found !== null) to[field] = toJson(found);
      }
      return to;
    };
    compiled.set(shape, encode);
    for (const member of among) {
      fields.push({ name: member.name, field: fieldName(member), toJson: valueEncoder(member) });
    }
    return encode;
  };

  const valueEncoder = ({ shape }: Element): ToJson => {
    switch (shape.kind) {
      case 'structure':
        return shape.document ? (value) => value : structureEncoder(shape, shape.members);
      case 'list': {
        const item = valueEncoder(shape.member);
        return (value) => (value as readonly unknown[]).map(item);
      }
      case 'map': {
        const item = valueEncoder(shape.value);
        return (value) => {
          const entries = Object.entries(value as Readonly<Record<string, unknown>>);
          return Object.fromEntries(
            entries
              .filter(([, entry]) => entry !== undefined && entry !== null)
              .map(([key, entry]) => [key, item(entry)]),
          );
        };
      }
      case 'timestamp':
        return shape.format === undefined || shape.format === 'unixTimestamp'
          ? (value) => (value as Date).getTime() / 1_000
          : (value) => formatTimestamp(value as Date, shape.format ?? 'iso8601');
      case 'blob':
        return (value) => formatBase64(value as Uint8Array);
      case 'number':
        // JSON has no word for these three.
        return (value) => (Number.isFinite(value) ? value : String(value));
      case 'string':
      case 'boolean':
        return (value) => value;
    }
  };

  return structureEncoder(root, members);
}
