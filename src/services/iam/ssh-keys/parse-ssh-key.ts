import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { credentialErrors } from '../credential-errors.ts';

const LEAST_BITS = 2048;

/** An RSA key as SSH has it. */
export interface SshKey {
  /** `ssh-rsa AAAA…` */
  readonly ssh: string;
  readonly pem: string;
  /** MD5 of SSH's bytes: 16 pairs of hex digits between colons. */
  readonly fingerprint: string;
}

/**
 * Reads a public key, written as SSH does (`ssh-rsa AAAA… comment`) or as PEM.
 *
 * @throws AwsError UnrecognizedPublicKeyEncoding, or InvalidPublicKey for anything but RSA of 2048 bits
 */
export function parseSshKey(body: string): SshKey {
  const text = body.trim();
  const key = text.startsWith('-----BEGIN ') ? readPem(text) : readSsh(text);
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa' || modulusLength < LEAST_BITS) throw credentialErrors.invalidSshKey();
  const bytes = sshBytes(key);
  const digest = createHash('md5').update(bytes).digest('hex');
  return {
    ssh: `ssh-rsa ${bytes.toString('base64')}`,
    pem: String(key.export({ type: 'spki', format: 'pem' })),
    fingerprint: digest.replaceAll(/..(?!$)/g, '$&:'),
  };
}

function readPem(pem: string): KeyObject {
  // A private key would do for Node too; it is not to be taken.
  if (pem.includes('PRIVATE')) throw credentialErrors.unrecognizedSshKey();
  try {
    return createPublicKey(pem);
  } catch {
    throw credentialErrors.unrecognizedSshKey();
  }
}

function readSsh(text: string): KeyObject {
  const [kind = '', encoded = ''] = text.split(/\s+/, 2);
  if (!/^(ssh|ecdsa)-[\w-]+$/.test(kind)) throw credentialErrors.unrecognizedSshKey();
  if (kind !== 'ssh-rsa') throw credentialErrors.invalidSshKey();
  const [name, e, n, rest] = fieldsOf(Buffer.from(encoded, 'base64'));
  if (name?.toString('latin1') !== 'ssh-rsa' || e === undefined || n === undefined || rest !== undefined) {
    throw credentialErrors.invalidSshKey();
  }
  try {
    const jwk = { kty: 'RSA', e: e.toString('base64url'), n: unsigned(n).toString('base64url') };
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw credentialErrors.invalidSshKey();
  }
}

/** SSH's fields, each behind its length; a fourth stands for whatever should not be there. */
function fieldsOf(bytes: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at < bytes.length && fields.length < 4;) {
    const length = at + 4 <= bytes.length ? bytes.readUInt32BE(at) : bytes.length;
    if (at + 4 + length > bytes.length) throw credentialErrors.invalidSshKey();
    fields.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

/** Without the zero that keeps a number from looking negative. */
function unsigned(number: Buffer): Buffer {
  return number[0] === 0 ? number.subarray(1) : number;
}

function sshBytes(key: KeyObject): Buffer {
  const { e = '', n = '' } = key.export({ format: 'jwk' });
  const modulus = Buffer.from(n, 'base64url');
  const signed = (modulus[0] ?? 0) >= 128 ? Buffer.concat([Buffer.alloc(1), modulus]) : modulus;
  return Buffer.concat([Buffer.from('ssh-rsa'), Buffer.from(e, 'base64url'), signed].map(withLength));
}

function withLength(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
}
