import type { HttpRequest } from '../kernel/http.ts';
import { formatAwsDate, parseAwsDate } from './aws-date.ts';
import { declaredPayload } from './declared-payload.ts';
import { readCredential } from './read-credential.ts';
import { readPresigned, readPresignedV2 } from './read-presigned.ts';
import { malformed, readSignedHeaders } from './read-signed-headers.ts';
import type { HeaderSignature, MalformedSignature, ReadSignature } from './signature.ts';

/** Far beyond what signers write (some 300 characters), far below what would cost anything. */
export const MAX_AUTHORIZATION = 8192;
const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Finds and reads a request's signature, in the Authorization header or in the query. Proves nothing.
 *
 * Linear in the request's size, whatever it holds.
 */
export function readSignature(request: HttpRequest): ReadSignature {
  const authorization = request.headers['authorization'];
  const presigned = readQuery(request);
  if (authorization === undefined) return presigned ?? { kind: 'none' };
  if (presigned !== undefined) return malformed('header', 'two-mechanisms', authorization);
  return readHeader(request, authorization);
}

function readQuery(request: HttpRequest): ReadSignature | undefined {
  const { query } = request;
  if (query === '') return undefined;
  if (query.includes('X-Amz-')) {
    const presigned = readPresigned(request);
    if (presigned !== undefined) return presigned;
  }
  return query.includes('AWSAccessKeyId=') || query.includes('Signature=')
    ? readPresignedV2(request)
    : undefined;
}

function readHeader(request: HttpRequest, authorization: string): HeaderSignature | MalformedSignature {
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

  const { headers } = request;
  const sent = headers['x-amz-date'] ?? headers['date'];
  if (sent === undefined) return malformed('header', 'missing-date', authorization, credential.service);
  const signedAt = parseAwsDate(sent) ?? parseHttpDate(sent);
  if (signedAt === undefined) return malformed('header', 'invalid-date', sent, credential.service);

  return {
    kind: 'header',
    accessKeyId: credential.accessKeyId,
    timestamp: sent.length === 16 ? sent : formatAwsDate(signedAt),
    signedAt,
    date: credential.date,
    region: credential.region,
    service: credential.service,
    signedHeaders,
    signature: Signature,
    sessionToken: headers['x-amz-security-token'],
    payload: declaredPayload(headers['x-amz-content-sha256']),
  };
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

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** A `Date` header in HTTP's own form, which AWS takes in place of `X-Amz-Date`. */
function parseHttpDate(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
