import type { Shape } from '../model/shape.ts';

/**
 * Holds an answer of ours to the model: nothing the model does not know, nothing of a wrong type. For
 * tests; a client would not see the member or be confused by it.
 *
 * @throws TypeError that names the place
 */
export function assertConforms(shape: Shape, value: unknown, path: string, streams = false): void {
  switch (shape.kind) {
    case 'structure': {
      if (shape.document) return;
      const from = expectObject(value, path);
      const members = new Map(shape.members.map((member) => [member.name, member]));
      for (const [name, found] of Object.entries(from)) {
        const member = members.get(name);
        if (member === undefined) throw new TypeError(`\`${path}\` has no member \`${name}\` in AWS's model`);
        if (found !== undefined) assertConforms(member.shape, found, `${path}.${name}`, member.streaming);
      }
      return;
    }
    case 'list':
      if (!Array.isArray(value)) throw wrong(path, 'a list', value);
      value.forEach((item, index) => assertConforms(shape.member.shape, item, `${path}[${index}]`));
      return;
    case 'map':
      for (const [key, item] of Object.entries(expectObject(value, path))) {
        assertConforms(shape.key.shape, key, `${path} (key)`);
        assertConforms(shape.value.shape, item, `${path}.${key}`);
      }
      return;
    case 'string':
      if (typeof value !== 'string') throw wrong(path, 'a string', value);
      if (shape.enum !== undefined && !shape.enum.includes(value)) {
        throw wrong(path, `one of ${shape.name}'s values`, value);
      }
      return;
    case 'number':
      if (typeof value !== 'number') throw wrong(path, 'a number', value);
      if ((shape.type === 'integer' || shape.type === 'long') && !Number.isSafeInteger(value)) {
        throw wrong(path, 'a whole number', value);
      }
      return;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong(path, 'true or false', value);
      return;
    case 'timestamp':
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw wrong(path, 'a time', value);
      return;
    case 'blob':
      if (value instanceof Uint8Array) return;
      if (!streams || typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)) {
        throw wrong(path, streams ? 'bytes or a stream' : 'bytes', value);
      }
  }
}

function expectObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) {
    throw wrong(path, 'a structure', value);
  }
  return value as Readonly<Record<string, unknown>>;
}

function wrong(path: string, wanted: string, value: unknown): TypeError {
  return new TypeError(`\`${path}\` should be ${wanted}, but is ${JSON.stringify(value) ?? String(value)}`);
}
