import type { ListObjectVersionsRequest, ObjectVersion } from '../../model/generated/s3.ts';
import { quoted } from './conditions.ts';
import { bucketIn, findBucket } from './find-bucket.ts';
import { listKeys, type Listed } from './list-keys.ts';
import { pageSize } from './list-objects.ts';
import { nameWriter } from './listing-names.ts';
import type { ObjectData } from './object-record.ts';
import { ownerOf } from './owner.ts';
import { onBucket } from './permissions.ts';
import { s3Operation } from './s3-operation.ts';

/** Lists versions; without versioning each object has one, called `null`. */
export const listObjectVersions = s3Operation('ListObjectVersions', {
  async authorizes(input, context) {
    return onBucket(context, await findBucket(context, input), 's3:ListBucketVersions', {
      's3:prefix': input.Prefix,
      's3:delimiter': input.Delimiter,
      's3:max-keys': input.MaxKeys === undefined ? undefined : String(input.MaxKeys),
    });
  },

  async runs(input, context) {
    const limit = pageSize(input.MaxKeys);
    const { bucket, page } = await context.house.store.read(async (tx) => {
      const found = await bucketIn(tx, input.Bucket);
      return { bucket: found, page: await listKeys(tx, queryOf(input, limit)) };
    });
    const write = nameWriter(input.EncodingType);
    const last = page.items.at(-1);
    const owner = ownerOf(bucket.accountId);
    return {
      Name: bucket.name,
      Prefix: write(input.Prefix ?? ''),
      KeyMarker: write(input.KeyMarker ?? ''),
      VersionIdMarker: input.VersionIdMarker ?? '',
      MaxKeys: limit,
      Delimiter: write(input.Delimiter || undefined),
      EncodingType: input.EncodingType,
      IsTruncated: page.truncated,
      NextKeyMarker: page.truncated && last !== undefined ? write(nameOf(last)) : undefined,
      NextVersionIdMarker: page.truncated && last?.kind === 'key' ? 'null' : undefined,
      Versions: page.items.flatMap((item) =>
        item.kind === 'key' ? [{ ...versionOf(item, write), Owner: owner }] : [],
      ),
      CommonPrefixes: page.items.flatMap((item) =>
        item.kind === 'prefix' ? [{ Prefix: write(item.prefix) }] : [],
      ),
    };
  },
});

function queryOf({ Bucket, Prefix = '', Delimiter, KeyMarker }: ListObjectVersionsRequest, limit: number) {
  return { bucket: Bucket, prefix: Prefix, delimiter: Delimiter, after: KeyMarker, limit };
}

function nameOf(item: Listed): string {
  return item.kind === 'key' ? item.key : item.prefix;
}

function versionOf(
  { key, row }: Extract<Listed, { kind: 'key' }>,
  write: (name: string) => string,
): ObjectVersion {
  const { checksum } = JSON.parse(row.metadata) as ObjectData;
  return {
    Key: write(key),
    VersionId: 'null',
    IsLatest: true,
    LastModified: new Date(row.last_modified),
    ETag: quoted(row.etag),
    ...(checksum === undefined
      ? {}
      : { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: row.size,
    StorageClass: 'STANDARD',
  };
}
