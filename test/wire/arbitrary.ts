import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import type { Member, Shape, StructureShape } from '../../src/model/shape.ts';

/** How values for one protocol's inputs or answers are made. */
export interface Making {
  /** Members that cannot be told from a request or answer, or that the SDK sets itself. */
  skips(member: Member): boolean;
}

type Made = Arbitrary<unknown>;

/** How deep optional members go. */
const MAX_DEPTH = 4;

/**
 * Values that fit a structure of the model: every required member, some of the optional ones.
 *
 * @returns `undefined` when a required member's pattern is beyond what can be generated
 */
export function arbitraryOf(
  shape: StructureShape,
  making: Making,
): Arbitrary<Record<string, unknown>> | undefined {
  return structure(shape, making, 0);
}

function structure(
  shape: StructureShape,
  making: Making,
  depth: number,
): Arbitrary<Record<string, unknown>> | undefined {
  const members = new Map<string, Made>();
  for (const member of shape.members) {
    if (making.skips(member) && !member.required) continue;
    if (depth >= MAX_DEPTH && !member.required && !shape.union && members.size > 0) continue;
    const made = memberArbitrary(member, making, depth + 1);
    if (made !== undefined) {
      // A form cannot say that a list holds an empty structure: the first member is always there.
      const isFirst = members.size === 0;
      const isFixed = member.required || member.idempotencyToken || member === shape.payload || isFirst;
      members.set(member.name, isFixed || shape.union ? made : fc.option(made, { nil: undefined, freq: 2 }));
    } else if (member.required) {
      return undefined;
    }
  }
  if (shape.union) {
    const variants = [...members].map(([name, made]) => fc.record({ [name]: made }));
    return variants.length === 0 ? undefined : fc.oneof(...variants);
  }
  return fc.record(Object.fromEntries(members)).map(withoutUndefined);
}

function memberArbitrary(member: Member, making: Making, depth: number): Made | undefined {
  const { shape, location } = member;
  if (location === 'header') return headerArbitrary(shape);
  if (location === 'headers') {
    return fc.dictionary(fc.constantFrom('colour', 'size', 'x-1'), headerText, { minKeys: 1, maxKeys: 3 });
  }
  if (location === 'uri') return uriArbitrary(member);
  if (location === 'statusCode') return fc.constantFrom(200, 202);
  if (member.streaming) return fc.uint8Array({ maxLength: 2_000 });
  return valueArbitrary(shape, making, depth);
}

function valueArbitrary(shape: Shape, making: Making, depth: number): Made | undefined {
  switch (shape.kind) {
    case 'structure':
      return depth > MAX_DEPTH + 3 ? undefined : structure(shape, making, depth);
    case 'list': {
      const item = valueArbitrary(shape.member.shape, making, depth + 1);
      const minLength = Math.max(shape.min ?? 0, 1);
      return item && fc.array(item, { minLength, maxLength: Math.min(shape.max ?? 3, minLength + 2) });
    }
    case 'map': {
      const key = valueArbitrary(shape.key.shape, making, depth + 1) as Arbitrary<string> | undefined;
      const value = valueArbitrary(shape.value.shape, making, depth + 1);
      if (key === undefined || value === undefined) return undefined;
      return fc.dictionary(
        key.filter((name) => name !== '__proto__'),
        value,
        { minKeys: 1, maxKeys: 3 },
      );
    }
    case 'string':
      return stringArbitrary(shape);
    case 'number': {
      const min = Math.max(shape.min ?? 0, -(2 ** 31));
      const max = Math.min(shape.max ?? 2 ** 31 - 1, 2 ** 31 - 1);
      const whole = fc.integer({ min: Math.ceil(min), max: Math.max(Math.floor(max), Math.ceil(min)) });
      return shape.type === 'integer' || shape.type === 'long'
        ? whole
        : whole.map((value) => value / 2).filter((value) => value >= min);
    }
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return wholeSeconds;
    case 'blob':
      return fc.uint8Array({
        minLength: Math.max(shape.min ?? 0, 1),
        maxLength: Math.min(shape.max ?? 40, 40),
      });
  }
}

