/**
 * Why a body is refused; beside it the S3 error that says so.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export type PayloadFault =
  /** `IncompleteBody`: it ended too early, or holds another number of bytes than it said. */
  | 'incomplete'
  /** `IncompleteBody` too: what S3 answers to any broken chunk encoding. */
  | 'malformed-chunk'
  /** `InvalidChunkSizeError` 403, with `Chunk` and `BadChunkSize`. */
  | 'chunk-too-small'
  /** `SignatureDoesNotMatch`: a chunk's or the trailer's signature. */
  | 'chunk-signature'
  /** `MalformedTrailerError`: broken, or other than `x-amz-trailer` announced. */
  | 'malformed-trailer'
  /** `InvalidRequest`: `Value for x-amz-checksum-… trailing header is invalid.` */
  | 'invalid-checksum'
  /** `BadDigest`: `The Content-MD5 you specified did not match what we received.` */
  | 'content-md5'
  /** `BadDigest`: `The CRC32 you specified did not match the calculated checksum.` */
  | 'checksum'
  /** `XAmzContentSHA256Mismatch`: another body than the one that was signed. */
  | 'content-sha256';

/** A body that is not what its request said, found out while it streams. Nothing of it may be kept. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
  readonly reason: PayloadFault;
  /** What S3's error quotes, under its names (`BadChunkSize`, `ClientComputedContentSHA256` …). */
  readonly members: Readonly<Record<string, string>>;

  constructor(reason: PayloadFault, message: string, members: Readonly<Record<string, string>> = {}) {
    super(message);
    this.reason = reason;
    this.members = members;
  }
}
