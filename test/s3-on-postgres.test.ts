import { randomBytes } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { control } from './control.ts';
import { startHouse, type TestHouse } from './house.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

/** Two servers on one PostgreSQL share buckets, objects and their bytes. */

const Bucket = 'shared';
const DAY_MS = 86_400_000;

let postgres: PostgresServer;
let houses: readonly TestHouse[] = [];
let one: S3Client;
let two: S3Client;
beforeAll(async () => {
  postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  houses = [await startHouse({ place }), await startHouse({ place })];
  const [first, second] = houses;
  one = new S3Client({ ...first?.client(), forcePathStyle: true });
  two = new S3Client({ ...second?.client(first?.admin), forcePathStyle: true });
  await one.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  for (const house of houses) await house.close();
  await postgres?.stop();
});

async function read(client: S3Client, Key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe('on two servers', () => {
  test('what one stores the other reads, replaces and deletes', async () => {
    const bytes = randomBytes(3_000_000);
    await one.send(new PutObjectCommand({ Bucket, Key: 'ü/\u0001', Body: bytes }));
    expect((await read(two, 'ü/\u0001')).equals(bytes)).toBe(true);
    await two.send(new PutObjectCommand({ Bucket, Key: 'ü/\u0001', Body: 'new' }));
    expect((await read(one, 'ü/\u0001')).toString()).toBe('new');
    await two.send(new DeleteObjectCommand({ Bucket, Key: 'ü/\u0001' }));
    await expect(read(one, 'ü/\u0001')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('versions that one keeps the other lists, reads and deletes', async () => {
    const versioned = { Bucket: 'versioned', Key: 'ü/\u0001' };
    await one.send(new CreateBucketCommand({ Bucket: versioned.Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await one.send(new PutBucketVersioningCommand({ ...versioned, VersioningConfiguration }));
    const { VersionId } = await one.send(new PutObjectCommand({ ...versioned, Body: 'old' }));
    await two.send(new PutObjectCommand({ ...versioned, Body: 'new' }));
    await one.send(new DeleteObjectCommand(versioned));
    const { Versions, DeleteMarkers } = await two.send(new ListObjectVersionsCommand(versioned));
    expect(Versions?.map(({ IsLatest }) => IsLatest)).toEqual([false, false]);
    expect(DeleteMarkers?.map(({ IsLatest }) => IsLatest)).toEqual([true]);
    const { Body } = await two.send(new GetObjectCommand({ ...versioned, VersionId }));
    expect(await Body?.transformToString()).toBe('old');
    for (const version of [...(Versions ?? []), ...(DeleteMarkers ?? [])]) {
      await two.send(new DeleteObjectCommand({ ...versioned, VersionId: version.VersionId }));
    }
    await one.send(new DeleteBucketCommand(versioned));
  });

  test('parts of one upload come from both', async () => {
    const Key = 'parts';
    const { UploadId } = await one.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const pieces = [randomBytes(5 * 1024 * 1024), randomBytes(1000)];
    const Parts = await Promise.all(
      pieces.map(async (Body, index) => {
        const PartNumber = index + 1;
        const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body });
        return { PartNumber, ETag: (await (index === 0 ? one : two).send(part)).ETag };
      }),
    );
    await two.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    expect((await read(one, Key)).equals(Buffer.concat(pieces))).toBe(true);
  });

  test('of racers for a key that must be new, one wins', async () => {
    const racers = Array.from({ length: 20 }, (_, n) =>
      (n % 2 === 0 ? one : two).send(
        new PutObjectCommand({ Bucket, Key: 'race', Body: String(n), IfNoneMatch: '*' }),
      ),
    );
    const won = (await Promise.allSettled(racers)).filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
  });

  test('a bucket is not deleted while an object goes in', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const name = `fleeting-${attempt}`;
      await one.send(new CreateBucketCommand({ Bucket: name }));
      const [put, removed] = await Promise.allSettled([
        one.send(new PutObjectCommand({ Bucket: name, Key: 'k', Body: 'x' })),
        two.send(new DeleteBucketCommand({ Bucket: name })),
      ]);
      expect([put.status, removed.status].toSorted((a, b) => a.localeCompare(b))).toEqual([
        'fulfilled',
        'rejected',
      ]);
    }
  });

  test('keys are listed in the order of their bytes', async () => {
    const Ordered = 'ordered';
    await one.send(new CreateBucketCommand({ Bucket: Ordered }));
    const keys = ['B', 'a', 'ab', 'b', 'é', '\ue000', '😀'];
    for (const Key of keys.toReversed())
      await two.send(new PutObjectCommand({ Bucket: Ordered, Key, Body: 'x' }));
    const { Contents } = await one.send(new ListObjectsV2Command({ Bucket: Ordered }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(keys);
  });

  test('lifecycle rules that one takes act when the other moves the clock', async () => {
    const Cycled = { Bucket: 'cycled', Key: 'a' };
    await one.send(new CreateBucketCommand({ Bucket: Cycled.Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await one.send(new PutBucketVersioningCommand({ Bucket: Cycled.Bucket, VersioningConfiguration }));
    const rule = { Status: 'Enabled', Filter: { Prefix: '' } } as const;
    const Rules = [
      { ...rule, Expiration: { Days: 1 } },
      { ...rule, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
      { ...rule, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ];
    const { Bucket: cycled } = Cycled;
    await one.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: cycled, LifecycleConfiguration: { Rules } }),
    );
    await one.send(new PutObjectCommand({ ...Cycled, Body: 'x' }));
    await one.send(new CreateMultipartUploadCommand(Cycled));
    const [, second] = houses;
    if (second === undefined) throw new Error('there is no second server');
    for (const milliseconds of [3 * DAY_MS, 3 * DAY_MS])
      await control(second, 'clock/advance', { milliseconds });
    const left = await one.send(new ListObjectVersionsCommand({ Bucket: cycled }));
    expect([left.Versions, left.DeleteMarkers]).toEqual([undefined, undefined]);
    await one.send(new DeleteBucketCommand({ Bucket: cycled }));
  });
});
