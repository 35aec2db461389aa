import type { HttpRequest } from '../kernel/http.ts';
import { formatAwsDate, parseAwsDate } from './aws-date.ts';
import { declaredPayload } from './declared-payload.ts';
import { readAuthorization } from './read-authorization.ts';
import { readPresigned, readPresignedV2 } from './read-presigned.ts';
import { malformed } from './read-signed-headers.ts';
import type { HeaderSignature, MalformedSignature, ReadSignature } from './signature.ts';

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
  const read = readAuthorization(authorization);
  if ('kind' in read) return read;
  const { credential, signedHeaders, signature } = read;

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
    signature,
    sessionToken: headers['x-amz-security-token'],
    payload: declaredPayload(headers['x-amz-content-sha256']),
  };
}

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** A `Date` header in HTTP's own form, which AWS takes in place of `X-Amz-Date`. */
function parseHttpDate(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
