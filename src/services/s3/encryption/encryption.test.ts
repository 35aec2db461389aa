import { createHash } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketEncryptionCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type PutObjectCommandInput,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld } from '../../../../test/account-world.ts';
import { startHouse, type Credentials, type TestHouse } from '../../../../test/house.ts';
import { refusal } from '../../../../test/refusal.ts';
import { managedKeyArn } from './managed-key.ts';

const ACCOUNT = '000000000000';
const KEY = managedKeyArn({ accountId: ACCOUNT, region: 'us-east-1' });
const SSE_S3 = { ServerSideEncryption: 'AES256' };
const BY_KMS = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY };

let house: TestHouse;
let s3: S3Client;
beforeAll(async () => {
  house = await startHouse();
  s3 = clientOf(house.admin);
});
afterAll(() => house.close());

function clientOf(keys: Credentials): S3Client {
  return new S3Client({ ...house.client(keys), forcePathStyle: true });
}

/** A bucket whose objects are encrypted by AWS's key unless they say otherwise. */
async function kmsBucket(Bucket: string, rule: Partial<ServerSideEncryptionRule> = {}): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await encrypt(Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, ...rule });
}

const encrypt = (Bucket: string, rule: ServerSideEncryptionRule) =>
  s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } }));

const put = (Bucket: string, Key: string, more: Partial<PutObjectCommandInput> = {}, client = s3) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...more }));

/** What an answer says of encryption. */
const told = ({ ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled }: Partial<PutObjectCommandInput>) => ({
  ServerSideEncryption,
  SSEKMSKeyId,
  BucketKeyEnabled,
});

const MD5 = `"${createHash('md5').update('hello').digest('hex')}"`;

describe("a bucket's default encryption", () => {
  const ruleOf = async (Bucket: string) =>
    (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules?.[0];

  test('is SSE-S3, or SSE-KMS by the AWS managed key, and SSE-S3 again once deleted', async () => {
    const Bucket = 'defaults';
    await kmsBucket(Bucket, { BucketKeyEnabled: true });
    expect(await ruleOf(Bucket)).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
      BucketKeyEnabled: true,
    });
    const named = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/aws/s3' } as const;
    await encrypt(Bucket, { ApplyServerSideEncryptionByDefault: named });
    expect(await ruleOf(Bucket)).toMatchObject({ ApplyServerSideEncryptionByDefault: named });
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    expect(await ruleOf(Bucket)).toEqual({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false,
      BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
    });
  });

  test('remembers whether it blocks SSE-C, also where a rule says nothing of it', async () => {
    const Bucket = 'blocking';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await encrypt(Bucket, { BlockedEncryptionTypes: { EncryptionType: ['NONE'] } });
    expect(await ruleOf(Bucket)).toMatchObject({ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } });
    await encrypt(Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } });
    expect(await ruleOf(Bucket)).toMatchObject({ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } });
  });

  test('refuses no rule, two rules, a key beside SSE-S3 and keys of one’s own', async () => {
    const Bucket = 'refusing';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } } as const;
    const rules = (Rules: ServerSideEncryptionRule[]) =>
      refusal(
        s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } })),
      );
    expect(await rules([])).toMatchObject({ code: 'MalformedXML' });
    expect(await rules([rule, rule])).toMatchObject({ code: 'MalformedXML' });
    const keyed = { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'alias/mine' } as const;
    expect(await rules([{ ApplyServerSideEncryptionByDefault: keyed }])).toMatchObject({
      code: 'InvalidArgument',
      message:
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    });
    const own = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/mine' } as const;
    expect(await rules([{ ApplyServerSideEncryptionByDefault: own }])).toMatchObject({
      code: 'NotImplemented',
      message: expect.stringContaining('Utsuwa has no KMS, so that there is no key `alias/mine`'),
    });
    const twice = { SSEAlgorithm: 'aws:kms:dsse' } as const;
    expect(await rules([{ ApplyServerSideEncryptionByDefault: twice }])).toMatchObject({
      code: 'NotImplemented',
    });
  });
});

