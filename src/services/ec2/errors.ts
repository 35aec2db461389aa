import { AwsError } from '../../kernel/aws-error.ts';

/**
 * EC2's errors: code, status and words, as AWS answers them.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */

/** The longest piece of the client's own text that an error repeats, in characters. */
const LONGEST_QUOTE = 255;

export function invalid(code: string, message: string): AwsError {
  return new AwsError(code, 400, message);
}

export function quote(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
}

/** `'a'` or `'a, b'`: how EC2 lists ids that it does not know. */
function listed(ids: readonly string[]): string {
  return `'${quote(ids.join(', '))}'`;
}

// Permission

/** @param blob the encoded message; absent from a Describe call's refusal */
export function unauthorizedOperation(sentence: string, blob: string | undefined): AwsError {
  const encoded = blob === undefined ? '' : `. Encoded authorization failure message: ${blob}`;
  return new AwsError(
    'UnauthorizedOperation',
    403,
    `You are not authorized to perform this operation. ${sentence}${encoded}`,
  );
}

export function dryRunOperation(): AwsError {
  return new AwsError('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.');
}

// Parameters

export function missingParameter(name: string): AwsError {
  return invalid('MissingParameter', `The request must contain the parameter ${name}`);
}

/** @param why EC2's own end of the sentence */
export function invalidParameterValue(value: string | number, name: string, why: string): AwsError {
  return invalid(
    'InvalidParameterValue',
    `Value (${quote(String(value))}) for parameter ${name} is invalid. ${why}`,
  );
}

/** An InvalidParameterValue whose sentence follows no pattern. */
export function invalidValue(message: string): AwsError {
  return invalid('InvalidParameterValue', message);
}

export function invalidParameterCombination(message: string): AwsError {
  return invalid('InvalidParameterCombination', message);
}

/**
 * For what EC2 knows and the house does not do; our own words.
 *
 * @param what a parameter, or one with its value: `KeyFormat=ppk`
 */
export function unsupported(what: string): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    `the parameter \`${what}\` is part of AWS's API of EC2 but is not served by Utsuwa`,
  );
}

export function invalidFilter(name: string): AwsError {
  return invalidValue(`The filter '${quote(name)}' is invalid`);
}

export function filterLimitExceeded(): AwsError {
  return invalid(
    'FilterLimitExceeded',
    'The maximum number of filter values specified on a single call is 200',
  );
}

export function invalidNextToken(): AwsError {
  return invalid('InvalidNextToken', 'The specified NextToken is not valid.');
}

export function idempotentParameterMismatch(): AwsError {
  return invalid(
    'IdempotentParameterMismatch',
    'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
  );
}

// Resources

/** A kind of resource as EC2's errors speak of it. */
export interface ResourceWords {
  /** `InvalidInstanceID`, say: what `.NotFound` and `.Malformed` follow. */
  readonly code: string;
  /** What `.Malformed` follows, where that is something else. */
  readonly malformedCode?: string | undefined;
  /** `instance ID`: `The instance ID 'i-…' does not exist`. */
  readonly noun: string;
  /** Absent where EC2 speaks of one at a time, however many were asked for. */
  readonly plural?: string | undefined;
  /** `i-`: what an id of the kind begins with. */
  readonly prefix: string;
  /** What EC2 says behind `does not exist`. */
  readonly suffix?: string | undefined;
}

export function notFound(words: ResourceWords, ids: readonly string[]): AwsError {
  const several = ids.length > 1 && words.plural !== undefined;
  const message = several
    ? `The ${words.plural} ${listed(ids)} do not exist${words.suffix ?? ''}`
    : `The ${words.noun} ${listed(ids.slice(0, 1))} does not exist${words.suffix ?? ''}`;
  return invalid(`${words.code}.NotFound`, message);
}

/** An id that is none; EC2 says what it expected when the beginning is already wrong. */
export function malformed(words: ResourceWords, id: string): AwsError {
  const hint =
    id.startsWith(words.prefix) || words.prefix === 'i-' ? '' : ` (expecting "${words.prefix}...")`;
  return invalid(`${words.malformedCode ?? words.code}.Malformed`, `Invalid id: "${quote(id)}"${hint}`);
}

/** An id of no kind that EC2 knows. */
export function invalidId(id: string): AwsError {
  return invalid('InvalidID', `The ID '${quote(id)}' is not valid`);
}

// Instances

