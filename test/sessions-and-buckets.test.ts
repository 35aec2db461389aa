import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials as Temporary,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { allow, documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';

/**
 * What a bucket policy's Allow makes needless of the caller's own side, by how it names the caller: the
 * table of `docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html`.
 */

const NOTHING = allow('s3:ListAllMyBuckets');
const GET = allow('s3:GetObject');
const USER = `arn:aws:iam::${ACCOUNT}:user/broker`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/me`;
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/eve`;

let house: TestHouse;
let admin: S3Client;
let broker: STSClient;
beforeAll(async () => {
  house = await startHouse();
  admin = s3(house.admin);
  const iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: 'broker' }));
  await iam.send(
    new PutUserPolicyCommand({ UserName: 'broker', PolicyName: 'p', PolicyDocument: allow('sts:*') }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'broker' }));
  const key = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  broker = new STSClient(house.client(key));
  const trust = documentOf({ Effect: 'Allow', Principal: { AWS: USER }, Action: 'sts:AssumeRole' });
  await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trust }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'p', PolicyDocument: NOTHING }));
});
afterAll(() => house.close());

function s3(credentials: Credentials): S3Client {
  return new S3Client({ ...house.client(credentials), forcePathStyle: true });
}

function s3Of(temporary: Temporary | undefined): S3Client {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = temporary ?? {};
  return s3({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
}

let buckets = 0;

/** A bucket with an object `k` that its policy lets the principal read. */
async function bucketFor(principal: string): Promise<string> {
  const Bucket = `sessions-${(buckets += 1)}`;
  await admin.send(new CreateBucketCommand({ Bucket }));
  await admin.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'v' }));
  const Policy = documentOf({
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  });
  await admin.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  return Bucket;
}

async function codeOf(client: S3Client, Bucket: string): Promise<string | undefined> {
  return (await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'k' }))))?.code;
}

async function roleSession(Policy?: string): Promise<S3Client> {
  const input = { RoleArn: ROLE, RoleSessionName: 'me', Policy };
  return s3Of((await broker.send(new AssumeRoleCommand(input))).Credentials);
}

async function federated(Policy?: string): Promise<S3Client> {
  return s3Of((await broker.send(new GetFederationTokenCommand({ Name: 'eve', Policy }))).Credentials);
}

describe('a bucket policy that names', () => {
  test("the role: needs no policy of the role's, but the session policy still limits", async () => {
    const bucket = await bucketFor(ROLE);
    expect(await codeOf(await roleSession(), bucket)).toBeUndefined();
    expect(await codeOf(await roleSession(GET), bucket)).toBeUndefined();
    expect(await codeOf(await roleSession(NOTHING), bucket)).toBe('AccessDenied');
  });

  test('the very session: not even the session policy limits', async () => {
    const bucket = await bucketFor(SESSION);
    expect(await codeOf(await roleSession(NOTHING), bucket)).toBeUndefined();
  });

  test('the federated user: it may, though it has no policy at all', async () => {
    const bucket = await bucketFor(FEDERATED);
    expect(await codeOf(await federated(), bucket)).toBeUndefined();
    expect(await codeOf(await federated(NOTHING), bucket)).toBeUndefined();
  });

  test('the user behind the federated one: the session policy still limits', async () => {
    const bucket = await bucketFor(USER);
    expect(await codeOf(await federated(GET), bucket)).toBeUndefined();
    expect(await codeOf(await federated(NOTHING), bucket)).toBe('AccessDenied');
    expect(await codeOf(await federated(), bucket)).toBe('AccessDenied');
  });

  test('the user: credentials of GetSessionToken are that user', async () => {
    const bucket = await bucketFor(USER);
    const { Credentials } = await broker.send(new GetSessionTokenCommand({}));
    expect(await codeOf(s3Of(Credentials), bucket)).toBeUndefined();
  });

  test('the account: it only delegates to the policies of IAM', async () => {
    const bucket = await bucketFor(`arn:aws:iam::${ACCOUNT}:root`);
    expect(await codeOf(await roleSession(), bucket)).toBe('AccessDenied');
    expect(await codeOf(await federated(GET), bucket)).toBe('AccessDenied');
  });

  test('someone else: nobody of these', async () => {
    const bucket = await bucketFor(`arn:aws:iam::${ACCOUNT}:user/admin`);
    for (const client of [await roleSession(), await federated(), await federated(GET)]) {
      expect(await codeOf(client, bucket)).toBe('AccessDenied');
    }
  });
});
