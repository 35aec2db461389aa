import type { Authorization } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { prepared } from '../../store/prepared.ts';
import type { ReadTx } from '../../store/store.ts';
import type { Bucket } from './bucket.ts';
import { keyTooLong, noSuchKey } from './errors.ts';
import { findBucket, type OnBucket } from './find-bucket.ts';
import { objectIn, type ObjectRecord } from './object-record.ts';
import { existingTagKeys, onBucket, onObject } from './permissions.ts';
import { assertVersion } from './refusals.ts';

/** What every call on an object names. */
export interface OnObject extends OnBucket {
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

export interface Found {
  readonly bucket: Bucket;
  /** Absent when the bucket has no such key. */
  readonly object: ObjectRecord | undefined;
}

const MAX_KEY_BYTES = 1024;

/** @throws AwsError KeyTooLongError (400) */
export function assertKey(key: string): void {
  if (key.length * 3 > MAX_KEY_BYTES && Buffer.byteLength(key) > MAX_KEY_BYTES) throw keyTooLong(key);
}

/** The bucket that a call names and what is there under its key. @throws AwsError as `findBucket` */
export async function findObject(context: OperationContext, input: OnObject): Promise<Found> {
  assertKey(input.Key);
  const bucket = await findBucket(context, input);
  const object = await context.house.store.read((tx) => objectIn(tx, bucket.name, input.Key));
  return { bucket, object };
}

/**
 * What reading from an object needs. Whether a key is missing may only know who may list the bucket: to
 * others it is refused.
 *
 * @param action for example `s3:GetObject`; with a version given, `s3:GetObjectVersion`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function authorizesReading(
  context: OperationContext,
  input: OnObject,
  action: string,
): Promise<readonly Authorization[]> {
  const { bucket, object } = await findObject(context, input);
  return readingOf(context, bucket, object, input, action);
}

/** As `authorizesReading`, of what was found already. */
export function readingOf(
  context: OperationContext,
  bucket: Bucket,
  object: ObjectRecord | undefined,
  { Key, VersionId }: Pick<OnObject, 'Key' | 'VersionId'>,
  action: string,
): readonly Authorization[] {
  const exact = VersionId === undefined ? action : action.replace('Object', 'ObjectVersion');
  const versionKey = VersionId === undefined ? {} : { 's3:VersionId': VersionId };
  const reading = onObject(context, bucket, Key, exact, { ...existingTagKeys(object?.tags), ...versionKey });
  return object === undefined ? [reading, onBucket(context, bucket, 's3:ListBucket')] : [reading];
}

/** The object that a call names, for one that was allowed. @throws AwsError NoSuchKey (404), NoSuchVersion (404) */
export async function objectOf(context: OperationContext, input: OnObject): Promise<ObjectRecord> {
  const object = await context.house.store.read((tx) => objectIn(tx, input.Bucket, input.Key));
  assertVersion(input.Key, input.VersionId);
  if (object === undefined) throw noSuchKey(input.Key);
  return object;
}

/** One part of a multipart object or upload. */
export interface PartRow {
  readonly part_number: number;
  readonly blob_id: string | null;
  readonly size: number;
  readonly etag: string;
  readonly metadata: string;
  readonly last_modified: number;
}

const partsOfUpload = prepared((db, p: { uploadId: string }) =>
  db
    .selectFrom('upload_parts')
    .select(['part_number', 'blob_id', 'size', 'etag', 'metadata', 'last_modified'])
    .where('upload_id', '=', p.uploadId)
    .orderBy('part_number'),
);

/** All parts of an upload, by number. */
export function partsIn(tx: ReadTx, uploadId: string): Promise<readonly PartRow[]> {
  return partsOfUpload.all(tx, { uploadId });
}
