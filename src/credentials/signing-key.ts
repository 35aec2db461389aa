import { createHmac } from 'node:crypto';
import { HmacKey } from './hmac-key.ts';
import { LruCache } from './lru-cache.ts';

/** What a signature's key is derived for; with `aws4_request` after it, it is the credential scope. */
export interface SigningScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** Derived keys live for a day; this many serve 1,000 callers of several services each without a derivation. */
const keys = new LruCache<HmacKey>(4096);

/**
 * The key that signs for one secret, day, region and service: four HMACs, remembered.
 *
 * The cache is keyed by the secret itself, which lies in memory beside the caller that it belongs to anyway; a
 * digest of it would cost every request as much as another signature.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature
 */
export function signingKey(secretAccessKey: string, scope: SigningScope): HmacKey {
  const name = `${secretAccessKey}\n${scope.date}\n${scope.region}\n${scope.service}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const dateKey = hmac(`AWS4${secretAccessKey}`, scope.date);
  const regionKey = hmac(dateKey, scope.region);
  const serviceKey = hmac(regionKey, scope.service);
  const key = new HmacKey(hmac(serviceKey, 'aws4_request'));
  keys.set(name, key);
  return key;
}

/** `YYYYMMDD/region/service/aws4_request` */
export function formatScope(scope: SigningScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
