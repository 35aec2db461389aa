import { AwsError } from '../../kernel/aws-error.ts';
import type { PolicyProblem } from '../../policy/validation/policy-problem.ts';

/**
 * IAM's errors: code, status and wording, and nothing else in the service spells one. The wording is
 * AWS's own; where only the code is documented the comment says that the words are a guess.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */

/** What has a name that can be looked up and taken. */
export type EntityKind = 'user' | 'group' | 'role' | 'instance-profile';

/** What inline policies and attachments belong to. */
export type OwnerKind = 'user' | 'group' | 'role';

export function accessDenied(sentence: string): AwsError {
  return new AwsError('AccessDenied', 403, sentence);
}

/**
 * What IAM adds to a denial's sentence: where its details are told. AWS's link leads to its console;
 * ours leads to this house.
 *
 * @param id none for callers who get none
 */
export function whereToAsk(id: string | undefined, endpoint: string): string {
  if (id === undefined) return '';
  const link = `${endpoint}/_utsuwa/iam/home?region=us-east-1#/authorization-details/${id}`;
  return (
    `. Go to ${link} for complete details, or call the GetRequestAuthorizationDetails API ` +
    `with the following authorization id: ${id}`
  );
}

/** The entity with this name does not exist in the account. @param name as the caller wrote it */
export function noSuchEntity(kind: EntityKind, name: string): AwsError {
  return notFound(
    kind === 'instance-profile'
      ? `Instance Profile ${name} cannot be found.`
      : `The ${kind} with name ${name} cannot be found.`,
  );
}

/** The name is taken, in whatever case. @param name as the caller wrote it */
export function entityExists(kind: EntityKind, name: string): AwsError {
  return exists(
    kind === 'instance-profile'
      ? `Instance Profile ${name} already exists.`
      : `${kind === 'user' ? 'User' : kind === 'group' ? 'Group' : 'Role'} with name ${name} already exists.`,
  );
}

export function noSuchInlinePolicy(owner: OwnerKind, policyName: string): AwsError {
  return notFound(`The ${owner} policy with name ${policyName} cannot be found.`);
}

export function policyNotFound(arn: string): AwsError {
  return notFound(`Policy ${arn} was not found.`);
}

export function policyNotAttachable(arn: string): AwsError {
  return notFound(`Policy ${arn} does not exist or is not attachable.`);
}

export function policyVersionNotFound(arn: string, versionId: string): AwsError {
  return notFound(`Policy ${arn} version ${versionId} does not exist or is not attachable.`);
}

/** The policy named as a permissions boundary does not exist. */
export function boundaryNotAttachable(arn: string): AwsError {
  return notFound(`Scope ARN: ${arn} does not exist or is not attachable.`);
}

export function noSuchAccessKey(accessKeyId: string): AwsError {
  return notFound(`The Access Key with id ${accessKeyId} cannot be found.`);
}

/** The user has no password. */
export function noSuchLoginProfile(userName: string): AwsError {
  return notFound(`Login Profile for User ${userName} cannot be found.`);
}

/** Only service-specific credentials expire, though the model gives an access key the word for it. */
export function invalidKeyStatus(): AwsError {
  return validationError(
    "1 validation error detected: Value at 'status' failed to satisfy constraint: " +
      'Member must satisfy enum value set',
  );
}

/** The user exists and the group does, but the one is not in the other (the words are a guess). */
export function notInGroup(userName: string, groupName: string): AwsError {
  return notFound(`The user with name ${userName} cannot be found in the group ${groupName}.`);
}

/** A role's session has no user to mean when it names none. */
export function mustNameUser(): AwsError {
  return validationError('Must specify userName when calling with non-User credentials');
}

export function noSuchAlias(alias: string): AwsError {
  return notFound(`The account alias ${alias} was not found.`);
}

export function noSuchOidcProvider(arn: string): AwsError {
  return notFound(`OpenIDConnect Provider not found for arn ${arn}`);
}

export function oidcProviderExists(url: string): AwsError {
  return exists(`Provider with url ${url} already exists.`);
}

export function invalidProviderUrl(): AwsError {
  return invalidInput('Invalid Open ID Connect Provider URL');
}

/** AWS's own words, though five are accepted. */
export function tooManyThumbprints(): AwsError {
  return invalidInput('Thumbprint list must contain fewer than 5 entries.');
}

/** No SHA-1 digest in hex (the words are a guess). */
export function invalidThumbprint(): AwsError {
  return invalidInput('Thumbprint must be 40 hexadecimal characters.');
}

export function noSuchSamlProvider(arn: string): AwsError {
  return notFound(`Manifest not found for arn ${arn}`);
}

/** The words are a guess. */
export function samlProviderExists(name: string): AwsError {
  return exists(`SAMLProvider with name ${name} already exists.`);
}

export function invalidMetadata(): AwsError {
  return invalidInput('Could not parse metadata');
}

