import type { OperationContext } from '../../../operation/context.ts';
import { bucketIn } from '../shared/find-bucket.ts';
import type { NewObject } from '../shared/object-record.ts';
import {
  checkWriteConditions,
  currentIn,
  deleteBehind,
  newVersionId,
  putIn,
  type Put,
  type WriteConditions,
} from './replace-object.ts';
import { discard, type StoredBytes } from '../bytes/store-bytes.ts';

/**
 * The last step of a write: one transaction makes the object visible, under the write's conditions, and
 * releases what had its key. When it fails, the bytes that were stored for it are given up.
 *
 * @returns its version, where the bucket keeps versions
 * @throws AwsError NoSuchBucket, PreconditionFailed, NoSuchKey
 */
export async function makeVisible(
  context: OperationContext,
  conditions: WriteConditions,
  record: NewObject,
  bytes: StoredBytes,
): Promise<Pick<Put, 'versionId'>> {
  const freshId = newVersionId(context);
  try {
    const put = await context.house.store.write(async (tx) => {
      const bucket = await bucketIn(tx, record.bucket);
      const current = await currentIn(tx, record);
      checkWriteConditions(conditions, record.key, current);
      return putIn(tx, bucket, record, current, freshId);
    });
    deleteBehind(context, put.released);
    return put;
  } catch (error) {
    await discard(context, bytes);
    throw error;
  }
}
