import type { Plain } from './read-template.ts';
import { nullNotAllowed } from './template-errors.ts';

/**
 * Refuses null values anywhere in a template.
 *
 * @throws AwsError ValidationError with the place, in which AWS calls a resource's `Properties` `Type`
 */
export function assertNoNulls(template: Plain): void {
  check(template, []);
}

function check(value: Plain, place: readonly string[]): void {
  if (value === null) throw nullNotAllowed(`/${place.map(nameOf).join('/')}`);
  if (typeof value !== 'object') return;
  for (const [name, member] of Object.entries<Plain>(value)) check(member, [...place, name]);
}

/** Below a resource's properties recorded refusals name the member by which AWS reads them: its type. */
function nameOf(name: string, at: number, place: readonly string[]): string {
  const isProperties = at === 2 && place[0] === 'Resources' && name === 'Properties';
  return isProperties && place.length > 3 ? 'Type' : name;
}
