import type { CopyObjectRequest } from '../../../model/generated/s3.ts';
import { authorizesSource, authorizesSourceTags, sourceBytes, sourceObject } from './copied-source.ts';
import { checksumMembers, DEFAULT_ALGORITHM, namedAlgorithm } from '../bytes/checksum.ts';
import { quoted } from './conditions.ts';
import {
  authorizesEncrypting,
  encryptionMembers,
  encryptionOf,
  etagOf,
} from '../encryption/object-encryption.ts';
import { invalidRequest } from '../errors.ts';
import { assertKey } from '../shared/find-object.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { expirationHeader } from '../lifecycle/rule-times.ts';
import { makeVisible } from './make-visible.ts';
import { DEFAULT_CONTENT_TYPE, readObjectHeaders, readStorageClass } from './object-headers.ts';
import type { ObjectHeaders, NewObject, ObjectRecord } from '../shared/object-record.ts';
import { onObject, requestedTagKeys } from '../shared/permissions.ts';
import { writingKeys } from './put-object.ts';
import { refuseUnbuilt } from '../shared/refusals.ts';
import { s3Operation } from '../s3-operation.ts';
import { MAX_UPLOAD_BYTES, storeCopy } from '../bytes/store-bytes.ts';
import { readTagHeader, type Tags } from '../tags/tags.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

/** Copies an object, with its headers and tags or with new ones. */
export const copyObject = s3Operation('CopyObject', {
  async authorizes(input, context) {
    assertKey(input.Key);
    const { source, object, permissions } = await authorizesSource(context, input);
    const bucket = await findBucket(context, input);
    const copiesTags = input.TaggingDirective !== 'REPLACE' && Object.keys(object?.tags ?? {}).length > 0;
    const tags = copiesTags ? (object?.tags ?? {}) : requestedTags(input);
    const put = onObject(context, bucket, input.Key, 's3:PutObject', {
      ...writingKeys(input),
      ...requestedTagKeys(tags),
      's3:x-amz-copy-source': `${source.bucket}/${source.key}`,
      's3:x-amz-metadata-directive': input.MetadataDirective,
      's3:ObjectCreationOperation': 'true',
    });
    const tagging =
      Object.keys(tags).length > 0
        ? [onObject(context, bucket, input.Key, 's3:PutObjectTagging', requestedTagKeys(tags))]
        : [];
    const sourceTags = copiesTags ? await authorizesSourceTags(context, input) : [];
    const encrypting = authorizesEncrypting(context, bucket, input.Key, input);
    return [...permissions, ...sourceTags, put, ...tagging, ...encrypting];
  },

  async runs(input, context) {
    refuseUnbuilt(input);
    const source = await sourceObject(context, input);
    if (source.size > MAX_UPLOAD_BYTES) {
      throw invalidRequest(
        `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_UPLOAD_BYTES}`,
      );
    }
    assertChangesSomething(input, source);
    const { clock } = context.house;
    const algorithm =
      namedAlgorithm(input.ChecksumAlgorithm) ?? source.data.checksum?.algorithm ?? DEFAULT_ALGORITHM;
    const bucket = await findBucket(context, input);
    const encryption = encryptionOf(context, bucket, input);
    const described = description(input, source);
    const bytes = await storeCopy(context, await sourceBytes(context, source), algorithm);
    const record: NewObject = {
      ...described,
      bucket: input.Bucket,
      key: input.Key,
      blobId: bytes.blobId,
      uploadId: undefined,
      size: bytes.size,
      etag: etagOf(context, bytes.md5, encryption),
      lastModified: wholeSeconds(clock.now()),
      data: {
        ...described.data,
        storageClass: readStorageClass(input.StorageClass),
        checksum: bytes.checksum,
        encryption,
      },
    };
    const { versionId } = await makeVisible(context, input, record, bytes);
    return {
      VersionId: versionId,
      Expiration: expirationHeader(bucket.lifecycle, record),
      CopySourceVersionId: source.toldVersion,
      CopyObjectResult: {
        ETag: quoted(record.etag),
        LastModified: new Date(record.lastModified),
        ...checksumMembers(bytes.checksum),
        ChecksumType: bytes.checksum.type,
      },
      ...encryptionMembers(encryption),
    };
  },
});

interface Description {
  readonly contentType: string;
  readonly tags: Tags;
  readonly data: ObjectHeaders;
}

/** What the copy is said to be: as its source, or as the request says. */
function description(input: CopyObjectRequest, source: ObjectRecord): Description {
  const tags = input.TaggingDirective === 'REPLACE' ? requestedTags(input) : source.tags;
  if (input.MetadataDirective === 'REPLACE') {
    return { contentType: input.ContentType ?? DEFAULT_CONTENT_TYPE, tags, data: readObjectHeaders(input) };
  }
  // AWS: the redirect location is never copied.
  const { WebsiteRedirectLocation } = input;
  return {
    contentType: source.contentType,
    tags,
    data: { ...source.data, websiteRedirectLocation: WebsiteRedirectLocation },
  };
}

function requestedTags(input: CopyObjectRequest): Tags {
  return input.TaggingDirective === 'REPLACE' ? readTagHeader(input.Tagging) : {};
}

/** @throws AwsError InvalidRequest (400) for a copy onto itself that would leave everything as it is */
function assertChangesSomething(input: CopyObjectRequest, source: ObjectRecord): void {
  if (source.bucket !== input.Bucket || source.key !== input.Key) return;
  const changes =
    input.MetadataDirective === 'REPLACE' ||
    input.TaggingDirective === 'REPLACE' ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.ChecksumAlgorithm !== undefined;
  if (changes) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
