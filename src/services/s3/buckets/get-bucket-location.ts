import type { BucketLocationConstraint } from '../../../model/generated/s3.ts';
import { findBucketAnywhere } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

/** Tells a bucket's region, also to those who ask in another; us-east-1 has no name here. */
export const getBucketLocation = s3Operation('GetBucketLocation', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucketAnywhere(context, input), 's3:GetBucketLocation'),

  async runs(input, context) {
    const { region } = await findBucketAnywhere(context, input);
    return region === 'us-east-1' ? {} : { LocationConstraint: region as BucketLocationConstraint };
  },
});
