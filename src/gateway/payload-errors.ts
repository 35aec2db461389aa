import type { ChecksumHeaderFault } from '../credentials/checksum-expectations.ts';
import type { PayloadError } from '../credentials/payload-error.ts';
import { AwsError } from '../kernel/aws-error.ts';

/**
 * S3's error for a body that is not what its request said, found out while it streamed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function payloadError({ reason, message, members }: PayloadError): AwsError {
  switch (reason) {
    case 'incomplete':
    case 'malformed-chunk':
      return new AwsError('IncompleteBody', 400, 'The request body terminated unexpectedly');
    case 'chunk-too-small':
      return new AwsError(
        'InvalidChunkSizeError',
        403,
        'Only the last chunk is allowed to have a size less than 8192 bytes',
        members,
      );
    case 'chunk-signature':
      return new AwsError(
        'SignatureDoesNotMatch',
        403,
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        members,
      );
    case 'malformed-trailer':
      return new AwsError(
        'MalformedTrailerError',
        400,
        'The request contained trailing data that was not well-formed or did not conform to our published schema.',
      );
    case 'invalid-checksum':
      return new AwsError(
        'InvalidRequest',
        400,
        `Value for ${members['header']} trailing header is invalid.`,
      );
    case 'content-md5':
      return new AwsError('BadDigest', 400, message, members);
    case 'checksum':
      return new AwsError('BadDigest', 400, message);
    case 'content-sha256':
      return new AwsError(
        'XAmzContentSHA256Mismatch',
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        members,
      );
  }
}

/** S3's error for checksum headers that are wrong before any byte was read. */
export function checksumHeaderError({ fault, header }: ChecksumHeaderFault): AwsError {
  switch (fault) {
    case 'invalid-md5':
      return new AwsError('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.');
    case 'invalid-checksum':
      return invalid(`Value for ${header} header is invalid.`);
    case 'several-checksums':
      return invalid('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
    case 'header-and-trailer':
      return invalid('Expecting a single x-amz-checksum- header');
    case 'unsupported-trailer':
      return invalid('The value specified in the x-amz-trailer header is not supported');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}

/** S3's error for a body that must come with a checksum and does not. */
export function missingChecksum(): AwsError {
  return invalid('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
}

/** S3's error for a chunked body that does not say how long it is without the encoding. */
export function missingContentLength(): AwsError {
  return new AwsError('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
}

/** S3's error for a signed request without `x-amz-content-sha256`. */
export function missingContentHash(): AwsError {
  return invalid('Missing required header for this request: x-amz-content-sha256');
}

/** S3's error for an `x-amz-content-sha256` that is none of the words it knows. */
export function invalidContentHash(value: string): AwsError {
  return new AwsError(
    'InvalidArgument',
    400,
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, ' +
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
    { ArgumentName: 'x-amz-content-sha256', ArgumentValue: value.slice(0, 256) },
  );
}
