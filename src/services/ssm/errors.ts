import { AwsError } from '../../kernel/aws-error.ts';

/**
 * Systems Manager's errors: code and wording, all with status 400, and nothing else in the service spells
 * one. Several that AWS sends without a sentence have none here either.
 */

function error(code: string, message = ''): AwsError {
  return new AwsError(code, 400, message);
}

function validation(message: string): AwsError {
  return error('ValidationException', message);
}

export function accessDenied(sentence: string): AwsError {
  return error('AccessDeniedException', sentence);
}

export function reservedName(name: string): AwsError {
  return error('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
}

const NAME_FORM =
  'If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

export function invalidName(): AwsError {
  return validation(`Parameter name: can't be prefixed with "ssm" (case-insensitive). ${NAME_FORM}`);
}

export function nameNotQualified(): AwsError {
  return validation('Parameter name must be a fully qualified name.');
}

export function nameTooLong(name: string, most: number): AwsError {
  return validation(
    `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  );
}

/** The backslashes are AWS's. */
export function invalidPath(): AwsError {
  return validation(
    String.raw`The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.`,
  );
}

export function tooManyLevels(most: number): AwsError {
  return error(
    'HierarchyLevelLimitExceededException',
    `A hierarchy can have a maximum of ${most} levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.`,
  );
}

export function parameterNotFound(): AwsError {
  return error('ParameterNotFound');
}

export function versionNotFound(name: string, version: number): AwsError {
  return error(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );
}

export function labelNotFound(name: string, label: string): AwsError {
  return error(
    'ParameterVersionNotFound',
    `Systems Manager could not find label ${label} for parameter ${name}. Verify the label and try again.`,
  );
}

export function parameterExists(): AwsError {
  return error(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );
}

export function tooManyParameters(): AwsError {
  return error(
    'ParameterLimitExceeded',
    'You have exceeded the number of parameters for this AWS account. Delete one or more parameters and try again.',
  );
}

export function oldestIsLabelled(name: string, version: number): AwsError {
  return error(
    'ParameterMaxVersionLimitExceeded',
    `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
  );
}

export function typeMissing(): AwsError {
  return validation('A parameter type is required when you create a parameter.');
}

export function tagsWithOverwrite(): AwsError {
  return validation(
    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
  );
}

export function emptyValue(): AwsError {
  return validation(
    "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
}

const ADVANCED_GUIDE =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';

export function valueTooLong(tier: 'Standard' | 'Advanced', most: number): AwsError {
  const limit = `${tier} tier parameters support a maximum parameter value of ${most} characters.`;
  return validation(
    tier === 'Advanced'
      ? limit
      : `${limit} To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see ${ADVANCED_GUIDE}`,
  );
}

export function noDowngrade(): AwsError {
  return validation(
    "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
  );
}

export function keyOnlyForSecureString(): AwsError {
  return validation('KeyId is required for SecureString type parameter only.');
}

export function invalidKeyId(keyId: string): AwsError {
  return error('InvalidKeyId', `Invalid keyId ${keyId}`);
}

export function unsupportedDataType(dataType: string): AwsError {
  return validation(
    `The following data type is not supported: ${dataType} (Data type names are all lowercase.)`,
  );
}

export function imagesAreStrings(): AwsError {
  return validation('The data type aws:ec2:image is supported for parameters of type String only.');
}

export function patternMismatch(pattern: string): AwsError {
  return error(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );
}

export function invalidPattern(): AwsError {
  return error(
    'InvalidAllowedPatternException',
    "The request doesn't meet the regular expression requirement.",
  );
}

/** Parameter policies expire parameters and tell of it: nothing here would. In our own words. */
export function policiesNotBuilt(): AwsError {
  return error(
    'InvalidPolicyTypeException',
    'parameter policies are not built in Utsuwa: leave `Policies` out',
  );
}

export function tooManyLabels(most: number): AwsError {
  return error(
    'ParameterVersionLabelLimitExceeded',
    `A parameter version can have maximum ${most} labels.Move one or more labels to another version and try again.`,
  );
}

export function invalidResourceId(): AwsError {
  return error('InvalidResourceId');
}

export function tooManyTags(): AwsError {
  return error('TooManyTagsError');
}

export function reservedTagKey(): AwsError {
  return validation("Tag keys can't be prefixed with aws: (case-insensitive).");
}

export function invalidNextToken(): AwsError {
  return error('InvalidNextToken', 'The specified token is not valid.');
}

export function bothKindsOfFilters(): AwsError {
  return validation('You can use either Filters or ParameterFilters in a single request.');
}

export function filterKeyNotValid(key: string, valid: readonly string[]): AwsError {
  return error(
    'InvalidFilterKey',
    `The following filter key is not valid: ${key}. Valid filter keys include: [${valid.join(', ')}].`,
  );
}

export function filterGivenTwice(key: string): AwsError {
  return error(
    'InvalidFilterKey',
    `The following filter is duplicated in the request: ${key}. A request can contain only one occurrence of a specific filter.`,
  );
}

export function filterOptionNotValid(option: string, valid: readonly string[]): AwsError {
  return error(
    'InvalidFilterOption',
    `The following filter option is not valid: ${option}. Valid options include: [${valid.join(', ')}].`,
  );
}

export function filterValuesMissing(key: string): AwsError {
  return error('InvalidFilterValue', `The following filter values are missing : null for filter key ${key}`);
}

export function filterValueNotValid(value: string): AwsError {
  return error('InvalidFilterValue', `The following filter value is not valid: ${value}.`);
}
