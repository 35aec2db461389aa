import { verify, X509Certificate } from 'node:crypto';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { control } from './control.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { launchInstance } from './instances.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** An instance proves who it is to someone who asks the server for nothing but its certificate. */
let house: TestHouse;
let instance: string;
let endpoint: string;

beforeAll(async () => {
  house = await startHouse();
  instance = await launchInstance(house, { MetadataOptions: { HttpTokens: 'optional' } });
  const { stdout } = await house.onInstance(instance, ['printenv', 'AWS_EC2_METADATA_SERVICE_ENDPOINT']);
  endpoint = stdout.trim();
});
afterAll(() => house.close());

async function metadata(path: string, below = 'dynamic/instance-identity'): Promise<string> {
  const answer = await fetch(`${endpoint}/latest/${below}/${path}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain']);
  return answer.text();
}

test('the document’s signature verifies against the certificate that the server gives to anyone', async () => {
  const { stdout: pem } = await runUtsuwa(['identity-certificate', '--port', String(house.port)]);
  const { publicKey } = new X509Certificate(pem);
  const document = await metadata('document');
  expect(JSON.parse(document)).toMatchObject({ accountId: ACCOUNT, instanceId: instance });
  const signature = Buffer.from(await metadata('signature'), 'base64');
  expect(verify('sha256', Buffer.from(document), publicKey, signature)).toBe(true);
  const open = await fetch(`${house.endpoint}/_utsuwa/instance-identity/certificate`);
  expect(await open.json()).toEqual({ certificate: pem });
});

test('pkcs7 and rsa2048 hold the document, and stay as they are', async () => {
  const document = await metadata('document');
  for (const path of ['pkcs7', 'rsa2048']) {
    const envelope = await metadata(path);
    expect(envelope).toMatch(/^MII[A-Za-z0-9+/=\n]+$/);
    expect(Math.max(...envelope.split('\n').map((line) => line.length))).toBe(76);
    expect(Buffer.from(envelope, 'base64').includes(document)).toBe(true);
    expect(await metadata(path)).toBe(envelope);
  }
});

describe('identity-credentials: what every instance has of its own, with or without a role', () => {
  const BELOW = 'meta-data/identity-credentials/ec2';

  async function ownCredentials(): Promise<Credentials> {
    const text = await metadata('security-credentials/ec2-instance', BELOW);
    expect(JSON.parse(text)).toMatchObject({ Code: 'Success', Type: 'AWS-HMAC' });
    const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(text) as Record<string, string>;
    return {
      accessKeyId: AccessKeyId ?? '',
      secretAccessKey: SecretAccessKey ?? '',
      sessionToken: Token ?? '',
    };
  }

  test('info names the account', async () => {
    expect(JSON.parse(await metadata('info', BELOW))).toEqual({
      Code: 'Success',
      LastUpdated: expect.stringMatching(/Z$/),
      AccountId: ACCOUNT,
    });
  });

  test('they say who the instance is', async () => {
    const sts = new STSClient(house.client(await ownCredentials()));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/aws:ec2-instance/${instance}`,
      UserId: `${ACCOUNT}:aws:ec2-instance:${instance}`,
    });
  });

  test('and may do nothing else', async () => {
    const client = house.client(await ownCredentials());
    const list = new IAMClient(client).send(new ListRolesCommand({}));
    await expect(list).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no identity-based policy allows the iam:ListRoles action'),
    });
    const buckets = new S3Client(client).send(new ListBucketsCommand({}));
    await expect(buckets).rejects.toMatchObject({ name: 'AccessDenied' });
    const assume = new STSClient(client).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/Somebody`,
        RoleSessionName: 'me-again',
      }),
    );
    await expect(assume).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('they are the same until they rotate, within the hour', async () => {
    const first = await ownCredentials();
    expect(await ownCredentials()).toEqual(first);
    await control(house, 'clock/advance', { milliseconds: 3_600_000 });
    const second = await ownCredentials();
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    const sts = new STSClient(house.client(first));
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(ACCOUNT);
  });
});
