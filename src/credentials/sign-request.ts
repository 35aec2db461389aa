import { createHash } from 'node:crypto';
import { formatAwsDate } from './aws-date.ts';
import { canonicalRequest, signsVerbatimPath, stringToSign } from './canonical-request.ts';
import { formatScope, signingKey } from './signing-key.ts';

/** A request to be signed and who signs it. */
export interface SignInput {
  readonly method: string;
  /** Percent-encoded, as it will be sent. */
  readonly path: string;
  /** Percent-encoded, without `?`. */
  readonly query?: string | undefined;
  /** By lower-cased name; `host` must be among them. All of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly region: string;
  readonly service: string;
  /** Real time, ms since 1970. */
  readonly now: number;
}

/**
 * Signs a request with Signature Version 4 in the Authorization header.
 *
 * @returns the given headers with those that signing adds, by lower-cased name
 */
export function signRequest(input: SignInput): Record<string, string> {
  const { service } = input;
  const timestamp = formatAwsDate(input.now);
  const scope = { date: timestamp.slice(0, 8), region: input.region, service };
  const payloadHash = createHash('sha256')
    .update(input.body ?? '')
    .digest('hex');
  const verbatimPath = signsVerbatimPath(service);

  const headers: Record<string, string> = { ...input.headers, 'x-amz-date': timestamp };
  if (input.sessionToken !== undefined) headers['x-amz-security-token'] = input.sessionToken;
  if (verbatimPath) headers['x-amz-content-sha256'] = payloadHash;

  const signedHeaders = Object.keys(headers).sort();
  const request = { method: input.method, path: input.path, query: input.query ?? '', headers };
  const canonical = canonicalRequest({ request, signedHeaders, payloadHash, verbatimPath });
  const scopeText = formatScope(scope);
  const toSign = stringToSign(timestamp, scopeText, canonical);
  const signature = signingKey(input.secretAccessKey, scope).sign(toSign);
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${input.accessKeyId}/${scopeText}, ` +
    `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return headers;
}
