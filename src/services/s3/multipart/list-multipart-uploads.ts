import type { ListMultipartUploadsRequest } from '../../../model/generated/s3.ts';
import { prepared } from '../../../store/prepared.ts';
import type { ReadTx } from '../../../store/store.ts';
import { invalidArgument } from '../errors.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { initiator } from './initiator.ts';
import { commonPrefix } from '../listings/list-keys.ts';
import { nameWriter } from '../listings/listing-names.ts';
import { ownerOf } from '../shared/owner.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';
import { storedKey } from '../shared/stored-key.ts';
import { uploadOf, type UploadRecord } from './upload-record.ts';

const MAX_UPLOADS = 1000;

/** Lists a bucket's uploads under way, by key and then by when they began. */
export const listMultipartUploads = s3Operation('ListMultipartUploads', {
  async authorizes(input, context) {
    return onBucket(context, await findBucket(context, input), 's3:ListBucketMultipartUploads');
  },

  async runs(input, context) {
    const limit = pageSize(input.MaxUploads);
    const { items, truncated } = await context.house.store.read(async (tx) => {
      await bucketIn(tx, input.Bucket);
      return pageOf(tx, input, limit);
    });
    const write = nameWriter(input.EncodingType);
    const uploads = items.flatMap((item) => (item.kind === 'upload' ? [item.upload] : []));
    const prefixes = items.flatMap((item) => (item.kind === 'prefix' ? [item.prefix] : []));
    const last = items.at(-1);
    return {
      Bucket: input.Bucket,
      KeyMarker: write(input.KeyMarker ?? ''),
      UploadIdMarker: input.UploadIdMarker ?? '',
      NextKeyMarker: truncated && last !== undefined ? write(nameOf(last)) : undefined,
      NextUploadIdMarker: truncated && last?.kind === 'upload' ? last.upload.uploadId : undefined,
      Prefix: write(input.Prefix ?? ''),
      Delimiter: write(input.Delimiter || undefined),
      EncodingType: input.EncodingType,
      MaxUploads: limit,
      IsTruncated: truncated,
      Uploads: uploads.map((upload) => ({
        UploadId: upload.uploadId,
        Key: write(upload.key),
        Initiated: new Date(upload.initiatedAt),
        StorageClass: upload.data.storageClass,
        Owner: ownerOf(upload.accountId),
        Initiator: initiator(upload.data.initiator),
        ...(upload.data.checksum.named
          ? { ChecksumAlgorithm: upload.data.checksum.algorithm, ChecksumType: upload.data.checksum.type }
          : {}),
      })),
      CommonPrefixes: prefixes.map((prefix) => ({ Prefix: write(prefix) })),
    };
  },
});

type Item =
  | { readonly kind: 'upload'; readonly upload: UploadRecord }
  | { readonly kind: 'prefix'; readonly prefix: string };

function nameOf(item: Item): string {
  return item.kind === 'upload' ? item.upload.key : item.prefix;
}

/** Uploads after a place in their order; the place is a key and an upload's id. */
const uploadsAfter = prepared((db, p: { bucket: string; key: string; uploadId: string; limit: number }) =>
  db
    .selectFrom('uploads')
    .selectAll()
    .where('bucket', '=', p.bucket)
    .where((eb) =>
      eb.or([eb('key', '>', p.key), eb.and([eb('key', '=', p.key), eb('upload_id', '>', p.uploadId)])]),
    )
    .orderBy('key')
    .orderBy('upload_id')
    .limit(p.limit),
);

/** Greater than any upload's id. */
const LAST_ID = '~';
const BATCH = 500;

async function pageOf(tx: ReadTx, input: ListMultipartUploadsRequest, limit: number) {
  const { Bucket: bucket, Prefix: prefix = '', Delimiter: delimiter, KeyMarker = '' } = input;
  const items: Item[] = [];
  // A marker that is a common prefix stands for all that it rolled up.
  const rolledMarker = commonPrefix(KeyMarker, prefix, delimiter) === KeyMarker ? KeyMarker : undefined;
  let rolledUp = KeyMarker === '' ? undefined : rolledMarker;
  let key = storedKey(KeyMarker);
  let uploadId = KeyMarker === '' ? '' : (input.UploadIdMarker ?? LAST_ID);
  for (;;) {
    const rows = await uploadsAfter.all(tx, { bucket, key, uploadId, limit: BATCH });
    for (const row of rows) {
      const upload = uploadOf(row);
      if (!upload.key.startsWith(prefix)) continue;
      if (rolledUp !== undefined && upload.key.startsWith(rolledUp)) continue;
      if (items.length === limit) return { items, truncated: limit > 0 };
      rolledUp = commonPrefix(upload.key, prefix, delimiter);
      items.push(rolledUp === undefined ? { kind: 'upload', upload } : { kind: 'prefix', prefix: rolledUp });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return { items, truncated: false };
    key = last.key;
    uploadId = last.upload_id;
  }
}

/** @throws AwsError InvalidArgument (400) */
function pageSize(maxUploads: number | undefined): number {
  if (maxUploads === undefined) return MAX_UPLOADS;
  if (maxUploads < 0) {
    throw invalidArgument(
      'Argument max-uploads must be an integer between 0 and 2147483647',
      'max-uploads',
      String(maxUploads),
    );
  }
  return Math.min(maxUploads, MAX_UPLOADS);
}
