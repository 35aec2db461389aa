import { prefixEnd } from '../../../store/prefix-end.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { compareKeys, keyOf, storedKey } from '../shared/stored-key.ts';

/** What of an object stands in a listing. */
export interface ListedRow {
  /** As stored. */
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly metadata: string;
  readonly last_modified: number;
}

/** A listing's next item: an object, or a common prefix that stands for all keys which begin with it. */
export type Listed =
  | { readonly kind: 'key'; readonly key: string; readonly row: ListedRow }
  | { readonly kind: 'prefix'; readonly prefix: string };

export interface KeyQuery {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys are rolled up at its first place after the prefix. */
  readonly delimiter: string | undefined;
  /** Only what comes after this key; a common prefix given here is over with all its keys. */
  readonly after: string | undefined;
  /** How many items at most. */
  readonly limit: number;
}

export interface KeyPage {
  readonly items: readonly Listed[];
  readonly truncated: boolean;
}

/** Greater than any key: a key has 1,024 bytes at most. */
export const PAST_ALL = '\u{10ffff}'.repeat(257);
/** How many rows are read at once where keys roll up: a few are looked at, then the scan jumps. */
const SKIPPING_BATCH = 64;

const rowsFrom = prepared((db, p: { bucket: string; from: string; before: string; limit: number }) =>
  db
    .selectFrom('objects')
    .select(['key', 'size', 'etag', 'metadata', 'last_modified'])
    .where('bucket', '=', p.bucket)
    .where('key', '>=', p.from)
    .where('key', '<', p.before)
    .orderBy('key')
    .limit(p.limit),
);

/**
 * Lists a bucket's keys in UTF-8's byte order. Under a common prefix it looks at a few keys and jumps over
 * the rest, so that a bucket of many keys and few prefixes lists quickly.
 */
export async function listKeys(tx: ReadTx, query: KeyQuery): Promise<KeyPage> {
  const { bucket, prefix, limit } = query;
  if (limit === 0) return { items: [], truncated: false };
  const before = prefixEnd(storedKey(prefix)) ?? PAST_ALL;
  const items: Listed[] = [];
  let from = firstKey(query);
  let rolledUp: string | undefined;
  while (from !== undefined) {
    const size: number = rolledUp === undefined ? limit + 1 - items.length : SKIPPING_BATCH;
    const rows = await rowsFrom.all(tx, { bucket, from, before, limit: size });
    for (const row of rows) {
      if (rolledUp !== undefined && row.key.startsWith(rolledUp)) continue;
      if (items.length === limit) return { items, truncated: true };
      const item = itemOf(row, query);
      items.push(item);
      rolledUp = item.kind === 'prefix' ? storedKey(item.prefix) : undefined;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) break;
    from = rolledUp === undefined ? justAfter(last.key) : prefixEnd(rolledUp);
  }
  return { items, truncated: false };
}

/** The common prefix that a key is rolled up to; `undefined` when it stands for itself. */
export function commonPrefix(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (delimiter === undefined || delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

function itemOf(row: ListedRow, { prefix, delimiter }: KeyQuery): Listed {
  const key = keyOf(row.key);
  const rolled = commonPrefix(key, prefix, delimiter);
  return rolled === undefined ? { kind: 'key', key, row } : { kind: 'prefix', prefix: rolled };
}

/** Where a listing begins, in the form of the store; `undefined` when nothing can follow. */
export function firstKey({ prefix, delimiter, after }: KeyQuery): string | undefined {
  if (after === undefined || after === '' || compareKeys(after, prefix) < 0) return storedKey(prefix);
  if (commonPrefix(after, prefix, delimiter) === after) return prefixEnd(storedKey(after));
  return justAfter(storedKey(after));
}

/** The least text that may follow: stored text holds no U+0000. */
export function justAfter(stored: string): string {
  return `${stored}\u0001`;
}
