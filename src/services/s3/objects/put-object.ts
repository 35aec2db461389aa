import type { PutObjectRequest } from '../../../model/generated/s3.ts';
import type { ConditionKeys } from '../../../operation/authorization.ts';
import { checksumMembers, namedAlgorithm } from '../bytes/checksum.ts';
import { quoted } from './conditions.ts';
import {
  authorizesEncrypting,
  encryptionMembers,
  encryptionOf,
  etagOf,
} from '../encryption/object-encryption.ts';
import { assertKey } from '../shared/find-object.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { entityTooLarge } from '../errors.ts';
import { expirationHeader } from '../lifecycle/rule-times.ts';
import { makeVisible } from './make-visible.ts';
import { DEFAULT_CONTENT_TYPE, readObjectHeaders, readStorageClass } from './object-headers.ts';
import type { NewObject } from '../shared/object-record.ts';
import { onObject, requestedTagKeys } from '../shared/permissions.ts';
import { refuseUnbuilt } from '../shared/refusals.ts';
import { s3Operation } from '../s3-operation.ts';
import { MAX_UPLOAD_BYTES, storeBody } from '../bytes/store-bytes.ts';
import { readTagHeader } from '../tags/tags.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

/**
 * Stores an object: its bytes first, as they come, then, once its checksums held, one write that makes it
 * visible in place of what had its key.
 */
export const putObject = s3Operation('PutObject', {
  async authorizes(input, context) {
    assertKey(input.Key);
    const bucket = await findBucket(context, input);
    const tags = readTagHeader(input.Tagging);
    const keys = { ...writingKeys(input), ...requestedTagKeys(tags) };
    const put = onObject(context, bucket, input.Key, 's3:PutObject', {
      ...keys,
      's3:ObjectCreationOperation': 'true',
    });
    const encrypting = authorizesEncrypting(context, bucket, input.Key, input);
    if (Object.keys(tags).length === 0) return [put, ...encrypting];
    const tagging = onObject(context, bucket, input.Key, 's3:PutObjectTagging', requestedTagKeys(tags));
    return [put, tagging, ...encrypting];
  },

  async runs(input, context) {
    refuseUnbuilt(input);
    namedAlgorithm(input.ChecksumAlgorithm);
    const headers = readObjectHeaders(input);
    const storageClass = readStorageClass(input.StorageClass);
    const tags = readTagHeader(input.Tagging);
    if ((input.ContentLength ?? 0) > MAX_UPLOAD_BYTES)
      throw entityTooLarge(input.ContentLength ?? 0, MAX_UPLOAD_BYTES);

    const bucket = await findBucket(context, input);
    const encryption = encryptionOf(context, bucket, input);
    const { clock } = context.house;
    const bytes = await storeBody(context, input.Body);
    const record: NewObject = {
      bucket: input.Bucket,
      key: input.Key,
      blobId: bytes.blobId,
      uploadId: undefined,
      size: bytes.size,
      etag: etagOf(context, bytes.md5, encryption),
      contentType: input.ContentType ?? DEFAULT_CONTENT_TYPE,
      tags,
      lastModified: wholeSeconds(clock.now()),
      data: { ...headers, storageClass, checksum: bytes.checksum, encryption },
    };
    const { versionId } = await makeVisible(context, input, record, bytes);
    return {
      VersionId: versionId,
      Expiration: expirationHeader(bucket.lifecycle, record),
      ETag: quoted(record.etag),
      ...checksumMembers(bytes.checksum),
      ChecksumType: bytes.checksum.type,
      ...encryptionMembers(encryption),
    };
  },
});

/** The members of a write that conditions may ask about. */
type WritingMembers = Partial<
  Pick<
    PutObjectRequest,
    | 'ACL'
    | 'GrantFullControl'
    | 'GrantRead'
    | 'GrantReadACP'
    | 'GrantWriteACP'
    | 'ServerSideEncryption'
    | 'SSEKMSKeyId'
    | 'SSECustomerAlgorithm'
    | 'StorageClass'
    | 'WebsiteRedirectLocation'
    | 'IfMatch'
    | 'IfNoneMatch'
    | 'ObjectLockMode'
    | 'ObjectLockRetainUntilDate'
    | 'ObjectLockLegalHoldStatus'
  >
>;

/** `s3:x-amz-…` and `s3:if-…` of a request that writes an object. */
export function writingKeys(input: WritingMembers): ConditionKeys {
  return {
    's3:x-amz-acl': input.ACL,
    's3:x-amz-grant-full-control': input.GrantFullControl,
    's3:x-amz-grant-read': input.GrantRead,
    's3:x-amz-grant-read-acp': input.GrantReadACP,
    's3:x-amz-grant-write-acp': input.GrantWriteACP,
    's3:x-amz-server-side-encryption': input.ServerSideEncryption,
    's3:x-amz-server-side-encryption-aws-kms-key-id': input.SSEKMSKeyId,
    's3:x-amz-server-side-encryption-customer-algorithm': input.SSECustomerAlgorithm,
    's3:x-amz-storage-class': input.StorageClass,
    's3:x-amz-website-redirect-location': input.WebsiteRedirectLocation,
    's3:object-lock-mode': input.ObjectLockMode,
    's3:object-lock-retain-until-date': input.ObjectLockRetainUntilDate?.toISOString(),
    's3:object-lock-legal-hold': input.ObjectLockLegalHoldStatus,
    's3:if-match': input.IfMatch,
    's3:if-none-match': input.IfNoneMatch,
  };
}
