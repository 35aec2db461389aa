import { createHash, randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../../test/house.ts';

const MIB = 1024 * 1024;
const Bucket = 'parts';

let house: TestHouse;
let s3: S3Client;

beforeAll(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => house.close());

type Begin = Omit<ConstructorParameters<typeof CreateMultipartUploadCommand>[0], 'Bucket' | 'Key'>;

async function begin(Key: string, more: Begin = {}): Promise<string> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return UploadId ?? '';
}

async function part(
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: Uint8Array,
): Promise<CompletedPart> {
  const { ETag, ChecksumCRC32, ChecksumSHA256 } = await s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
  );
  return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 };
}

function complete(Key: string, UploadId: string, Parts: CompletedPart[]) {
  return s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
}

const refused = (name: string) => expect.objectContaining({ name });

describe('a multipart upload', () => {
  const first = randomBytes(5 * MIB);
  const second = randomBytes(3 * MIB);
  const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();
  const etag = `"${createHash('md5').update(md5(first)).update(md5(second)).digest('hex')}-2"`;

  test('becomes one object, its ETag made of the parts’', async () => {
    const id = await begin('two', { ContentType: 'text/plain', Metadata: { a: 'b' }, Tagging: 'x=y' });
    const parts = [await part('two', id, 1, first), await part('two', id, 2, second)];
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'two' }))).rejects.toThrow(refused('NotFound'));
    expect((await complete('two', id, parts)).ETag).toBe(etag);

    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'two' }));
    expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { a: 'b' }, TagCount: 1, ETag: etag });
    expect(
      Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat([first, second])),
    ).toBe(true);

    const across = await s3.send(
      new GetObjectCommand({ Bucket, Key: 'two', Range: `bytes=${first.length - 3}-${first.length + 2}` }),
    );
    expect(Buffer.from((await across.Body?.transformToByteArray()) ?? [])).toEqual(
      Buffer.concat([first.subarray(-3), second.subarray(0, 3)]),
    );
    const one = await s3.send(new GetObjectCommand({ Bucket, Key: 'two', PartNumber: 2 }));
    expect(one).toMatchObject({ PartsCount: 2, ContentLength: second.length });
    expect(one.ContentRange).toBe(
      `bytes ${first.length}-${first.length + second.length - 1}/${first.length + second.length}`,
    );
    const none = s3.send(new GetObjectCommand({ Bucket, Key: 'two', PartNumber: 3 }));
    await expect(none).rejects.toMatchObject({
      name: 'InvalidPartNumber',
      $metadata: { httpStatusCode: 416 },
    });
  });

  test('answers its completion again as before', async () => {
    const id = await begin('again');
    const parts = [await part('again', id, 1, first)];
    const { ETag } = await complete('again', id, parts);
    expect((await complete('again', id, parts)).ETag).toBe(ETag);
    await expect(part('again', id, 2, second)).rejects.toThrow(refused('NoSuchUpload'));
  });

  test('keeps the composite checksum of its parts', async () => {
    const id = await begin('composite', { ChecksumAlgorithm: 'SHA256' });
    const send = (PartNumber: number, Body: Uint8Array) =>
      s3.send(
        new UploadPartCommand({
          Bucket,
          Key: 'composite',
          UploadId: id,
          PartNumber,
          Body,
          ChecksumAlgorithm: 'SHA256',
        }),
      );
    const one = await send(1, first);
    const two = await send(2, second);
    const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
    const whole = `${createHash('sha256').update(sha(first)).update(sha(second)).digest('base64')}-2`;
    const bare = [one, two].map(({ ETag }, index) => ({ ETag, PartNumber: index + 1 }));
    await expect(complete('composite', id, bare)).rejects.toMatchObject({
      name: 'InvalidRequest',
      message:
        'The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.',
    });
    const parts = [one, two].map(({ ETag, ChecksumSHA256 }, index) => ({
      ETag,
      ChecksumSHA256,
      PartNumber: index + 1,
    }));
    const done = await complete('composite', id, parts);
    expect(done).toMatchObject({ ChecksumSHA256: whole, ChecksumType: 'COMPOSITE' });
    const attributes = await s3.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: 'composite',
        ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'ObjectSize', 'StorageClass'],
      }),
    );
    expect(attributes).toMatchObject({
      ObjectSize: first.length + second.length,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumSHA256: whole, ChecksumType: 'COMPOSITE' },
      ObjectParts: { TotalPartsCount: 2, Parts: [{ PartNumber: 1, Size: first.length }, { PartNumber: 2 }] },
    });
  });

  test('refuses a part with another checksum than it was begun with', async () => {
    const id = await begin('mixed', { ChecksumAlgorithm: 'SHA256' });
    await expect(part('mixed', id, 1, second)).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    });
  });

  test('is refused with a part too small, unknown, of another ETag or out of order, and goes on after', async () => {
    const id = await begin('strict');
    const small = await part('strict', id, 1, second);
    const last = await part('strict', id, 2, second);
    await expect(complete('strict', id, [small, last])).rejects.toThrow(refused('EntityTooSmall'));
    await expect(complete('strict', id, [last, small])).rejects.toThrow(refused('InvalidPartOrder'));
    await expect(complete('strict', id, [{ ...small, PartNumber: 7 }])).rejects.toThrow(
      refused('InvalidPart'),
    );
    await expect(complete('strict', id, [{ ...small, ETag: '"0"' }])).rejects.toThrow(refused('InvalidPart'));
    await expect(complete('strict', id, [])).rejects.toThrow(refused('MalformedXML'));
    await part('strict', id, 1, first).then((one) => complete('strict', id, [one, last]));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'strict' }));
    expect(head.ContentLength).toBe(first.length + second.length);
  });

  test.each([0, 10_001])('has no part %i', async (number) => {
    const id = await begin('numbers');
    await expect(part('numbers', id, number, second)).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Part number must be an integer between 1 and 10000, inclusive',
    });
  });

  test('with 10,001 parts listed is malformed', async () => {
    const id = await begin('many');
    const parts = Array.from({ length: 10_001 }, (_, index) => ({ PartNumber: index + 1, ETag: '"x"' }));
    await expect(complete('many', id, parts)).rejects.toThrow(refused('MalformedXML'));
  });

  test('leaves nothing when it is aborted, and keeps no bucket from being deleted', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'short-lived' }));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: 'short-lived', Key: 'a' }));
    await s3.send(
      new UploadPartCommand({ Bucket: 'short-lived', Key: 'a', UploadId, PartNumber: 1, Body: 'x' }),
    );
    await s3.send(new CreateMultipartUploadCommand({ Bucket: 'short-lived', Key: 'b' }));
    await s3.send(new AbortMultipartUploadCommand({ Bucket: 'short-lived', Key: 'a', UploadId }));
    const again = s3.send(new AbortMultipartUploadCommand({ Bucket: 'short-lived', Key: 'a', UploadId }));
    await expect(again).rejects.toThrow(refused('NoSuchUpload'));
    await s3.send(new DeleteBucketCommand({ Bucket: 'short-lived' }));
  });

  test('takes parts from other objects, whole or in ranges', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'origin', Body: first }));
    const id = await begin('copied');
    const copy = (PartNumber: number, CopySourceRange?: string) =>
      s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'copied',
          UploadId: id,
          PartNumber,
          CopySource: `${Bucket}/origin`,
          CopySourceRange,
        }),
      );
    await expect(copy(1, 'bytes=0-')).rejects.toThrow(refused('InvalidArgument'));
    await expect(copy(1, `bytes=0-${first.length}`)).rejects.toThrow(refused('InvalidArgument'));
    const one = await copy(1);
    const two = await copy(2, 'bytes=1-2');
    const { Parts } = await s3.send(
      new ListPartsCommand({ Bucket, Key: 'copied', UploadId: id, MaxParts: 1 }),
    );
    expect(Parts).toEqual([expect.objectContaining({ PartNumber: 1, Size: first.length })]);
    await complete('copied', id, [
      { PartNumber: 1, ...one.CopyPartResult },
      { PartNumber: 2, ...two.CopyPartResult },
    ]);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'copied' }));
    expect(
      Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(
        Buffer.concat([first, first.subarray(1, 3)]),
      ),
    ).toBe(true);
  });

  test('is listed by key, with prefixes rolled up', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'under-way' }));
    const keys = ['a', 'b/1', 'b/2', 'c'];
    for (const Key of keys) await s3.send(new CreateMultipartUploadCommand({ Bucket: 'under-way', Key }));
    const all = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'under-way' }));
    expect(all.Uploads?.map(({ Key }) => Key)).toEqual(keys);
    const rolled = await s3.send(
      new ListMultipartUploadsCommand({ Bucket: 'under-way', Delimiter: '/', MaxUploads: 2 }),
    );
    expect(rolled).toMatchObject({
      IsTruncated: true,
      CommonPrefixes: [{ Prefix: 'b/' }],
      NextKeyMarker: 'b/',
    });
    const rest = await s3.send(
      new ListMultipartUploadsCommand({
        Bucket: 'under-way',
        Delimiter: '/',
        KeyMarker: rolled.NextKeyMarker,
      }),
    );
    expect(rest.Uploads?.map(({ Key }) => Key)).toEqual(['c']);
  });

  test('by lib-storage, with the full-object checksum of the SDK', async () => {
    const Body = Buffer.concat([first, first, second]);
    const upload = new Upload({ client: s3, params: { Bucket, Key: 'lib', Body }, partSize: 5 * MIB });
    await upload.done();
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'lib', ChecksumMode: 'ENABLED' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    expect(got.ChecksumType).toBeDefined();
  });
});
