import type { StorageClass } from '../../../model/generated/s3.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ObjectRow } from '../../../store/s3-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { StoredChecksum } from '../bytes/checksum.ts';
import type { KmsEncryption } from '../encryption/object-encryption.ts';
import { storedKey, keyOf } from './stored-key.ts';
import type { Tags } from '../tags/tags.ts';

/** The headers that a client gave with an object and gets back with it, and its user metadata. */
export interface ObjectHeaders {
  readonly cacheControl?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly contentLanguage?: string | undefined;
  /** ms since 1970 */
  readonly expires?: number | undefined;
  readonly websiteRedirectLocation?: string | undefined;
  /** By name without `x-amz-meta-`, lower case. */
  readonly userMetadata: Readonly<Record<string, string>>;
}

/** What of an object its row keeps as JSON. */
export interface ObjectData extends ObjectHeaders {
  readonly storageClass: StorageClass;
  /** Absent for SSE-S3. */
  readonly encryption?: KmsEncryption | undefined;
  readonly checksum?: StoredChecksum | undefined;
}

/** An object before it is visible. */
export interface NewObject {
  readonly bucket: string;
  readonly key: string;
  /** The bytes in one piece; absent for an empty object and for one of several parts. */
  readonly blobId: string | undefined;
  /** The multipart upload whose parts are the bytes. */
  readonly uploadId: string | undefined;
  /** bytes */
  readonly size: number;
  /** Without its quotation marks. */
  readonly etag: string;
  readonly contentType: string;
  readonly tags: Tags;
  /** ms since 1970 */
  readonly lastModified: number;
  readonly data: ObjectData;
}

/** The version of what was put while its bucket kept no versions. */
export const NULL_VERSION = 'null';

/** An object, or a version of one. */
export interface ObjectRecord extends NewObject {
  readonly versionId: string;
}

/** What of an object its row keeps as JSON, beside which stands its version where that is not `null`. */
interface StoredData extends ObjectData {
  readonly versionId?: string | undefined;
}

const objectByKey = prepared((db, p: { bucket: string; key: string }) =>
  db.selectFrom('objects').selectAll().where('bucket', '=', p.bucket).where('key', '=', p.key),
);

/** The object of that key; `undefined` when there is none. */
export async function objectIn(tx: ReadTx, bucket: string, key: string): Promise<ObjectRecord | undefined> {
  const row = await objectByKey.first(tx, { bucket, key: storedKey(key) });
  return row && recordOf(row);
}

/** Reads an object's row. */
export function recordOf(row: ObjectRow): ObjectRecord {
  const { versionId = NULL_VERSION, ...data } = JSON.parse(row.metadata) as StoredData;
  return {
    bucket: row.bucket,
    key: keyOf(row.key),
    blobId: row.blob_id ?? undefined,
    uploadId: row.upload_id ?? undefined,
    size: row.size,
    etag: row.etag,
    contentType: row.content_type,
    tags: row.tags === null ? {} : (JSON.parse(row.tags) as Tags),
    lastModified: row.last_modified,
    data,
    versionId,
  };
}

/** An object in the form of its row. */
export function rowOf(record: ObjectRecord): ObjectRow {
  return {
    bucket: record.bucket,
    key: storedKey(record.key),
    blob_id: record.blobId ?? null,
    upload_id: record.uploadId ?? null,
    size: record.size,
    etag: record.etag,
    content_type: record.contentType,
    metadata: JSON.stringify(storedData(record)),
    tags: tagsJson(record.tags),
    last_modified: record.lastModified,
  };
}

function storedData({ data, versionId }: ObjectRecord): StoredData {
  return versionId === NULL_VERSION ? data : { ...data, versionId };
}

/** Tags in the form of a row's column. */
export function tagsJson(tags: Tags): string | null {
  return Object.keys(tags).length === 0 ? null : JSON.stringify(tags);
}