describe('an object', () => {
  const Bucket = 'by-kms';
  beforeAll(() => kmsBucket(Bucket));

  test('is encrypted as its bucket says, or as it says itself; with KMS its ETag is not its MD5', async () => {
    const byDefault = await put(Bucket, 'default');
    expect(told(byDefault)).toEqual(BY_KMS);
    expect(byDefault.ETag).not.toBe(MD5);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'default' }));
    expect(head).toMatchObject({ ...BY_KMS, ETag: byDefault.ETag });
    const own = await put(Bucket, 'own', { ServerSideEncryption: 'AES256' });
    expect([told(own), own.ETag]).toEqual([SSE_S3, MD5]);
    const keyed = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY, BucketKeyEnabled: true } as const;
    await put(Bucket, 'keyed', keyed);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'keyed' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject(keyed);
  });

  test('that was put before stays as it was', async () => {
    const early = 'early';
    await s3.send(new CreateBucketCommand({ Bucket: early }));
    await put(early, 'before');
    await encrypt(early, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } });
    expect(told(await s3.send(new HeadObjectCommand({ Bucket: early, Key: 'before' })))).toEqual(SSE_S3);
  });

  test('that is copied is encrypted as the bucket says in which it comes to lie', async () => {
    const plain = 'plain';
    await s3.send(new CreateBucketCommand({ Bucket: plain }));
    await put(Bucket, 'copied');
    const copy = { Bucket: plain, Key: 'copy', CopySource: `${Bucket}/copied` };
    expect(told(await s3.send(new CopyObjectCommand(copy)))).toEqual(SSE_S3);
    const back = { Bucket, Key: 'back', CopySource: `${plain}/copy` };
    expect(await s3.send(new CopyObjectCommand(back))).toMatchObject(BY_KMS);
  });

  test('in parts is encrypted as its upload was begun', async () => {
    const begun = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    expect(begun).toMatchObject(BY_KMS);
    const on = { Bucket, Key: 'parts', UploadId: begun.UploadId };
    const part = await s3.send(new UploadPartCommand({ ...on, PartNumber: 1, Body: 'hello' }));
    expect(part).toMatchObject(BY_KMS);
    expect(part.ETag).not.toBe(MD5);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    const done = await s3.send(new CompleteMultipartUploadCommand({ ...on, MultipartUpload }));
    const joined = createHash('md5')
      .update((part.ETag ?? '').replaceAll('"', ''), 'hex')
      .digest('hex');
    expect(done).toMatchObject({ ...BY_KMS, ETag: `"${joined}-1"` });
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'parts' }))).toMatchObject(BY_KMS);
  });

  test('is refused a key without aws:kms, and keys of one’s own', async () => {
    expect(await refusal(put(Bucket, 'x', { SSEKMSKeyId: KEY }))).toMatchObject({
      code: 'InvalidArgument',
      message:
        'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    });
    const own = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/mine' } as const;
    expect(await refusal(put(Bucket, 'x', own))).toMatchObject({
      code: 'NotImplemented',
      message: expect.stringContaining('`alias/mine`'),
    });
  });
});

describe('the AWS managed key', () => {
  test('has a stable ARN of its own in each account and region', () => {
    const uuid =
      /^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(KEY).toMatch(uuid);
    expect(managedKeyArn({ accountId: ACCOUNT, region: 'eu-west-1' })).not.toContain(KEY.slice(-12));
  });

  test('serves whoever of its account may use S3, and nobody else, whatever the bucket allows', async () => {
    const Bucket = 'shared-by-kms';
    await kmsBucket(Bucket);
    await put(Bucket, 'key');
    await put(Bucket, 'by-s3', { ServerSideEncryption: 'AES256' });
    const statement = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const here = new AccountWorld(house, ACCOUNT, house.admin);
    const reader = clientOf((await here.user('reader', { policy })).keys);
    const read = (client: S3Client, Key: string) =>
      refusal(client.send(new GetObjectCommand({ Bucket, Key })));
    expect(await read(reader, 'key')).toBeUndefined();

    const outside = await AccountWorld.outsider(house);
    const everything = { ...statement, Action: '*' };
    const stranger = await outside.user('stranger', {
      policy: JSON.stringify({ Version: '2012-10-17', Statement: [everything] }),
    });
    const shared = { ...statement, Principal: { AWS: outside.id }, Resource: `arn:aws:s3:::${Bucket}/*` };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [shared] });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const other = clientOf(stranger.keys);
    expect(await read(other, 'by-s3')).toBeUndefined();
    expect(await read(other, 'key')).toMatchObject({ code: 'AccessDenied', message: 'Access Denied' });

    // What a stranger writes is encrypted by the key of the stranger's account: the owner cannot read it.
    const written = await put(Bucket, 'theirs', {}, other);
    expect(written.SSEKMSKeyId).toBe(managedKeyArn({ accountId: outside.id, region: 'us-east-1' }));
    expect(await read(s3, 'theirs')).toMatchObject({ code: 'AccessDenied' });
  });

  test('is kept from whom a policy denies it', async () => {
    const Bucket = 'denied-by-kms';
    await kmsBucket(Bucket);
    await put(Bucket, 'key');
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' },
      ],
    });
    const here = new AccountWorld(house, ACCOUNT, house.admin);
    const lookup = await here.user('no-secrets', { policy });
    const client = clientOf(lookup.keys);
    const refused = await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'key' })));
    expect(refused?.message).toBe(
      `User: ${lookup.arn} is not authorized to perform: kms:Decrypt on resource: ${KEY} with an explicit deny in an identity-based policy`,
    );
    expect(await refusal(put(Bucket, 'may-be-put', {}, client))).toBeUndefined();
    expect(await refusal(client.send(new HeadObjectCommand({ Bucket, Key: 'key' })))).toBeUndefined();
  });

  test('serves no unsigned request', async () => {
    const Bucket = 'public-by-kms';
    await kmsBucket(Bucket);
    await put(Bucket, 'key');
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const everyone = {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [everyone] });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const answer = await fetch(`${house.endpoint}/${Bucket}/key`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(
      'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
    );
  });
});
