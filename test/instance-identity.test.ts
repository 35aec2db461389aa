import { verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
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

async function metadata(path: string): Promise<string> {
  const answer = await fetch(`${endpoint}/latest/dynamic/instance-identity/${path}`);
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
