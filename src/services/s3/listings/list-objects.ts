import type {
  CommonPrefix,
  ListObjectsRequest,
  ListObjectsV2Request,
  Object as ListedObject,
} from '../../../model/generated/s3.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { Bucket } from '../shared/bucket.ts';
import { quoted } from '../objects/conditions.ts';
import { invalidArgument } from '../errors.ts';
import { bucketIn, findBucket } from '../shared/find-bucket.ts';
import { listKeys, type KeyPage, type Listed } from './list-keys.ts';
import { nameWriter } from './listing-names.ts';
import type { ObjectData } from '../shared/object-record.ts';
import { ownerOf } from '../shared/owner.ts';
import { onBucket } from '../shared/permissions.ts';
import { s3Operation } from '../s3-operation.ts';

const MAX_KEYS = 1000;

/** Lists a bucket's objects, the first version: `Marker` in, `NextMarker` out. */
export const listObjects = s3Operation('ListObjects', {
  authorizes: authorizesListing,

  async runs(input, context) {
    const limit = pageSize(input.MaxKeys);
    const { bucket, page } = await listed(context, input, input.Marker, limit);
    const write = nameWriter(input.EncodingType);
    const last = page.items.at(-1);
    return {
      Name: bucket.name,
      Prefix: write(input.Prefix ?? ''),
      Marker: write(input.Marker ?? ''),
      MaxKeys: limit,
      Delimiter: write(input.Delimiter || undefined),
      EncodingType: input.EncodingType,
      IsTruncated: page.truncated,
      // Without a delimiter the last key is the marker, and S3 leaves it to the client to see that.
      NextMarker: page.truncated && input.Delimiter && last !== undefined ? write(nameOf(last)) : undefined,
      ...contentsOf(page, write, bucket),
    };
  },
});

/** Lists a bucket's objects, the second version: a continuation token from page to page. */
export const listObjectsV2 = s3Operation('ListObjectsV2', {
  authorizes: authorizesListing,

  async runs(input, context) {
    const limit = pageSize(input.MaxKeys);
    const after =
      input.ContinuationToken === undefined ? input.StartAfter : readToken(input.ContinuationToken);
    const { bucket, page } = await listed(context, input, after, limit);
    const write = nameWriter(input.EncodingType);
    const last = page.items.at(-1);
    return {
      Name: bucket.name,
      Prefix: write(input.Prefix ?? ''),
      StartAfter: write(input.StartAfter),
      MaxKeys: limit,
      KeyCount: page.items.length,
      Delimiter: write(input.Delimiter || undefined),
      EncodingType: input.EncodingType,
      IsTruncated: page.truncated,
      ContinuationToken: input.ContinuationToken,
      NextContinuationToken: page.truncated && last !== undefined ? formToken(nameOf(last)) : undefined,
      ...contentsOf(page, write, input.FetchOwner === true ? bucket : undefined),
    };
  },
});

async function authorizesListing(
  input: ListObjectsRequest | ListObjectsV2Request,
  context: OperationContext,
): Promise<Authorization> {
  return onBucket(context, await findBucket(context, input), 's3:ListBucket', {
    's3:prefix': input.Prefix,
    's3:delimiter': input.Delimiter,
    's3:max-keys': input.MaxKeys === undefined ? undefined : String(input.MaxKeys),
  });
}

function listed(
  { house }: OperationContext,
  input: ListObjectsRequest | ListObjectsV2Request,
  after: string | undefined,
  limit: number,
): Promise<{ readonly bucket: Bucket; readonly page: KeyPage }> {
  return house.store.read(async (tx) => {
    const bucket = await bucketIn(tx, input.Bucket);
    const query = {
      bucket: bucket.name,
      prefix: input.Prefix ?? '',
      delimiter: input.Delimiter,
      after,
      limit,
    };
    return { bucket, page: await listKeys(tx, query) };
  });
}

/** How many items a page holds: 1,000 at most. @throws AwsError InvalidArgument (400) */
export function pageSize(maxKeys: number | undefined): number {
  if (maxKeys === undefined) return MAX_KEYS;
  if (maxKeys < 0) {
    throw invalidArgument(
      'Argument maxKeys must be an integer between 0 and 2147483647',
      'maxKeys',
      String(maxKeys),
    );
  }
  return Math.min(maxKeys, MAX_KEYS);
}

function contentsOf(
  { items }: KeyPage,
  write: (name: string) => string,
  owner: Bucket | undefined,
): { Contents: ListedObject[]; CommonPrefixes: CommonPrefix[] } {
  const contents: ListedObject[] = [];
  const prefixes: CommonPrefix[] = [];
  for (const item of items) {
    if (item.kind === 'prefix') prefixes.push({ Prefix: write(item.prefix) });
    else contents.push(listedObject(item, write, owner));
  }
  return { Contents: contents, CommonPrefixes: prefixes };
}

function listedObject(
  { key, row }: Extract<Listed, { kind: 'key' }>,
  write: (name: string) => string,
  owner: Bucket | undefined,
): ListedObject {
  const { storageClass, checksum } = JSON.parse(row.metadata) as ObjectData;
  return {
    Key: write(key),
    LastModified: new Date(row.last_modified),
    ETag: quoted(row.etag),
    ...(checksum === undefined
      ? {}
      : { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: row.size,
    StorageClass: storageClass,
    ...(owner === undefined ? {} : { Owner: ownerOf(owner.accountId) }),
  };
}

function nameOf(item: Listed): string {
  return item.kind === 'key' ? item.key : item.prefix;
}

/** A token is the place to go on from; clients are to take it as it is. */
function formToken(after: string): string {
  return Buffer.from(`1${after}`).toString('base64');
}

/** @throws AwsError InvalidArgument (400) for a token that none of our answers held */
function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith('1') || formToken(text.slice(1)) !== token) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', null);
  }
  return text.slice(1);
}
