import { AwsError } from '../../kernel/aws-error.ts';

/**
 * CloudFormation's errors about stacks, change sets and requests: code, status and AWS's words. What it
 * says of templates stands in `template/template-errors.ts`.
 */

function validation(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}

export function accessDenied(sentence: string): AwsError {
  return new AwsError('AccessDenied', 403, sentence);
}

export function stackExists(name: string): AwsError {
  return new AwsError('AlreadyExistsException', 400, `Stack [${name}] already exists`);
}

export function tooManyStacks(): AwsError {
  return new AwsError('LimitExceededException', 400, 'Limit for stack has been exceeded');
}

/** AWS's words for it are not known. */
export function tooDeep(depth: number): AwsError {
  return validation(`Stacks cannot be nested more than ${depth} deep`);
}

/** DescribeStacks words it in a way of its own, by which tools know it. */
export function noStackWithId(name: string): AwsError {
  return validation(`Stack with id ${name} does not exist`);
}

export function noStack(name: string): AwsError {
  return validation(`Stack [${name}] does not exist`);
}

export function noResource(logicalId: string, stack: string): AwsError {
  return validation(`Resource ${logicalId} does not exist for stack ${stack}`);
}

export function noStackForPhysicalId(physicalId: string): AwsError {
  return validation(`Stack for ${physicalId} does not exist`);
}

/** @param what for example `can not be updated` */
export function wrongState(stackId: string, status: string, what = 'can not be updated'): AwsError {
  return validation(`Stack:${stackId} is in ${status} state and ${what}.`);
}

export function noUpdates(): AwsError {
  return validation('No updates are to be performed.');
}

export function isProtected(name: string): AwsError {
  return validation(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
}

export function nestedProtection(id: string): AwsError {
  return validation(`Termination Protection cannot be updated on the nested stack ${id}`);
}

export function cannotCancel(): AwsError {
  return validation('CancelUpdateStack cannot be called from current stack status');
}

/** AWS documents the rule; its words are not known. */
export function cannotSkip(resource: string): AwsError {
  return validation(
    `ResourcesToSkip may name only resources that are in the UPDATE_FAILED state because a rollback failed: [${resource}]`,
  );
}

export function roleNotAssumed(roleArn: string): AwsError {
  return validation(`Role ${roleArn} is invalid or cannot be assumed`);
}

export function callerGone(): AwsError {
  return new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
}

export function callerExpired(): AwsError {
  return new AwsError('ExpiredToken', 403, 'The security token included in the request is expired');
}

/** @param problems what the name fails, each a sentence of AWS's about members */
export function invalidStackName(name: string, problems: readonly string[]): AwsError {
  const said = problems.map(
    (problem) => `Value '${name}' at 'stackName' failed to satisfy constraint: ${problem}`,
  );
  const count = `${said.length} validation error${said.length === 1 ? '' : 's'} detected`;
  return validation(`${count}: ${said.join('; ')}`);
}

/** What AWS says of resources that would change their types, of updates and in change sets. */
export function typeChanged(logicalIds: readonly string[]): AwsError {
  return validation(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${logicalIds.join(', ')}]`,
  );
}

export function changeSetWithoutStack(): AwsError {
  return validation('StackName must be specified if ChangeSetName is not specified as an ARN.');
}

export function templateTooLong(length: number): AwsError {
  return validation(
    `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200 (${length})`,
  );
}

export function eitherBodyOrUrl(): AwsError {
  return validation('Either Template URL or Template Body must be specified.');
}

export function bodyOrUrlNotBoth(): AwsError {
  return validation('Only one of Template URL or Template Body may be specified.');
}

export function eitherPolicyBodyOrUrl(): AwsError {
  return validation('You cannot specify both StackPolicyURL and StackPolicyBody');
}

export function invalidTemplateUrl(): AwsError {
  return validation('TemplateURL must be a supported URL.');
}

/** @param said what S3 said */
export function noTemplateAt(said: string): AwsError {
  return validation(
    `S3 error: ${said} For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
  );
}

export function templateTooLarge(): AwsError {
  return validation('Template may not exceed 1000000 bytes in size.');
}

