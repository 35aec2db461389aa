import { execFile } from 'node:child_process';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ContentInfo, SignedData, id_messageDigest, id_signingTime } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInProcessHouse, type InProcessHouse } from '../../../test/in-process-house.ts';
import { readSetting } from '../../operation/settings-store.ts';
import { identityDocument } from '../identity-document.ts';
import { sampleInstance } from '../testing/sample-instance.ts';
import { InstanceIdentity } from './instance-identity.ts';

const run = promisify(execFile);
const DOCUMENT = identityDocument(sampleInstance());
const AT = new Date('2026-02-03T04:05:06.789Z');

let house: InProcessHouse;
let identity: InstanceIdentity;
let certificate: X509Certificate;
beforeAll(async () => {
  house = await openInProcessHouse({});
  identity = newIdentity();
  certificate = new X509Certificate(await identity.certificate());
});
afterAll(() => house.close());

/** As another server on the same store, or this one after a restart. */
function newIdentity(): InstanceIdentity {
  return new InstanceIdentity(house.house.store, house.house.clock);
}

function opened(envelope: string): SignedData {
  const { content } = AsnConvert.parse(Buffer.from(envelope, 'base64'), ContentInfo);
  return AsnConvert.parse(content, SignedData);
}

describe('the certificate', () => {
  test('is self-signed, RSA with 2048 bits, and holds for a century', () => {
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkIssued(certificate)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.subject).toBe('O=Utsuwa\nCN=ec2.amazonaws.com');
    expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(certificate.validTo) - Date.now()).toBeGreaterThan(99 * 365 * 24 * 3600 * 1000);
  });

  test('is the same on every server of a store and after a restart, made by many at once', async () => {
    const fresh = await openInProcessHouse({});
    try {
      const made = await Promise.all(
        Array.from({ length: 4 }, () =>
          new InstanceIdentity(fresh.house.store, fresh.house.clock).certificate(),
        ),
      );
      expect(new Set(made).size).toBe(1);
      expect(made[0]).not.toBe(await identity.certificate());
    } finally {
      await fresh.close();
    }
    expect(await newIdentity().certificate()).toBe(await identity.certificate());
  });
});

describe('signature', () => {
  test('is base64 in lines of 76 and verifies the document, and no other', async () => {
    const text = await identity.signature(DOCUMENT);
    expect(text.split('\n').map((line) => line.length)).toEqual([76, 76, 76, 76, 40]);
    const signature = Buffer.from(text, 'base64');
    expect(verify('sha256', Buffer.from(DOCUMENT), certificate.publicKey, signature)).toBe(true);
    const forged = DOCUMENT.replace('i-0123456789abcdef0', 'i-0123456789abcdef1');
    expect(verify('sha256', Buffer.from(forged), certificate.publicKey, signature)).toBe(false);
  });

  test('is the same from every server', async () => {
    expect(await newIdentity().signature(DOCUMENT)).toBe(await identity.signature(DOCUMENT));
    expect(await newIdentity().envelope(DOCUMENT, AT)).toBe(await identity.envelope(DOCUMENT, AT));
  });
});

describe('whether a document was signed here', () => {
  const bytes = Buffer.from(DOCUMENT);

  test('holds for the document alone, on every server of the store', async () => {
    const signature = Buffer.from(await identity.signature(DOCUMENT), 'base64');
    expect(await newIdentity().hasSigned(bytes, signature)).toBe(true);
    const forged = Buffer.from(DOCUMENT.replace('i-0123456789abcdef0', 'i-0123456789abcdef1'));
    expect(await identity.hasSigned(forged, signature)).toBe(false);
    expect(await identity.hasSigned(bytes, Buffer.alloc(0))).toBe(false);
    expect(await identity.hasSigned(bytes, Buffer.alloc(10_000))).toBe(false);
  });

  test('does not hold for another house’s, which makes no key for the question', async () => {
    const other = await openInProcessHouse({});
    try {
      const stranger = new InstanceIdentity(other.house.store, other.house.clock);
      const ours = Buffer.from(await identity.signature(DOCUMENT), 'base64');
      expect(await stranger.hasSigned(bytes, ours)).toBe(false);
      expect(await readSetting(other.house.store, 'instance-identity')).toBeUndefined();
      const theirs = Buffer.from(await stranger.signature(DOCUMENT), 'base64');
      expect(await stranger.hasSigned(bytes, theirs)).toBe(true);
      expect(await identity.hasSigned(bytes, theirs)).toBe(false);
    } finally {
      await other.close();
    }
  });
});

