import { invalidParameter } from './errors.ts';

interface PagingInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

const LARGEST_PAGE = 50;

/**
 * One page of what is in memory already. A marker names the listing and the last key, so that a page
 * never skips or repeats what stayed.
 *
 * @param all in the order of their keys
 * @throws AwsError InvalidParameterValueException for a marker that this listing did not give
 */
export function pageOf<T>(
  listing: string,
  input: PagingInput,
  all: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly NextMarker: string | undefined } {
  const after = input.Marker === undefined || input.Marker === '' ? '' : readMarker(listing, input.Marker);
  const rest = all.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, Math.min(input.MaxItems ?? LARGEST_PAGE, LARGEST_PAGE));
  const last = items.at(-1);
  const isLast = items.length === rest.length || last === undefined;
  return { items, NextMarker: isLast ? undefined : markerOf(listing, keyOf(last)) };
}

function markerOf(listing: string, key: string): string {
  return Buffer.from(`${listing}\n${key}`).toString('base64url');
}

function readMarker(listing: string, marker: string): string {
  const [name, key] = Buffer.from(marker, 'base64url').toString().split('\n');
  if (name !== listing || key === undefined) throw invalidParameter('Invalid Marker');
  return key;
}
