import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askServer } from '../src/cli/control-client.ts';
import type { ToldRequest } from '../src/kernel/told-request.ts';
import { startHouse, type TestHouse } from './house.ts';
import { refusal } from './refusal.ts';

/** Policies that refuse what comes without TLS, on a house that speaks plain HTTP over loopback. */

const Bucket = 'over-tls';
const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'OnlyTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

let house: TestHouse;
let s3: S3Client;
async function open(loopbackHttp?: 'secure' | 'insecure'): Promise<void> {
  house = await startHouse({ loopbackHttp });
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}
afterEach(() => house.close());

describe('where loopback counts as secure', () => {
  beforeEach(() => open());

  test('such a policy lets loopback pass, and the explanation says why', async () => {
    const { $metadata } = await s3.send(new GetObjectCommand({ Bucket, Key: 'key' }));
    const told = (await askServer(
      house.port,
      'GET',
      `explain/${$metadata.requestId}`,
    )) as unknown as ToldRequest;
    expect(told.notes.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^aws:SecureTransport was true because .* `start --loopback-http insecure`/),
    ]);
  });

  test('no note is made where no policy asks about it', async () => {
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    const { $metadata } = await s3.send(new GetObjectCommand({ Bucket, Key: 'key' }));
    const told = (await askServer(
      house.port,
      'GET',
      `explain/${$metadata.requestId}`,
    )) as unknown as ToldRequest;
    expect(told.notes).toEqual([]);
  });
});

describe('where loopback counts as any other network', () => {
  beforeEach(() => open('insecure'));

  test('such a policy refuses plain HTTP as on AWS', async () => {
    const refused = await refusal(s3.send(new GetObjectCommand({ Bucket, Key: 'key' })));
    expect(refused).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    });
  });

  test('KMS takes no plain HTTP (guess: AWS documents that it fails, not how)', async () => {
    const Body = 'x';
    await s3.send(new CreateBucketCommand({ Bucket: 'plain' }));
    const put = { Bucket: 'plain', Key: 'key', Body, ServerSideEncryption: 'aws:kms' } as const;
    expect(await refusal(s3.send(new PutObjectCommand(put)))).toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringContaining('must be made over a secure connection'),
    });
  });
});
