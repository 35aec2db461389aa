import { prepared } from '../../../store/prepared.ts';
import type { ObjectVersionRow } from '../../../store/s3-tables.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { recordOf, rowOf, type ObjectRecord } from '../shared/object-record.ts';
import { storedKey } from '../shared/stored-key.ts';

/** A version that is not the object as it stands: an older one, or a delete marker. */
export interface OtherVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Grows with each version of the key. */
  readonly sequence: number;
  /** ms since 1970 */
  readonly lastModified: number;
  /** Absent for a delete marker. */
  readonly object: ObjectRecord | undefined;
}

interface OfKey {
  readonly bucket: string;
  readonly key: string;
}

const versionById = prepared((db, p: { bucket: string; key: string; versionId: string }) =>
  db
    .selectFrom('object_versions')
    .selectAll()
    .where('bucket', '=', p.bucket)
    .where('key', '=', p.key)
    .where('version_id', '=', p.versionId),
);

const newestVersion = prepared((db, p: { bucket: string; key: string }) =>
  db
    .selectFrom('object_versions')
    .selectAll()
    .where('bucket', '=', p.bucket)
    .where('key', '=', p.key)
    .orderBy('sequence', 'desc')
    .limit(1),
);

/** The version of that id; `undefined` when there is none, or it is the object as it stands. */
export async function otherVersionIn(
  tx: ReadTx,
  { bucket, key }: OfKey,
  versionId: string,
): Promise<OtherVersion | undefined> {
  if (versionId.includes('\0')) return undefined;
  const row = await versionById.first(tx, { bucket, key: storedKey(key), versionId });
  return row && otherOf(key, row);
}

/** The newest version beside the object as it stands; where there is no object, the key's newest. */
export async function newestOtherIn(tx: ReadTx, { bucket, key }: OfKey): Promise<OtherVersion | undefined> {
  const row = await newestVersion.first(tx, { bucket, key: storedKey(key) });
  return row && otherOf(key, row);
}

function otherOf(key: string, row: ObjectVersionRow): OtherVersion {
  return {
    bucket: row.bucket,
    key,
    versionId: row.version_id,
    sequence: row.sequence,
    lastModified: row.last_modified,
    object: row.delete_marker === 1 ? undefined : recordOf(row),
  };
}

/** Keeps an object as an older version. */
export async function keepVersionIn(tx: WriteTx, object: ObjectRecord): Promise<void> {
  const sequence = await nextSequence(tx, object);
  await tx
    .insertInto('object_versions')
    .values({ ...rowOf(object), version_id: object.versionId, sequence, delete_marker: 0 })
    .execute();
}

/** Puts a delete marker on top of a key's versions. @param at ms since 1970 */
export async function markDeletedIn(
  tx: WriteTx,
  { bucket, key }: OfKey,
  versionId: string,
  at: number,
): Promise<void> {
  await tx
    .insertInto('object_versions')
    .values({
      bucket,
      key: storedKey(key),
      version_id: versionId,
      sequence: await nextSequence(tx, { bucket, key }),
      delete_marker: 1,
      blob_id: null,
      upload_id: null,
      size: 0,
      etag: '',
      content_type: '',
      metadata: '{}',
      tags: null,
      last_modified: at,
    })
    .execute();
}

/** Takes a version's row away; its bytes stay. */
export async function dropVersionIn(tx: WriteTx, { bucket, key, versionId }: OtherVersion): Promise<void> {
  await tx
    .deleteFrom('object_versions')
    .where('bucket', '=', bucket)
    .where('key', '=', storedKey(key))
    .where('version_id', '=', versionId)
    .execute();
}

async function nextSequence(tx: ReadTx, ofKey: OfKey): Promise<number> {
  const newest = await newestOtherIn(tx, ofKey);
  return newest === undefined ? 1 : newest.sequence + 1;
}
