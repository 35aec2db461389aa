import { s3Service } from '../../src/services/s3/service.ts';
import type { InProcessHouse } from '../in-process-house.ts';
import type { Samples } from './samples.ts';

const BUCKET = { Bucket: 'sampled' };
const OBJECT = { ...BUCKET, Key: 'dir/key' };
const UPLOAD = { ...OBJECT, UploadId: 'upload' };
const COPY = { CopySource: 'sampled/dir/key' };
const TAGGING = { Tagging: { TagSet: [{ Key: 'team', Value: 'blue' }] } };
const LISTING = { ...BUCKET, Prefix: 'dir/', Delimiter: '/', MaxKeys: 10 };

const GRANTS = {
  ACL: 'private',
  GrantFullControl: 'id=x',
  GrantRead: 'id=x',
  GrantReadACP: 'id=x',
  GrantWriteACP: 'id=x',
};

/** A request that writes an object, with all that conditions may ask about. */
const WRITING = {
  ...OBJECT,
  ...GRANTS,
  Tagging: 'team=blue',
  TaggingDirective: 'REPLACE',
  MetadataDirective: 'REPLACE',
  ServerSideEncryption: 'aws:kms',
  SSEKMSKeyId: 'key',
  SSECustomerAlgorithm: 'AES256',
  StorageClass: 'STANDARD',
  WebsiteRedirectLocation: '/',
  IfMatch: '"e"',
  IfNoneMatch: '*',
  ObjectLockMode: 'GOVERNANCE',
  ObjectLockRetainUntilDate: new Date(0),
  ObjectLockLegalHoldStatus: 'ON',
};

/** What the reference lists with every write, and no part or completion of an upload can bring. */
const OF_WHOLE_WRITES = [
  's3:RequestObjectTag/',
  's3:RequestObjectTagKeys',
  's3:object-lock-legal-hold',
  's3:object-lock-mode',
  's3:object-lock-retain-until-date',
  's3:x-amz-acl',
  's3:x-amz-grant-full-control',
  's3:x-amz-grant-read',
  's3:x-amz-grant-read-acp',
  's3:x-amz-grant-write-acp',
  's3:x-amz-server-side-encryption',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:x-amz-server-side-encryption-customer-algorithm',
  's3:x-amz-storage-class',
  's3:x-amz-website-redirect-location',
];
const CONDITIONAL = ['s3:if-match', 's3:if-none-match'];
const COPYING = ['s3:x-amz-copy-source', 's3:x-amz-metadata-directive'];

/** The tags of what is written over do not count for what comes in its place. */
const EXISTING = 's3:ExistingObjectTag/';

export const s3Samples: Samples = {
  service: s3Service,
  inputs: async (inside) => {
    await prepare(inside);
    return { ...BUCKET_CALLS, ...OBJECT_CALLS, ...UPLOAD_CALLS };
  },
  departures: {
    unheardOf: [
      // No access points, no access grants, no attribute-based buckets, no TLS.
      's3:AccessGrantsInstanceArn',
      's3:AccessPointNetworkOrigin',
      's3:AccessPointTag/',
      's3:DataAccessPointAccount',
      's3:DataAccessPointArn',
      's3:TlsVersion',
      'aws:ResourceTag/',
      // Settings of object lock, annotations and namespaces that no call here can bring.
      's3:object-lock-event-hold',
      's3:object-lock-event-hold-duration-days',
      's3:object-lock-remaining-retention-days',
      's3:x-amz-object-annotation-directive',
      's3:x-amz-bucket-namespace',
      // There is no such header on objects.
      's3:x-amz-grant-write',
    ],
    unheardOfIn: {
      // To ask for a bucket lists nothing.
      HeadBucket: ['s3:prefix', 's3:delimiter', 's3:max-keys'],
      PutObject: [...COPYING, EXISTING],
      CopyObject: [EXISTING],
      CreateMultipartUpload: [...COPYING, ...CONDITIONAL, EXISTING],
      UploadPart: [...OF_WHOLE_WRITES, ...CONDITIONAL, ...COPYING],
      UploadPartCopy: [...OF_WHOLE_WRITES, ...CONDITIONAL, 's3:x-amz-metadata-directive'],
      CompleteMultipartUpload: [...OF_WHOLE_WRITES, ...COPYING],
    },
  },
};

