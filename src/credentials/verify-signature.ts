import { timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../kernel/http.ts';
import { type Canonical, canonicalRequest, signsVerbatimPath, stringToSign } from './canonical-request.ts';
import { UNSIGNED_PAYLOAD } from './declared-payload.ts';
import type { HmacKey } from './hmac-key.ts';
import type { HeaderSignature, PresignedSignature } from './signature.ts';
import { formatScope, signingKey } from './signing-key.ts';

/** How far a client's clock may be off, in milliseconds. */
export const MAX_SKEW_MS = 15 * 60 * 1000;

/** Whether a signature holds, and if not, why. */
export type Verification = { readonly ok: true } | VerificationFailure;

export type VerificationFailure =
  /** S3's `SignatureDoesNotMatch` quotes both texts. */
  | {
      readonly ok: false;
      readonly reason: 'signature';
      readonly canonicalRequest: string;
      readonly stringToSign: string;
    }
  /** The scope's date is another than the day it was signed. */
  | { readonly ok: false; readonly reason: 'scope-date' }
  /** The client's clock is more than 15 minutes off. @property ahead whether it runs ahead of ours */
  | { readonly ok: false; readonly reason: 'skewed'; readonly ahead: boolean }
  /** A presigned URL whose time is over. @property expiredAt ms since 1970 */
  | { readonly ok: false; readonly reason: 'expired'; readonly expiredAt: number }
  /** A presigned URL signed more than 15 minutes in the future. */
  | { readonly ok: false; readonly reason: 'not-yet-valid' }
  /** `x-amz-*` headers that came along unsigned. */
  | { readonly ok: false; readonly reason: 'headers-not-signed'; readonly headers: readonly string[] };

/** What a signature is verified against. */
export interface VerifyInput {
  readonly request: HttpRequest;
  readonly signature: HeaderSignature | PresignedSignature;
  readonly secretAccessKey: string;
  /** Hex SHA-256 of the body, or what {@link signedPayload} says stands for it. */
  readonly payloadHash: string;
  /** Real time, ms since 1970. */
  readonly now: number;
}

/**
 * Whether this secret signed this request, lately enough. Runs on every request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(input: VerifyInput): Verification {
  const { request, signature, secretAccessKey, payloadHash, now } = input;
  const tooLate = timeFailure(signature, now);
  if (tooLate !== undefined) return tooLate;
  const verbatimPath = signsVerbatimPath(signature.service);
  const unsigned = unsignedHeaders(request, signature.signedHeaders, verbatimPath);
  if (unsigned.length > 0) return { ok: false, reason: 'headers-not-signed', headers: unsigned };

  const key = signingKey(secretAccessKey, signature);
  const canonical: Canonical = {
    request,
    signedHeaders: signature.signedHeaders,
    payloadHash,
    verbatimPath,
    withoutQuery: signature.kind === 'presigned' ? ['X-Amz-Signature'] : undefined,
  };
  const failure = matches(canonical, signature, key);
  if (failure === undefined) return OK;

  // AWS: some services want the token in a presigned query signed, others added after signing; it does not say
  // which. The token proves itself, so either will do, but for S3, which wants it signed.
  if (signature.kind === 'presigned' && signature.sessionToken !== undefined && !verbatimPath) {
    const withoutToken = { ...canonical, withoutQuery: ['X-Amz-Signature', 'X-Amz-Security-Token'] };
    if (matches(withoutToken, signature, key) === undefined) return OK;
  }
  return failure;
}

/**
 * What stands for the body in the canonical request.
 *
 * @returns S3: what the request declares, or `UNSIGNED-PAYLOAD` in a presigned URL; `undefined` where it is the
 *   SHA-256 of the body itself, as for all others (and S3 demands the declaration in the header's case)
 */
export function signedPayload(signature: HeaderSignature | PresignedSignature): string | undefined {
  if (!signsVerbatimPath(signature.service)) return undefined;
  if (signature.payload.kind !== 'undeclared') return signature.payload.text;
  return signature.kind === 'presigned' ? UNSIGNED_PAYLOAD : undefined;
}

const OK: Verification = { ok: true };

function timeFailure(
  signature: HeaderSignature | PresignedSignature,
  now: number,
): VerificationFailure | undefined {
  const { signedAt } = signature;
  if (!signature.timestamp.startsWith(signature.date)) return { ok: false, reason: 'scope-date' };
  if (signature.kind === 'presigned') {
    if (signedAt - now > MAX_SKEW_MS) return { ok: false, reason: 'not-yet-valid' };
    const expiredAt = signedAt + signature.expires * 1000;
    return now > expiredAt ? { ok: false, reason: 'expired', expiredAt } : undefined;
  }
  const ahead = signedAt - now;
  return Math.abs(ahead) > MAX_SKEW_MS ? { ok: false, reason: 'skewed', ahead: ahead > 0 } : undefined;
}

const NONE: readonly string[] = [];

/**
 * The `x-amz-*` headers that are not signed. Outside S3 the session token may be added after signing, as AWS's
 * published test cases have it.
 */
function unsignedHeaders(
  request: HttpRequest,
  signedHeaders: readonly string[],
  isS3: boolean,
): readonly string[] {
  let unsigned: string[] | undefined;
  for (const name in request.headers) {
    if (!name.startsWith('x-amz-') || signedHeaders.includes(name)) continue;
    if (request.headers[name] === undefined) continue;
    if (name === 'x-amz-security-token' && !isS3) continue;
    (unsigned ??= []).push(name);
  }
  return unsigned ?? NONE;
}

function matches(
  canonical: Canonical,
  signature: HeaderSignature | PresignedSignature,
  key: HmacKey,
): VerificationFailure | undefined {
  const text = canonicalRequest(canonical);
  const toSign = stringToSign(signature.timestamp, formatScope(signature), text);
  const expected = key.sign(toSign);
  if (equalInConstantTime(expected, signature.signature)) return undefined;
  return { ok: false, reason: 'signature', canonicalRequest: text, stringToSign: toSign };
}

/** Compares texts of ASCII without telling by the time it takes how much was right. */
export function equalInConstantTime(expected: string, given: string): boolean {
  if (expected.length !== given.length) return false;
  if (expected.length !== SIGNATURE_LENGTH) {
    return timingSafeEqual(Buffer.from(expected, 'latin1'), Buffer.from(given, 'latin1'));
  }
  EXPECTED.write(expected, 'latin1');
  GIVEN.write(given, 'latin1');
  return timingSafeEqual(EXPECTED, GIVEN);
}

/** Hex digits of a signature; every request's is compared in the same place. */
const SIGNATURE_LENGTH = 64;
const EXPECTED = Buffer.alloc(SIGNATURE_LENGTH);
const GIVEN = Buffer.alloc(SIGNATURE_LENGTH);
