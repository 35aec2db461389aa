import { AwsError } from '../../kernel/aws-error.ts';

/**
 * Lambda's errors: code, status and wording; nothing else in the service spells one. AWS documents few
 * of the sentences: they are those that people report from live answers, and ours where none is known.
 * @see https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html
 */
function error(code: string, status: number, message: string, members: Record<string, unknown> = {}) {
  return new AwsError(code, status, message, { Type: status < 500 ? 'User' : 'Service', ...members });
}

export function accessDenied(sentence: string): AwsError {
  return new AwsError('AccessDeniedException', 403, sentence);
}

export function crossAccountRole(): AwsError {
  return accessDenied('Cross-account pass role is not allowed.');
}

export function invalidParameter(message: string): AwsError {
  return error('InvalidParameterValueException', 400, message);
}

/** What AWS has and the house does not build, by its name. */
export function notBuilt(what: string): AwsError {
  return invalidParameter(`Utsuwa does not build ${what}`);
}

export function invalidName(name: string, problem: string): AwsError {
  return new AwsError(
    'ValidationException',
    400,
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: ${problem}`,
  );
}

export function roleNotAssumable(): AwsError {
  return invalidParameter('The role defined for the function cannot be assumed by Lambda.');
}

export function roleLost(): AwsError {
  return accessDenied('The role defined for the function cannot be assumed by Lambda.');
}

function notFound(message: string): AwsError {
  return error('ResourceNotFoundException', 404, message);
}

export function functionNotFound(arn: string): AwsError {
  return notFound(`Function not found: ${arn}`);
}

export function aliasNotFound(arn: string): AwsError {
  return notFound(`Cannot find alias arn: ${arn}`);
}

export function otherRegion(theirs: string, ours: string): AwsError {
  return notFound(`Functions from '${theirs}' are not reachable in this region ('${ours}')`);
}

export function noPolicy(): AwsError {
  return notFound('No policy is associated with the given resource.');
}

export function statementNotFound(statementId: string): AwsError {
  return notFound(`Statement ${statementId} is not found in resource policy.`);
}

export function resourceNotFound(): AwsError {
  return notFound('The resource you requested does not exist.');
}

/** At a URL's host that leads nowhere (guess: AWS documents nothing). */
export function noUrl(): AwsError {
  return new AwsError('ResourceNotFoundException', 404, 'Not Found');
}

/** What whoever may not is told at a function's URL, with or without a signature. */
export function forbiddenByUrl(): AwsError {
  return accessDenied(
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  );
}

export function urlPayloadTooLarge(limit: number): AwsError {
  return error(
    'RequestTooLargeException',
    413,
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
  );
}

export function urlExists(arn: string): AwsError {
  return conflict(
    `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );
}

export function layerNotFound(arn: string): AwsError {
  return notFound(`Layer version ${arn} does not exist.`);
}

export function noEventSettings(arn: string): AwsError {
  return notFound(`The function ${arn} doesn't have an EventInvokeConfig`);
}

function conflict(message: string): AwsError {
  return error('ResourceConflictException', 409, message);
}

export function functionExists(name: string): AwsError {
  return conflict(`Function already exist: ${name}`);
}

export function aliasExists(arn: string): AwsError {
  return conflict(`Alias already exists: ${arn}`);
}

export function statementExists(statementId: string): AwsError {
  return conflict(
    `The statement id (${statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );
}

export function versionHasAlias(aliases: readonly string[]): AwsError {
  return conflict(`Version has an alias pointing to it and cannot be deleted: ${aliases.join(', ')}`);
}

export function latestStays(): AwsError {
  return invalidParameter('$LATEST version cannot be deleted without deleting the function.');
}

/** @param reader the operation that tells the latest one */
export function wrongRevision(reader: 'GetFunction/GetAlias' | 'GetPolicy' | 'GetLayerPolicy'): AwsError {
  return error(
    'PreconditionFailedException',
    412,
    `The Revision Id provided does not match the latest Revision Id. Call the ${reader} API to retrieve the latest Revision Id`,
  );
}

export function policyTooLong(): AwsError {
  return error(
    'PolicyLengthExceededException',
    400,
    'The final policy size is bigger than the limit (20480).',
  );
}

export function invalidPrincipal(): AwsError {
  return invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}

export function payloadTooLarge(size: number, limit: number, type: string): AwsError {
  return error(
    'RequestTooLargeException',
    413,
    `${size} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`,
  );
}

export function codeTooLarge(limit: number, operation: string): AwsError {
  return error(
    'RequestTooLargeException',
    413,
    `Request must be smaller than ${limit} bytes for the ${operation} operation`,
  );
}

export function payloadNotJson(problem: string): AwsError {
  return error(
    'InvalidRequestContentException',
    400,
    `Could not parse request body into json: Could not parse payload into json: ${problem}`,
  );
}

export function throttled(reason: 'reserved' | 'account'): AwsError {
  return error('TooManyRequestsException', 429, 'Rate Exceeded.', {
    Reason:
      reason === 'reserved'
        ? 'ReservedFunctionConcurrentInvocationLimitExceeded'
        : 'ConcurrentInvocationLimitExceeded',
  });
}

export function invalidZip(): AwsError {
  return error('InvalidZipFileException', 502, 'Lambda could not unzip the deployment package.');
}

export function cannotRun(reason: string): AwsError {
  return error('InvalidRuntimeException', 502, reason);
}
