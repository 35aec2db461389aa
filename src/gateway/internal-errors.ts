import { AwsError } from '../kernel/aws-error.ts';
import type { AuthenticationStyle } from './authentication-style.ts';

/**
 * The service's own error for a defect of ours; its cause goes to the log alone.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function internalFailure(style: AuthenticationStyle): AwsError {
  switch (style) {
    case 's3':
      return new AwsError('InternalError', 500, 'We encountered an internal error. Please try again.');
    case 'ec2':
      return new AwsError('InternalError', 500, 'An internal error has occurred');
    case 'query':
    case 'json':
      return new AwsError(
        'InternalFailure',
        500,
        'The request processing has failed because of an unknown error, exception or failure.',
      );
  }
}

/** The service's own error while the database is away: nothing was done, and a client may try again. */
export function serviceUnavailable(style: AuthenticationStyle): AwsError {
  const message =
    style === 's3'
      ? 'Service is unable to handle request.'
      : 'The request has failed due to a temporary failure of the server.';
  return new AwsError('ServiceUnavailable', 503, message);
}
