import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (secret: string, salt: Buffer, bytes: number) => Promise<Buffer>;

const BYTES = 32;

/**
 * Salts and hashes a password (scrypt, Node's cost), so that the store holds none.
 *
 * @param salt 32 hex digits, fresh for each password
 * @returns what {@link isSecretOf} takes
 */
export async function hashSecret(secret: string, salt: string): Promise<string> {
  const hash = await derive(secret, Buffer.from(salt, 'hex'), BYTES);
  return `scrypt:${salt}:${hash.toString('hex')}`;
}

/** Whether a hash was made of this password. */
export async function isSecretOf(hashed: string, secret: string): Promise<boolean> {
  const [, salt = '', hash = ''] = hashed.split(':');
  const derived = await derive(secret, Buffer.from(salt, 'hex'), BYTES);
  const expected = Buffer.from(hash, 'hex');
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}
