import type {
  ConstraintViolationExceptionReason,
  InvalidInputExceptionReason,
} from '../../model/generated/organizations.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { PolicyProblem } from '../../policy/validation/policy-problem.ts';

/**
 * Organizations' errors: code and wording, AWS's all with status 400, and nothing else in the service spells
 * one. Where no live answer is known the words are those of AWS's API reference.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html
 */

function error(code: string, message: string, members: Readonly<Record<string, unknown>> = {}): AwsError {
  return new AwsError(code, 400, message, members);
}

export function accessDenied(sentence: string): AwsError {
  return error('AccessDeniedException', sentence);
}

/** What only the management account may do, asked by a member. */
export function notManagementAccount(): AwsError {
  return accessDenied("You don't have permissions to access this resource.");
}

export function notInUse(): AwsError {
  return error('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
}

export function alreadyInOrganization(): AwsError {
  return error('AlreadyInOrganizationException', 'The AWS account is already a member of an organization.');
}

export function organizationNotEmpty(): AwsError {
  return error(
    'OrganizationNotEmptyException',
    "The organization isn't empty. To delete an organization, you must first remove all accounts except the management account.",
  );
}

/** What a call may name that is not there. */
export type Missing = 'account' | 'child' | 'organizational unit' | 'parent' | 'policy' | 'root' | 'target';

const MISSING: Readonly<Record<Missing, string>> = {
  account: 'AccountNotFoundException',
  child: 'ChildNotFoundException',
  'organizational unit': 'OrganizationalUnitNotFoundException',
  parent: 'ParentNotFoundException',
  policy: 'PolicyNotFoundException',
  root: 'RootNotFoundException',
  target: 'TargetNotFoundException',
};

export function notFound(what: Missing): AwsError {
  const article = /^[ao]/.test(what) ? 'an' : 'a';
  return error(MISSING[what], `You specified ${article} ${what} that doesn't exist.`);
}

export function sourceParentNotFound(): AwsError {
  return error(
    'SourceParentNotFoundException',
    "We can't find a source root or OU with the ParentId that you specified.",
  );
}

export function destinationParentNotFound(): AwsError {
  return error(
    'DestinationParentNotFoundException',
    "We can't find the destination container (a root or OU) with the ParentId that you specified.",
  );
}

export function accountIsThere(): AwsError {
  return error('DuplicateAccountException', 'That account is already present in the specified destination.');
}

export function accountRequestNotFound(): AwsError {
  return error(
    'CreateAccountStatusNotFoundException',
    "We can't find an create account request with the CreateAccountRequestId that you specified.",
  );
}

export function managementAccountStays(): AwsError {
  return error(
    'MasterCannotLeaveOrganizationException',
    "You can't remove a management account from an organization.",
  );
}

export function unitExists(): AwsError {
  return error('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.');
}

export function unitNotEmpty(): AwsError {
  return error(
    'OrganizationalUnitNotEmptyException',
    'The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.',
  );
}

export function policyExists(): AwsError {
  return error('DuplicatePolicyException', 'A policy with the specified name and type already exists.');
}

export function policyInUse(): AwsError {
  return error(
    'PolicyInUseException',
    'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
  );
}

export function policyIsAttached(): AwsError {
  return error(
    'DuplicatePolicyAttachmentException',
    'A policy with the specified name and type already exists.',
  );
}

export function policyNotAttached(): AwsError {
  return error(
    'PolicyNotAttachedException',
    "The policy isn't attached to the specified target in the specified root.",
  );
}

/** @param problem what is wrong with the document, worded for Organizations by the policy room */
export function malformedDocument({ code, message }: PolicyProblem): AwsError {
  return error(code, message);
}

export function typeEnabled(): AwsError {
  return error('PolicyTypeAlreadyEnabledException', 'The specified policy type is already enabled.');
}

export function typeNotEnabled(): AwsError {
  return error(
    'PolicyTypeNotEnabledException',
    'This operation can be performed only for enabled policy types.',
  );
}

/** A type of policy that AWS has and that decides no request: only those that do are built. */
export function typeNotBuilt(type: string): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    `Utsuwa has no policies of type \`${type}\`: it has SERVICE_CONTROL_POLICY and RESOURCE_CONTROL_POLICY`,
  );
}

/** An organization for billing alone. */
export function featureSetNotBuilt(featureSet: string): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    `Utsuwa has no organizations with feature set \`${featureSet}\`: use ALL`,
  );
}

/** An account that is no delegated administrator; none is, as none can be registered. */
export function notDelegatedAdministrator(): AwsError {
  return error(
    'AccountNotRegisteredException',
    'The specified account is not a delegated administrator for this AWS service.',
  );
}

const INVALID = {
  INVALID_PATTERN: 'You provided a value that does not match the required pattern.',
  INVALID_NEXT_TOKEN: 'You specified an invalid value for nextToken.',
  IMMUTABLE_POLICY: 'You specified a policy that is managed by AWS and cannot be modified.',
  NON_DETACHABLE_POLICY: 'You cannot detach the RCPFullAWSAccess policy.',
  DUPLICATE_TAG_KEY: 'Tag keys must be unique among the tags attached to the same entity.',
  INVALID_SYSTEM_TAGS_PARAMETER: 'You cannot add, edit, or delete system tag keys.',
} as const satisfies Readonly<Partial<Record<InvalidInputExceptionReason, string>>>;

export function invalidInput(reason: keyof typeof INVALID): AwsError {
  return error('InvalidInputException', INVALID[reason], {
    Reason: reason,
  });
}

const CONSTRAINTS = {
  OU_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the number of OUs that you can have in an organization.',
  OU_DEPTH_LIMIT_EXCEEDED: 'You have exceeded the allowed depth of the OU tree.',
  POLICY_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the number of policies in your organization.',
  POLICY_CONTENT_LIMIT_EXCEEDED: 'You have exceeded the maximum policy document size.',
  MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    'You have attached the maximum number of policies to the specified target.',
  MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
  MAX_TAG_LIMIT_EXCEEDED: 'You have exceeded the number of tags allowed on this resource.',
} as const satisfies Readonly<Partial<Record<ConstraintViolationExceptionReason, string>>>;

export function constraintViolation(reason: keyof typeof CONSTRAINTS): AwsError {
  return error('ConstraintViolationException', CONSTRAINTS[reason], { Reason: reason });
}
