import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
  type BucketVersioningStatus,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../../test/house.ts';
import { makeUser } from '../../../../test/identities.ts';

let house: TestHouse;
let s3: S3Client;
let made = 0;
/** A new bucket for each test. */
let Bucket: string;

beforeAll(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
});
afterAll(() => house.close());
beforeEach(async () => {
  made += 1;
  Bucket = `versions-${made}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const versioning = (Status: BucketVersioningStatus) =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

async function put(Key: string, Body: string): Promise<string | undefined> {
  return (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
}

async function read(Key: string, VersionId?: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
}

/** Every version as `key version` with `*` for the newest and `-` for a delete marker, in pages of that size. */
async function listed(MaxKeys = 1000, Prefix?: string): Promise<string[]> {
  const lines: string[] = [];
  let KeyMarker: string | undefined;
  let VersionIdMarker: string | undefined;
  for (;;) {
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, MaxKeys, KeyMarker, VersionIdMarker }),
    );
    const versions = (page.Versions ?? []).map((version) => ({ ...version, sign: '' }));
    const markers = (page.DeleteMarkers ?? []).map((marker) => ({ ...marker, sign: '-' }));
    for (const { Key, VersionId, IsLatest, sign } of [...versions, ...markers]) {
      lines.push(`${Key} ${VersionId}${sign}${IsLatest === true ? '*' : ''}`);
    }
    if (page.IsTruncated !== true) return lines.sort();
    KeyMarker = page.NextKeyMarker;
    VersionIdMarker = page.NextVersionIdMarker;
  }
}

describe('a bucket with versioning', () => {
  test('a bucket that never had versioning answers no status; then the one that was put', async () => {
    const status = async () => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status;
    expect(await status()).toBeUndefined();
    await versioning('Enabled');
    expect(await status()).toBe('Enabled');
    await versioning('Suspended');
    expect(await status()).toBe('Suspended');
  });

  test('keeps what was put before, which is read by its version', async () => {
    expect(await put('a', 'before')).toBeUndefined();
    await versioning('Enabled');
    const first = await put('a', 'first');
    const second = await put('a', 'second');
    expect(first).toMatch(/^[\w.-]{32}$/);
    expect(await read('a')).toBe('second');
    expect(await read('a', first)).toBe('first');
    expect(await read('a', 'null')).toBe('before');
    const { VersionId } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    expect(VersionId).toBe(second);
    expect(await listed()).toEqual(['a null', `a ${first}`, `a ${second}*`].sort());
  });

  test('a deletion leaves a delete marker, which hides the key from reads and listings', async () => {
    await versioning('Enabled');
    const first = await put('a', 'first');
    const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(deleted).toMatchObject({ DeleteMarker: true });
    const marker = deleted.VersionId;

    const missing = await read('a').catch((error: unknown) => error);
    expect(missing).toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
    expect((missing as { $response: { headers: object } }).$response.headers).toMatchObject({
      'x-amz-delete-marker': 'true',
      'x-amz-version-id': marker,
    });
    await expect(read('a', marker)).rejects.toMatchObject({
      name: 'MethodNotAllowed',
      message: 'The specified method is not allowed against this resource.',
      $metadata: { httpStatusCode: 405 },
    });
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents).toBeUndefined();
    expect(await read('a', first)).toBe('first');
    expect(await listed()).toEqual([`a ${first}`, `a ${marker}-*`].sort());

    const again = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: marker }));
    expect(again).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await read('a')).toBe('first');
  });

  test('a key that never was gets a delete marker too', async () => {
    await versioning('Enabled');
    const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'never' }));
    expect(await listed()).toEqual([`never ${VersionId}-*`]);
  });

  test('the newest version deleted, the one before stands in its place; a version that is not there is no error', async () => {
    await versioning('Enabled');
    const first = await put('a', 'first');
    const second = await put('a', 'second');
    const gone = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: second }));
    expect(gone).toMatchObject({ VersionId: second });
    expect(gone.DeleteMarker).toBeUndefined();
    expect(await read('a')).toBe('first');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: second }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: first }));
    expect(await listed()).toEqual([]);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  test('suspended, what is put is the null version, in place of an older one; other versions stay', async () => {
    await put('a', 'before');
    await versioning('Enabled');
    const kept = await put('a', 'kept');
    await versioning('Suspended');
    expect(await put('a', 'suspended')).toBeUndefined();
    expect(await read('a', 'null')).toBe('suspended');
    expect(await listed()).toEqual([`a ${kept}`, 'a null*'].sort());
    const { VersionId } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    expect(VersionId).toBe('null');

    const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    expect(await listed()).toEqual([`a ${kept}`, 'a null-*'].sort());
    expect(await put('a', 'anew')).toBeUndefined();
    expect(await listed()).toEqual([`a ${kept}`, 'a null*'].sort());
  });

  test('is not deleted while it holds a version or a delete marker', async () => {
    await versioning('Enabled');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
  });

  test('DeleteObjects makes delete markers, and deletes versions that are named', async () => {
    await versioning('Enabled');
    const first = await put('a', 'first');
    await put('b', 'b');
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'a', VersionId: first }, { Key: 'b' }] },
      }),
    );
    expect(Deleted).toEqual([
      { Key: 'a', VersionId: first },
      { Key: 'b', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
    ]);
  });

  test("copies take the version that is named; a copy's and an upload's versions are answered", async () => {
    await versioning('Enabled');
    const first = await put('a', 'first');
    await put('a', 'second');
    const copy = await s3.send(
      new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/a?versionId=${first}` }),
    );
    expect(copy).toMatchObject({ CopySourceVersionId: first, VersionId: expect.any(String) });
    expect(await read('copy', copy.VersionId)).toBe('first');

    const Key = 'parts';
    for (const Body of ['one', 'two']) {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      const done = await s3.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }),
      );
      expect(await read(Key, done.VersionId)).toBe(Body);
    }
    expect(await listed(1000, 'parts')).toHaveLength(2);
  });

  test('tags belong to a version', async () => {
    await versioning('Enabled');
    const first = await put('a', 'first');
    await put('a', 'second');
    const Tagging = { TagSet: [{ Key: 'team', Value: 'blue' }] };
    const object = { Bucket, Key: 'a', VersionId: first };
    const tagged = await s3.send(new PutObjectTaggingCommand({ ...object, Tagging }));
    expect(tagged.VersionId).toBe(first);
    const tagsOf = async (VersionId?: string) =>
      (await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'a', VersionId }))).TagSet;
    expect(await tagsOf(first)).toEqual(Tagging.TagSet);
    expect(await tagsOf()).toEqual([]);
    await s3.send(new DeleteObjectTaggingCommand(object));
    expect(await tagsOf(first)).toEqual([]);
  });

  test('who may read objects may not read versions that are named', async () => {
    await versioning('Enabled');
    const first = await put('a', 'first');
    const reader = await makeUser(house, 'version-reader', {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    });
    const client = new S3Client({ ...house.client(reader), forcePathStyle: true });
    await client.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    await expect(
      client.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: first })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: s3:GetObjectVersion'),
    });
  });

  test('nonsense for a version, a version without a key and MFA delete are refused', async () => {
    await versioning('Enabled');
    await put('a', 'a');
    await expect(read('a', 'nonsense')).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid version id specified',
    });
    await expect(read('a', '0'.repeat(32))).rejects.toMatchObject({ name: 'NoSuchVersion' });
    await expect(
      s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: 'nonsense' })),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(
      s3.send(new ListObjectVersionsCommand({ Bucket, VersionIdMarker: 'null' })),
    ).rejects.toMatchObject({
      message: 'A version-id marker cannot be specified without a key marker.',
    });
    const VersioningConfiguration = { Status: 'Enabled', MFADelete: 'Enabled' } as const;
    await expect(
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration, MFA: 'device 123456' })),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  test('versions are listed in pages of any size, prefixes rolled up', async () => {
    await versioning('Enabled');
    for (const key of ['a', 'b', 'dir/c', 'dir/d', 'e']) {
      for (let version = 0; version < 3; version += 1) await put(key, String(version));
    }
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    const all = await listed();
    expect(all).toHaveLength(16);
    expect(all.filter((line) => line.endsWith('*'))).toHaveLength(5);
    for (const size of [1, 2, 3, 5]) expect(await listed(size)).toEqual(all);
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Delimiter: '/', KeyMarker: 'b', MaxKeys: 2 }),
    );
    expect(page.CommonPrefixes).toEqual([{ Prefix: 'dir/' }]);
    expect(page.Versions?.map(({ Key }) => Key)).toEqual(['e']);
    expect(page.IsTruncated).toBe(true);
  });
});