export function onFailureAndDisableRollback(): AwsError {
  return validation('Either DisableRollback or OnFailure can be specified, not both.');
}

export function duplicateTag(): AwsError {
  return validation('Duplicate tag keys found. Please note that Tag keys are case sensitive.');
}

export function reservedTag(): AwsError {
  return validation('aws: prefixed tag key names are not allowed for external use.');
}

export function invalidStackPolicy(problem = 'Invalid stack policy'): AwsError {
  return validation(`Error validating stack policy: ${problem}`);
}

/** AWS documents the rule in these words; those of its answer are not known. */
export function capabilitiesOrTypes(): AwsError {
  return validation('Only one of the Capabilities and ResourceTypes parameters can be specified.');
}

/** AWS's words for it are not known. */
export function typesNotGiven(types: readonly string[]): AwsError {
  return validation(`ResourceTypes does not include the type of every resource: [${types.join(', ')}]`);
}

export function exportInUse(name: string, users: readonly string[]): AwsError {
  return validation(`Export ${name} cannot be deleted as it is in use by ${users.join(', ')}`);
}

export function exportUpdateInUse(name: string, users: readonly string[]): AwsError {
  return validation(`Cannot update export ${name} as it is in use by ${users.join(', ')}`);
}

export function exportTaken(name: string, stack: string): AwsError {
  return validation(`Export with name ${name} is already exported by stack ${stack}`);
}

export function exportNotImported(name: string): AwsError {
  return validation(`Export '${name}' is not imported by any stack.`);
}

export function noChangeSet(name: string): AwsError {
  return new AwsError('ChangeSetNotFound', 404, `ChangeSet [${name}] does not exist`);
}

export function changeSetExists(name: string): AwsError {
  return new AwsError('AlreadyExistsException', 400, `ChangeSet ${name} already exists`);
}

export function changeSetNotExecutable(id: string, status: string, execution: string): AwsError {
  return new AwsError(
    'InvalidChangeSetStatus',
    400,
    `ChangeSet [${id}] cannot be executed in its current status of [${status}] and execution status of [${execution}]`,
  );
}

/** An operation of a service's that a resource would need is not built. */
export function notBuilt(service: string, operation: string): AwsError {
  return new AwsError('NotImplemented', 501, `Utsuwa has no operation \`${service}:${operation}\``);
}

/** Change sets of nested stacks are not built. */
export function nestedSetsNotBuilt(): AwsError {
  return new AwsError('NotImplemented', 501, 'Utsuwa does not make change sets of nested stacks');
}

/** Importing resources is not built. */
export function importNotBuilt(): AwsError {
  return new AwsError('NotImplemented', 501, 'Utsuwa does not import resources into stacks');
}

export function invalidNextToken(): AwsError {
  return validation('Invalid NextToken');
}

export function retainOnlyFailed(): AwsError {
  return validation(
    'Invalid operation on stack. RetainResources can only be specified when a stack is in the DELETE_FAILED state.',
  );
}

export function cannotRetainDeleted(): AwsError {
  return validation(
    'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
  );
}

export function cannotSignal(logicalId: string, status: string): AwsError {
  return validation(`Resource ${logicalId} is in ${status} state and cannot be signaled`);
}

export function signalTaken(uniqueId: string): AwsError {
  return validation(`Signal with ID ${uniqueId} already exists`);
}

export function embeddedStackFailed(
  id: string,
  verb: 'created' | 'updated' | 'deleted',
  reason: string,
): AwsError {
  return validation(`Embedded stack ${id} was not successfully ${verb}: ${reason}`);
}

export function invalidWaitHandle(): AwsError {
  return validation('WaitCondition Handle must be the URL of an AWS::CloudFormation::WaitConditionHandle.');
}

export function waitTooLong(): AwsError {
  return validation('Value for Timeout property must be less than 43200');
}

export function driftNotSupported(type: string): AwsError {
  return validation(`Drift detection is not supported for resource type ${type}`);
}

export function noDetection(id: string): AwsError {
  return validation(`Drift detection id ${id} does not exist`);
}