/** Encrypted assertions are AWS's to open (the words are ours). */
export function noAssertionEncryption(): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    'Utsuwa does not open encrypted SAML assertions: it takes no private key and no encryption mode',
  );
}

export function policyExists(name: string): AwsError {
  return exists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
}

export function aliasExists(alias: string): AwsError {
  return exists(`The account alias ${alias} already exists.`);
}

/** An ARN that is none. */
export function unparsableArn(): AwsError {
  return validationError('Invalid ARN:  Could not be parsed!');
}

/** An ARN of something that is not a managed policy. */
export function invalidPolicyArn(arn: string): AwsError {
  return invalidInput(`ARN ${arn} is not valid.`);
}

export function invalidMarker(): AwsError {
  return validationError('Invalid Marker.');
}

export function duplicateTagKeys(): AwsError {
  return invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
}

/** A key that only AWS sets (the words are a guess). */
export function reservedTagKey(key: string): AwsError {
  return invalidInput(`Tag key ${key} is invalid: keys that start with aws: are reserved for AWS use.`);
}

export function tooManyTags(): AwsError {
  return limitExceeded('The number of tags has reached the maximum limit.');
}

/** What the policy room found wrong with a document, which it words as IAM does. */
export function malformedDocument(problem: PolicyProblem): AwsError {
  return new AwsError(problem.code, 400, problem.message);
}

/** A service-linked role's policy, which only AWS attaches. */
export function policyForServicesOnly(): AwsError {
  return new AwsError('PolicyNotAttachable', 400, 'Cannot attach a Service Role Policy to a Customer Role.');
}

/** @param quota AWS's name of it, for example `RolesPerAccount` */
export function quotaExceeded(quota: string, limit: number): AwsError {
  return limitExceeded(`Cannot exceed quota for ${quota}: ${limit}`);
}

/** A role of a service's, which only the service changes. */
export function protectedRole(name: string): AwsError {
  return new AwsError(
    'UnmodifiableEntity',
    400,
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );
}

/** @param service for example `batch.amazonaws.com` */
export function suffixNotAllowed(service: string): AwsError {
  return invalidInput(`Custom suffix is not allowed for ${service}`);
}

export function serviceRoleTaken(name: string): AwsError {
  return invalidInput(
    `Service role name ${name} has been taken in this account, please try a different suffix.`,
  );
}

/** Not a service that IAM makes roles for, here (the words are a guess). */
export function serviceLinksNoRoles(service: string): AwsError {
  return invalidInput(`${service} is not a service that supports service-linked roles.`);
}

/** Not the id of a deletion (the words are a guess). */
export function invalidDeletionTask(): AwsError {
  return invalidInput('Invalid deletion task id.');
}

/** A deletion that never was, or was too long ago (the words are a guess). */
export function noSuchDeletionTask(taskId: string): AwsError {
  return notFound(`The deletion task ${taskId} cannot be found.`);
}

/** The owner's inline policies together are too large. @param bytes white space not counted */
export function inlinePoliciesTooLarge(owner: OwnerKind, name: string, bytes: number): AwsError {
  return limitExceeded(`Maximum policy size of ${bytes} bytes exceeded for ${owner} ${name}`);
}

export function tooManyPolicyVersions(): AwsError {
  return limitExceeded(
    'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
  );
}

/** Why something cannot be deleted: what must go first. */
export type Hindrance =
  | 'attached policies'
  | 'inline policies'
  | 'instance profiles'
  | 'credentials'
  | 'password'
  | 'MFA device'
  | 'group members'
  | 'groups of a user'
  | 'entities of a policy'
  | 'versions of a policy'
  | 'default version';

const HINDRANCES: Readonly<Record<Hindrance, string>> = {
  'attached policies': 'Cannot delete entity, must detach all policies first.',
  'inline policies': 'Cannot delete entity, must delete policies first.',
  'instance profiles': 'Cannot delete entity, must remove roles from instance profile first.',
  'MFA device': 'Cannot delete entity, must delete MFA device first.',
  password: 'Cannot delete entity, must delete login profile first.',
  credentials: 'Cannot delete entity, must remove referenced objects first.',
  'group members': 'Cannot delete entity, must remove users from group first.',
  'groups of a user': 'Cannot delete entity, must remove users from group first.',
  'entities of a policy': 'Cannot delete a policy attached to entities.',
  'versions of a policy':
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  'default version': 'Cannot delete the default version of a policy.',
};

export function deleteConflict(hindrance: Hindrance): AwsError {
  return new AwsError('DeleteConflict', 409, HINDRANCES[hindrance]);
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}

/** What AWS::IAM::Policy says without anybody to give the policy to. */
export function policyOfNobody(): AwsError {
  return validationError('At least one of [Groups,Roles,Users] must be non-empty.');
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', 400, message);
}

function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', 409, message);
}

function notFound(message: string): AwsError {
  return new AwsError('NoSuchEntity', 404, message);
}

function exists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', 409, message);
}
