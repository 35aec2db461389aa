import { createHmac } from 'node:crypto';
import type { HttpRequest } from '../kernel/http.ts';
import { decodeQueryPart } from './uri-encoding.ts';
import type { PresignedV2Signature } from './signature.ts';
import { equalInConstantTime } from './verify-signature.ts';

/** Whether a Signature Version 2 URL holds, and if not, why. */
export type V2Verification =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'signature'; readonly stringToSign: string }
  /** @property expiredAt ms since 1970 */
  | { readonly ok: false; readonly reason: 'expired'; readonly expiredAt: number };

/** What a Signature Version 2 URL is verified against. */
export interface VerifyV2Input {
  readonly request: HttpRequest;
  /** The path with the bucket in front, also where the host named it. */
  readonly resourcePath: string;
  readonly signature: PresignedV2Signature;
  readonly secretAccessKey: string;
  /** Real time, ms since 1970. */
  readonly now: number;
}

/** Query parameters that are part of the signed resource. */
const SUBRESOURCES = new Set([
  'accelerate',
  'acl',
  'cors',
  'delete',
  'lifecycle',
  'location',
  'logging',
  'notification',
  'partNumber',
  'policy',
  'replication',
  'requestPayment',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'restore',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

/**
 * Whether this secret made this presigned URL of S3's Signature Version 2, and it still holds.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
export function verifyPresignedV2(input: VerifyV2Input): V2Verification {
  const { request, resourcePath, signature, secretAccessKey, now } = input;
  const expiredAt = signature.expires * 1000;
  if (now > expiredAt) return { ok: false, reason: 'expired', expiredAt };
  const text = stringToSignV2(request, resourcePath, signature.expires);
  const expected = createHmac('sha1', secretAccessKey).update(text).digest('base64');
  return equalInConstantTime(expected, signature.signature)
    ? { ok: true }
    : { ok: false, reason: 'signature', stringToSign: text };
}

function stringToSignV2(request: HttpRequest, resourcePath: string, expires: number): string {
  const { headers } = request;
  const lines = [
    request.method,
    headers['content-md5'] ?? '',
    headers['content-type'] ?? '',
    String(expires),
  ];
  return `${lines.join('\n')}\n${amzHeaders(headers, request.query)}${resourcePath}${subresources(request.query)}`;
}

/** The token of temporary credentials stands in the query, and is signed as if it were a header. */
function amzHeaders(headers: HttpRequest['headers'], query: string): string {
  const amz = new Map<string, string>();
  for (const name in headers) {
    if (name.startsWith('x-amz-')) amz.set(name, headers[name] ?? '');
  }
  for (const [name, value] of parameters(query)) {
    if (name.toLowerCase().startsWith('x-amz-')) amz.set(name.toLowerCase(), value ?? '');
  }
  return [...amz]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}\n`)
    .join('');
}

function subresources(query: string): string {
  const signed = parameters(query)
    .filter(([name]) => SUBRESOURCES.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
  return signed.length === 0 ? '' : `?${signed.join('&')}`;
}

function parameters(query: string): readonly (readonly [string, string | undefined])[] {
  if (query === '') return [];
  return query.split('&').map((part) => {
    const equals = part.indexOf('=');
    if (equals < 0) return [decodeQueryPart(part), undefined];
    return [decodeQueryPart(part.slice(0, equals)), decodeQueryPart(part.slice(equals + 1))];
  });
}
