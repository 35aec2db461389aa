import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import * as fc from 'fast-check';
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

describe('an object', () => {
  test('comes back as it was put, with its headers, metadata and checksum', async () => {
    const answer = await put('a', 'hello', {
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      ContentDisposition: 'inline',
      ContentLanguage: 'de',
      Expires: new Date('2030-01-01T00:00:00Z'),
      Metadata: { Color: 'red' },
      Tagging: 'a=1&b=2',
    });
    expect(answer).toMatchObject({
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      ChecksumCRC32: 'NhCmhg==',
      ChecksumType: 'FULL_OBJECT',
      ServerSideEncryption: 'AES256',
    });
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      AcceptRanges: 'bytes',
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      ContentDisposition: 'inline',
      ContentLanguage: 'de',
      ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
      Metadata: { color: 'red' },
      ContentLength: 5,
      TagCount: 2,
      ChecksumCRC32: 'NhCmhg==',
    });
    expect(got.LastModified?.getMilliseconds()).toBe(0);
  });

  test('without a type is binary/octet-stream', async () => {
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'untyped' }));
    expect((await fetch(url, { method: 'PUT', body: Buffer.from('y') })).status).toBe(200);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'untyped' }));
    expect(head.ContentType).toBe('binary/octet-stream');
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'is stored with a %s that came as a header, or after a stream',
    async (ChecksumAlgorithm) => {
      const whole = await put('sum', 'hello', { ChecksumAlgorithm });
      const streamed = await put('sum', Readable.from([Buffer.from('hello')]), {
        ChecksumAlgorithm,
        ContentLength: 5,
      });
      const member = `Checksum${ChecksumAlgorithm}` as const;
      expect(whole[member]).toBeDefined();
      expect(streamed[member]).toBe(whole[member]);
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'sum', ChecksumMode: 'ENABLED' }));
      expect(head[member]).toBe(whole[member]);
    },
  );

  test('is not stored when its checksum or MD5 is another', async () => {
    await put('kept', 'before');
    const wrong = { ChecksumSHA256: createHash('sha256').update('other').digest('base64') };
    await expect(put('kept', 'after', wrong)).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The SHA256 you specified did not match the calculated checksum.',
    });
    const ContentMD5 = createHash('md5').update('other').digest('base64');
    await expect(put('kept', 'after', { ContentMD5 })).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The Content-MD5 you specified did not match what we received.',
    });
    await expect(put('kept', 'after', { ContentMD5: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidDigest',
    });
    expect((await bytesOf('kept')).toString()).toBe('before');
  });

  test('what_was_put_is_what_is_got_for_any_key_any_bytes_and_any_range', async () => {
    const piece = fc.constantFrom(
      'a',
      '/',
      '//',
      '..',
      '.',
      ' ',
      '+',
      '%2F',
      '%',
      'ü',
      '😀',
      '?',
      '&',
      '\\',
      '"',
      "'",
      '~',
    );
    await fc.assert(
      fc.asyncProperty(
        // A client cannot send a path that is nothing but dots: its URL parser takes them away.
        fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `k${pieces.join('')}k`),
        fc.uint8Array({ maxLength: 2000 }),
        fc.nat(2000),
        fc.nat(2000),
        async (key, bytes, from, length) => {
          await put(key, bytes);
          expect(await bytesOf(key)).toEqual(Buffer.from(bytes));
          if (from >= bytes.length) return;
          expect(await bytesOf(key, `bytes=${from}-${from + length}`)).toEqual(
            Buffer.from(bytes.subarray(from, from + length + 1)),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ['If-Match of another', { IfMatch: '"0"' }, 412],
    ['If-None-Match of its own ETag', { IfNoneMatch: '"5d41402abc4b2a76b9719d911017c592"' }, 304],
    ['If-Modified-Since now', { IfModifiedSince: new Date(Date.now() + 3_600_000) }, 304],
    ['If-Unmodified-Since long ago', { IfUnmodifiedSince: new Date(0) }, 412],
  ])('is not given under %s', async (_condition, condition, status) => {
    await put('conditional', 'hello');
    for (const command of [
      new GetObjectCommand({ Bucket, Key: 'conditional', ...condition }),
      new HeadObjectCommand({ Bucket, Key: 'conditional', ...condition }),
    ]) {
      await expect(s3.send(command)).rejects.toMatchObject({
        $metadata: { httpStatusCode: status },
      });
    }
  });

  test('is given when If-Match holds, though it was modified since', async () => {
    await put('conditional', 'hello');
    const condition = { IfMatch: '"5d41402abc4b2a76b9719d911017c592"', IfUnmodifiedSince: new Date(0) };
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'conditional', ...condition }));
    expect(await got.Body?.transformToString()).toBe('hello');
  });

  test('is written only where If-None-Match and If-Match allow', async () => {
    await put('once', '1', { IfNoneMatch: '*' });
    await expect(put('once', '2', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      message: 'At least one of the pre-conditions you specified did not hold',
    });
    await expect(put('once', '2', { IfMatch: '"0"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('never', '2', { IfMatch: '"0"' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put('once', '2', { IfMatch: `"${createHash('md5').update('1').digest('hex')}"` });
    expect((await bytesOf('once')).toString()).toBe('2');
  });

  test('of sixteen that race to create it, one wins', async () => {
    const racers = Array.from({ length: 16 }, (_, n) => put('race', String(n), { IfNoneMatch: '*' }));
    const won = (await Promise.allSettled(racers)).filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
  });

  test('is refused what is not served, instead of storing it otherwise', async () => {
    await expect(put('x', 'x', { ACL: 'public-read' })).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
      message: 'The bucket does not allow ACLs',
    });
    await expect(put('x', 'x', { ServerSideEncryption: 'aws:kms:dsse' })).rejects.toMatchObject({
      name: 'NotImplemented',
    });
    await expect(put('x', 'x', { StorageClass: 'GLACIER' })).rejects.toMatchObject({
      name: 'NotImplemented',
    });
    await expect(put('x', 'x', { ObjectLockLegalHoldStatus: 'ON' })).rejects.toMatchObject({
      message: 'Bucket is missing Object Lock Configuration',
    });
    await expect(put('x', 'x', { Metadata: { a: 'x'.repeat(2048) } })).rejects.toMatchObject({
      name: 'MetadataTooLarge',
    });
    await expect(put('ü'.repeat(513), 'x')).rejects.toMatchObject({ name: 'KeyTooLongError' });
    await put('k'.repeat(1024), 'x', { ACL: 'private', StorageClass: 'STANDARD_IA' });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k'.repeat(1024) }));
    expect(head.StorageClass).toBe('STANDARD_IA');
  });

  test('has one version, called null', async () => {
    await put('versioned', 'x');
    await s3.send(new GetObjectCommand({ Bucket, Key: 'versioned', VersionId: 'null' }));
    const none = s3.send(new GetObjectCommand({ Bucket, Key: 'versioned', VersionId: 'x'.repeat(32) }));
    await expect(none).rejects.toMatchObject({ name: 'NoSuchVersion' });
    const nonsense = s3.send(new GetObjectCommand({ Bucket, Key: 'versioned', VersionId: 'nonsense' }));
    await expect(nonsense).rejects.toMatchObject({ message: 'Invalid version id specified' });
  });

  test('is its owner’s alone', async () => {
    await put('owned', 'x');
    const { Owner, Grants } = await s3.send(new GetObjectAclCommand({ Bucket, Key: 'owned' }));
    expect(Grants).toEqual([
      { Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
    ]);
  });

  test('is deleted once and is no error when it is gone', async () => {
    await put('gone', 'x');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await expect(bytesOf('gone')).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('is deleted with others, quietly when asked', async () => {
    await put('d1', 'x');
    const Delete = { Objects: [{ Key: 'd1' }, { Key: 'd2' }] };
    const loud = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(loud.Deleted).toEqual([{ Key: 'd1' }, { Key: 'd2' }]);
    const quiet = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { ...Delete, Quiet: true } }));
    expect(quiet.Deleted).toBeUndefined();
    const Objects = Array.from({ length: 1001 }, (_, n) => ({ Key: String(n) }));
    const tooMany = s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    await expect(tooMany).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});
