import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
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

describe('a presigned URL', () => {
  test('gets and puts without a key of one’s own, response headers chosen', async () => {
    await put('signed', 'hello');
    const get = await getSignedUrl(
      s3,
      new GetObjectCommand({ Bucket, Key: 'signed', ResponseContentType: 'text/x' }),
    );
    const got = await fetch(get);
    expect([got.status, await got.text(), got.headers.get('content-type')]).toEqual([200, 'hello', 'text/x']);
    const upload = await getSignedUrl(
      s3,
      new PutObjectCommand({ Bucket, Key: 'signed', Metadata: { a: 'b' } }),
    );
    expect((await fetch(upload, { method: 'PUT', body: 'other' })).status).toBe(200);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'signed' }));
    expect(head).toMatchObject({ ContentLength: 5, Metadata: { a: 'b' } });
    expect((await fetch(upload.replace('signed', 'other'), { method: 'PUT', body: 'x' })).status).toBe(403);
  });
});
