import type { AwsError } from '../../kernel/aws-error.ts';
import type { Denial } from '../../operation/denial.ts';
import { accessDenied } from './errors.ts';

/**
 * S3's refusal: the whole sentence, with the resource in quotation marks, to callers of the resource's own
 * account or organization; two words to all others.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
export function denialError({ inside, sentence }: Denial): AwsError {
  return inside ? accessDenied(sentence) : accessDenied();
}
