import { LruCache } from './lru-cache.ts';
import { type Credential, readCredential } from './read-credential.ts';
import { malformed, readSignedHeaders } from './read-signed-headers.ts';
import type { MalformedSignature } from './signature.ts';

/** An Authorization header, taken apart; nothing of it is proven. */
interface Authorization extends Head {
  readonly signature: string;
}

/** All before the signature: the same in each request that a signer makes of a service on a day. */
interface Head {
  readonly credential: Credential;
  /** Lower-cased, sorted, `host` among them. */
  readonly signedHeaders: readonly string[];
}

/** Heads that were read, by their text. */
const heads = new LruCache<Head>(1024);
/** Longer ones are read each time, so that nobody fills the memory with them. */
const MAX_KNOWN_HEAD = 512;

/** Far beyond what signers write (some 300 characters), far below what would cost anything. */
export const MAX_AUTHORIZATION = 8192;
const ALGORITHM = 'AWS4-HMAC-SHA256';
const SIGNATURE = 'Signature=';
const HEX = /^[0-9a-f]{64}$/;

/** Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, and but once what comes before the signature. */
export function readAuthorization(authorization: string): Authorization | MalformedSignature {
  const at = authorization.lastIndexOf(SIGNATURE);
  const signature = authorization.slice(at + SIGNATURE.length);
  if (at < 0 || at > MAX_KNOWN_HEAD || !HEX.test(signature)) return readWhole(authorization);
  const text = authorization.slice(0, at);
  const head = heads.get(text);
  if (head !== undefined)
    return { credential: head.credential, signedHeaders: head.signedHeaders, signature };
  const read = readWhole(authorization);
  if (!('kind' in read)) heads.set(text, { credential: read.credential, signedHeaders: read.signedHeaders });
  return read;
}

function readWhole(authorization: string): Authorization | MalformedSignature {
  if (authorization.length > MAX_AUTHORIZATION) return malformed('header', 'too-long', authorization);
  const space = authorization.indexOf(' ');
  const scheme = space < 0 ? authorization : authorization.slice(0, space);
  if (scheme === 'AWS') return malformed('header', 'signature-v2-header', authorization);
  if (!scheme.startsWith('AWS4-')) return malformed('header', 'unsupported-scheme', authorization);
  if (scheme !== ALGORITHM) return malformed('header', 'unsupported-algorithm', scheme);

  const parts = readParts(authorization, scheme.length);
  if ('kind' in parts) return parts;
  const { Credential, SignedHeaders, Signature } = parts;
  if (!Credential || !SignedHeaders || !Signature) {
    const missing = (['Credential', 'Signature', 'SignedHeaders'] as const).filter((name) => !parts[name]);
    return malformed('header', 'missing-parameters', authorization, undefined, missing);
  }

  const credential = readCredential(Credential);
  if ('rule' in credential) return malformed('header', credential.rule, Credential, credential.service);
  const signedHeaders = readSignedHeaders(SignedHeaders);
  if (typeof signedHeaders === 'string') {
    return malformed('header', signedHeaders, SignedHeaders, credential.service);
  }
  return { credential, signedHeaders, signature: Signature };
}

interface Parts {
  Credential: string;
  SignedHeaders: string;
  Signature: string;
}

/** Reads `Credential=…, SignedHeaders=…, Signature=…` in any order, with or without spaces. */
function readParts(authorization: string, from: number): Parts | MalformedSignature {
  const parts: Parts = { Credential: '', SignedHeaders: '', Signature: '' };
  let at = from;
  while (at < authorization.length) {
    const comma = authorization.indexOf(',', at);
    const end = comma < 0 ? authorization.length : comma;
    const part = authorization.slice(at, end).trim();
    at = end + 1;
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals < 0) return malformed('header', 'not-key-value', part);
    const name = part.slice(0, equals);
    if (!isPartName(name) || parts[name] !== '') return malformed('header', 'unexpected-parameter', part);
    parts[name] = part.slice(equals + 1);
  }
  return parts;
}

function isPartName(name: string): name is keyof Parts {
  return name === 'Credential' || name === 'SignedHeaders' || name === 'Signature';
}
