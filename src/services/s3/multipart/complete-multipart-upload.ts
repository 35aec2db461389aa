import { createHash } from 'node:crypto';
import type { CompletedPart, CompleteMultipartUploadRequest } from '../../../model/generated/s3.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { releaseBlob } from '../../../store/object-bytes.ts';
import type { WriteTx } from '../../../store/store.ts';
import type { Bucket } from '../shared/bucket.ts';
import {
  checksumMembers,
  checksumOfParts,
  givenChecksum,
  type MultipartChecksum,
  type StoredChecksum,
} from '../bytes/checksum.ts';
import { quoted, unquoted } from '../objects/conditions.ts';
import {
  badChecksum,
  entityTooSmall,
  invalidArgument,
  invalidPart,
  invalidPartOrder,
  invalidRequest,
  malformedXml,
} from '../errors.ts';
import { encryptionMembers } from '../encryption/object-encryption.ts';
import { expirationHeader } from '../lifecycle/rule-times.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { partsIn, type PartRow } from '../shared/find-object.ts';
import { objectIn, type NewObject, type ObjectRecord } from '../shared/object-record.ts';
import { onObject } from '../shared/permissions.ts';
import {
  checkWriteConditions,
  currentIn,
  deleteBehind,
  newVersionId,
  putIn,
  type Put,
} from '../objects/replace-object.ts';
import { s3Operation } from '../s3-operation.ts';
import type { PartData } from './upload-part.ts';
import { authorizesAddingParts } from './upload-key.ts';
import { uploadIn, type UploadRecord } from './upload-record.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';

const MIN_PART_BYTES = 5 * 1024 * 1024;
const MAX_PARTS = 10_000;

/** Makes an object of an upload's parts, in one write; asked again for the same upload, it answers the same. */
export const completeMultipartUpload = s3Operation('CompleteMultipartUpload', {
  async authorizes(input, context) {
    const bucket = await findBucket(context, input);
    const keys = {
      's3:if-match': input.IfMatch,
      's3:if-none-match': input.IfNoneMatch,
      's3:ObjectCreationOperation': 'true',
    };
    return [
      onObject(context, bucket, input.Key, 's3:PutObject', keys),
      ...(await authorizesAddingParts(context, input)),
    ];
  },

  async runs(input, context) {
    const listed = readParts(input);
    const { lifecycle } = await findBucket(context, input);
    const freshId = newVersionId(context);
    const { object, versionId, released } = await context.house.store.write(async (tx) => {
      const bucket = await bucketIn(tx, input.Bucket);
      const done = await completedBefore(tx, bucket, input);
      return done ?? complete(tx, bucket, input, listed, freshId);
    });
    deleteBehind(context, released);
    const { checksum } = object.data;
    return {
      Location: locationOf(context, object),
      Bucket: input.Bucket,
      Key: input.Key,
      VersionId: versionId,
      Expiration: expirationHeader(lifecycle, object),
      ETag: quoted(object.etag),
      ...checksumMembers(checksum),
      ChecksumType: checksum?.type,
      ...encryptionMembers(object.data.encryption),
    };
  },
});

interface ListedPart extends CompletedPart {
  readonly PartNumber: number;
  readonly ETag: string;
}

/** @throws AwsError MalformedXML (400), InvalidArgument (400), InvalidPartOrder (400) */
function readParts({ MultipartUpload, UploadId }: CompleteMultipartUploadRequest): readonly ListedPart[] {
  const parts = MultipartUpload?.Parts ?? [];
  if (parts.length === 0 || parts.length > MAX_PARTS) throw malformedXml();
  let before = 0;
  return parts.map((part) => {
    const { PartNumber, ETag } = part;
    if (PartNumber === undefined || ETag === undefined) throw malformedXml();
    if (PartNumber < 1) throw invalidArgument('PartNumber must be >= 1', 'PartNumber', String(PartNumber));
    if (PartNumber <= before) throw invalidPartOrder(UploadId);
    before = PartNumber;
    return { ...part, PartNumber, ETag: unquoted(ETag) };
  });
}

/** The object that this upload has become already. */
async function completedBefore(
  tx: WriteTx,
  { versioning }: Bucket,
  { Bucket: name, Key, UploadId }: CompleteMultipartUploadRequest,
): Promise<Put | undefined> {
  const object = await objectIn(tx, name, Key);
  if (object?.uploadId !== UploadId) return undefined;
  return { object, versionId: versioning === 'Enabled' ? object.versionId : undefined, released: [] };
}

