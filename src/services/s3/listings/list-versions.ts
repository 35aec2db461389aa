import { prefixEnd } from '../../../store/prefix-end.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { commonPrefix, firstKey, justAfter, PAST_ALL, type KeyQuery, type ListedRow } from './list-keys.ts';
import { NULL_VERSION, objectIn } from '../shared/object-record.ts';
import { otherVersionIn } from '../objects/other-versions.ts';
import { keyOf, storedKey } from '../shared/stored-key.ts';

/** A version as a listing shows it. */
export interface ListedVersion {
  readonly kind: 'version';
  readonly key: string;
  readonly versionId: string;
  /** Whether it is the key's newest. */
  readonly latest: boolean;
  readonly deleteMarker: boolean;
  readonly row: ListedRow;
}

export type ListedItem = ListedVersion | { readonly kind: 'prefix'; readonly prefix: string };

export interface VersionPage {
  readonly items: readonly ListedItem[];
  readonly truncated: boolean;
}

/** Where a listing goes on: at a key, or within one below the version of that sequence. */
type Place =
  | { readonly from: string; readonly below?: undefined }
  | { readonly from: string; readonly below: number };

/** As both tables show them; the object as it stands comes before all others of its key. */
interface Row extends ListedRow {
  readonly version_id: string;
  readonly sequence: number;
  readonly delete_marker: number;
}

/** The sequence of the object as it stands. */
const CURRENT = Number.MAX_SAFE_INTEGER;

interface Range {
  readonly bucket: string;
  readonly from: string;
  readonly before: string;
  readonly limit: number;
}

const objectsFrom = prepared((db, p: Range) =>
  db
    .selectFrom('objects')
    .select(['key', 'size', 'etag', 'metadata', 'last_modified'])
    .where('bucket', '=', p.bucket)
    .where('key', '>=', p.from)
    .where('key', '<', p.before)
    .orderBy('key')
    .limit(p.limit),
);

const othersFrom = prepared((db, p: Range) =>
  db
    .selectFrom('object_versions')
    .select(['key', 'size', 'etag', 'metadata', 'last_modified', 'version_id', 'sequence', 'delete_marker'])
    .where('bucket', '=', p.bucket)
    .where('key', '>=', p.from)
    .where('key', '<', p.before)
    .orderBy('key')
    .orderBy('sequence', 'desc')
    .limit(p.limit),
);

const othersBelow = prepared((db, p: { bucket: string; key: string; below: number; limit: number }) =>
  db
    .selectFrom('object_versions')
    .select(['key', 'size', 'etag', 'metadata', 'last_modified', 'version_id', 'sequence', 'delete_marker'])
    .where('bucket', '=', p.bucket)
    .where('key', '=', p.key)
    .where('sequence', '<', p.below)
    .orderBy('sequence', 'desc')
    .limit(p.limit),
);

/**
 * Lists a bucket's versions: by key in UTF-8's byte order, of a key the newest first.
 *
 * @param afterVersion goes on within the key that `query.after` names
 */
export async function listVersions(
  tx: ReadTx,
  query: KeyQuery,
  afterVersion: string | undefined,
): Promise<VersionPage> {
  if (query.limit === 0) return { items: [], truncated: false };
  const before = prefixEnd(storedKey(query.prefix)) ?? PAST_ALL;
  const items: ListedItem[] = [];
  let rolledUp: string | undefined;
  let place = await firstPlace(tx, query, afterVersion);
  while (place !== undefined) {
    const limit: number = query.limit + 1 - items.length;
    const rows: readonly Row[] = await rowsAt(tx, query.bucket, place, before, limit);
    let above = place.below === undefined ? undefined : place.from;
    for (const row of rows) {
      const latest = row.key !== above;
      above = row.key;
      if (rolledUp !== undefined && row.key.startsWith(rolledUp)) continue;
      if (items.length === query.limit) return { items, truncated: true };
      const item = itemOf(row, query, latest);
      items.push(item);
      rolledUp = item.kind === 'prefix' ? storedKey(item.prefix) : undefined;
    }
    place = nextPlace(place, rows, limit, rolledUp);
  }
  return { items, truncated: false };
}

/** @returns `undefined` when nothing can follow */
async function firstPlace(
  tx: ReadTx,
  query: KeyQuery,
  afterVersion: string | undefined,
): Promise<Place | undefined> {
  const { bucket, after } = query;
  if (after !== undefined && afterVersion !== undefined && after.startsWith(query.prefix)) {
    const from = storedKey(after);
    if ((await objectIn(tx, bucket, after))?.versionId === afterVersion) return { from, below: CURRENT };
    const other = await otherVersionIn(tx, { bucket, key: after }, afterVersion);
    if (other !== undefined) return { from, below: other.sequence };
  }
  const from = firstKey(query);
  return from === undefined ? undefined : { from };
}

async function rowsAt(
  tx: ReadTx,
  bucket: string,
  { from, below }: Place,
  before: string,
  limit: number,
): Promise<readonly Row[]> {
  if (below !== undefined) return othersBelow.all(tx, { bucket, key: from, below, limit });
  const range = { bucket, from, before, limit };
  const objects = await objectsFrom.all(tx, range);
  return merged(objects.map(asRow), await othersFrom.all(tx, range)).slice(0, limit);
}

function asRow(row: ListedRow): Row {
  const { versionId = NULL_VERSION } = JSON.parse(row.metadata) as { versionId?: string };
  return { ...row, version_id: versionId, sequence: CURRENT, delete_marker: 0 };
}

/** Both are sorted by key; of one key the object stands before its other versions. */
function merged(objects: readonly Row[], others: readonly Row[]): Row[] {
  const rows: Row[] = [];
  let next = 0;
  for (const object of objects) {
    while (next < others.length && isBefore(others[next], object)) rows.push(others[next++] as Row);
    rows.push(object);
  }
  return [...rows, ...others.slice(next)];
}

function isBefore(other: Row | undefined, object: Row): boolean {
  return other !== undefined && Buffer.compare(Buffer.from(other.key), Buffer.from(object.key)) < 0;
}

function nextPlace(
  place: Place,
  rows: readonly Row[],
  limit: number,
  rolledUp: string | undefined,
): Place | undefined {
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) {
    return place.below === undefined ? undefined : { from: justAfter(place.from) };
  }
  if (rolledUp === undefined) return { from: last.key, below: last.sequence };
  const from = prefixEnd(rolledUp);
  return from === undefined ? undefined : { from };
}

function itemOf(row: Row, { prefix, delimiter }: KeyQuery, latest: boolean): ListedItem {
  const key = keyOf(row.key);
  const rolled = commonPrefix(key, prefix, delimiter);
  if (rolled !== undefined) return { kind: 'prefix', prefix: rolled };
  return {
    kind: 'version',
    key,
    versionId: row.version_id,
    latest,
    deleteMarker: row.delete_marker === 1,
    row,
  };
}
