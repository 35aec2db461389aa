import {
  CreateBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../../test/house.ts';

let house: TestHouse;
let s3: S3Client;

beforeAll(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
});
afterAll(() => house.close());

describe('a listing', () => {
  test('goes on from page to page, in both versions, names encoded as asked', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'listed' }));
    const keys = ['a b+c', 'dir/1', 'dir/2', 'z', 'ü'];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: 'listed', Key, Body: 'x' }));
    const list = (more: object) => s3.send(new ListObjectsV2Command({ Bucket: 'listed', ...more }));

    const first = await list({ MaxKeys: 2, Delimiter: '/' });
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2, CommonPrefixes: [{ Prefix: 'dir/' }] });
    const second = await list({
      Delimiter: '/',
      ContinuationToken: first.NextContinuationToken,
      FetchOwner: true,
    });
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['z', 'ü']);
    expect(second.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect((await list({ StartAfter: 'dir/1' })).Contents?.map(({ Key }) => Key)).toEqual([
      'dir/2',
      'z',
      'ü',
    ]);
    expect((await list({ EncodingType: 'url' })).Contents?.[0]?.Key).toBe('a+b%2Bc');
    expect((await list({ MaxKeys: 0 })).IsTruncated).toBe(false);
    await expect(list({ ContinuationToken: 'nonsense' })).rejects.toMatchObject({
      message: 'The continuation token provided is incorrect',
    });
    await expect(list({ MaxKeys: -1 })).rejects.toMatchObject({ name: 'InvalidArgument' });

    const old = await s3.send(new ListObjectsCommand({ Bucket: 'listed', MaxKeys: 2, Delimiter: '/' }));
    expect(old).toMatchObject({ IsTruncated: true, NextMarker: 'dir/', Marker: '' });
    const rest = await s3.send(
      new ListObjectsCommand({ Bucket: 'listed', Marker: old.NextMarker, Delimiter: '/' }),
    );
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['z', 'ü']);
  });

  test('that starts within a common prefix rolls up the rest of it (guess: AWS documents nothing)', async () => {
    const Bucket = 'listed';
    const list = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', StartAfter: 'dir/1' }));
    expect(list.CommonPrefixes).toEqual([{ Prefix: 'dir/' }]);
  });
});
