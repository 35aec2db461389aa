import { authorizesSource, sourceBytes, sourceObject } from '../objects/copied-source.ts';
import type { ByteRange } from '../bytes/byte-range.ts';
import { checksumMembers } from '../bytes/checksum.ts';
import { quoted } from '../objects/conditions.ts';
import { assertFitForKms, encryptionMembers, etagOf } from '../encryption/object-encryption.ts';
import { entityTooLarge, invalidArgument } from '../errors.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { onObject } from '../shared/permissions.ts';
import { refuseUnbuilt } from '../shared/refusals.ts';
import { s3Operation } from '../s3-operation.ts';
import { assertPartNumber } from '../bytes/select-bytes.ts';
import { discard, MAX_UPLOAD_BYTES, storeCopy } from '../bytes/store-bytes.ts';
import { keepPart } from './upload-part.ts';
import { authorizesAddingParts } from './upload-key.ts';
import { findUpload } from './upload-record.ts';

/** Makes an object, or a range of one, a part of an upload. */
export const uploadPartCopy = s3Operation('UploadPartCopy', {
  async authorizes(input, context) {
    const { source, permissions } = await authorizesSource(context, input);
    const bucket = await findBucket(context, input);
    const keys = {
      's3:x-amz-copy-source': `${source.bucket}/${source.key}`,
      's3:ObjectCreationOperation': 'false',
    };
    return [
      ...permissions,
      onObject(context, bucket, input.Key, 's3:PutObject', keys),
      ...(await authorizesAddingParts(context, input)),
    ];
  },

  async runs(input, context) {
    refuseUnbuilt(input);
    assertPartNumber(input.PartNumber);
    const upload = await findUpload(context, input);
    const source = await sourceObject(context, input);
    const range = readCopyRange(input.CopySourceRange, source.size);
    const size = range === undefined ? source.size : range.end - range.start + 1;
    if (size > MAX_UPLOAD_BYTES) throw entityTooLarge(size, MAX_UPLOAD_BYTES);
    const { checksum, encryption } = upload.data;
    if (encryption !== undefined) assertFitForKms(context);
    const bytes = await storeCopy(context, await sourceBytes(context, source, range), checksum.algorithm);
    const etag = etagOf(context, bytes.md5, encryption);
    try {
      const lastModified = await keepPart(context, input, input.PartNumber, bytes, etag);
      return {
        CopySourceVersionId: source.toldVersion,
        CopyPartResult: {
          ETag: quoted(etag),
          LastModified: new Date(lastModified),
          ...(checksum.named ? checksumMembers(bytes.checksum) : {}),
        },
        ...encryptionMembers(encryption),
      };
    } catch (error) {
      await discard(context, bytes);
      throw error;
    }
  },
});

/**
 * Reads `x-amz-copy-source-range`, which knows `bytes=first-last` alone.
 *
 * @throws AwsError InvalidArgument (400)
 */
function readCopyRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const start = Number(match?.[1]);
  const end = Number(match?.[2]);
  if (match === null || start > end) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  if (end >= size) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      'x-amz-copy-source-range',
      header,
    );
  }
  return { start, end };
}
