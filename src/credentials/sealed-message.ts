import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { KeyRing } from './key-ring.ts';

/** Far more than the details of any refusal take. */
const MAX_TEXT_BYTES = 256 * 1024;
/** What that many bytes become at worst: not deflated, sealed, in base64. */
const MAX_BLOB_LENGTH = 360 * 1024;

/**
 * Encodes the details of a refusal, as EC2 does: only sts:DecodeAuthorizationMessage can read them.
 *
 * @param text at most 256 KB in UTF-8
 * @returns URL-safe base64
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export function sealMessage(ring: KeyRing, text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > MAX_TEXT_BYTES)
    throw new RangeError(`a message of ${bytes.length} bytes cannot be sealed`);
  return ring.seal('message', deflateRawSync(bytes)).toString('base64url');
}

/** @returns the text, or `undefined` for what {@link sealMessage} did not make with this ring */
export function openMessage(ring: KeyRing, blob: string): string | undefined {
  if (blob.length > MAX_BLOB_LENGTH) return undefined;
  const sealed = Buffer.from(blob, 'base64url');
  if (sealed.toString('base64url') !== blob) return undefined;
  const packed = ring.open('message', sealed);
  if (packed === undefined) return undefined;
  return inflateRawSync(packed, { maxOutputLength: MAX_TEXT_BYTES }).toString('utf8');
}
