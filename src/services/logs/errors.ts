import { AwsError } from '../../kernel/aws-error.ts';

/** The errors of CloudWatch Logs: code and wording, all with status 400, and nothing else in the service spells one. */

function error(code: string, message: string): AwsError {
  return new AwsError(code, 400, message);
}

export function accessDenied(sentence: string): AwsError {
  return error('AccessDeniedException', sentence);
}

export function alreadyExists(what: 'group' | 'stream'): AwsError {
  return error('ResourceAlreadyExistsException', `The specified log ${what} already exists`);
}

export function notFound(what: 'group' | 'stream'): AwsError {
  return error('ResourceNotFoundException', `The specified log ${what} does not exist.`);
}

export function limitExceeded(): AwsError {
  return error('LimitExceededException', 'Resource limit exceeded.');
}

export function invalidParameter(message: string): AwsError {
  return error('InvalidParameterException', message);
}

export function notChronological(): AwsError {
  return invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
}

export function tooLarge(bytes: number, most: number): AwsError {
  return invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${most}`);
}

export function retentionNotOffered(days: number, offered: readonly number[]): AwsError {
  return invalidParameter(
    `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${offered.join(', ')}]`,
  );
}

export function invalidNextToken(): AwsError {
  return invalidParameter('The specified nextToken is invalid.');
}

export function nameOrIdentifier(): AwsError {
  return invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be specified.');
}

export function orderByTimeWithPrefix(): AwsError {
  return invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
}

export function namesAndPrefix(): AwsError {
  return invalidParameter('logStreamNamePrefix and logStreamNames cannot both be specified.');
}

export function invalidArn(): AwsError {
  return error('ValidationException', 'The specified ARN is not valid.');
}

/** In our own words. */
export function notBuilt(what: string): AwsError {
  return invalidParameter(`${what} is not built in Utsuwa`);
}

export function reservedTagKey(): AwsError {
  return invalidParameter('Tag keys cannot begin with aws:');
}

export function tooManyTags(): AwsError {
  return error('TooManyTagsException', 'A log group can have at most 50 tags.');
}
