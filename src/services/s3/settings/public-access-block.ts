import { changeSettings } from './change-settings.ts';
import { noSuchConfiguration } from '../errors.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

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
    const publicAccessBlock = {
      BlockPublicAcls: given.BlockPublicAcls === true,
      IgnorePublicAcls: given.IgnorePublicAcls === true,
      BlockPublicPolicy: given.BlockPublicPolicy === true,
      RestrictPublicBuckets: given.RestrictPublicBuckets === true,
    };
    await changeSettings(context, input.Bucket, { publicAccessBlock });
    return {};
  },
});

export const deletePublicAccessBlock = s3Operation('DeletePublicAccessBlock', {
  // AWS: there is no permission of its own for this.
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketPublicAccessBlock'),

  async runs(input, context) {
    await changeSettings(context, input.Bucket, { publicAccessBlock: null });
    return {};
  },
});
