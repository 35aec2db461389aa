import type { OperationContext } from '../../operation/context.ts';
import { bucketIn } from './find-bucket.ts';
import type { ObjectRecord } from './object-record.ts';
import {
  checkWriteConditions,
  currentIn,
  deleteBehind,
  putIn,
  type WriteConditions,
} from './replace-object.ts';
import { discard, type StoredBytes } from './store-bytes.ts';

/**
 * The last step of a write: one transaction makes the object visible, under the write's conditions, and
 * releases what had its key. When it fails, the bytes that were stored for it are given up.
 *
 * @throws AwsError NoSuchBucket, PreconditionFailed, NoSuchKey
 */
export async function makeVisible(
  context: OperationContext,
  conditions: WriteConditions,
  record: ObjectRecord,
  bytes: StoredBytes,
): Promise<void> {
  try {
    const released = await context.house.store.write(async (tx) => {
      await bucketIn(tx, record.bucket);
      const current = await currentIn(tx, record);
      checkWriteConditions(conditions, record.key, current);
      return putIn(tx, record, current);
    });
    deleteBehind(context, released);
  } catch (error) {
    await discard(context, bytes);
    throw error;
  }
}
