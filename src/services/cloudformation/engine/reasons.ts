import { AwsError } from '../../../kernel/aws-error.ts';

/** Where an error came from: the call that was refused. */
export interface FailedCall {
  /** AWS's name of the service, for example `IAM`. */
  readonly serviceId: string;
  readonly requestId: string;
}

/** Errors of calls that were made for a resource, with the call. */
export type FailedCalls = WeakMap<AwsError, FailedCall>;

/** What AWS says of a resource whose work was given up because another failed. */
export const CANCELLED = {
  create: 'Resource creation cancelled',
  update: 'Resource update cancelled',
} as const;

/** CloudFormation's own name. */
const OWN_ID = 'CloudFormation';

/** A resource's failure, as its event tells it. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
}

/**
 * A failure as a resource's event tells it: the service's sentence as its handler passes it on, and
 * CloudFormation's own as it is.
 *
 * @returns `undefined` for a defect of ours
 */
export function reasonOf(error: unknown, calls: FailedCalls, token: string): string | undefined {
  if (error instanceof StepFailure) return error.message;
  if (!(error instanceof AwsError)) return undefined;
  const call = calls.get(error);
  if (call === undefined) return error.message;
  const { serviceId, requestId } = call;
  // A nested stack is CloudFormation's own: no handler stands between.
  if (serviceId === OWN_ID) return error.message;
  const said = `${error.message} (Service: ${titled(serviceId)}, Status Code: ${error.status}, Request ID: ${requestId}) (SDK Attempt Count: 1)`;
  return `Resource handler returned message: "${said}" (RequestToken: ${token}, HandlerErrorCode: ${handlerCode(error)})`;
}

/** As the Java SDK writes names: `Iam`, `Ec2`, `S3`. */
function titled(serviceId: string): string {
  return serviceId
    .split(' ')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
}

/** @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
function handlerCode({ code, status }: AwsError): string {
  if (/AccessDenied|Unauthorized|NotAuthorized|InvalidClientTokenId|ExpiredToken/.test(code))
    return 'AccessDenied';
  if (/AlreadyExists|Duplicate|AlreadyOwnedByYou/.test(code)) return 'AlreadyExists';
  if (/LimitExceeded|TooMany/.test(code)) return 'ServiceLimitExceeded';
  if (/NotFound|NoSuch/.test(code)) return 'NotFound';
  if (/Conflict|DependencyViolation|InUse|NotEmpty/.test(code)) return 'ResourceConflict';
  if (status >= 500) return 'ServiceInternalError';
  return status < 500 && status >= 400 ? 'InvalidRequest' : 'GeneralServiceException';
}
