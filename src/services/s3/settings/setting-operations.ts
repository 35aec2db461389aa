import type { Operation } from '../../../operation/operation.ts';
import { getBucketAcl, getObjectAcl } from './acls.ts';
import {
  getBucketAccelerateConfiguration,
  getBucketCors,
  getBucketLogging,
  getBucketNotificationConfiguration,
  getBucketReplication,
  getBucketRequestPayment,
  getBucketWebsite,
  getObjectLockConfiguration,
} from './bucket-configurations.ts';
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from './bucket-encryption.ts';
import {
  deleteBucketOwnershipControls,
  getBucketOwnershipControls,
  putBucketOwnershipControls,
} from './bucket-ownership.ts';
import {
  deleteBucketPolicy,
  getBucketPolicy,
  getBucketPolicyStatus,
  putBucketPolicy,
} from './bucket-policy.ts';
import { getBucketVersioning, putBucketVersioning } from './bucket-versioning.ts';
import {
  deletePublicAccessBlock,
  getPublicAccessBlock,
  putPublicAccessBlock,
} from './public-access-block.ts';

/** A bucket's settings: its policy, versioning, Block Public Access and the rest. */
export const settingOperations: readonly Operation[] = [
  getBucketPolicy,
  putBucketPolicy,
  deleteBucketPolicy,
  getBucketPolicyStatus,
  getPublicAccessBlock,
  putPublicAccessBlock,
  deletePublicAccessBlock,
  getBucketAcl,
  getBucketOwnershipControls,
  deleteBucketOwnershipControls,
  putBucketOwnershipControls,
  getBucketEncryption,
  putBucketEncryption,
  deleteBucketEncryption,
  getBucketVersioning,
  putBucketVersioning,
  getBucketLogging,
  getBucketNotificationConfiguration,
  getBucketAccelerateConfiguration,
  getBucketRequestPayment,
  getBucketCors,
  getBucketWebsite,
  getBucketReplication,
  getObjectLockConfiguration,
  getObjectAcl,
];
