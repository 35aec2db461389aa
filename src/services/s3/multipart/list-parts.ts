import { checksumMembers } from '../bytes/checksum.ts';
import { quoted } from '../objects/conditions.ts';
import { invalidArgument } from '../errors.ts';
import { abortMembers } from '../lifecycle/rule-times.ts';
import { findBucket } from '../shared/find-bucket.ts';
import { partsIn, type PartRow } from '../shared/find-object.ts';
import { initiator } from './initiator.ts';
import { ownerOf } from '../shared/owner.ts';
import { onObject } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';
import type { PartData } from './upload-part.ts';
import { uploadIn } from './upload-record.ts';

const MAX_PARTS = 1000;

/** Lists the parts that an upload has so far. */
export const listParts = s3Operation('ListParts', {
  async authorizes(input, context) {
    return onObject(context, await findBucket(context, input), input.Key, 's3:ListMultipartUploadParts');
  },

  async runs(input, context) {
    const limit = pageSize(input.MaxParts);
    const { lifecycle } = await findBucket(context, input);
    const { upload, all } = await context.house.store.read(async (tx) => {
      const found = await uploadIn(tx, input);
      return { upload: found, all: await partsIn(tx, found.uploadId) };
    });
    const marker = input.PartNumberMarker ?? 0;
    const after = all.filter((part) => part.part_number > marker);
    const page = after.slice(0, limit);
    const { checksum } = upload.data;
    return {
      Bucket: input.Bucket,
      Key: input.Key,
      UploadId: input.UploadId,
      ...abortMembers(lifecycle, input.Key, upload.initiatedAt),
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.part_number ?? 0,
      MaxParts: limit,
      IsTruncated: after.length > page.length,
      Parts: page.map((part) => listedPart(part, checksum.named)),
      Initiator: initiator(upload.data.initiator),
      Owner: ownerOf(upload.accountId),
      StorageClass: upload.data.storageClass,
      ...(checksum.named ? { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type } : {}),
    };
  },
});

/** @throws AwsError InvalidArgument (400) */
function pageSize(maxParts: number | undefined): number {
  if (maxParts === undefined) return MAX_PARTS;
  if (maxParts < 0) {
    throw invalidArgument(
      'Argument max-parts must be an integer between 0 and 2147483647',
      'max-parts',
      String(maxParts),
    );
  }
  return Math.min(maxParts, MAX_PARTS);
}

function listedPart(part: PartRow, withChecksum: boolean) {
  const { checksum } = JSON.parse(part.metadata) as PartData;
  return {
    PartNumber: part.part_number,
    LastModified: new Date(part.last_modified),
    ETag: quoted(part.etag),
    Size: part.size,
    ...(withChecksum ? checksumMembers(checksum) : {}),
  };
}