async function prepare(inside: InProcessHouse): Promise<void> {
  const call = (operation: string, input: object) => inside.call(inside.root, 's3', operation, input);
  await call('CreateBucket', BUCKET);
  await call('PutObject', { ...OBJECT, Tagging: 'team=blue' });
}

const BUCKET_CALLS = {
  ListBuckets: {},
  CreateBucket: {
    Bucket: 'new-one',
    ...GRANTS,
    GrantWrite: 'id=x',
    ObjectOwnership: 'BucketOwnerEnforced',
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1', Tags: TAGGING.Tagging.TagSet },
  },
  HeadBucket: BUCKET,
  DeleteBucket: BUCKET,
  GetBucketLocation: BUCKET,
  GetBucketPolicy: BUCKET,
  PutBucketPolicy: { ...BUCKET, Policy: '{}' },
  DeleteBucketPolicy: BUCKET,
  GetBucketPolicyStatus: BUCKET,
  GetPublicAccessBlock: BUCKET,
  PutPublicAccessBlock: { ...BUCKET, PublicAccessBlockConfiguration: {} },
  DeletePublicAccessBlock: BUCKET,
  GetBucketTagging: BUCKET,
  PutBucketTagging: { ...BUCKET, ...TAGGING },
  DeleteBucketTagging: BUCKET,
  GetBucketAcl: BUCKET,
  GetBucketOwnershipControls: BUCKET,
  PutBucketOwnershipControls: {
    ...BUCKET,
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  },
  DeleteBucketOwnershipControls: BUCKET,
  GetBucketEncryption: BUCKET,
  PutBucketEncryption: { ...BUCKET, ServerSideEncryptionConfiguration: { Rules: [{}] } },
  DeleteBucketEncryption: BUCKET,
  GetBucketVersioning: BUCKET,
  PutBucketVersioning: { ...BUCKET, VersioningConfiguration: { Status: 'Enabled' } },
  GetBucketLogging: BUCKET,
  GetBucketNotificationConfiguration: BUCKET,
  GetBucketAccelerateConfiguration: BUCKET,
  GetBucketRequestPayment: BUCKET,
  GetBucketCors: BUCKET,
  GetBucketWebsite: BUCKET,
  GetBucketLifecycleConfiguration: BUCKET,
  PutBucketLifecycleConfiguration: BUCKET,
  DeleteBucketLifecycle: BUCKET,
  GetBucketReplication: BUCKET,
  GetObjectLockConfiguration: BUCKET,
  ListObjects: LISTING,
  ListObjectsV2: LISTING,
  ListObjectVersions: LISTING,
};

const OBJECT_CALLS = {
  PutObject: WRITING,
  GetObject: OBJECT,
  HeadObject: OBJECT,
  CopyObject: { ...WRITING, ...COPY },
  DeleteObject: { ...OBJECT, IfMatch: '"e"' },
  DeleteObjects: { ...BUCKET, Delete: { Objects: [{ Key: 'dir/key' }] } },
  GetObjectTagging: OBJECT,
  PutObjectTagging: { ...OBJECT, ...TAGGING },
  DeleteObjectTagging: OBJECT,
  GetObjectAcl: OBJECT,
  GetObjectAttributes: { ...OBJECT, ObjectAttributes: ['ETag'] },
};

const UPLOAD_CALLS = {
  CreateMultipartUpload: WRITING,
  UploadPart: { ...UPLOAD, PartNumber: 1 },
  UploadPartCopy: { ...UPLOAD, ...COPY, PartNumber: 1 },
  CompleteMultipartUpload: { ...UPLOAD, IfMatch: '"e"', IfNoneMatch: '*' },
  AbortMultipartUpload: UPLOAD,
  ListParts: UPLOAD,
  ListMultipartUploads: BUCKET,
};
