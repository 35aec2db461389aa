import type { Operation } from '../../../operation/operation.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './bucket-tagging.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts';

/** Tags of buckets and objects. */
export const tagOperations: readonly Operation[] = [
  getBucketTagging,
  putBucketTagging,
  deleteBucketTagging,
  getObjectTagging,
  putObjectTagging,
  deleteObjectTagging,
];
