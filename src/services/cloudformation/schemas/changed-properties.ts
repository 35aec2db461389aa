import { isDeepStrictEqual } from 'node:util';
import type { Change, Properties, ResourceType } from '../../../operation/resource-type.ts';
import { schemaOf } from './resource-schemas.ts';

/** One property that an update changes. */
export interface PropertyChange {
  readonly name: string;
  /** Whether the change makes a new resource. */
  readonly replaces: 'Always' | 'Conditionally' | 'Never';
}

/** The properties that differ, in the order of their names. */
export function changedProperties(
  type: string,
  before: Properties,
  wanted: Properties,
): readonly PropertyChange[] {
  const schema = schemaOf(type)?.properties;
  return [...new Set([...Object.keys(before), ...Object.keys(wanted)])]
    .sort()
    .filter((name) => !isDeepStrictEqual(loose(before[name]), loose(wanted[name])))
    .map((name) => {
      const replaces =
        schema !== undefined && Object.hasOwn(schema, name) ? schema[name]?.replaces : undefined;
      return {
        name,
        replaces: replaces === 'yes' ? 'Always' : replaces === 'maybe' ? 'Conditionally' : 'Never',
      };
    });
}

/** Whether a change makes a new resource: by the schema, and where that leaves it open by the type itself. */
export function makesNew(type: ResourceType, changes: readonly PropertyChange[], change: Change): boolean {
  if (type.update === undefined && changes.length > 0) return true;
  return changes.some(
    ({ name, replaces }) =>
      replaces === 'Always' || (replaces === 'Conditionally' && type.replaces?.(name, change) === true),
  );
}

/** `"80"` and 80 are one value, as are `"true"` and true. */
export function loose(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(loose);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, loose(member)]));
}
