import { AwsError } from '../../../kernel/aws-error.ts';

/** What CloudFormation says of custom resources: the events of stacks tell it. */

function failure(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}

export function noServiceToken(logicalId: string): AwsError {
  return failure(
    `Properties validation failed for resource ${logicalId} with message:\n#: required key [ServiceToken] not found`,
  );
}

export function invalidServiceToken(): AwsError {
  return failure('Invalid service token.');
}

/** There is no SNS here. */
export function topicsNotBuilt(token: string): AwsError {
  return failure(`Utsuwa has no SNS: ServiceToken ${token} must be the ARN of a Lambda function`);
}

export function invalidServiceTimeout(): AwsError {
  return failure('ServiceTimeout must be an integer from 1 to 3600.');
}

/** A resource is its function's for good. */
export const TOKEN_CHANGED = 'Modifying service token is not allowed.';

export function customResourceFailed(reason: string, requestId: string): AwsError {
  return failure(
    `Received response status [FAILED] from custom resource. Message returned: ${reason} (RequestId: ${requestId})`,
  );
}

export function noAnswer(requestId: string): AwsError {
  return failure(
    `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
  );
}

export function answerTooLong(): AwsError {
  return failure('Response object is too long.');
}

export function invalidPhysicalId(): AwsError {
  return failure('Invalid PhysicalResourceId');
}

/** @param problem in our words: AWS's are not documented */
export function invalidAnswer(problem: string): AwsError {
  return failure(`Invalid response object: ${problem}`);
}
