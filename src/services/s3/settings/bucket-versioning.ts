import { changeSettings } from './change-settings.ts';
import { malformedXml, notBuilt } from '../errors.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

/** A bucket that never kept versions answers with neither status. */
export const getBucketVersioning = s3Operation('GetBucketVersioning', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetBucketVersioning'),

  runs: async (input, context) => ({ Status: (await findBucket(context, input)).versioning }),
});

/** Begins to keep versions, or suspends it; what was kept stays. */
export const putBucketVersioning = s3Operation('PutBucketVersioning', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutBucketVersioning'),

  async runs({ Bucket, VersioningConfiguration: { Status, MFADelete } }, context) {
    if (MFADelete === 'Enabled') throw notBuilt('MfaDelete');
    if (Status === undefined) throw malformedXml();
    await changeSettings(context, Bucket, { versioning: Status });
    return {};
  },
});