/** @param verb `started`, `stopped`, `rebooted` */
export function cannotBe(verb: 'started' | 'stopped' | 'rebooted', instanceId: string): AwsError {
  // `This` when stopping, `The` otherwise: AWS's own words.
  const article = verb === 'stopped' ? 'This' : 'The';
  return invalid(
    'IncorrectInstanceState',
    `${article} instance '${instanceId}' is not in a state from which it can be ${verb}.`,
  );
}

/** @param allowed for example `'running' or 'stopped' states`, `'stopped' state` */
export function notInStates(instanceId: string, allowed: string): AwsError {
  return invalid('IncorrectInstanceState', `The instance '${instanceId}' is not in the ${allowed}.`);
}

export function protectedFrom(what: 'terminated' | 'stopped', instanceId: string): AwsError {
  const attribute = what === 'terminated' ? 'disableApiTermination' : 'disableApiStop';
  return invalid(
    'OperationNotPermitted',
    `The instance '${instanceId}' may not be ${what}. Modify its '${attribute}' instance attribute and try again.`,
  );
}

export function instanceLimitExceeded(asked: number, limit: number): AwsError {
  return invalid(
    'InstanceLimitExceeded',
    `You have requested more instances (${asked}) than your current instance limit of ${limit} allows for the specified instance type. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
  );
}

export function insufficientFreeAddresses(): AwsError {
  return invalid(
    'InsufficientFreeAddressesInSubnet',
    'The specified subnet does not have enough free addresses to satisfy the request.',
  );
}

/** In our own words: AWS documents the code only. */
export function insufficientAddressCapacity(): AwsError {
  return invalid(
    'InsufficientAddressCapacity',
    'There are not enough free public addresses to satisfy the request.',
  );
}

export function addressInUse(address: string): AwsError {
  return invalid('InvalidIPAddress.InUse', `Address ${address} is in use.`);
}

export function invalidUserData(): AwsError {
  return invalid('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
}

export function architectureMismatch(ofType: string, ofImage: string): AwsError {
  return invalidValue(
    `The architecture '${ofType}' of the specified instance type does not match the architecture '${ofImage}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
  );
}

export function invalidInstanceTypes(types: readonly string[]): AwsError {
  return invalid(
    'InvalidInstanceType',
    `The following supplied instance types do not exist: [${quote(types.join(', '))}]`,
  );
}

// Instance profiles

/** @param member `name` or `arn`: how the profile was given */
export function invalidInstanceProfile(value: string, member: 'name' | 'arn'): AwsError {
  const spelled = member === 'name' ? 'name' : 'ARN';
  return invalidParameterValue(
    value,
    `iamInstanceProfile.${member}`,
    `Invalid IAM Instance Profile ${spelled}`,
  );
}

export function profileWithoutRole(arn: string): AwsError {
  return invalidValue(`IAM Instance Profile "${arn}" has no associated IAM Roles`);
}

export function existingAssociation(instanceId: string): AwsError {
  return invalid('IncorrectState', `There is an existing association for instance ${instanceId}`);
}

export function notTheActiveAssociation(associationId: string): AwsError {
  return invalid('IncorrectState', `The association ${associationId} is not the active association`);
}

export function malformedAssociationId(): AwsError {
  return invalidValue('Invalid value for associationId.');
}

export function associationNotFound(associationId: string): AwsError {
  return invalid(
    'InvalidAssociationID.NotFound',
    `An invalid association-id of '${quote(associationId)}' was given`,
  );
}

// Networks

export function noDefaultVpc(): AwsError {
  return invalid(
    'VPCIdNotSpecified',
    'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
  );
}

// VPC endpoints

export function invalidServiceName(name: string): AwsError {
  return invalid('InvalidServiceName', `The Vpc Endpoint Service '${quote(name)}' does not exist`);
}

export function invalidPolicyDocument(): AwsError {
  return invalid(
    'InvalidPolicyDocument',
    'The specified policy document is not a valid JSON policy document.',
  );
}

export function vpcEndpointLimitExceeded(): AwsError {
  return invalid('VpcEndpointLimitExceeded', 'The maximum number of VPC endpoints has been reached.');
}

// Key pairs and tags

export function duplicateKeyPair(name: string): AwsError {
  return invalid('InvalidKeyPair.Duplicate', `The keypair already exists: '${quote(name)}'`);
}

export function invalidKeyFormat(): AwsError {
  return invalid('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
}

export function tagLimitExceeded(): AwsError {
  return invalid('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');
}

export function invalidTag(message: string): AwsError {
  return invalidValue(message);
}
