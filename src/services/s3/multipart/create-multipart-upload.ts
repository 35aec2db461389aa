import { multipartChecksum } from '../bytes/checksum.ts';
import { assertKey } from '../shared/find-object.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { DEFAULT_CONTENT_TYPE, readObjectHeaders, readStorageClass } from '../objects/object-headers.ts';
import { tagsJson } from '../shared/object-record.ts';
import { authorizesEncrypting, encryptionMembers, encryptionOf } from '../encryption/object-encryption.ts';
import { abortMembers } from '../lifecycle/rule-times.ts';
import { initiatorOf } from './initiator.ts';
import { onObject, requestedTagKeys } from '../shared/permissions.ts';
import { writingKeys } from '../objects/put-object.ts';
import { refuseUnbuilt } from '../shared/refusals.ts';
import { s3Operation } from '../s3-operation.ts';
import { storedKey } from '../shared/stored-key.ts';
import { readTagHeader } from '../tags/tags.ts';
import { newUploadId, type UploadData } from './upload-record.ts';

/** Begins a multipart upload: what is told of the object here is the object's when it is completed. */
export const createMultipartUpload = s3Operation('CreateMultipartUpload', {
  async authorizes(input, context) {
    assertKey(input.Key);
    const bucket = await findBucket(context, input);
    const tags = readTagHeader(input.Tagging);
    const keys = { ...writingKeys(input), ...requestedTagKeys(tags), 's3:ObjectCreationOperation': 'false' };
    const put = onObject(context, bucket, input.Key, 's3:PutObject', keys);
    const encrypting = authorizesEncrypting(context, bucket, input.Key, input);
    if (Object.keys(tags).length === 0) return [put, ...encrypting];
    const tagging = onObject(context, bucket, input.Key, 's3:PutObjectTagging', requestedTagKeys(tags));
    return [put, tagging, ...encrypting];
  },

  async runs(input, context) {
    refuseUnbuilt(input);
    const { house, accountId } = context;
    const initiatedAt = house.clock.now().getTime();
    const uploadId = newUploadId(context, initiatedAt);
    const bucket = await findBucket(context, input);
    const encryption = encryptionOf(context, bucket, input);
    const checksum = multipartChecksum(input.ChecksumAlgorithm, input.ChecksumType);
    const data: UploadData = {
      ...readObjectHeaders(input),
      storageClass: readStorageClass(input.StorageClass),
      encryption,
      checksum,
      initiator: initiatorOf(context),
    };
    const row = {
      upload_id: uploadId,
      bucket: input.Bucket,
      key: storedKey(input.Key),
      account_id: accountId,
      content_type: input.ContentType ?? DEFAULT_CONTENT_TYPE,
      metadata: JSON.stringify(data),
      tags: tagsJson(readTagHeader(input.Tagging)),
      initiated_at: initiatedAt,
    };
    await house.store.write(async (tx) => {
      await bucketIn(tx, input.Bucket);
      await tx.insertInto('uploads').values(row).execute();
    });
    return {
      Bucket: input.Bucket,
      Key: input.Key,
      UploadId: uploadId,
      ...abortMembers(bucket.lifecycle, input.Key, initiatedAt),
      ...encryptionMembers(encryption),
      ...(checksum.named ? { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type } : {}),
    };
  },
});
