/** What `x-amz-content-sha256` says of the body. `text` is what stands in the canonical request. */
export type DeclaredPayload =
  /** No header: the signer hashed the body without saying so, or S3's presigned URL leaves it open. */
  | { readonly kind: 'undeclared' }
  /** The body's own SHA-256. @property text 64 hex digits, lower case */
  | { readonly kind: 'sha256'; readonly text: string }
  | { readonly kind: 'unsigned'; readonly text: string }
  /** aws-chunked: whether the chunks are signed, and whether headers trail. */
  | {
      readonly kind: 'chunked';
      readonly text: string;
      readonly signed: boolean;
      readonly trailer: boolean;
    }
  /** None of the words AWS knows. */
  | { readonly kind: 'invalid'; readonly text: string };

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

const UNDECLARED: DeclaredPayload = { kind: 'undeclared' };

/**
 * Reads `x-amz-content-sha256`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function declaredPayload(text: string | undefined): DeclaredPayload {
  switch (text) {
    case undefined:
      return UNDECLARED;
    case UNSIGNED_PAYLOAD:
      return { kind: 'unsigned', text };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'chunked', text, signed: true, trailer: false };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunked', text, signed: true, trailer: true };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunked', text, signed: false, trailer: true };
    default:
      return /^[0-9a-f]{64}$/.test(text) ? { kind: 'sha256', text } : { kind: 'invalid', text };
  }
}
