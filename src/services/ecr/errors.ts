import { AwsError } from '../../kernel/aws-error.ts';

/** ECR's errors: code and wording, all with status 400, and nothing else in the service spells one. */

function error(code: string, message: string): AwsError {
  return new AwsError(code, 400, message);
}

export function accessDenied(sentence: string): AwsError {
  return error('AccessDeniedException', sentence);
}

function invalidParameter(name: string, constraint: string): AwsError {
  return error(
    'InvalidParameterException',
    `Invalid parameter at '${name}' failed to satisfy constraint: '${constraint}'`,
  );
}

export function repositoryExists(name: string, registryId: string): AwsError {
  return error(
    'RepositoryAlreadyExistsException',
    `The repository with name '${name}' already exists in the registry with id '${registryId}'`,
  );
}

export function repositoryNotFound(name: string, registryId: string): AwsError {
  return error(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
  );
}

export function tooManyRepositories(): AwsError {
  return error('LimitExceededException', 'The maximum number of repositories has been reached.');
}

export function policyNotFound(name: string, registryId: string): AwsError {
  return error(
    'RepositoryPolicyNotFoundException',
    `Repository policy does not exist for the repository with name '${name}' in the registry with id '${registryId}'`,
  );
}

export function lifecyclePolicyNotFound(name: string, registryId: string): AwsError {
  return error(
    'LifecyclePolicyNotFoundException',
    `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${registryId}'`,
  );
}

export function invalidPolicy(): AwsError {
  return invalidParameter('PolicyText', 'Invalid repository policy provided');
}

export function invalidLifecyclePolicy(why: string): AwsError {
  return invalidParameter('LifecyclePolicyText', `Lifecycle policy validation failure: ${why}`);
}

/** A key of one's own: there is no KMS. In our own words. */
export function noKms(): AwsError {
  return invalidParameter('encryptionConfiguration', 'KMS is not built in Utsuwa: use AES256');
}

export function invalidArn(): AwsError {
  return invalidParameter('resourceArn', 'Invalid ARN');
}

export function invalidNextToken(): AwsError {
  return invalidParameter('nextToken', 'Invalid token');
}

export function imageNotFound(
  {
    imageDigest = 'null',
    imageTag = 'null',
  }: { imageDigest?: string | undefined; imageTag?: string | undefined },
  name: string,
  registryId: string,
): AwsError {
  return error(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${imageDigest}', imageTag:'${imageTag}'} does not exist within the repository with name '${name}' in the registry with id '${registryId}'`,
  );
}

export function reservedTagKey(): AwsError {
  return error('InvalidTagParameterException', 'Tag keys cannot begin with aws:');
}

export function tooManyTags(): AwsError {
  return error('TooManyTagsException', 'A repository can have at most 50 tags.');
}