const wholeSeconds = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1_000));

const characters = (text: string): Arbitrary<string> => fc.constantFrom(...Array.from(text));

/** Text with all that XML, JSON and forms must escape. */
const awkwardText = fc.string({
  unit: fc.oneof(
    { weight: 5, arbitrary: characters('abcXYZ019 -_./') },
    { weight: 2, arbitrary: characters(`&<>"'=+%#?;:,\\{}[]é日本🪣`) },
  ),
  minLength: 1,
  maxLength: 24,
});

const plainText = (minLength: number, maxLength: number) =>
  fc.string({ unit: characters('abcdefgXYZ0123456789'), minLength, maxLength });

const strings = new Map<Shape, Arbitrary<string> | undefined>();

function stringArbitrary(shape: Shape & { kind: 'string' }): Arbitrary<string> | undefined {
  if (!strings.has(shape)) strings.set(shape, freshStrings(shape));
  return strings.get(shape);
}

function freshStrings(shape: Shape & { kind: 'string' }): Arbitrary<string> | undefined {
  const { min = 1, max = 4_096, matcher, enum: values } = shape;
  if (values !== undefined && values.length > 0) return fc.constantFrom(...values);
  const least = Math.max(min, 1);
  const fits = (text: string): boolean =>
    text.length >= min && text.length <= max && (matcher === undefined || matcher.test(text));
  if (matcher === undefined) {
    return least <= 1 && max >= 48
      ? awkwardText
      : plainText(least, Math.max(Math.min(max, least + 8), least));
  }
  const candidates = [
    plainText(least, Math.max(Math.min(max, least + 8), least)),
    fc.string({
      unit: characters('0123456789'),
      minLength: least,
      maxLength: Math.min(max, least + 8),
    }),
    awkwardText,
    ...matching(matcher),
  ];
  return candidates
    .find((made) => fc.sample(made, { numRuns: 40, seed: 1 }).filter(fits).length > 8)
    ?.filter(fits);
}

/** Strings of a pattern, when fast-check knows its syntax. */
function matching(matcher: RegExp): Arbitrary<string>[] {
  try {
    return [fc.stringMatching(matcher, { size: 'xsmall' })];
  } catch {
    return [];
  }
}

const headerText = fc
  .string({ unit: characters('abcXYZ019 -_./;=+%"'), minLength: 1, maxLength: 20 })
  .map((text) => text.trim() || 'x');

function headerArbitrary(shape: Shape): Made | undefined {
  switch (shape.kind) {
    case 'string':
      return shape.enum !== undefined || shape.matcher !== undefined || shape.max !== undefined
        ? stringArbitrary(shape)?.filter((text) => text.trim() === text)
        : headerText;
    case 'list': {
      const item = headerArbitrary(shape.member.shape) as Arbitrary<string> | undefined;
      return (
        item &&
        fc.array(
          item.filter((text) => !/[",]/.test(text)),
          { minLength: 1, maxLength: 3 },
        )
      );
    }
    case 'number':
    case 'boolean':
    case 'timestamp':
      return valueArbitrary(shape, { skips: () => false }, 0);
    case 'structure':
    case 'map':
    case 'blob':
      return undefined;
  }
}

function uriArbitrary({ name, shape }: Member): Made | undefined {
  if (name === 'Bucket') return fc.constantFrom('a-bucket', 'my.dotted.bucket', 'b00');
  if (shape.kind === 'number') return valueArbitrary(shape, { skips: () => false }, 0);
  if (shape.kind !== 'string') return undefined;
  if (name === 'Key')
    return awkwardText.filter((key) => !/(^|\/)\.{1,2}(\/|$)/.test(key) && !key.startsWith('/'));
  return stringArbitrary(shape)?.filter((text) => !/^\.{1,2}$/.test(text));
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
