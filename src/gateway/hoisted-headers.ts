import type { HttpRequest } from '../kernel/http.ts';
import { parseRestQuery } from '../protocol/rest-query.ts';

/** What in a presigned query speaks of the signature itself. */
const OF_THE_SIGNATURE: ReadonlySet<string> = new Set([
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-signature',
  'x-amz-signedheaders',
  'x-amz-security-token',
  'x-amz-content-sha256',
]);

/**
 * A request to S3 whose `x-amz-…` headers stand where S3 looks for them, also those that a presigned URL
 * carries in its query, where its signature covers them. A header that came as one stays.
 *
 * Checksums are not looked for there: S3 passes them over, and the SDK for JavaScript puts that of an empty
 * body into every URL it presigns for PutObject.
 */
export function withHoistedHeaders(request: HttpRequest): HttpRequest {
  if (!/(?:^|&)x-amz-/i.test(request.query)) return request;
  let headers: Record<string, string | undefined> | undefined;
  for (const [parameter, [value]] of parseRestQuery(request.query)) {
    const name = parameter.toLowerCase();
    if (!name.startsWith('x-amz-') || OF_THE_SIGNATURE.has(name) || name.includes('checksum')) continue;
    headers ??= { ...request.headers };
    headers[name] ??= value;
  }
  return headers === undefined ? request : { ...request, headers };
}
