import type { ServerSideEncryptionRule } from '../../../model/generated/s3.ts';
import { changeSettings } from './change-settings.ts';
import { malformedXml, notBuilt } from '../errors.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

/** Every bucket since January 2023 is encrypted by SSE-S3. */
export const getBucketEncryption = s3Operation('GetBucketEncryption', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetEncryptionConfiguration'),

  async runs(input, context) {
    const { bucketKey = false } = await findBucket(context, input);
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' as const };
    return {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: bucketKey }],
      },
    };
  },
});

/** Takes SSE-S3, which every bucket has; keys of KMS are not built. */
export const putBucketEncryption = s3Operation('PutBucketEncryption', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutEncryptionConfiguration'),

  async runs({ Bucket, ServerSideEncryptionConfiguration: { Rules } }, context) {
    const [rule, ...more] = Rules;
    if (rule === undefined || more.length > 0) throw malformedXml();
    assertBuilt(rule);
    await changeSettings(context, Bucket, { bucketKey: rule.BucketKeyEnabled === true });
    return {};
  },
});

/** Back to what a new bucket has: SSE-S3. */
export const deleteBucketEncryption = s3Operation('DeleteBucketEncryption', {
  // AWS: there is no permission of its own for this.
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutEncryptionConfiguration'),

  async runs({ Bucket }, context) {
    await changeSettings(context, Bucket, { bucketKey: false });
    return {};
  },
});

/** @throws AwsError NotImplemented (501) for what would encrypt otherwise */
function assertBuilt({ ApplyServerSideEncryptionByDefault: byDefault }: ServerSideEncryptionRule): void {
  if ((byDefault?.SSEAlgorithm ?? 'AES256') !== 'AES256' || byDefault?.KMSMasterKeyID !== undefined) {
    throw notBuilt('ServerSideEncryptionConfiguration');
  }
}