async function complete(
  tx: WriteTx,
  bucket: Bucket,
  input: CompleteMultipartUploadRequest,
  listed: readonly ListedPart[],
  freshId: string,
): Promise<Put> {
  const upload = await uploadIn(tx, input);
  const all = await partsIn(tx, upload.uploadId);
  const parts = chosenParts(upload, all, listed);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== size) {
    throw invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${size}`,
    );
  }
  const checksum = wholeChecksum(upload.data.checksum, parts, input);
  const { checksum: _, initiator: __, ...data } = upload.data;
  const object: NewObject = {
    bucket: upload.bucket,
    key: upload.key,
    blobId: undefined,
    uploadId: upload.uploadId,
    size,
    etag: etagOf(parts),
    contentType: upload.contentType,
    tags: upload.tags,
    // AWS: the object's date is that of the upload's beginning.
    lastModified: wholeSeconds(new Date(upload.initiatedAt)),
    data: { ...data, checksum },
  };
  const current = await currentIn(tx, object);
  checkWriteConditions(input, input.Key, current);
  const dropped = await dropOthers(tx, upload.uploadId, all, parts);
  await tx.deleteFrom('uploads').where('upload_id', '=', upload.uploadId).execute();
  const put = await putIn(tx, bucket, object, current, freshId);
  return { ...put, released: [...dropped, ...put.released] };
}

/**
 * The parts that the request lists, held against those that were uploaded.
 *
 * @throws AwsError InvalidPart (400), EntityTooSmall (400), InvalidRequest (400)
 */
function chosenParts(
  upload: UploadRecord,
  all: readonly PartRow[],
  listed: readonly ListedPart[],
): readonly PartRow[] {
  const byNumber = new Map(all.map((part) => [part.part_number, part]));
  const { checksum } = upload.data;
  return listed.map((wanted, index) => {
    const part = byNumber.get(wanted.PartNumber);
    if (part === undefined || part.etag !== wanted.ETag) {
      throw invalidPart(upload.uploadId, wanted.PartNumber, wanted.ETag);
    }
    const given = givenChecksum(wanted, checksum.algorithm);
    if (given === undefined && checksum.named && checksum.type === 'COMPOSITE') {
      const name = checksum.algorithm.toLowerCase();
      throw invalidRequest(
        `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${wanted.PartNumber} in the request.`,
      );
    }
    if (given !== undefined && given !== checksumOfPart(part).value) {
      throw invalidPart(upload.uploadId, wanted.PartNumber, wanted.ETag);
    }
    if (part.size < MIN_PART_BYTES && index < listed.length - 1) {
      throw entityTooSmall(part.size, part.part_number, part.etag);
    }
    return part;
  });
}

/** @throws AwsError BadDigest (400) when the client's checksum of the whole is another, InvalidRequest (400) */
function wholeChecksum(
  wanted: MultipartChecksum,
  parts: readonly PartRow[],
  input: CompleteMultipartUploadRequest,
): StoredChecksum {
  if (input.ChecksumType !== undefined && input.ChecksumType !== wanted.type) {
    throw invalidRequest(
      `The upload was created using the ${wanted.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const checksum = checksumOfParts(
    wanted,
    parts.map((part) => ({ checksum: checksumOfPart(part).value, bytes: part.size })),
  );
  const given = givenChecksum(input, wanted.algorithm);
  if (given !== undefined && given !== checksum.value && `${given}-${parts.length}` !== checksum.value) {
    throw badChecksum(wanted.algorithm);
  }
  return checksum;
}

function checksumOfPart(part: PartRow): StoredChecksum {
  return (JSON.parse(part.metadata) as PartData).checksum;
}

/** MD5 of the parts' MD5s, and their number. */
function etagOf(parts: readonly PartRow[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(etag, 'hex');
  return `${hash.digest('hex')}-${parts.length}`;
}

/** Takes away the parts that were uploaded and not listed. @returns blobs to delete */
async function dropOthers(
  tx: WriteTx,
  uploadId: string,
  all: readonly PartRow[],
  chosen: readonly PartRow[],
): Promise<readonly string[]> {
  const kept = new Set(chosen);
  const blobs: string[] = [];
  for (const part of all) {
    if (kept.has(part)) continue;
    await tx
      .deleteFrom('upload_parts')
      .where('upload_id', '=', uploadId)
      .where('part_number', '=', part.part_number)
      .execute();
    if (part.blob_id === null) continue;
    await releaseBlob(tx, part.blob_id);
    blobs.push(part.blob_id);
  }
  return blobs;
}

function locationOf({ house }: OperationContext, { bucket, key }: ObjectRecord): string {
  return `${house.settings.endpoint}/${bucket}/${encodeURIComponent(key)}`;
}
