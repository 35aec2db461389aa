import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const colons = (hex: string) => hex.replaceAll(/(..)(?=.)/g, '$1:');
const describeKey = async (name: string) =>
  (await bench.ec2('DescribeKeyPairs', { KeyNames: [name], IncludePublicKey: true })).KeyPairs?.[0];

test('a created RSA key is real; its fingerprint is SHA-1 of the private key’s DER', async () => {
  const made = await bench.ec2('CreateKeyPair', { KeyName: 'rsa' });
  expect(made.KeyPairId).toMatch(/^key-[0-9a-f]{17}$/);
  expect(made.KeyMaterial).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
  const privateKey = createPrivateKey(made.KeyMaterial ?? '');
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  expect(made.KeyFingerprint).toBe(colons(createHash('sha1').update(der).digest('hex')));
  const described = await describeKey('rsa');
  expect(described).toMatchObject({
    KeyPairId: made.KeyPairId,
    KeyType: 'rsa',
    KeyFingerprint: made.KeyFingerprint,
  });
  expect(described?.PublicKey).toMatch(/^ssh-rsa AAAAB3NzaC1yc2E\S+ rsa\n$/);
  expect(described).not.toHaveProperty('KeyMaterial');
});

test('a created ED25519 key is in OpenSSH’s format; its fingerprint is SHA-256 of the public key', async () => {
  const made = await bench.ec2('CreateKeyPair', { KeyName: 'ed', KeyType: 'ed25519' });
  const { PublicKey = '' } = (await describeKey('ed')) ?? {};
  const blob = Buffer.from(PublicKey.split(' ')[1] ?? '', 'base64');
  expect(made.KeyFingerprint).toBe(createHash('sha256').update(blob).digest('base64'));
  const body = (made.KeyMaterial ?? '').split('\n').slice(1, -1).join('');
  const file = Buffer.from(body, 'base64');
  expect(file.subarray(0, 15).toString('latin1')).toBe('openssh-key-v1\0');
  expect(file.includes(blob.subarray(-32))).toBe(true);
});

test('ssh-keygen, where it is installed, finds the same public key in a created ED25519 key', async (context) => {
  const made = await bench.ec2('CreateKeyPair', { KeyName: 'keygen', KeyType: 'ed25519' });
  const folder = mkdtempSync(path.join(tmpdir(), 'utsuwa-key-'));
  try {
    const file = path.join(folder, 'key');
    writeFileSync(file, `${made.KeyMaterial}\n`, { mode: 0o600 });
    const derived = execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' });
    expect(derived.trim()).toBe((await describeKey('keygen'))?.PublicKey?.trim());
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') context.skip('ssh-keygen is not installed');
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('an imported key', () => {
  test('RSA: the fingerprint is MD5 of the public key’s DER', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const made = await bench.ec2('ImportKeyPair', { KeyName: 'pem', PublicKeyMaterial: Buffer.from(pem) });
    expect(made.KeyFingerprint).toBe(colons(createHash('md5').update(der).digest('hex')));
    const line = (await describeKey('pem'))?.PublicKey ?? '';
    const again = await bench.ec2('ImportKeyPair', { KeyName: 'line', PublicKeyMaterial: Buffer.from(line) });
    expect(again.KeyFingerprint).toBe(made.KeyFingerprint);
  });

  test('ED25519, as an OpenSSH line with a comment', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const x = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    const head = Buffer.from('0000000b7373682d6564323535313900000020', 'hex');
    const blob = Buffer.concat([head, x]);
    const line = `ssh-ed25519 ${blob.toString('base64')} me@host\n`;
    const made = await bench.ec2('ImportKeyPair', {
      KeyName: 'ed-line',
      PublicKeyMaterial: Buffer.from(line),
    });
    expect(made.KeyFingerprint).toBe(createHash('sha256').update(blob).digest('base64'));
    expect((await describeKey('ed-line'))?.PublicKey).toBe(
      `ssh-ed25519 ${blob.toString('base64')} ed-line\n`,
    );
  });

  test.each([
    ['nothing', ''],
    ['no key', 'hello world'],
    ['a key that ends too early', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ'],
    ['a length beyond the end', `ssh-rsa ${Buffer.from('ffffffff00', 'hex').toString('base64')}`],
    ['a kind that EC2 does not take', 'ssh-dss AAAAB3NzaC1kc3MAAACBAA=='],
    [
      'a private key',
      generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
    ],
    ['far too much', 'ssh-rsa '.padEnd(1_000_000, 'A')],
  ])('%s is refused', async (_what, material) => {
    expect(
      await failure(bench.ec2('ImportKeyPair', { KeyName: 'bad', PublicKeyMaterial: Buffer.from(material) })),
    ).toBe('InvalidKey.Format: Key is not in valid OpenSSH public key format');
  });
});

test('a name is given once; an unknown one is not found; deleting it succeeds all the same', async () => {
  await bench.ec2('CreateKeyPair', { KeyName: 'once', KeyType: 'ed25519' });
  expect(await failure(bench.ec2('CreateKeyPair', { KeyName: 'once', KeyType: 'ed25519' }))).toBe(
    "InvalidKeyPair.Duplicate: The keypair already exists: 'once'",
  );
  const deleted = await bench.ec2('DeleteKeyPair', { KeyName: 'once' });
  expect(deleted).toMatchObject({ Return: true, KeyPairId: expect.stringMatching(/^key-/) });
  expect(await failure(bench.ec2('DescribeKeyPairs', { KeyNames: ['once'] }))).toBe(
    "InvalidKeyPair.NotFound: The key pair 'once' does not exist",
  );
  expect(await bench.ec2('DeleteKeyPair', { KeyName: 'once' })).toEqual({ Return: true });
});

test('of 10 racing creations of one name one wins', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => bench.ec2('CreateKeyPair', { KeyName: 'race', KeyType: 'ed25519' })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('the instance keeps the public key when the key pair is deleted', async () => {
  await bench.ec2('CreateKeyPair', { KeyName: 'kept', KeyType: 'ed25519' });
  const id = await bench.runningInstance({ ImageId: IMAGE_ID, KeyName: 'kept' });
  await bench.ec2('DeleteKeyPair', { KeyName: 'kept' });
  const view = await bench.house.instances.byId(id);
  const { keyName, publicKey = '' } = view ?? {};
  expect(keyName).toBe('kept');
  const x = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
    .subarray(-32)
    .toString('base64url');
  expect(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }).asymmetricKeyType).toBe(
    'ed25519',
  );
});
