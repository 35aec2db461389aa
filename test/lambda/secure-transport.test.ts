import {
  CreateBucketCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLambdaWorld, type LambdaWorld } from './lambda-world.ts';
import { PYTHON_S3 } from './python-s3.ts';

const Bucket = 'functions-bucket';

let world: LambdaWorld;
beforeAll(async () => {
  world = await openLambdaWorld();
});
afterAll(() => world.house.close());

const HANDLER = `
import s3
def handler(event, context):
    path = "/${Bucket}/key"
    return [s3.call("PUT", path, "", b"hello"), s3.call("GET", path)]
`;

test('what a function sends crosses no network: a bucket that wants TLS and KMS takes it', async () => {
  const s3 = new S3Client({ ...world.house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  const statement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: `arn:aws:s3:::${Bucket}/*`,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const name = await world.make(
    { 's3.py': PYTHON_S3, 'app.py': HANDLER },
    { Runtime: 'python3.12', Handler: 'app.handler', Timeout: 30 },
  );
  expect((await world.invoke(name)).payload).toEqual([200, 200]);
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'key' }));
  expect(head.ServerSideEncryption).toBe('aws:kms');
});
