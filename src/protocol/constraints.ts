import type { Shape } from '../model/shape.ts';

/** What a model can ask of a single value. */
export type ConstraintKind = 'required' | 'length' | 'range' | 'pattern' | 'enum' | 'element';

/** A constraint with AWS's sentence for it. */
export interface Constraint {
  readonly kind: ConstraintKind;
  readonly constraint: string;
  /** Whether a value keeps it. */
  holds(value: unknown): boolean;
}

const known = new WeakMap<Shape, readonly Constraint[]>();
const none: readonly Constraint[] = [];

/** The constraints that a value breaks, in the order in which AWS lists them; `undefined` when it keeps them all. */
export function failedConstraint(shape: Shape, value: unknown): readonly Constraint[] | undefined {
  let failed: Constraint[] | undefined;
  for (const constraint of constraintsOf(shape)) {
    if (!constraint.holds(value)) (failed ??= []).push(constraint);
  }
  return failed;
}

/** AWS's sentences for all that a shape asks of its values, lengths first, as it lists them for items. */
export function elementConstraints(shape: Shape): readonly string[] {
  const all = constraintsOf(shape);
  const lengths = all.filter(({ kind }) => kind === 'length');
  return [...lengths, ...all.filter(({ kind }) => kind !== 'length')].map(({ constraint }) => constraint);
}

function constraintsOf(shape: Shape): readonly Constraint[] {
  let constraints = known.get(shape);
  if (constraints === undefined) {
    constraints = build(shape);
    known.set(shape, constraints);
  }
  return constraints;
}

function build(shape: Shape): readonly Constraint[] {
  switch (shape.kind) {
    case 'number':
      return bounds('range', 'value', shape, (value) => value as number);
    case 'list':
      return bounds('length', 'length', shape, (value) => (value as readonly unknown[]).length);
    case 'map':
      return bounds('length', 'length', shape, (value) => Object.keys(value as object).length);
    case 'blob':
      // A stream's length shows only as it is read.
      return bounds('length', 'length', shape, (value) =>
        value instanceof Uint8Array ? value.length : undefined,
      );
    case 'string':
      return stringConstraints(shape);
    case 'structure':
    case 'boolean':
    case 'timestamp':
      return none;
  }
}

function stringConstraints(shape: Shape & { kind: 'string' }): readonly Constraint[] {
  const constraints: Constraint[] = [];
  const { matcher, enum: values } = shape;
  if (matcher !== undefined) {
    constraints.push({
      kind: 'pattern',
      constraint: `Member must satisfy regular expression pattern: ${shape.pattern}`,
      holds: (value) => matcher.test(value as string),
    });
  }
  constraints.push(...bounds('length', 'length', shape, (value) => codePoints(value as string)));
  if (values !== undefined) {
    const allowed = new Set<unknown>(values);
    constraints.push({
      kind: 'enum',
      constraint: `Member must satisfy enum value set: [${values.join(', ')}]`,
      holds: (value) => allowed.has(value),
    });
  }
  return constraints;
}

const SURROGATE = /[\ud800-\udbff]/;

/** AWS counts characters beyond the first plane once, and composes nothing. */
function codePoints(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function bounds(
  kind: ConstraintKind,
  what: 'length' | 'value',
  { min, max }: { readonly min: number | undefined; readonly max: number | undefined },
  measure: (value: unknown) => number | undefined,
): Constraint[] {
  const constraints: Constraint[] = [];
  if (max !== undefined) {
    const constraint = `Member must have ${what} less than or equal to ${max}`;
    constraints.push({ kind, constraint, holds: (value) => !((measure(value) ?? max) > max) });
  }
  if (min !== undefined) {
    const constraint = `Member must have ${what} greater than or equal to ${min}`;
    constraints.push({ kind, constraint, holds: (value) => !((measure(value) ?? min) < min) });
  }
  return constraints;
}
