import { compileGlob, compileGlobTokens, type Glob, type GlobToken } from '../../../policy/glob.ts';
import type { Filter } from '../../../model/generated/ec2.ts';
import { filterLimitExceeded, invalidFilter } from '../errors.ts';

/** How a filter reads what it compares; several values match if one does. */
type Reader<T> = (item: T) => string | readonly string[] | undefined;

/** A resource's filters by name, and its tags where it has some (`tag:KEY`, `tag-key`). */
export interface FilterFields<T> {
  readonly fields: Readonly<Record<string, Reader<T>>>;
  readonly tags?: ((item: T) => Readonly<Record<string, string>>) | undefined;
}

const MAX_VALUES = 200;

/**
 * Compiles a request's filters to one predicate: all must match, each by any of its values, where `*`
 * and `?` are wildcards and a backslash takes a wildcard literally.
 *
 * @throws AwsError InvalidParameterValue for a filter that the resource does not have
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
export function compileFilters<T>(
  filters: readonly Filter[] | undefined,
  known: FilterFields<T>,
): (item: T) => boolean {
  const compiled = (filters ?? []).map((filter) => compileFilter(filter, known));
  const values = (filters ?? []).reduce((sum, { Values }) => sum + (Values?.length ?? 0), 0);
  if (values > MAX_VALUES) throw filterLimitExceeded();
  return (item) => compiled.every((matches) => matches(item));
}

function compileFilter<T>({ Name, Values }: Filter, known: FilterFields<T>): (item: T) => boolean {
  const read = readerOf(Name, known);
  const globs = (Values ?? []).map(compileValue);
  return (item) => {
    const value = read(item);
    if (value === undefined) return false;
    const candidates = typeof value === 'string' ? [value] : value;
    return candidates.some((candidate) => globs.some((matches) => matches(candidate)));
  };
}

function readerOf<T>(name: string | undefined, { fields, tags }: FilterFields<T>): Reader<T> {
  if (name !== undefined && Object.hasOwn(fields, name)) return fields[name] as Reader<T>;
  if (name !== undefined && tags !== undefined) {
    if (name === 'tag-key') return (item) => Object.keys(tags(item));
    if (name === 'tag-value') return (item) => Object.values(tags(item));
    if (name.startsWith('tag:')) {
      const key = name.slice('tag:'.length);
      return (item) => (Object.hasOwn(tags(item), key) ? tags(item)[key] : undefined);
    }
  }
  throw invalidFilter(name ?? 'null');
}

/** A filter's value: `*` and `?` are wildcards, a backslash before one (or before another) takes it literally. */
function compileValue(value: string): Glob {
  if (!value.includes('\\')) return compileGlob(value);
  const tokens: GlobToken[] = [];
  for (const [piece] of value.matchAll(/\\[*?\\]|[*?]|[^*?\\]+|\\/g)) {
    if (piece === '*') tokens.push('star');
    else if (piece === '?') tokens.push('any');
    else tokens.push({ literal: piece.length === 2 && piece.startsWith('\\') ? piece.slice(1) : piece });
  }
  return compileGlobTokens(tokens);
}
