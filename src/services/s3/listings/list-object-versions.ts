import type {
  DeleteMarkerEntry,
  ListObjectVersionsRequest,
  ObjectVersion,
} from '../../../model/generated/s3.ts';
import { quoted } from '../objects/conditions.ts';
import { invalidArgument } from '../errors.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { pageSize } from './list-objects.ts';
import { listVersions, type ListedItem, type ListedVersion } from './list-versions.ts';
import { nameWriter } from './listing-names.ts';
import type { ObjectData } from '../shared/object-record.ts';
import { ownerOf } from '../shared/owner.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

/** Lists versions and delete markers; without versioning each object has one version, called `null`. */
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
    const { KeyMarker, VersionIdMarker } = input;
    if (VersionIdMarker && !KeyMarker) {
      throw invalidArgument(
        'A version-id marker cannot be specified without a key marker.',
        'version-id-marker',
        VersionIdMarker,
      );
    }
    const { bucket, page } = await context.house.store.read(async (tx) => {
      const found = await bucketIn(tx, input.Bucket);
      return {
        bucket: found,
        page: await listVersions(tx, queryOf(input, limit), VersionIdMarker || undefined),
      };
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
      NextVersionIdMarker: page.truncated && last?.kind === 'version' ? last.versionId : undefined,
      Versions: page.items.flatMap((item) =>
        item.kind === 'version' && !item.deleteMarker ? [{ ...versionOf(item, write), Owner: owner }] : [],
      ),
      DeleteMarkers: page.items.flatMap((item) =>
        item.kind === 'version' && item.deleteMarker ? [{ ...markerOf(item, write), Owner: owner }] : [],
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

function nameOf(item: ListedItem): string {
  return item.kind === 'version' ? item.key : item.prefix;
}

function markerOf(version: ListedVersion, write: (name: string) => string): DeleteMarkerEntry {
  return {
    Key: write(version.key),
    VersionId: version.versionId,
    IsLatest: version.latest,
    LastModified: new Date(version.row.last_modified),
  };
}

function versionOf(version: ListedVersion, write: (name: string) => string): ObjectVersion {
  const { row } = version;
  const { checksum } = JSON.parse(row.metadata) as ObjectData;
  return {
    ...markerOf(version, write),
    ETag: quoted(row.etag),
    ...(checksum === undefined
      ? {}
      : { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: row.size,
    StorageClass: 'STANDARD',
  };
}
