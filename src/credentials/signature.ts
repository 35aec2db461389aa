import type { DeclaredPayload } from './declared-payload.ts';

/** What a request says about who signed it; nothing of it is proven yet. */
export type ReadSignature =
  | NoSignature
  | HeaderSignature
  | PresignedSignature
  | PresignedV2Signature
  | MalformedSignature;

/** An anonymous request. */
export interface NoSignature {
  readonly kind: 'none';
}

interface SignatureV4 {
  readonly accessKeyId: string;
  /** When it was signed, as it stands in the string to sign: `20150830T123600Z`. */
  readonly timestamp: string;
  /** The same, ms since 1970. */
  readonly signedAt: number;
  /** The credential scope's date, `YYYYMMDD`; not yet compared with `timestamp`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Lower-cased, sorted, `host` among them. */
  readonly signedHeaders: readonly string[];
  /** As sent; 64 hex digits when it is right. */
  readonly signature: string;
  readonly sessionToken: string | undefined;
  readonly payload: DeclaredPayload;
}

/** Signature Version 4 in the Authorization header. */
export interface HeaderSignature extends SignatureV4 {
  readonly kind: 'header';
}

/** Signature Version 4 in the query. */
export interface PresignedSignature extends SignatureV4 {
  readonly kind: 'presigned';
  /** For how many seconds it holds, 1–604800. */
  readonly expires: number;
}

/**
 * S3's Signature Version 2 in the query, as the AWS CLI v1 presigns in us-east-1.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#RESTAuthenticationQueryStringAuth
 */
export interface PresignedV2Signature {
  readonly kind: 'presigned-v2';
  readonly accessKeyId: string;
  /** When it ends, seconds since 1970. */
  readonly expires: number;
  /** As sent, percent-decoded: base64 of 20 bytes when it is right. */
  readonly signature: string;
  readonly sessionToken: string | undefined;
}

/**
 * A signature that cannot be read. The gateway turns the rule into the service's own error
 * (`IncompleteSignature`, `AuthorizationHeaderMalformed`, `AuthorizationQueryParametersError` …).
 */
export interface MalformedSignature {
  readonly kind: 'malformed';
  readonly via: 'header' | 'query' | 'query-v2';
  readonly rule: BrokenRule;
  /** What was found in the offending place, at most 256 characters. */
  readonly detail: string;
  /** For `missing-parameters`: their names. */
  readonly missing: readonly string[];
  /** The scope's service, when that much could be read. */
  readonly service: string | undefined;
}

export type BrokenRule =
  /** The Authorization header is longer than any that a signer writes. */
  | 'too-long'
  /** Authorization is of another scheme: `Basic`, `Bearer` … */
  | 'unsupported-scheme'
  /** Authorization: `AWS AKIA…:signature`, Signature Version 2. */
  | 'signature-v2-header'
  /** `AWS4-…` or `X-Amz-Algorithm` of another algorithm than HMAC-SHA256. */
  | 'unsupported-algorithm'
  /** Authorization: `CFN_V1`, but not a document and its signature in base64 with a colon between. */
  | 'identity-document'
  /** Header and query both sign. */
  | 'two-mechanisms'
  /** A part of Authorization without `=`. */
  | 'not-key-value'
  /** A part of Authorization that is unknown or comes twice. */
  | 'unexpected-parameter'
  | 'missing-parameters'
  /** Neither `X-Amz-Date` nor `Date`. */
  | 'missing-date'
  | 'invalid-date'
  /** Credential is not of five parts. */
  | 'credential-elements'
  | 'credential-access-key'
  | 'credential-date'
  | 'credential-region'
  | 'credential-service'
  /** The scope does not end in `aws4_request`. */
  | 'credential-terminator'
  /** SignedHeaders is not a sorted list of lower-case names. */
  | 'signed-headers'
  | 'host-not-signed'
  | 'expires-not-a-number'
  | 'expires-not-positive'
  /** X-Amz-Expires beyond a week. */
  | 'expires-too-long';

/** The longest a presigned URL may hold: a week, in seconds. */
export const MAX_EXPIRES_SECONDS = 604_800;
