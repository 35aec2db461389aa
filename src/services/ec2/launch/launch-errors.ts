import type { AwsError } from '../../../kernel/aws-error.ts';
import { invalid, quote } from '../errors.ts';

/** Errors of images that are named by a parameter of Systems Manager's. */

/** In our own words: AWS's are not documented. */
export function ssmParameterNotFound(name: string): AwsError {
  return invalid('SsmInvalidParameter', `The parameter ${quote(name)} does not exist.`);
}

export function ssmParameterOfOtherType(): AwsError {
  return invalid(
    'SsmInvalidParameter',
    'Unsupported data type. The following parameter data types are supported: aws:ec2:image',
  );
}
