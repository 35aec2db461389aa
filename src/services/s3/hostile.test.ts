import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signRequest } from '../../credentials/sign-request.ts';
import { startHouse, type TestHouse } from '../../../test/house.ts';
import { rawExchange, rawRequest } from '../../../test/raw-http.ts';

const Bucket = 'hostile';

let directory: string;
let house: TestHouse;
let s3: S3Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'utsuwa-s3-'));
  house = await startHouse({ place: { kind: 'sqlite', directory } });
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  await house.close();
  await rm(directory, { recursive: true });
});

/** The target of a URL, without its host. */
async function target(url: Promise<string>): Promise<string> {
  const { pathname, search } = new URL(await url);
  return pathname + search;
}

/** The target of a presigned PutObject. */
function putTarget(Key: string, bucket = Bucket): Promise<string> {
  return target(getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key })));
}

/** A request with any body and headers, rightly signed. */
function signed(
  method: string,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const [bare = '', query = ''] = path.split('?');
  const host = `127.0.0.1:${house.port}`;
  const all = signRequest({
    ...house.admin,
    method,
    path: bare,
    query,
    headers: { ...headers, host },
    body,
    region: 'us-east-1',
    service: 's3',
    now: Date.now(),
  });
  return rawRequest(
    method,
    path,
    { Host: host, ...Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'host')) },
    body,
  );
}

/** How many files there are under the data directory, the database's own apart. */
async function blobs(): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && /^[0-9a-f]{32}$/.test(entry.name)).length;
}

describe('an upload that breaks off', () => {
  test('leaves neither an object nor bytes', async () => {
    const before = await blobs();
    const path = await putTarget('broken');
    const head = rawRequest('PUT', path, { 'Content-Length': '10000000' });
    await new Promise<void>((resolve) => {
      const socket = connect({ port: house.port, host: '127.0.0.1' }, () => {
        socket.write(head);
        socket.write(Buffer.alloc(500_000), () => setTimeout(() => socket.destroy(), 100));
      });
      socket.on('close', () => resolve());
    });
    await expect.poll(blobs).toBe(before);
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'broken' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  test('leaves what was there before', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'before' }));
    const path = await putTarget('kept');
    await rawExchange(house.port, [rawRequest('PUT', path, { 'Content-Length': '1000' }), 'short'], {
      silentMs: 200,
    });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect(await Body?.transformToString()).toBe('before');
  });

  test('of an object that is replaced and deleted leaves no bytes of it', async () => {
    const before = await blobs();
    const Body = Buffer.alloc(200_000, 1);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'replaced', Body }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'replaced', Body }));
    await expect.poll(blobs).toBe(before + 1);
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'replaced' }] } }));
    await expect.poll(blobs).toBe(before);
  });
});

describe('a hostile request', () => {
  test('without a length is refused', async () => {
    const path = await putTarget('k');
    const head = `PUT ${path} HTTP/1.1\r\nHost: 127.0.0.1:${house.port}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    const { status, text } = await rawExchange(house.port, [head, '1\r\nx\r\n0\r\n\r\n']);
    expect(status).toBe(411);
    expect(text).toContain('<Code>MissingContentLength</Code>');
  });

  test('larger than an upload may be is refused before its body', async () => {
    const path = await putTarget('k');
    const host = { Host: `127.0.0.1:${house.port}` };
    const head = rawRequest('PUT', path, { ...host, 'Content-Length': String(5 * 1024 ** 3 + 1) });
    const { status, text } = await rawExchange(house.port, [head, 'x'.repeat(1000)]);
    expect(status).toBe(400);
    expect(text).toContain('<Code>EntityTooLarge</Code>');
  });

  test('that is refused gets its answer though its body is still on its way', async () => {
    const path = await putTarget('k', 'no-such-bucket');
    const host = { Host: `127.0.0.1:${house.port}` };
    const body = Buffer.alloc(4_000_000);
    const { status, text } = await rawExchange(house.port, [rawRequest('PUT', path, host, body)]);
    expect(status).toBe(404);
    expect(text).toContain('<Code>NoSuchBucket</Code>');
  });

  test.each([
    ['no XML', 'nonsense'],
    ['another root', '<Other/>'],
    ['an open element', '<CompleteMultipartUpload><Part>'],
    [
      'a number that is none',
      '<CompleteMultipartUpload><Part><PartNumber>x</PartNumber><ETag>e</ETag></Part></CompleteMultipartUpload>',
    ],
    ['nothing', ''],
  ])('to complete an upload with %s is malformed', async (_what, body) => {
    const Key = 'upload';
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' }));
    const path = `/${Bucket}/${Key}?uploadId=${UploadId}`;
    const { status, text } = await rawExchange(house.port, [signed('POST', path, body)]);
    expect(status).toBe(400);
    expect(text).toContain('<Code>MalformedXML</Code>');
  });

  test('to delete objects without a checksum is refused, and with nonsense is malformed', async () => {
    const path = `/${Bucket}?delete=`;
    const bare = await rawExchange(house.port, [signed('POST', path, '<Delete/>')]);
    expect(bare.text).toContain('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
    const md5 = { 'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' };
    const other = await rawExchange(house.port, [signed('POST', path, '<Delete/>', md5)]);
    expect(other.text).toContain('<Code>BadDigest</Code>');
    const right = (body: string) => ({ 'content-md5': createHash('md5').update(body).digest('base64') });
    for (const body of [
      '<Delete/>',
      '<Delete><Object></Object></Delete>',
      '<Delete>',
      '<!DOCTYPE a><Delete/>',
      '',
    ]) {
      const { text } = await rawExchange(house.port, [signed('POST', path, body, right(body))]);
      expect(text).toContain('<Code>MalformedXML</Code>');
    }
  });

  test('on a path that is no UTF-8 is an invalid URI, and the next one works', async () => {
    const path = await target(getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'kept' })));
    const host = { Host: `127.0.0.1:${house.port}` };
    const broken = await rawExchange(house.port, [rawRequest('GET', path.replace('kept', '%FF'), host)]);
    expect([400, 403]).toContain(broken.status);
    expect((await rawExchange(house.port, [rawRequest('GET', path, host)])).status).toBe(200);
  });
});
