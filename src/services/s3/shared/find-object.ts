import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { expirationHeader } from '../lifecycle/rule-times.ts';
import type { Bucket } from './bucket.ts';
import { isDeleteMarker, keyTooLong, noSuchKey, noSuchVersion } from '../errors.ts';
import { bucketIn, findBucket, type OnBucket } from './find-bucket.ts';
import { objectIn, type ObjectRecord } from './object-record.ts';
import { existingTagKeys, onBucket, onObject } from './permissions.ts';
import { newestOtherIn, otherVersionIn } from '../objects/other-versions.ts';
import { assertVersionId } from './refusals.ts';

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
  const object = await context.house.store.read((tx) => versionIn(tx, input));
  return { bucket, object };
}

/** The version that a call names, or the object as it stands; `undefined` for none and for a delete marker. */
async function versionIn(tx: ReadTx, { Bucket: bucket, Key: key, VersionId }: OnObject) {
  const object = await objectIn(tx, bucket, key);
  if (VersionId === undefined || object?.versionId === VersionId) return object;
  return (await otherVersionIn(tx, { bucket, key }, VersionId))?.object;
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

/** An object as an answer tells it. */
export interface ToldObject extends ObjectRecord {
  /** Its version, where the bucket keeps versions or has done so. */
  readonly toldVersion: string | undefined;
  /** `x-amz-expiration`; only of what stands in its key's place. */
  readonly expiration: string | undefined;
}

/**
 * The object or version that a call names, for one that was allowed.
 *
 * @throws AwsError NoSuchKey (404), NoSuchVersion (404), InvalidArgument (400), MethodNotAllowed (405) when the
 *   version is a delete marker
 */
export function objectOf(context: OperationContext, input: OnObject): Promise<ToldObject> {
  return context.house.store.read((tx) => objectToRead(tx, input));
}

/** As `objectOf`, within a transaction. @param method the request's in HTTP, for its refusal */
export async function objectToRead(tx: ReadTx, input: OnObject, method = 'GET'): Promise<ToldObject> {
  const { Bucket: bucket, Key: key, VersionId } = input;
  const { versioning, lifecycle } = await bucketIn(tx, bucket);
  const told = (object: ObjectRecord, expiration?: string) => ({
    ...object,
    toldVersion: versioning === undefined ? undefined : object.versionId,
    expiration,
  });
  const current = await objectIn(tx, bucket, key);
  if (current !== undefined && (VersionId ?? current.versionId) === current.versionId) {
    return told(current, expirationHeader(lifecycle, current));
  }
  assertVersionId(VersionId);
  if (VersionId === undefined) throw noSuchKey(key, (await newestOtherIn(tx, { bucket, key }))?.versionId);
  const other = await otherVersionIn(tx, { bucket, key }, VersionId);
  if (other === undefined) throw noSuchVersion(key, VersionId);
  if (other.object === undefined) throw isDeleteMarker(method, VersionId, new Date(other.lastModified));
  return told(other.object);
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
