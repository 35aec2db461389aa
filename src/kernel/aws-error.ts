/**
 * An error in AWS's own terms: what a client sees on the wire.
 *
 * Only a service's `errors.ts` (and the wire's own rooms) construct one; everything else throws what
 * the catalogue returns. A thrown value that is not an `AwsError` is a defect of ours and leaves the
 * house as `InternalFailure` (S3, EC2: `InternalError`; 500) without its cause.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  /** AWS's error code, for example `NoSuchEntity`. */
  readonly code: string;
  /** HTTP status: 400–599, or S3's 301 and 304. */
  readonly status: number;
  /** Further members of the error's shape, under AWS's names (S3's `BucketName`, say). */
  readonly members: Readonly<Record<string, unknown>>;
  /** Headers that go with it, where they say something that an answer without a body could not. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    status: number,
    message: string,
    members: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
    this.headers = headers;
  }

  /** AWS's word for who is at fault. */
  get fault(): 'Sender' | 'Receiver' {
    return this.status < 500 ? 'Sender' : 'Receiver';
  }
}
