import { createHmac } from 'node:crypto';
import type { HttpRequest } from '../kernel/http.ts';
import type { PresignedV2Signature } from './signature.ts';
import { decodeQueryPart } from './uri-encoding.ts';
import { equalInConstantTime } from './verify-signature.ts';

/** What a presigned URL of Signature Version 2 is verified against. */
export interface VerifyV2Input {
  readonly request: HttpRequest;
  /** The path with the bucket in front, also where the host named it. */
  readonly resourcePath: string;
  readonly signature: PresignedV2Signature;
  readonly secretAccessKey: string;
  /** Real time, ms since 1970. */
  readonly now: number;
}

/** Whether it holds; for a wrong signature with the text that S3's `SignatureDoesNotMatch` quotes. */
export type V2Verification =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'expired'; readonly expiredAt: number }
  | { readonly ok: false; readonly reason: 'signature'; readonly stringToSign: string };

/** The query parameters that are part of what is signed. */
const SIGNED_PARAMETERS: ReadonlySet<string> = new Set([
  'accelerate',
  'acl',
  'analytics',
  'cors',
  'defaultObjectAcl',
  'delete',
  'inventory',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
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
  'select',
  'select-type',
  'storageClass',
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
 * Verifies S3's Signature Version 2 in the query, as the AWS CLI v1 presigns in us-east-1.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
export function verifyPresignedV2(input: VerifyV2Input): V2Verification {
  const { request, resourcePath, signature, secretAccessKey, now } = input;
  const expiredAt = signature.expires * 1000;
  if (now > expiredAt) return { ok: false, reason: 'expired', expiredAt };

  const query = parameters(request.query);
  const stringToSign =
    `${request.method}\n${header('content-md5', request, query)}\n${header('content-type', request, query)}\n` +
    `${signature.expires}\n${amzHeaders(request, query)}${resource(resourcePath, query)}`;
  const expected = createHmac('sha1', secretAccessKey)
    .update(Buffer.from(stringToSign, 'latin1'))
    .digest('base64');
  if (equalInConstantTime(expected, signature.signature)) return { ok: true };
  return { ok: false, reason: 'signature', stringToSign };
}

/** Decoded names and values; a name without `=` has none. */
type Parameters = readonly (readonly [name: string, value: string | undefined])[];

/** The CLI moves what it would have sent as headers into the query, and signs it as headers all the same. */
function header(name: string, request: HttpRequest, query: Parameters): string {
  return request.headers[name] ?? query.find(([given]) => given === name)?.[1] ?? '';
}

/**
 * The token of temporary credentials, too, stands in the query and is signed as if it were a header. Where both
 * are there the header counts, as it does for what the request will do: nobody adds one unsigned.
 */
function amzHeaders(request: HttpRequest, query: Parameters): string {
  const values = new Map<string, string>();
  for (const [name, value] of query) if (name.startsWith('x-amz-')) values.set(name, value ?? '');
  for (const name in request.headers) {
    const value = request.headers[name];
    if (name.startsWith('x-amz-') && value !== undefined) values.set(name, value);
  }
  return [...values]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}\n`)
    .join('');
}

function resource(path: string, query: Parameters): string {
  // A bucket itself is signed with a slash at its end, whether or not the path has one.
  const isBucket = path.length > 1 && !path.includes('/', 1);
  const signed = query
    .filter(([name]) => SIGNED_PARAMETERS.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
  return `${path}${isBucket ? '/' : ''}${signed.length === 0 ? '' : `?${signed.join('&')}`}`;
}

function parameters(query: string): Parameters {
  if (query === '') return [];
  return query.split('&').map((part) => {
    const equals = part.indexOf('=');
    if (equals < 0) return [decodeQueryPart(part), undefined];
    return [decodeQueryPart(part.slice(0, equals)), decodeQueryPart(part.slice(equals + 1))];
  });
}
