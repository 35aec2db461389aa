import type { RawMember, RawModel, RawShape } from './raw-model.ts';
import type { Element, Member, Shape } from './shape.ts';

/** Resolves shapes of a model by name, each once; a shape may contain itself. */
export function shapeResolver(
  shapes: RawModel['shapes'],
  linearPatterns: ReadonlyMap<string, string>,
): (name: string) => Shape {
  const resolved = new Map<string, Shape>();

  const resolve = (name: string): Shape => {
    const known = resolved.get(name);
    if (known !== undefined) return known;
    const raw = shapes[name];
    if (raw === undefined) throw new Error(`the model has no shape \`${name}\``);
    return build(name, raw);
  };

  const build = (name: string, raw: RawShape): Shape => {
    const named = { name, sensitive: raw.sensitive === true };
    const bounds = { min: raw.min, max: raw.max };
    const keep = <T extends Shape>(shape: T): T => {
      resolved.set(name, shape);
      return shape;
    };
    switch (raw.type) {
      case 'structure': {
        const members: Member[] = [];
        const structure = keep({
          kind: 'structure',
          ...named,
          members,
          payload: undefined as Member | undefined,
          union: raw.union === true,
          document: raw.document === true,
          xmlNamespace: raw.xmlNamespace,
          locationName: raw.locationName,
          exception: exceptionOf(name, raw),
        });
        const required = new Set(raw.required);
        for (const [memberName, ref] of Object.entries(raw.members ?? {})) {
          members.push(member(memberName, ref, required.has(memberName)));
        }
        structure.payload = members.find((candidate) => candidate.name === raw.payload);
        return structure;
      }
      case 'list': {
        const list = keep({
          kind: 'list',
          ...named,
          ...bounds,
          flattened: raw.flattened === true,
          member: unresolved,
        });
        list.member = element(raw.member!);
        return list;
      }
      case 'map': {
        const map = keep({
          kind: 'map',
          ...named,
          ...bounds,
          flattened: raw.flattened === true,
          key: unresolved,
          value: unresolved,
        });
        map.key = element(raw.key!);
        map.value = element(raw.value!);
        return map;
      }
      case 'string':
        return keep({
          kind: 'string',
          ...named,
          ...bounds,
          pattern: raw.pattern,
          matcher:
            raw.pattern === undefined ? undefined : matcherOf(linearPatterns.get(raw.pattern) ?? raw.pattern),
          enum: raw.enum,
        });
      case 'blob':
        return keep({ kind: 'blob', ...named, ...bounds });
      case 'boolean':
        return keep({ kind: 'boolean', ...named });
      case 'timestamp':
        return keep({ kind: 'timestamp', ...named, format: raw.timestampFormat });
      case 'integer':
      case 'long':
      case 'float':
      case 'double':
        return keep({ kind: 'number', ...named, ...bounds, type: raw.type });
    }
  };

  const element = (ref: RawMember): Element => ({
    shape: resolve(ref.shape),
    locationName: ref.locationName,
    xmlNamespace: ref.xmlNamespace,
    flattened: ref.flattened === true,
  });

  const member = (name: string, ref: RawMember, required: boolean): Member => ({
    ...element(ref),
    name,
    required,
    location: ref.location,
    queryName: ref.queryName,
    xmlAttribute: ref.xmlAttribute === true,
    streaming: ref.streaming === true || shapes[ref.shape]?.streaming === true,
    idempotencyToken: ref.idempotencyToken === true,
  });

  return resolve;
}

/** Stands in a list or map only until its own shape is resolved: the shape may contain itself. */
const unresolved: Element = {
  shape: { kind: 'boolean', name: 'unresolved', sensitive: false },
  locationName: undefined,
  xmlNamespace: undefined,
  flattened: false,
};

function exceptionOf(name: string, raw: RawShape): { code: string; status: number } | undefined {
  if (raw.exception !== true) return undefined;
  const status = raw.error?.httpStatusCode ?? (raw.fault === true ? 500 : 400);
  return { code: raw.error?.code ?? name, status };
}

/** Java's names for classes of ASCII characters, which JavaScript does not know. */
const ASCII_CLASSES: Readonly<Record<string, string>> = {
  '\\p{Alnum}': '[A-Za-z0-9]',
  '\\p{Alpha}': '[A-Za-z]',
  '\\p{Digit}': '[0-9]',
  '\\p{Graph}': '[!-~]',
  '\\p{Print}': '[ -~]',
};

/**
 * AWS's patterns are Java's: they hold for the whole string and see code points, as JavaScript's do with
 * the `u` flag. That flag refuses needless escapes, so patterns that have some go without it.
 */
export function matcherOf(pattern: string): RegExp {
  const source = `^(?:${pattern.replaceAll(/\\p\{[A-Z][a-z]+\}/g, (name) => ASCII_CLASSES[name] ?? name)})$`;
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}
