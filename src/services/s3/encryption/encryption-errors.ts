import { AwsError } from '../../../kernel/aws-error.ts';
import { invalidArgument } from '../errors.ts';

/** A key of KMS's other than AWS's own for S3. @param key as the client named it */
export function noKms(key: string): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    `Utsuwa has no KMS, so that there is no key \`${key}\`; leave the key out to have the AWS managed key aws/s3`,
  );
}

export function keyWithoutKms(): AwsError {
  return invalidArgument(
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    'x-amz-server-side-encryption',
    null,
  );
}

export function kmsNeedsSignature(): AwsError {
  return invalidArgument(
    'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
    'Authorization',
    'null',
  );
}

export function kmsNeedsTls(): AwsError {
  return invalidArgument(
    'Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection.',
    'x-amz-server-side-encryption',
    'aws:kms',
  );
}

/** A bucket's default that names a key of KMS for SSE-S3. */
export function keyNotApplicable(): AwsError {
  return invalidArgument(
    'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    'ApplyServerSideEncryptionByDefault',
    null,
  );
}
