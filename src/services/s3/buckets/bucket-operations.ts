import type { Operation } from '../../../operation/operation.ts';
import { createBucket } from './create-bucket.ts';
import { deleteBucket } from './delete-bucket.ts';
import { getBucketLocation } from './get-bucket-location.ts';
import { headBucket } from './head-bucket.ts';
import { listBuckets } from './list-buckets.ts';

/** Making, finding and deleting buckets. */
export const bucketOperations: readonly Operation[] = [
  listBuckets,
  createBucket,
  headBucket,
  deleteBucket,
  getBucketLocation,
];
