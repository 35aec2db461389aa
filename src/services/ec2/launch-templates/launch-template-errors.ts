import { AwsError } from '../../../kernel/aws-error.ts';

/** Errors of launch templates, in AWS's words where they were seen. */

const LONGEST_QUOTE = 255;

function invalid(code: string, message: string): AwsError {
  return new AwsError(code, 400, message);
}

export function templateIdNotFound(id: string): AwsError {
  return invalid(
    'InvalidLaunchTemplateId.NotFound',
    `The specified launch template, with template ID ${id}, does not exist.`,
  );
}

export function templateNameNotFound(name: string): AwsError {
  return invalid(
    'InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${name.slice(0, LONGEST_QUOTE)}, does not exist.`,
  );
}

export function templateNameTaken(): AwsError {
  return invalid('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.');
}

export function malformedTemplateName(): AwsError {
  return invalid(
    'InvalidLaunchTemplateName.MalformedException',
    'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.',
  );
}

export function versionNotFound(version: string | number, templateId: string): AwsError {
  return invalid(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${version} for the launch template with ID ${templateId}.`,
  );
}

export function malformedVersion(): AwsError {
  return invalid(
    'InvalidParameterValue',
    "Invalid launch template version: either '$Default', '$Latest', or a numeric version are allowed.",
  );
}

const HOW_TO_DESCRIBE =
  'To describe the launch template data for all your launch templates, for ‘--versions’ specify ‘$Latest’, ‘$Default’, or both, and omit ‘--launch-template-id’, ‘--launch-template-name’, and version numbers. To describe the launch template data for a specific launch template, specify ‘--launch-template-id’ or ‘--launch-template-name’, and for ‘--versions’ specify one or more of the following values: ‘$Latest’, ‘$Default’, or one or more version numbers.';

/** @param code `MissingParameter` without versions, `InvalidParameterValue` with numbers of no template's */
export function whichVersions(code: 'MissingParameter' | 'InvalidParameterValue'): AwsError {
  return invalid(code, HOW_TO_DESCRIBE);
}

export function templateLimitExceeded(): AwsError {
  return invalid(
    'LaunchTemplateLimitExceeded',
    'The maximum number of launch templates for the account has been reached.',
  );
}
