import type { OperationContext } from '../../../operation/context.ts';
import { adoptBlob, releaseBlob } from '../../../store/object-bytes.ts';
import type { WriteTx } from '../../../store/store.ts';
import { etagMatches } from './conditions.ts';
import { noSuchKey, preconditionFailed } from '../errors.ts';
import type { Bucket } from '../shared/bucket.ts';
import { NULL_VERSION, objectIn, rowOf, type NewObject, type ObjectRecord } from '../shared/object-record.ts';
import { dropVersionIn, keepVersionIn, otherVersionIn } from './other-versions.ts';
import { storedKey } from '../shared/stored-key.ts';

/** The conditions that a write carries. */
export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/**
 * Holds a write's conditions against what is there now.
 *
 * @throws AwsError PreconditionFailed (412), NoSuchKey (404) when If-Match finds nothing
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWriteConditions(
  { IfMatch, IfNoneMatch }: WriteConditions,
  key: string,
  current: ObjectRecord | undefined,
): void {
  if (IfNoneMatch !== undefined && current !== undefined && etagMatches(IfNoneMatch, current.etag)) {
    throw preconditionFailed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (current === undefined) throw noSuchKey(key);
  if (!etagMatches(IfMatch, current.etag)) throw preconditionFailed('If-Match');
}

/** What became of an object that was put. */
export interface Put {
  readonly object: ObjectRecord;
  /** Its version as the answer names it: only where versions are kept. */
  readonly versionId: string | undefined;
  /** Blobs that nothing refers to any more: delete them once the write has answered. */
  readonly released: readonly string[];
}

/**
 * Makes an object visible in place of what had its key; where versions are kept, that stays as an older one.
 *
 * @param freshId the object's version, should its bucket keep versions
 */
export async function putIn(
  tx: WriteTx,
  bucket: Bucket,
  given: NewObject,
  current: ObjectRecord | undefined,
  freshId: string,
): Promise<Put> {
  if (given.blobId !== undefined) await adoptBlob(tx, given.blobId);
  const kept = bucket.versioning === 'Enabled';
  const object = { ...given, versionId: kept ? freshId : NULL_VERSION };
  const versionId = kept ? freshId : undefined;
  const row = rowOf(object);
  if (current === undefined || bucket.versioning !== undefined) {
    const released = await giveWay(tx, bucket, given, current);
    await tx.insertInto('objects').values(row).execute();
    return { object, versionId, released };
  }
  await tx
    .updateTable('objects')
    .set(row)
    .where('bucket', '=', row.bucket)
    .where('key', '=', row.key)
    .execute();
  return { object, versionId, released: await releaseBytes(tx, current) };
}

/**
 * Takes what stands under a key out of the way of what comes in its place. Where versions are kept it stays
 * as an older version; while that is suspended, the `null` version goes, whose place will be taken.
 *
 * @returns blobs to delete once the write has answered
 */
export async function giveWay(
  tx: WriteTx,
  { versioning }: Bucket,
  ofKey: Pick<ObjectRecord, 'bucket' | 'key'>,
  current: ObjectRecord | undefined,
): Promise<readonly string[]> {
  const isReplaced = versioning !== 'Enabled' && (current?.versionId ?? NULL_VERSION) === NULL_VERSION;
  if (current !== undefined && isReplaced) return removeIn(tx, current);
  if (current !== undefined) {
    await keepVersionIn(tx, current);
    await removeRow(tx, current);
  }
  if (versioning !== 'Suspended') return [];
  const other = await otherVersionIn(tx, ofKey, NULL_VERSION);
  if (other === undefined) return [];
  await dropVersionIn(tx, other);
  return other.object === undefined ? [] : releaseBytes(tx, other.object);
}

/** Takes an object away. @returns blobs to delete once the write has answered */
export async function removeIn(tx: WriteTx, record: ObjectRecord): Promise<readonly string[]> {
  await removeRow(tx, record);
  return releaseBytes(tx, record);
}

async function removeRow(tx: WriteTx, record: ObjectRecord): Promise<void> {
  await tx
    .deleteFrom('objects')
    .where('bucket', '=', record.bucket)
    .where('key', '=', storedKey(record.key))
    .execute();
}

/** Gives up a version's bytes. @returns blobs to delete once the write has answered */
export async function releaseBytes(
  tx: WriteTx,
  { blobId, uploadId }: ObjectRecord,
): Promise<readonly string[]> {
  if (uploadId !== undefined) return releaseParts(tx, uploadId);
  if (blobId === undefined) return [];
  await releaseBlob(tx, blobId);
  return [blobId];
}

/** An id for a version, of S3's form: 32 characters. */
export function newVersionId({ house }: Pick<OperationContext, 'house'>): string {
  return house.ids.token(32);
}

/** Takes an upload's parts away. @returns blobs to delete once the write has answered */
export async function releaseParts(tx: WriteTx, uploadId: string): Promise<readonly string[]> {
  const parts = await tx
    .selectFrom('upload_parts')
    .select('blob_id')
    .where('upload_id', '=', uploadId)
    .execute();
  await tx.deleteFrom('upload_parts').where('upload_id', '=', uploadId).execute();
  const blobs = parts.flatMap(({ blob_id }) => (blob_id === null ? [] : [blob_id]));
  for (const blob of blobs) await releaseBlob(tx, blob);
  return blobs;
}

/** The object that has this key now, within the write that is to replace it. */
export function currentIn(
  tx: WriteTx,
  record: Pick<ObjectRecord, 'bucket' | 'key'>,
): Promise<ObjectRecord | undefined> {
  return objectIn(tx, record.bucket, record.key);
}

/**
 * Deletes bytes behind the answer. One that fails stays in the book of unreferenced blobs and is swept at a
 * later start.
 */
export function deleteBehind(context: OperationContext, blobs: readonly string[]): void {
  if (blobs.length === 0) return;
  const { objects, log } = context.house;
  void (async () => {
    for (const blob of blobs) await objects.delete(blob);
  })().catch((error: unknown) =>
    log.error('bytes of a deleted object stay until a later start removes them', error),
  );
}
