import { createHash, createPublicKey, generateKeyPair, randomInt, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { invalidKeyFormat } from '../errors.ts';
import { readSshString, sshBlob, sshNumber, sshString, type SshReader } from './ssh-wire.ts';

/** The public half of a key pair. */
export interface PublicHalf {
  readonly type: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  /** `ssh-rsa AAAA…`, without a comment. */
  readonly openSsh: string;
}

/** A key pair made here; the private half is answered once and kept nowhere. */
export interface CreatedKey extends PublicHalf {
  /** PEM: PKCS#1 for RSA, OpenSSH's own for ED25519, as EC2 hands them out. */
  readonly privatePem: string;
}

const generate = promisify(generateKeyPair);

const RSA_BITS = 2048;
const IMPORTED_RSA_BITS = new Set([1024, 2048, 4096]);
const LONGEST_MATERIAL = 16 * 1024;

/**
 * Makes a key pair, with the fingerprint that EC2 gives to one it made: SHA-1 of the private key's DER
 * for RSA, SHA-256 of the public key for ED25519.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html
 */
export async function createKey(type: 'rsa' | 'ed25519', comment: string): Promise<CreatedKey> {
  if (type === 'ed25519') {
    const { publicKey, privateKey } = await generate('ed25519');
    const blob = ed25519Blob(publicKey);
    return { ...ed25519Half(blob), privatePem: openSshPrivatePem(blob, privateKey, comment) };
  }
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: RSA_BITS });
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  return {
    type,
    fingerprint: colons(createHash('sha1').update(der).digest('hex')),
    openSsh: `ssh-rsa ${rsaBlob(publicKey).toString('base64')}`,
    privatePem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().trimEnd(),
  };
}

/**
 * Reads a public key that someone brings: an OpenSSH line, SSH's public key file (RFC 4716) or PEM.
 * The fingerprint is MD5 of the public key's DER for RSA, SHA-256 for ED25519.
 *
 * @throws AwsError InvalidKey.Format for anything else
 */
export function readPublicKey(material: Uint8Array): PublicHalf {
  if (material.length > LONGEST_MATERIAL) throw invalidKeyFormat();
  const text = Buffer.from(material).toString('utf8').trim();
  try {
    return text.startsWith('-----BEGIN') ? ofKey(createPublicKey(text)) : ofBlob(blobOf(text));
  } catch {
    // Whatever fails in reading, the key is what is wrong.
    throw invalidKeyFormat();
  }
}

function blobOf(text: string): Buffer {
  if (!text.startsWith('---- BEGIN SSH2')) return Buffer.from(text.split(/\s+/)[1] ?? '', 'base64');
  const lines = text.split(/\r?\n/).slice(1, -1);
  return Buffer.from(lines.filter((line) => !line.includes(':')).join(''), 'base64');
}

function ofBlob(blob: Buffer): PublicHalf {
  const reader: SshReader = { bytes: blob, at: 0 };
  const kind = readSshString(reader).toString('latin1');
  if (kind === 'ssh-rsa') {
    const e = readSshString(reader).toString('base64url');
    const n = withoutSign(readSshString(reader)).toString('base64url');
    return ofKey(createPublicKey({ key: { kty: 'RSA', e, n }, format: 'jwk' }));
  }
  if (kind !== 'ssh-ed25519') throw invalidKeyFormat();
  const x = readSshString(reader).toString('base64url');
  return ofKey(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }));
}

function ofKey(key: KeyObject): PublicHalf {
  if (key.asymmetricKeyType === 'ed25519') return ed25519Half(ed25519Blob(key));
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || !IMPORTED_RSA_BITS.has(bits)) throw invalidKeyFormat();
  const der = key.export({ type: 'spki', format: 'der' });
  return {
    type: 'rsa',
    fingerprint: colons(createHash('md5').update(der).digest('hex')),
    openSsh: `ssh-rsa ${rsaBlob(key).toString('base64')}`,
  };
}

function ed25519Half(blob: Buffer): PublicHalf {
  return {
    type: 'ed25519',
    fingerprint: createHash('sha256').update(blob).digest('base64'),
    openSsh: `ssh-ed25519 ${blob.toString('base64')}`,
  };
}

function ed25519Blob(key: KeyObject): Buffer {
  return sshBlob(sshString('ssh-ed25519'), sshString(member(key, 'x')));
}

function rsaBlob(key: KeyObject): Buffer {
  return sshBlob(sshString('ssh-rsa'), sshNumber(member(key, 'e')), sshNumber(member(key, 'n')));
}

/** A member of the key as a JWK, as bytes. */
function member(key: KeyObject, name: 'd' | 'e' | 'n' | 'x'): Buffer {
  return Buffer.from(key.export({ format: 'jwk' })[name] ?? '', 'base64url');
}

function withoutSign(number: Buffer): Buffer {
  return number[0] === 0 ? number.subarray(1) : number;
}

const CHECK_LIMIT = 2 ** 32;
const BLOCK = 8;
const LINE = 70;

/** @see https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key */
function openSshPrivatePem(publicBlob: Buffer, privateKey: KeyObject, comment: string): string {
  const check = Buffer.alloc(4);
  check.writeUInt32BE(randomInt(CHECK_LIMIT));
  const pub = member(privateKey, 'x');
  const secret = sshBlob(
    check,
    check,
    sshString('ssh-ed25519'),
    sshString(pub),
    sshString(Buffer.concat([member(privateKey, 'd'), pub])),
    sshString(comment),
  );
  const padding = Buffer.from(
    Array.from({ length: (BLOCK - (secret.length % BLOCK)) % BLOCK }, (_, i) => i + 1),
  );
  const one = Buffer.from([0, 0, 0, 1]);
  const file = sshBlob(
    Buffer.from('openssh-key-v1\0', 'latin1'),
    sshString('none'),
    sshString('none'),
    sshString(''),
    one,
    sshString(publicBlob),
    sshString(Buffer.concat([secret, padding])),
  );
  const lines = file.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----'].join('\n');
}

function colons(hex: string): string {
  return hex.replaceAll(/(..)(?=.)/g, '$1:');
}
