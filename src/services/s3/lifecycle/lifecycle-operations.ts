import type { Operation } from '../../../operation/operation.ts';
import { changeSettings } from '../settings/change-settings.ts';
import { noSuchConfiguration } from '../errors.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';
import { readLifecycle } from './read-lifecycle.ts';

const getBucketLifecycleConfiguration = s3Operation('GetBucketLifecycleConfiguration', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:GetLifecycleConfiguration'),

  async runs(input, context) {
    const { name, lifecycle } = await findBucket(context, input);
    if (lifecycle === undefined) {
      throw noSuchConfiguration(
        'NoSuchLifecycleConfiguration',
        'The lifecycle configuration does not exist',
        name,
      );
    }
    return { Rules: lifecycle.rules, TransitionDefaultMinimumObjectSize: lifecycle.minimumObjectSize };
  },
});

/** Puts a configuration in place of the one that the bucket had. */
const putBucketLifecycleConfiguration = s3Operation('PutBucketLifecycleConfiguration', {
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutLifecycleConfiguration'),

  async runs(input, context) {
    const { LifecycleConfiguration, TransitionDefaultMinimumObjectSize: given } = input;
    const minimumObjectSize = given ?? 'all_storage_classes_128K';
    // The ids that S3 makes are UUIDs in base64.
    const newId = () => Buffer.from(context.house.ids.requestId()).toString('base64');
    const rules = readLifecycle(LifecycleConfiguration?.Rules, newId);
    await changeSettings(context, input.Bucket, { lifecycle: { rules, minimumObjectSize } });
    return { TransitionDefaultMinimumObjectSize: minimumObjectSize };
  },
});

const deleteBucketLifecycle = s3Operation('DeleteBucketLifecycle', {
  // AWS: there is no permission of its own for this.
  authorizes: async (input, context) =>
    onBucket(context, await findBucket(context, input), 's3:PutLifecycleConfiguration'),

  async runs({ Bucket }, context) {
    await changeSettings(context, Bucket, { lifecycle: undefined });
    return {};
  },
});

/** A bucket's lifecycle configuration. */
export const lifecycleOperations: readonly Operation[] = [
  getBucketLifecycleConfiguration,
  putBucketLifecycleConfiguration,
  deleteBucketLifecycle,
];
