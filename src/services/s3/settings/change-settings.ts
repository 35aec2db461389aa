import type { OperationContext } from '../../../operation/context.ts';
import { settingsJson, type BucketSettings } from '../shared/bucket.ts';
import { bucketIn } from '../shared/find-bucket.ts';

/** Changes some of a bucket's settings. @throws AwsError NoSuchBucket (404) */
export async function changeSettings(
  { house }: OperationContext,
  bucket: string,
  changed: Partial<BucketSettings>,
): Promise<void> {
  await house.store.write(async (tx) => {
    const data = settingsJson({ ...(await bucketIn(tx, bucket)), ...changed });
    await tx.updateTable('buckets').set({ data }).where('name', '=', bucket).execute();
  });
}
