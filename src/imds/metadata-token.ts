import type { KeyRing } from '../credentials/key-ring.ts';

/** The longest lifetime of a token, seconds: six hours. */
export const MAX_TOKEN_TTL_SECONDS = 21_600;

const EXPIRY_BYTES = 6;
const MAX_TOKEN_LENGTH = 256;

/**
 * Makes a session token of IMDSv2's. It is sealed and carries whose it is and when it ends, so that no
 * number of tokens takes room and every server of a store knows it.
 *
 * @param expiresAt ms since 1970 in emulated time
 * @returns URL-safe base64
 */
export function issueMetadataToken(ring: KeyRing, instanceId: string, expiresAt: number): string {
  const content = Buffer.alloc(EXPIRY_BYTES + Buffer.byteLength(instanceId));
  content.writeUIntBE(expiresAt, 0, EXPIRY_BYTES);
  content.write(instanceId, EXPIRY_BYTES);
  return ring.seal('metadata-token', content).toString('base64url');
}

/**
 * Opens a token.
 *
 * @returns when it ends, ms since 1970, perhaps in the past; `undefined` for what is no token of this instance's
 */
export function openMetadataToken(ring: KeyRing, instanceId: string, token: string): number | undefined {
  if (token.length > MAX_TOKEN_LENGTH) return undefined;
  const sealed = Buffer.from(token, 'base64url');
  // Node's decoder overlooks foreign characters and loose bits: only the one right spelling counts.
  if (sealed.toString('base64url') !== token) return undefined;
  const content = ring.open('metadata-token', sealed);
  if (content === undefined || content.toString('utf8', EXPIRY_BYTES) !== instanceId) return undefined;
  return content.readUIntBE(0, EXPIRY_BYTES);
}

/**
 * The lifetime that a client asks for.
 *
 * @param header the value of `X-aws-ec2-metadata-token-ttl-seconds`
 * @returns 1–21600 seconds; `undefined` for anything else
 */
export function readTokenTtl(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,5}$/.test(header)) return undefined;
  const seconds = Number(header);
  return seconds >= 1 && seconds <= MAX_TOKEN_TTL_SECONDS ? seconds : undefined;
}
