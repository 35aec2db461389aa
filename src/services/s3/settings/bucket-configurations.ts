import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { Bucket } from '../shared/bucket.ts';
import { noSuchConfiguration } from '../errors.ts';
import { findBucket, type OnBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

/**
 * What a bucket answers that has none of what cannot be set here: each answer is AWS's for a bucket as it was
 * created, and stays true because the calls that would change it are not served.
 */

/** The one permission that such a read needs. */
function needing(action: string, keys: ConditionKeys = {}) {
  return async (input: OnBucket, context: OperationContext): Promise<Authorization> =>
    onBucket(context, await findBucket(context, input), action, keys);
}

function answering<Answer>(answer: (bucket: Bucket) => Answer) {
  return async (input: OnBucket, context: OperationContext): Promise<Answer> =>
    answer(await findBucket(context, input));
}

export const getBucketLogging = s3Operation('GetBucketLogging', {
  authorizes: needing('s3:GetBucketLogging'),
  runs: answering(() => ({})),
});

export const getBucketAccelerateConfiguration = s3Operation('GetBucketAccelerateConfiguration', {
  authorizes: needing('s3:GetAccelerateConfiguration'),
  runs: answering(() => ({})),
});

export const getBucketNotificationConfiguration = s3Operation('GetBucketNotificationConfiguration', {
  authorizes: needing('s3:GetBucketNotification'),
  runs: answering(() => ({})),
});

export const getBucketRequestPayment = s3Operation('GetBucketRequestPayment', {
  authorizes: needing('s3:GetBucketRequestPayment'),
  runs: answering(() => ({ Payer: 'BucketOwner' })),
});

export const getBucketCors = s3Operation('GetBucketCors', {
  authorizes: needing('s3:GetBucketCORS'),
  runs: answering(({ name }) => {
    throw noSuchConfiguration('NoSuchCORSConfiguration', 'The CORS configuration does not exist', name);
  }),
});

export const getBucketWebsite = s3Operation('GetBucketWebsite', {
  authorizes: needing('s3:GetBucketWebsite'),
  runs: answering(({ name }) => {
    throw noSuchConfiguration(
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
      name,
    );
  }),
});

export const getBucketReplication = s3Operation('GetBucketReplication', {
  authorizes: needing('s3:GetReplicationConfiguration'),
  runs: answering(({ name }) => {
    throw noSuchConfiguration(
      'ReplicationConfigurationNotFoundError',
      'The replication configuration was not found',
      name,
    );
  }),
});

export const getObjectLockConfiguration = s3Operation('GetObjectLockConfiguration', {
  // AWS's reference knows no hash of the body with this one.
  authorizes: needing('s3:GetBucketObjectLockConfiguration', { 's3:x-amz-content-sha256': undefined }),
  runs: answering(({ name }) => {
    throw noSuchConfiguration(
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
      name,
    );
  }),
});
