import type { MalformedSignature } from '../credentials/signature.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { AuthenticationStyle } from './authentication-style.ts';
import { malformedSignatureError } from './malformed-signature.ts';

/** Why a request's sender could not be made out. */
export type AuthenticationFailure =
  | { readonly reason: 'unsigned' }
  | { readonly reason: 'malformed'; readonly signature: MalformedSignature }
  | { readonly reason: 'unknown-key'; readonly accessKeyId: string }
  | { readonly reason: 'unknown-token' }
  | { readonly reason: 'expired-token' }
  | {
      readonly reason: 'wrong-signature';
      readonly accessKeyId: string;
      readonly signature: string;
      /** `undefined` with Signature Version 2, which has none. */
      readonly canonicalRequest: string | undefined;
      readonly stringToSign: string;
    }
  /** An identity document that no instance here was given. */
  | { readonly reason: 'unknown-document' }
  | { readonly reason: 'skewed'; readonly signedAt: Date; readonly now: Date }
  | {
      readonly reason: 'expired-url';
      /** `undefined` with Signature Version 2, whose URL says when and not for how long. */
      readonly expiresSeconds: number | undefined;
      readonly expiredAt: Date;
      readonly now: Date;
    }
  | { readonly reason: 'wrong-scope'; readonly message: string };

const TOKEN_INVALID = 'The security token included in the request is invalid';

/** The service's own error for a request whose sender could not be made out. */
export function authenticationError(style: AuthenticationStyle, failure: AuthenticationFailure): AwsError {
  if (failure.reason === 'malformed') return malformedSignatureError(style, failure.signature);
  switch (style) {
    case 'query':
      return queryError(failure);
    case 'ec2':
      return ec2Error(failure);
    case 's3':
      return s3Error(failure);
    case 'json':
      return jsonError(failure);
  }
}

/** A failure of a signature that could be read. */
type ReadableFailure = Exclude<AuthenticationFailure, { readonly reason: 'malformed' }>;

function queryError(failure: ReadableFailure): AwsError {
  switch (failure.reason) {
    case 'unsigned':
      return new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
    case 'unknown-key':
    case 'unknown-token':
      return new AwsError('InvalidClientTokenId', 403, `${TOKEN_INVALID}.`);
    case 'expired-token':
      return new AwsError('ExpiredToken', 403, 'The security token included in the request is expired');
    case 'wrong-signature':
    case 'unknown-document':
      return new AwsError('SignatureDoesNotMatch', 403, MISMATCH);
    case 'skewed':
    case 'expired-url':
      return new AwsError('SignatureDoesNotMatch', 403, timeMessage(failure));
    case 'wrong-scope':
      return new AwsError('SignatureDoesNotMatch', 403, failure.message);
  }
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.';

const NOT_VALIDATED = 'AWS was not able to validate the provided access credentials';

function ec2Error(failure: ReadableFailure): AwsError {
  switch (failure.reason) {
    case 'expired-token':
    case 'skewed':
    case 'expired-url':
      return new AwsError('RequestExpired', 400, 'Request has expired.');
    case 'unsigned':
    case 'unknown-key':
    case 'unknown-token':
    case 'wrong-signature':
    case 'unknown-document':
    case 'wrong-scope':
      return new AwsError('AuthFailure', 401, NOT_VALIDATED);
  }
}

function s3Error(failure: ReadableFailure): AwsError {
  switch (failure.reason) {
    case 'unsigned':
    case 'unknown-document':
      return new AwsError('AccessDenied', 403, 'Access Denied');
    case 'unknown-key':
      return new AwsError(
        'InvalidAccessKeyId',
        403,
        'The AWS Access Key Id you provided does not exist in our records.',
        { AWSAccessKeyId: failure.accessKeyId },
      );
    case 'unknown-token':
      return new AwsError('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.');
    case 'expired-token':
      return new AwsError('ExpiredToken', 400, 'The provided token has expired.');
    case 'wrong-signature':
      return new AwsError(
        'SignatureDoesNotMatch',
        403,
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        {
          AWSAccessKeyId: failure.accessKeyId,
          StringToSign: failure.stringToSign,
          SignatureProvided: failure.signature,
          ...(failure.canonicalRequest !== undefined && { CanonicalRequest: failure.canonicalRequest }),
        },
      );
    case 'skewed':
      return new AwsError(
        'RequestTimeTooSkewed',
        403,
        'The difference between the request time and the current time is too large.',
        {
          RequestTime: compact(failure.signedAt),
          ServerTime: seconds(failure.now),
          MaxAllowedSkewMilliseconds: '900000',
        },
      );
    case 'expired-url':
      return new AwsError('AccessDenied', 403, 'Request has expired', {
        ...(failure.expiresSeconds !== undefined && { 'X-Amz-Expires': String(failure.expiresSeconds) }),
        Expires: seconds(failure.expiredAt),
        ServerTime: seconds(failure.now),
      });
    case 'wrong-scope':
      return new AwsError('AuthorizationHeaderMalformed', 400, failure.message);
  }
}

function jsonError(failure: ReadableFailure): AwsError {
  switch (failure.reason) {
    case 'unsigned':
      return new AwsError(
        'MissingAuthenticationTokenException',
        400,
        'Request is missing Authentication Token',
      );
    case 'unknown-key':
    case 'unknown-token':
      return new AwsError('UnrecognizedClientException', 400, `${TOKEN_INVALID}.`);
    case 'expired-token':
      return new AwsError(
        'ExpiredTokenException',
        400,
        'The security token included in the request is expired',
      );
    case 'wrong-signature':
    case 'unknown-document':
      return new AwsError('InvalidSignatureException', 400, MISMATCH);
    case 'skewed':
    case 'expired-url':
      return new AwsError('InvalidSignatureException', 400, timeMessage(failure));
    case 'wrong-scope':
      return new AwsError('InvalidSignatureException', 400, failure.message);
  }
}

function timeMessage(failure: Extract<AuthenticationFailure, { reason: 'skewed' | 'expired-url' }>): string {
  const now = compact(failure.now);
  if (failure.reason === 'expired-url')
    return `Signature expired: ${compact(failure.expiredAt)} is now earlier than ${now}`;
  const quarter = 15 * 60_000;
  const signed = compact(failure.signedAt);
  if (failure.signedAt < failure.now) {
    const edge = compact(new Date(failure.now.getTime() - quarter));
    return `Signature expired: ${signed} is now earlier than ${edge} (${now} - 15 min.)`;
  }
  const edge = compact(new Date(failure.now.getTime() + quarter));
  return `Signature not yet current: ${signed} is still later than ${edge} (${now} + 15 min.)`;
}

/** `20150830T123600Z` */
function compact(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** `2015-08-30T12:36:00Z` */
function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
