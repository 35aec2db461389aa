import { changeSettings } from './change-settings.ts';
import { malformedXml, noSuchConfiguration, notBuilt } from '../errors.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

export const getBucketOwnershipControls = s3Operation('GetBucketOwnershipControls', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetBucketOwnershipControls'),

  async runs(input, context) {
    const { name, ownership } = await findBucket(context, input);
    if (ownership === null) {
      throw noSuchConfiguration(
        'OwnershipControlsNotFoundError',
        'The bucket ownership controls were not found',
        name,
      );
    }
    return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
  },
});

/** Takes what every new bucket has: ACLs are disabled. Buckets with ACLs are not built. */
export const putBucketOwnershipControls = s3Operation('PutBucketOwnershipControls', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketOwnershipControls'),

  async runs({ Bucket, OwnershipControls: { Rules } }, context) {
    const [rule, ...more] = Rules;
    if (rule === undefined || more.length > 0) throw malformedXml();
    if (rule.ObjectOwnership !== 'BucketOwnerEnforced') throw notBuilt('ObjectOwnership');
    await changeSettings(context, Bucket, { ownership: rule.ObjectOwnership });
    return {};
  },
});

/** A bucket without them would allow ACLs; what sets one stays refused. */
export const deleteBucketOwnershipControls = s3Operation('DeleteBucketOwnershipControls', {
  // AWS: there is no permission of its own for this.
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketOwnershipControls'),

  async runs({ Bucket }, context) {
    await changeSettings(context, Bucket, { ownership: null });
    return {};
  },
});
