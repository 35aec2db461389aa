import type { Service } from '../../operation/service.ts';
import { abortMultipartUpload } from './abort-multipart-upload.ts';
import { getBucketAcl, getObjectAcl } from './acls.ts';
import {
  getBucketAccelerateConfiguration,
  getBucketCors,
  getBucketLifecycleConfiguration,
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
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './bucket-tagging.ts';
import { getBucketVersioning, putBucketVersioning } from './bucket-versioning.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { copyObject } from './copy-object.ts';
import { createBucket } from './create-bucket.ts';
import { createMultipartUpload } from './create-multipart-upload.ts';
import { deleteBucket } from './delete-bucket.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjects } from './delete-objects.ts';
import { denialError } from './denial-error.ts';
import { getBucketLocation } from './get-bucket-location.ts';
import { getObjectAttributes } from './get-object-attributes.ts';
import { getObject, headObject } from './get-object.ts';
import { headBucket } from './head-bucket.ts';
import { listBuckets } from './list-buckets.ts';
import { listMultipartUploads } from './list-multipart-uploads.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { listParts } from './list-parts.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts';
import {
  deletePublicAccessBlock,
  getPublicAccessBlock,
  putPublicAccessBlock,
} from './public-access-block.ts';
import { putObject } from './put-object.ts';
import { uploadPartCopy } from './upload-part-copy.ts';
import { uploadPart } from './upload-part.ts';
import { s3Tagging } from './s3-tagging.ts';

/** S3: buckets, their objects with their versions, policies and tags. */
export const s3Service: Service = {
  name: 's3',
  operations: [
    listBuckets,
    createBucket,
    headBucket,
    deleteBucket,
    getBucketLocation,
    getBucketPolicy,
    putBucketPolicy,
    deleteBucketPolicy,
    getBucketPolicyStatus,
    getPublicAccessBlock,
    putPublicAccessBlock,
    deletePublicAccessBlock,
    getBucketTagging,
    putBucketTagging,
    deleteBucketTagging,
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
    getBucketLifecycleConfiguration,
    getBucketReplication,
    getObjectLockConfiguration,
    listObjects,
    listObjectsV2,
    listObjectVersions,
    putObject,
    getObject,
    headObject,
    copyObject,
    deleteObject,
    deleteObjects,
    getObjectTagging,
    putObjectTagging,
    deleteObjectTagging,
    getObjectAcl,
    getObjectAttributes,
    createMultipartUpload,
    uploadPart,
    uploadPartCopy,
    completeMultipartUpload,
    abortMultipartUpload,
    listParts,
    listMultipartUploads,
  ],
  denies: denialError,
  tagging: s3Tagging,
};
