import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;

/** The step of 30 seconds in which a moment lies. */
export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / STEP_MS);
}

/**
 * The six digits that an authenticator app shows in a step: RFC 6238 with SHA-1.
 *
 * @param seed the shared secret, as bytes
 */
export function totpCode(seed: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', seed).update(counter).digest();
  const offset = (digest[19] ?? 0) & 15;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}
