import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
let s3: S3Client;

beforeAll(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'objects' }));
});
afterAll(() => house.close());

describe('an object', () => {
  test('comes back as it was put, with its headers, metadata and checksum', async () => {
    const put = await s3.send(
      new PutObjectCommand({
        Bucket: 'objects',
        Key: 'dir/a file+ü%2F.txt',
        Body: 'hello',
        ContentType: 'text/plain',
        CacheControl: 'no-cache',
        Metadata: { Color: 'red' },
        Tagging: 'a=1&b=2',
      }),
    );
    expect(put).toMatchObject({ ETag: '"5d41402abc4b2a76b9719d911017c592"', ChecksumCRC32: 'NhCmhg==' });
    const got = await s3.send(
      new GetObjectCommand({ Bucket: 'objects', Key: 'dir/a file+ü%2F.txt', ChecksumMode: 'ENABLED' }),
    );
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      Metadata: { color: 'red' },
      ContentLength: 5,
      TagCount: 2,
      ChecksumCRC32: 'NhCmhg==',
    });
    const range = await s3.send(
      new GetObjectCommand({ Bucket: 'objects', Key: 'dir/a file+ü%2F.txt', Range: 'bytes=1-2' }),
    );
    expect(range.$metadata.httpStatusCode).toBe(206);
    expect(range.ContentRange).toBe('bytes 1-2/5');
    expect(await range.Body?.transformToString()).toBe('el');
    await s3.send(new HeadObjectCommand({ Bucket: 'objects', Key: 'dir/a file+ü%2F.txt' }));
    const list = await s3.send(new ListObjectsV2Command({ Bucket: 'objects', Delimiter: '/' }));
    expect(list.CommonPrefixes).toEqual([{ Prefix: 'dir/' }]);
    const deleted = await s3.send(
      new DeleteObjectsCommand({ Bucket: 'objects', Delete: { Objects: [{ Key: 'dir/a file+ü%2F.txt' }] } }),
    );
    expect(deleted.Deleted).toHaveLength(1);
  });
});
