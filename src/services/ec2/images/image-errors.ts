import { AwsError } from '../../../kernel/aws-error.ts';
import { invalid, quote } from '../errors.ts';

/** Errors of images, in AWS's words where they were seen. */

export function imageUnavailable(id: string): AwsError {
  return invalid('InvalidAMIID.Unavailable', `The image ID '${id}' is no longer available`);
}

export function imagePending(id: string): AwsError {
  return invalid('InvalidAMIID.Unavailable', `The image ID '${id}' is not available: it is still pending`);
}

export function imageNameTaken(name: string, id: string): AwsError {
  return invalid('InvalidAMIName.Duplicate', `AMI name ${quote(name)} is already in use by AMI ${id}`);
}

export function malformedImageName(): AwsError {
  return invalid(
    'InvalidAMIName.Malformed',
    "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
  );
}

/** Of an image that is somebody else's. */
export function notYourImage(id: string): AwsError {
  return new AwsError('AuthFailure', 403, `Not authorized for image:${id}`);
}