describe('the envelope (pkcs7 and rsa2048)', () => {
  test('holds the document, its digest and when it was signed, names its signer, and has no certificate', async () => {
    const signed = opened(await identity.envelope(DOCUMENT, AT));
    expect(
      Buffer.from(signed.encapContentInfo.eContent?.single?.buffer ?? new ArrayBuffer()).toString(),
    ).toBe(DOCUMENT);
    expect(signed.certificates).toBeUndefined();
    const [signer] = signed.signerInfos;
    const serial = Buffer.from(signer?.sid.issuerAndSerialNumber?.serialNumber ?? new ArrayBuffer());
    expect(serial.toString('hex').toUpperCase()).toBe(certificate.serialNumber);
    const valueOf = (type: string) =>
      signer?.signedAttrs?.find(({ attrType }) => attrType === type)?.attrValues[0] ?? new ArrayBuffer();
    const digest = AsnConvert.parse(valueOf(id_messageDigest), OctetString);
    expect(Buffer.from(digest.buffer).toString('hex')).toBe(
      createHash('sha256').update(DOCUMENT).digest('hex'),
    );
    expect(Buffer.from(valueOf(id_signingTime)).toString()).toContain('260203040506Z');
  });

  test('its signature is over the attributes that hold the digest', async () => {
    const [signer] = opened(await identity.envelope(DOCUMENT, AT)).signerInfos;
    const attributes = Buffer.concat(
      (signer?.signedAttrs ?? []).map((one) => Buffer.from(AsnConvert.serialize(one))),
    );
    // What is signed is a SET of them, in one byte's length.
    const signed = Buffer.concat([Buffer.of(0x31, attributes.length), attributes]);
    const signature = Buffer.from(signer?.signature.buffer ?? new ArrayBuffer());
    expect(verify('sha256', signed, certificate.publicKey, signature)).toBe(true);
  });
});

const hasOpenssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
);

describe.skipIf(!hasOpenssl)('verified as AWS documents it (where openssl is installed)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-identity-'));
    await writeFile(path.join(folder, 'certificate'), await identity.certificate());
    await writeFile(path.join(folder, 'document'), DOCUMENT);
    await writeFile(
      path.join(folder, 'signature'),
      Buffer.from(await identity.signature(DOCUMENT), 'base64'),
    );
    const envelope = await identity.envelope(DOCUMENT, AT);
    await writeFile(
      path.join(folder, 'rsa2048'),
      `-----BEGIN PKCS7-----\n${envelope}\n-----END PKCS7-----\n`,
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const smime = [
    'smime',
    '-verify',
    '-in',
    'rsa2048',
    '-inform',
    'PEM',
    '-certfile',
    'certificate',
    '-noverify',
  ];

  test('openssl smime -verify', async () => {
    const { stdout, stderr } = await run('openssl', [...smime, '-content', 'document'], { cwd: folder });
    expect(stderr).toMatch(/Verification successful/i);
    expect(stdout.replaceAll('\r', '')).toBe(DOCUMENT);
  });

  test('openssl dgst -verify', async () => {
    const { stdout: key } = await run('openssl', ['x509', '-pubkey', '-noout', '-in', 'certificate'], {
      cwd: folder,
    });
    await writeFile(path.join(folder, 'key'), key);
    const dgst = ['dgst', '-sha256', '-verify', 'key', '-signature', 'signature', 'document'];
    expect((await run('openssl', dgst, { cwd: folder })).stdout).toBe('Verified OK\n');
  });
});
