import type { Tag } from '../../../model/generated/s3.ts';
import { isSystemKey } from '../../../operation/resource-tags.ts';
import type { ReadTx } from '../../../store/store.ts';
import { tagOwner } from '../shared/bucket.ts';
import { setBucketTags } from '../buckets/create-bucket.ts';
import { noSuchTagSet } from '../errors.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';
import { readTagSet, toTagSet, type Tags } from './tags.ts';

export const getBucketTagging = s3Operation('GetBucketTagging', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetBucketTagging'),

  async runs({ Bucket }, context) {
    const tags = await context.house.store.read((tx) => bucketTags(tx, Bucket));
    if (Object.keys(tags).length === 0) throw noSuchTagSet(Bucket);
    return { TagSet: toTagSet(tags) };
  },
});

/** Replaces a bucket's tags. */
export const putBucketTagging = s3Operation('PutBucketTagging', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketTagging'),

  async runs({ Bucket, Tagging }, context) {
    await context.house.store.write(async (tx) => {
      await bucketIn(tx, Bucket);
      const known = await bucketTags(tx, Bucket);
      // AWS's own tags stay; who sends them along unchanged does not set them.
      const isOld = ({ Key, Value }: Tag) => isSystemKey(Key) && known[Key] === Value;
      const tags = readTagSet(
        'Bucket',
        Tagging.TagSet.filter((tag) => !isOld(tag)),
      );
      await setBucketTags(tx, Bucket, tags);
    });
    return {};
  },
});

export const deleteBucketTagging = s3Operation('DeleteBucketTagging', {
  // AWS: there is no permission of its own for this.
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketTagging'),

  async runs({ Bucket }, context) {
    await context.house.store.write(async (tx) => {
      await bucketIn(tx, Bucket);
      await setBucketTags(tx, Bucket, {});
    });
    return {};
  },
});

/** A bucket's tags by key. */
export async function bucketTags(tx: ReadTx, bucket: string): Promise<Tags> {
  const rows = await tx
    .selectFrom('resource_tags')
    .select(['key', 'value'])
    .where('resource_id', '=', tagOwner(bucket))
    .orderBy('key')
    .execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}
