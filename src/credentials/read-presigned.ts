import type { HttpRequest } from '../kernel/http.ts';
import { parseAwsDate } from './aws-date.ts';
import { signsVerbatimPath } from './canonical-request.ts';
import { declaredPayload } from './declared-payload.ts';
import { isAccessKeyId, readCredential } from './read-credential.ts';
import { malformed, readSignedHeaders } from './read-signed-headers.ts';
import {
  MAX_EXPIRES_SECONDS,
  type MalformedSignature,
  type PresignedSignature,
  type PresignedV2Signature,
} from './signature.ts';
import { decodeQueryPart } from './uri-encoding.ts';

const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
] as const;

/** How long a presigned request to others than S3 holds when it does not say: as long as clocks may differ. */
const DEFAULT_EXPIRES_SECONDS = 900;

/**
 * Reads Signature Version 4 in the query.
 *
 * @returns `undefined` when none of algorithm, credential and signature is there: not a presigned request
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function readPresigned(request: HttpRequest): PresignedSignature | MalformedSignature | undefined {
  const found = queryParameters(request.query, 'X-Amz-');
  const algorithm = found.get('X-Amz-Algorithm');
  const sentCredential = found.get('X-Amz-Credential');
  const signature = found.get('X-Amz-Signature');
  if (algorithm === undefined && sentCredential === undefined && signature === undefined) return undefined;

  const timestamp = found.get('X-Amz-Date');
  const sentHeaders = found.get('X-Amz-SignedHeaders');
  if (!algorithm || !sentCredential || !signature || !timestamp || !sentHeaders) {
    const missing = REQUIRED.filter((name) => !found.get(name));
    return malformed('query', 'missing-parameters', missing.join(', '), undefined, missing);
  }
  if (algorithm !== 'AWS4-HMAC-SHA256') return malformed('query', 'unsupported-algorithm', algorithm);
  const credential = readCredential(sentCredential);
  if ('rule' in credential) return malformed('query', credential.rule, sentCredential, credential.service);
  const { service } = credential;
  const signedAt = parseAwsDate(timestamp);
  if (signedAt === undefined) return malformed('query', 'invalid-date', timestamp, service);

  const sentExpires = found.get('X-Amz-Expires');
  if (sentExpires === undefined && signsVerbatimPath(service)) {
    return malformed('query', 'missing-parameters', 'X-Amz-Expires', service, ['X-Amz-Expires']);
  }
  const expires = sentExpires === undefined ? DEFAULT_EXPIRES_SECONDS : readInteger(sentExpires);
  if (expires === undefined) return malformed('query', 'expires-not-a-number', sentExpires ?? '', service);
  if (expires < 1) return malformed('query', 'expires-not-positive', String(expires), service);
  if (expires > MAX_EXPIRES_SECONDS) return malformed('query', 'expires-too-long', String(expires), service);

  const signedHeaders = readSignedHeaders(sentHeaders);
  if (typeof signedHeaders === 'string') return malformed('query', signedHeaders, sentHeaders, service);

  return {
    kind: 'presigned',
    accessKeyId: credential.accessKeyId,
    timestamp,
    signedAt,
    date: credential.date,
    region: credential.region,
    service,
    signedHeaders,
    signature,
    sessionToken: found.get('X-Amz-Security-Token'),
    payload: declaredPayload(found.get('X-Amz-Content-Sha256') ?? request.headers['x-amz-content-sha256']),
    expires,
  };
}

/** Reads Signature Version 2 in the query; `undefined` when neither key nor signature is there. */
export function readPresignedV2(request: HttpRequest): PresignedV2Signature | MalformedSignature | undefined {
  const found = queryParameters(request.query, '');
  const accessKeyId = found.get('AWSAccessKeyId');
  const signature = found.get('Signature');
  const sentExpires = found.get('Expires');
  if (accessKeyId === undefined && signature === undefined) return undefined;
  if (!accessKeyId || !signature || !sentExpires) {
    const missing = ['Signature', 'Expires', 'AWSAccessKeyId'].filter((name) => !found.get(name));
    return malformed('query-v2', 'missing-parameters', missing.join(', '), undefined, missing);
  }
  if (!isAccessKeyId(accessKeyId)) return malformed('query-v2', 'credential-access-key', accessKeyId);
  const expires = readInteger(sentExpires);
  if (expires === undefined) return malformed('query-v2', 'expires-not-a-number', sentExpires);
  return {
    kind: 'presigned-v2',
    accessKeyId,
    expires,
    signature,
    sessionToken: found.get('x-amz-security-token'),
  };
}

/** The query's parameters whose name begins so, decoded; of a repeated one the first. */
function queryParameters(query: string, prefix: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    const name = decodeQueryPart(equals < 0 ? part : part.slice(0, equals));
    if (!name.startsWith(prefix) || found.has(name)) continue;
    found.set(name, equals < 0 ? '' : decodeQueryPart(part.slice(equals + 1)));
  }
  return found;
}

function readInteger(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
