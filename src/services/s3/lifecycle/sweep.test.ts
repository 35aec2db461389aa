import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type LifecycleRule,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { control } from '../../../../test/control.ts';
import { startHouse, type TestHouse } from '../../../../test/house.ts';
import { refusal } from '../../../../test/refusal.ts';

/** Rules act by emulated time, which the operator moves on. */

const Bucket = 'cycled';

let house: TestHouse;
let s3: S3Client;
beforeEach(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => house.close());

const rules = (...given: Partial<LifecycleRule>[]) =>
  s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: given.map((rule, n) => ({
          ID: `rule ${n}`,
          Status: 'Enabled',
          Filter: { Prefix: '' },
          ...rule,
        })),
      },
    }),
  );
const put = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: Key, ...more }));
const keepVersions = () =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));

/** Moves emulated time on; answers once all rules have acted that were due. */
async function pass(days: number): Promise<void> {
  const { status } = await control(house, 'clock/advance', { milliseconds: days * 86_400_000 });
  expect(status).toBe(200);
}

async function keys(): Promise<readonly (string | undefined)[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

/** Every version and delete marker, as `key` or `-key`. */
async function versions(): Promise<readonly string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  return [...Versions.map(({ Key }) => `${Key}`), ...DeleteMarkers.map(({ Key }) => `-${Key}`)];
}

test('objects expire after their days, those alone that the filter means, and say so beforehand', async () => {
  await rules({ Filter: { Prefix: 'logs/' }, Expiration: { Days: 2 } });
  const { Expiration } = await put('logs/a');
  expect(Expiration).toMatch(/^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="rule%200"$/);
  await put('kept');
  expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'logs/a' }))).Expiration).toBe(Expiration);
  expect((await s3.send(new GetObjectCommand({ Bucket, Key: 'kept' }))).Expiration).toBeUndefined();
  await pass(1);
  expect(await keys()).toEqual(['kept', 'logs/a']);
  await pass(2);
  expect(await keys()).toEqual(['kept']);
  expect(await refusal(s3.send(new GetObjectCommand({ Bucket, Key: 'logs/a' })))).toMatchObject({
    code: 'NoSuchKey',
  });
});

test('of very many objects all expire', async () => {
  const names = Array.from({ length: 620 }, (_, n) => `key-${n}`);
  for (let from = 0; from < names.length; from += 62) {
    await Promise.all(names.slice(from, from + 62).map((name) => put(name)));
  }
  await rules({ Expiration: { Days: 1 } });
  await pass(2);
  expect(await keys()).toEqual([]);
});

test('where versions are kept, a delete marker takes the place of what expires, and goes when nothing else is left', async () => {
  await keepVersions();
  await rules({ Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 3 } });
  await put('a');
  await pass(2);
  expect(await versions()).toEqual(['a', '-a']);
  await pass(5);
  expect(await versions()).toEqual([]);
});

test('noncurrent versions go, but for the newest that are to stay', async () => {
  await keepVersions();
  await rules({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 1 } });
  for (const tier of ['1', '2', '3', '4']) await put('a', { Tagging: `tier=${tier}` });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await put('b');
  expect(await versions()).toEqual(['a', 'a', 'a', 'a', 'b', '-a']);
  await pass(2);
  expect(await versions()).toEqual(['a', 'b', '-a']);
});

test('a delete marker stays as long as versions are behind it', async () => {
  await keepVersions();
  await rules({ Expiration: { ExpiredObjectDeleteMarker: true } });
  await put('a');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'never-there' }));
  await pass(1);
  expect(await versions()).toEqual(['a', '-a']);
});

test('uploads that were left are aborted, parts and all, and say so beforehand', async () => {
  await rules({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } });
  const begun = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'big' }));
  expect(begun.AbortRuleId).toBe('rule 0');
  const on = { Bucket, Key: 'big', UploadId: begun.UploadId };
  await s3.send(new UploadPartCommand({ ...on, PartNumber: 1, Body: 'x' }));
  expect((await s3.send(new ListPartsCommand(on))).AbortDate).toEqual(begun.AbortDate);
  await pass(2);
  expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
  expect(await refusal(s3.send(new ListPartsCommand(on)))).toMatchObject({ code: 'NoSuchUpload' });
});

test('disabled rules do nothing', async () => {
  await rules({ Status: 'Disabled', Expiration: { Days: 1 } });
  await put('a');
  await pass(9);
  expect(await keys()).toEqual(['a']);
});
