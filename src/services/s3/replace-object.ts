import type { OperationContext } from '../../operation/context.ts';
import { adoptBlob, releaseBlob } from '../../store/object-bytes.ts';
import type { WriteTx } from '../../store/store.ts';
import { etagMatches } from './conditions.ts';
import { noSuchKey, preconditionFailed } from './errors.ts';
import { objectIn, rowOf, type ObjectRecord } from './object-record.ts';
import { storedKey } from './stored-key.ts';

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

/**
 * Makes an object visible in place of what had its key.
 *
 * @returns blobs that nothing refers to any more: delete them once the write has answered
 */
export async function putIn(
  tx: WriteTx,
  record: ObjectRecord,
  current: ObjectRecord | undefined,
): Promise<readonly string[]> {
  if (record.blobId !== undefined) await adoptBlob(tx, record.blobId);
  const row = rowOf(record);
  if (current === undefined) {
    await tx.insertInto('objects').values(row).execute();
    return [];
  }
  await tx
    .updateTable('objects')
    .set(row)
    .where('bucket', '=', row.bucket)
    .where('key', '=', row.key)
    .execute();
  return releaseBytes(tx, current);
}

/** Takes an object away. @returns blobs to delete once the write has answered */
export async function removeIn(tx: WriteTx, record: ObjectRecord): Promise<readonly string[]> {
  await tx
    .deleteFrom('objects')
    .where('bucket', '=', record.bucket)
    .where('key', '=', storedKey(record.key))
    .execute();
  return releaseBytes(tx, record);
}

async function releaseBytes(tx: WriteTx, { blobId, uploadId }: ObjectRecord): Promise<readonly string[]> {
  if (uploadId !== undefined) return releaseParts(tx, uploadId);
  if (blobId === undefined) return [];
  await releaseBlob(tx, blobId);
  return [blobId];
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
