import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../../test/house.ts';

const Bucket = 'objects';

let house: TestHouse;
let s3: S3Client;

beforeAll(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => house.close());

const put = (
  Key: string,
  Body: NonNullable<PutObjectCommandInput['Body']>,
  more: Partial<PutObjectCommandInput> = {},
) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

async function bytesOf(Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe('a copy', () => {
  test('has its source’s headers, metadata and tags, or new ones', async () => {
    await put('src/a +ü', 'hello', { ContentType: 'text/plain', Metadata: { a: '1' }, Tagging: 't=1' });
    const CopySource = encodeURI(`/${Bucket}/src/a +ü`).replaceAll('+', '%2B');
    const copied = await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect(copied.CopyObjectResult).toMatchObject({ ETag: '"5d41402abc4b2a76b9719d911017c592"' });
    const same = await s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
    expect(same).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' }, TagCount: 1 });
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'copy',
        CopySource,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
        TaggingDirective: 'REPLACE',
        Tagging: 'x=1&y=2',
      }),
    );
    const other = await s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
    expect(other).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { b: '2' }, TagCount: 2 });
  });

  test('onto itself must change something', async () => {
    await put('self', 'x');
    const CopySource = `${Bucket}/self`;
    await expect(s3.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource }))).rejects.toMatchObject({
      name: 'InvalidRequest',
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource, MetadataDirective: 'REPLACE' }));
    expect((await bytesOf('self')).toString()).toBe('x');
  });

  test('is made only when its source is as the request says', async () => {
    await put('source', 'x');
    const copy = (more: object) =>
      s3.send(new CopyObjectCommand({ Bucket, Key: 'target', CopySource: `${Bucket}/source`, ...more }));
    await expect(copy({ CopySourceIfMatch: '"0"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(copy({ CopySourceIfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(copy({ CopySource: `${Bucket}/nothing` })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy({ CopySource: 'nothing' })).rejects.toMatchObject({
      message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    });
  });
});

describe('an object’s tags', () => {
  const tags = (TagSet: { Key: string; Value: string }[]) =>
    s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));

  test('are put as a whole, read and taken away', async () => {
    await put('tagged', 'x');
    await tags([{ Key: 'a', Value: '1' }]);
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect(TagSet).toEqual([{ Key: 'a', Value: '1' }]);
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet).toEqual([]);
  });

  test.each([
    [
      'twice the same key',
      [
        ['a', '1'],
        ['a', '2'],
      ],
      'Cannot provide multiple Tags with the same key',
    ],
    ['a key of AWS’s', [['aws:x', '1']], 'System tags cannot be added/updated by requester'],
    ['a key too long', [['k'.repeat(129), '1']], 'The TagKey you have provided is invalid'],
    ['a value with a forbidden sign', [['k', '*']], 'The TagValue you have provided is invalid'],
    [
      'eleven of them',
      Array.from({ length: 11 }, (_, n) => [`k${n}`, '']),
      'Object tags cannot be greater than 10',
    ],
  ])('are refused with %s', async (_what, pairs, message) => {
    await put('tagged', 'x');
    const set = pairs.map(([Key = '', Value = '']) => ({ Key, Value }));
    await expect(tags(set)).rejects.toMatchObject({ message });
  });
});
