import type { ChecksumAlgorithm } from '../../../credentials/payload-checksum.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { adoptBlob, releaseBlob } from '../../../store/object-bytes.ts';
import type { UploadPartRequest } from '../../../model/generated/s3.ts';
import {
  checksumMembers,
  DEFAULT_ALGORITHM,
  namedAlgorithm,
  type MultipartChecksum,
  type StoredChecksum,
} from '../bytes/checksum.ts';
import { quoted } from '../objects/conditions.ts';
import { assertFitForKms, encryptionMembers, etagOf } from '../encryption/object-encryption.ts';
import { entityTooLarge, invalidRequest } from '../errors.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { onObject } from '../shared/permissions.ts';
import { refuseCustomerKeys } from '../shared/refusals.ts';
import { deleteBehind } from '../objects/replace-object.ts';
import { s3Operation } from '../s3-operation.ts';
import { assertPartNumber } from '../bytes/select-bytes.ts';
import { discard, MAX_UPLOAD_BYTES, storeBody, storeSummed, type StoredBytes } from '../bytes/store-bytes.ts';
import { authorizesAddingParts } from './upload-key.ts';
import { findUpload, uploadIn, type OnUpload } from './upload-record.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

/** Takes one part of an upload; one of the same number replaces it. */
export const uploadPart = s3Operation('UploadPart', {
  async authorizes(input, context) {
    const bucket = await findBucket(context, input);
    const keys = { 's3:ObjectCreationOperation': 'false' };
    return [
      onObject(context, bucket, input.Key, 's3:PutObject', keys),
      ...(await authorizesAddingParts(context, input)),
    ];
  },

  async runs(input, context) {
    refuseCustomerKeys(input);
    assertPartNumber(input.PartNumber);
    namedAlgorithm(input.ChecksumAlgorithm);
    if ((input.ContentLength ?? 0) > MAX_UPLOAD_BYTES)
      throw entityTooLarge(input.ContentLength ?? 0, MAX_UPLOAD_BYTES);
    const { checksum: wanted, encryption } = (await findUpload(context, input)).data;
    if (encryption !== undefined) assertFitForKms(context);
    const bytes = wanted.named
      ? await storeBody(context, input.Body)
      : await storeSummed(context, input.Body, wanted.algorithm);
    const etag = etagOf(context, bytes.md5, encryption);
    try {
      if (wanted.named) assertChecksumFits(wanted, bytes.checksum.algorithm, input);
      await keepPart(context, input, input.PartNumber, bytes, etag);
    } catch (error) {
      await discard(context, bytes);
      throw error;
    }
    return {
      ETag: quoted(etag),
      ...encryptionMembers(encryption),
      ...(bringsChecksum(bytes.checksum.algorithm, input) ? checksumMembers(bytes.checksum) : {}),
    };
  },
});

/** Makes bytes a part of an upload that is still under way. @returns when the part was kept, ms since 1970 */
export async function keepPart(
  context: OperationContext,
  upload: OnUpload,
  partNumber: number,
  { blobId, size, checksum, summed }: StoredBytes,
  etag: string,
): Promise<number> {
  const { store, clock } = context.house;
  const lastModified = wholeSeconds(clock.now());
  const replaced = await store.write(async (tx) => {
    await uploadIn(tx, upload);
    const before = await tx
      .selectFrom('upload_parts')
      .select('blob_id')
      .where('upload_id', '=', upload.UploadId)
      .where('part_number', '=', partNumber)
      .executeTakeFirst();
    await tx
      .deleteFrom('upload_parts')
      .where('upload_id', '=', upload.UploadId)
      .where('part_number', '=', partNumber)
      .execute();
    await tx
      .insertInto('upload_parts')
      .values({
        upload_id: upload.UploadId,
        part_number: partNumber,
        blob_id: blobId ?? null,
        size,
        etag,
        metadata: JSON.stringify({ checksum: summed ?? checksum } satisfies PartData),
        last_modified: lastModified,
      })
      .execute();
    if (blobId !== undefined) await adoptBlob(tx, blobId);
    if (before?.blob_id === undefined || before.blob_id === null) return [];
    await releaseBlob(tx, before.blob_id);
    return [before.blob_id];
  });
  deleteBehind(context, replaced);
  return lastModified;
}

/** What of a part its row keeps as JSON. */
export interface PartData {
  readonly checksum: StoredChecksum;
}

/**
 * Parts bring the checksum that their upload was begun with; where it was begun with none, they may bring any.
 *
 * @throws AwsError InvalidRequest (400)
 */
function assertChecksumFits(
  wanted: MultipartChecksum,
  algorithm: ChecksumAlgorithm,
  input: UploadPartRequest,
): void {
  if (algorithm === wanted.algorithm) return;
  const actual = bringsChecksum(algorithm, input) ? algorithm.toLowerCase() : 'null';
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${wanted.algorithm.toLowerCase()}, actual checksum Type: ${actual}`,
  );
}

/** Whether a part's checksum is the client's: what nobody named or gave is S3's own. */
function bringsChecksum(algorithm: ChecksumAlgorithm, input: UploadPartRequest): boolean {
  return (
    algorithm !== DEFAULT_ALGORITHM || (input.ChecksumAlgorithm ?? input.ChecksumCRC64NVME) !== undefined
  );
}
