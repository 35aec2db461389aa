import type { ListShape, MapShape, Member, Shape, StructureShape } from '../model/shape.ts';
import { elementConstraints, failedConstraint, type ConstraintKind } from './constraints.ts';

/** One way in which an input breaks the model. */
export interface Violation {
  readonly kind: ConstraintKind;
  /** Where, in the service's own naming: `tags.1.member.key`, or EC2's `TagSpecification.1.ResourceType`. */
  readonly path: string;
  /** What stands there; `undefined` when nothing does. */
  readonly value: unknown;
  /** The shape that it breaks. */
  readonly shape: Shape;
  /** AWS's sentence for it, for example `Member must not be null`. */
  readonly constraint: string;
}

/** How a service names a place in an input. */
export interface PathNames {
  member(parent: string, member: Member): string;
  /** @param index counted from 1 */
  item(parent: string, index: number): string;
  /** EC2 takes an empty required parameter for a missing one. */
  readonly emptyIsMissing: boolean;
}

/** Checks a value and reports what it breaks. */
export type Validate = (value: unknown, path: string, report: (violation: Violation) => void) => void;

/**
 * Compiles the checks of a shape: required, length, range, pattern and enum, at every depth.
 *
 * @returns `undefined` when nothing in the shape is constrained
 */
export function compileValidator(root: StructureShape, names: PathNames): Validate | undefined {
  const compiled = new Map<Shape, { validate: Validate | undefined }>();

  const validatorOf = (shape: Shape): Validate | undefined => {
    const known = compiled.get(shape);
    // A shape that contains itself: its own checks are looked up when they run.
    if (known !== undefined) return (value, path, report) => known.validate?.(value, path, report);
    const entry: { validate: Validate | undefined } = { validate: undefined };
    if (shape.kind === 'structure' || shape.kind === 'list' || shape.kind === 'map')
      compiled.set(shape, entry);
    entry.validate = build(shape);
    return entry.validate;
  };

  const build = (shape: Shape): Validate | undefined => {
    switch (shape.kind) {
      case 'structure':
        return structureValidator(shape);
      case 'list':
        return listValidator(shape);
      case 'map':
        return mapValidator(shape);
      case 'string':
      case 'number':
      case 'blob':
        return scalarValidator(shape);
      case 'boolean':
      case 'timestamp':
        return undefined;
    }
  };

  const structureValidator = (shape: StructureShape): Validate | undefined => {
    const checks = shape.members
      .map((member) => ({ member, validate: validatorOf(member.shape) }))
      .filter(({ member, validate }) => member.required || validate !== undefined);
    if (checks.length === 0) return undefined;
    return (value, path, report) => {
      const members = value as Readonly<Record<string, unknown>>;
      for (const { member, validate } of checks) {
        const found = members[member.name];
        if (found === undefined) {
          if (member.required) report(missing(names.member(path, member), member.shape));
        } else if (names.emptyIsMissing && member.required && isEmpty(found)) {
          report(missing(names.member(path, member), member.shape));
        } else if (validate !== undefined) {
          validate(found, names.member(path, member), report);
        }
      }
    };
  };

  const listValidator = (shape: ListShape): Validate | undefined => {
    const own = scalarValidator(shape);
    const item = shape.member.shape;
    if (item.kind === 'structure' || item.kind === 'list' || item.kind === 'map') {
      const validate = validatorOf(item);
      return (value, path, report) => {
        own?.(value, path, report);
        (value as readonly unknown[]).forEach((entry, index) => {
          if (entry === undefined) report(missing(names.item(path, index + 1), item));
          else validate?.(entry, names.item(path, index + 1), report);
        });
      };
    }
    return (value, path, report) => {
      own?.(value, path, report);
      const list = value as readonly unknown[];
      if (list.some((entry) => entry === undefined || failedConstraint(item, entry) !== undefined)) {
        const constraint = `Member must satisfy constraint: [${elementConstraints(item).join(', ')}]`;
        report({ kind: 'element', path, value, shape, constraint });
      }
    };
  };

  const mapValidator = (shape: MapShape): Validate | undefined => {
    const own = scalarValidator(shape);
    const { key, value: mapped } = shape;
    const validate = validatorOf(mapped.shape);
    const isScalar =
      mapped.shape.kind !== 'structure' && mapped.shape.kind !== 'list' && mapped.shape.kind !== 'map';
    return (value, path, report) => {
      own?.(value, path, report);
      const map = value as Readonly<Record<string, unknown>>;
      const keys = Object.keys(map);
      if (keys.some((name) => failedConstraint(key.shape, name) !== undefined)) {
        const constraint = `Map keys must satisfy constraint: [${elementConstraints(key.shape).join(', ')}]`;
        report({ kind: 'element', path, value, shape, constraint });
      }
      if (!isScalar) {
        for (const name of keys) validate?.(map[name], `${path}.${name}.member`, report);
      } else if (keys.some((name) => failedConstraint(mapped.shape, map[name]) !== undefined)) {
        const constraint = `Map value must satisfy constraint: [${elementConstraints(mapped.shape).join(', ')}]`;
        report({ kind: 'element', path, value, shape, constraint });
      }
    };
  };

  return validatorOf(root);
}

/** Checks a value's own constraints. */
function scalarValidator(shape: Shape): Validate | undefined {
  if (elementConstraints(shape).length === 0) return undefined;
  return (value, path, report) => {
    const failed = failedConstraint(shape, value);
    if (failed === undefined) return;
    for (const { kind, constraint } of failed) report({ kind, path, value, shape, constraint });
  };
}

function missing(path: string, shape: Shape): Violation {
  return { kind: 'required', path, value: undefined, shape, constraint: 'Member must not be null' };
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}
