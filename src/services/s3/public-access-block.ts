import type { OperationContext } from '../../operation/context.ts';
import { settingsJson, type PublicAccessBlock } from './bucket.ts';
import { noSuchConfiguration } from './errors.ts';
import { bucketIn, findBucket, type OnBucket } from './find-bucket.ts';
import { onBucket } from './permissions.ts';
import { s3Operation } from './s3-operation.ts';

export const getPublicAccessBlock = s3Operation('GetPublicAccessBlock', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetBucketPublicAccessBlock'),

  async runs(input, context) {
    const { name, publicAccessBlock } = await findBucket(context, input);
    if (publicAccessBlock === null) {
      throw noSuchConfiguration(
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
        name,
      );
    }
    return { PublicAccessBlockConfiguration: publicAccessBlock };
  },
});

/** Sets all four switches; one that is not named is off. */
export const putPublicAccessBlock = s3Operation('PutPublicAccessBlock', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketPublicAccessBlock'),

  async runs(input, context) {
    const given = input.PublicAccessBlockConfiguration;
    await setPublicAccessBlock(context, input, {
      BlockPublicAcls: given.BlockPublicAcls === true,
      IgnorePublicAcls: given.IgnorePublicAcls === true,
      BlockPublicPolicy: given.BlockPublicPolicy === true,
      RestrictPublicBuckets: given.RestrictPublicBuckets === true,
    });
    return {};
  },
});

export const deletePublicAccessBlock = s3Operation('DeletePublicAccessBlock', {
  // AWS: there is no permission of its own for this.
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketPublicAccessBlock'),

  async runs(input, context) {
    await setPublicAccessBlock(context, input, null);
    return {};
  },
});

async function setPublicAccessBlock(
  { house }: OperationContext,
  { Bucket }: OnBucket,
  publicAccessBlock: PublicAccessBlock | null,
): Promise<void> {
  await house.store.write(async (tx) => {
    const bucket = await bucketIn(tx, Bucket);
    const data = settingsJson({ ...bucket, publicAccessBlock });
    await tx.updateTable('buckets').set({ data }).where('name', '=', Bucket).execute();
  });
}
