import type { ServerSideEncryptionRule } from '../../../model/generated/s3.ts';
import { keyNotApplicable, noKms } from '../encryption/encryption-errors.ts';
import { namesManagedKey } from '../encryption/managed-key.ts';
import type { Bucket, BucketSettings } from '../shared/bucket.ts';
import { changeSettings } from './change-settings.ts';
import { malformedXml, notBuilt } from '../errors.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

/** Every bucket since January 2023 is encrypted by SSE-S3 at least, and since April 2026 takes no SSE-C. */
export const getBucketEncryption = s3Operation('GetBucketEncryption', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetEncryptionConfiguration'),

  async runs(input, context) {
    const bucket = await findBucket(context, input);
    const rule: ServerSideEncryptionRule = {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: bucket.sse ?? 'AES256',
        KMSMasterKeyID: bucket.kmsKeyId,
      },
      BucketKeyEnabled: bucket.bucketKey ?? false,
      BlockedEncryptionTypes: { EncryptionType: [bucket.blocksCustomerKeys === false ? 'NONE' : 'SSE-C'] },
    };
    return { ServerSideEncryptionConfiguration: { Rules: [rule] } };
  },
});

/** Takes SSE-S3, and SSE-KMS by AWS's own key; keys of one's own have no KMS to be kept in. */
export const putBucketEncryption = s3Operation('PutBucketEncryption', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutEncryptionConfiguration'),

  async runs(input, context) {
    const [rule, ...more] = input.ServerSideEncryptionConfiguration.Rules;
    if (rule === undefined || more.length > 0) throw malformedXml();
    const bucket = await findBucket(context, input);
    await changeSettings(context, input.Bucket, readRule(rule, bucket));
    return {};
  },
});

/** Back to what a new bucket has: SSE-S3. Whether it blocks SSE-C stays (guess: AWS documents nothing). */
export const deleteBucketEncryption = s3Operation('DeleteBucketEncryption', {
  // AWS: there is no permission of its own for this.
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutEncryptionConfiguration'),

  async runs({ Bucket }, context) {
    await changeSettings(context, Bucket, { sse: undefined, kmsKeyId: undefined, bucketKey: false });
    return {};
  },
});

/**
 * @throws AwsError InvalidArgument (400) for a key beside SSE-S3, MalformedXML (400), NotImplemented (501) for
 *   what would encrypt otherwise
 */
function readRule(rule: ServerSideEncryptionRule, bucket: Bucket): Partial<BucketSettings> {
  const { ApplyServerSideEncryptionByDefault: byDefault, BlockedEncryptionTypes: blocked } = rule;
  const algorithm = byDefault?.SSEAlgorithm ?? 'AES256';
  const kmsKeyId = byDefault?.KMSMasterKeyID;
  if (algorithm === 'AES256' && kmsKeyId !== undefined) throw keyNotApplicable();
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms') throw notBuilt('ServerSideEncryptionConfiguration');
  if (kmsKeyId !== undefined && !namesManagedKey(kmsKeyId, bucket)) throw noKms(kmsKeyId);
  return {
    sse: algorithm === 'aws:kms' ? algorithm : undefined,
    kmsKeyId,
    bucketKey: rule.BucketKeyEnabled === true,
    ...(blocked === undefined ? {} : { blocksCustomerKeys: readBlocked(blocked.EncryptionType) }),
  };
}

/** @throws AwsError MalformedXML (400) */
function readBlocked(types: readonly string[] = []): boolean {
  const [type, ...more] = types;
  if (more.length > 0 || (type !== 'SSE-C' && type !== 'NONE')) throw malformedXml();
  return type === 'SSE-C';
}
