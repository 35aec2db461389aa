import { findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

/** Tells whether a bucket is there and where it is. */
export const headBucket = s3Operation('HeadBucket', {
  authorizes: async (input, context) => onBucket(context, await findBucket(context, input), 's3:ListBucket'),

  async runs(input, context) {
    const { region } = await findBucket(context, input);
    return { BucketRegion: region, AccessPointAlias: false };
  },
});
