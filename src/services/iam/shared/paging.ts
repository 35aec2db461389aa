import { invalidMarker } from '../errors.ts';

/** What every listing takes. */
export interface PagingInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** Which part of a listing is asked for. */
export interface Page {
  readonly listing: string;
  /** The key of the last item seen; `''` to begin: every key is greater. */
  readonly after: string;
  /** How many items at most. Read one more, to know whether the listing goes on. */
  readonly size: number;
}

/** What every listing answers beside its items. */
export interface PageEnd {
  readonly IsTruncated: boolean;
  readonly Marker?: string | undefined;
}

const DEFAULT_SIZE = 100;

/**
 * Reads the marker of a listing. Markers are opaque to callers; ours name the listing and the last
 * key, so that a page never skips or repeats what stayed, whatever came and went in between.
 *
 * @param listing the operation; a marker of another one is refused
 * @throws AwsError ValidationError for a marker that this listing did not give
 */
export function openPage(listing: string, input: PagingInput): Page {
  const size = input.MaxItems ?? DEFAULT_SIZE;
  return { listing, size, after: input.Marker === undefined ? '' : readMarker(listing, input.Marker) };
}

/**
 * Ends a page.
 *
 * @param items up to one more than the page's size, in the order of their keys
 * @param keyOf a key of at most 150 bytes; a marker may not be longer than 320 characters
 */
export function closePage<T>(
  page: Page,
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly end: PageEnd } {
  if (items.length <= page.size) return { items, end: { IsTruncated: false } };
  const shown = items.slice(0, page.size);
  const last = shown.at(-1);
  if (last === undefined) return { items: shown, end: { IsTruncated: false } };
  return { items: shown, end: { IsTruncated: true, Marker: marker(page.listing, keyOf(last)) } };
}

/** Pages what is already in memory, in the order of its keys. */
export function pageThrough<T>(
  listing: string,
  input: PagingInput,
  all: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly end: PageEnd } {
  const page = openPage(listing, input);
  const keyed = all.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const { items, end } = closePage(
    page,
    keyed.filter(({ key }) => key > page.after),
    ({ key }) => key,
  );
  return { items: items.map(({ item }) => item), end };
}

function marker(listing: string, key: string): string {
  return Buffer.from(`${listing}\n${key}`).toString('base64url');
}

function readMarker(listing: string, text: string): string {
  const decoded = Buffer.from(text, 'base64url').toString();
  const key = decoded.startsWith(`${listing}\n`) ? decoded.slice(listing.length + 1) : '';
  if (key === '' || key.includes('\0') || marker(listing, key) !== text) throw invalidMarker();
  return key;
}
