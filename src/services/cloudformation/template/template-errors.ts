import { AwsError } from '../../../kernel/aws-error.ts';
import { plainText } from '../../../kernel/plain-text.ts';

/** What CloudFormation says of templates and of the parameters given to them; nothing else spells it. */

/** ValidationError (400) in AWS's words. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}

/** What is wrong with a template's form. */
export function formatError(message: string): AwsError {
  return validationError(`Template format error: ${message}`);
}

export function duplicateExports(names: readonly string[]): AwsError {
  return formatError(
    `The Outputs section contains duplicate Export names: [${names.join(', ')}]. Specify a unique name for each export.`,
  );
}

/** What is wrong with a function in it. */
export function templateError(message: string): AwsError {
  return validationError(`Template error: ${message}`);
}

export function notWellFormed(kind: 'JSON' | 'YAML', place: { line: number; column: number }): AwsError {
  return formatError(`${kind} not well-formed. (line ${place.line}, column ${place.column})`);
}

export function unsupportedStructure(): AwsError {
  return formatError('unsupported structure.');
}

/** A template of that many values or that deep would take the house down; AWS's own limit is not known. */
export function tooComplex(): AwsError {
  return formatError('Template is too deep or has too many values.');
}

export function unsupportedVersion(version: string): AwsError {
  return formatError(`${version} is not a supported value for AWSTemplateFormatVersion.`);
}

export function invalidSections(names: readonly string[]): AwsError {
  return validationError(`Invalid template property or properties [${names.join(', ')}]`);
}

export function noResources(): AwsError {
  return formatError('At least one Resources member must be defined.');
}

export function sectionNotObject(name: string): AwsError {
  return formatError(`[/${name}] ${name} must be an object.`);
}

export function memberNotObject(section: string, name: string): AwsError {
  return formatError(`[/${section}/${name}] Every ${section} member must be an object.`);
}

export function noType(section: 'Parameters' | 'Resources', name: string): AwsError {
  return formatError(`[/${section}/${name}] Every ${section} object must contain a Type member.`);
}

export function notAlphanumeric(what: 'Parameter' | 'Resource' | 'Output', name: string): AwsError {
  return formatError(`${what} name ${name} is non alphanumeric.`);
}

export function invalidResourceProperty(name: string): AwsError {
  return validationError(`Invalid template resource property '${name}'`);
}

export function invalidParameterProperty(name: string): AwsError {
  return validationError(`Invalid template parameter property '${name}'`);
}

export function invalidDeletionPolicy(attribute: string, given: unknown, logicalId: string): AwsError {
  return formatError(`Unrecognized ${attribute} ${plainText(given ?? '')} for resource ${logicalId}`);
}

/** @param place for example `/Resources/Role/Type/Path` */
export function nullNotAllowed(place: string): AwsError {
  return validationError(`[${place}] 'null' values are not allowed in templates`);
}

export function resourceMalformed(name: string): AwsError {
  return formatError(`[/Resources/${name}] resource definition is malformed`);
}

export function refForm(): AwsError {
  return templateError('every Ref object must have a single String value.');
}

export function findInMapForm(): AwsError {
  return templateError(
    'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
  );
}

/** What AWS says of included text that is no JSON or YAML, or YAML with short forms. */
export function snippetMalformed(): AwsError {
  return validationError(
    "Transform AWS::Include failed with: The specified S3 object's content should be valid Yaml/JSON",
  );
}

/** Parameters of the parameter store that dynamic references name. @param names for example `/team/path:3` */
export function noReferencedParameters(names: readonly string[]): AwsError {
  return validationError(`Parameters: [${names.map((name) => `ssm:${name}`).join(', ')}] cannot be found.`);
}

/** Only volumes, clusters and their like have snapshots. */
export function noSnapshots(type: string, attribute: 'DeletionPolicy' | 'UpdateReplacePolicy'): AwsError {
  const policy = attribute === 'DeletionPolicy' ? 'deletion policy' : 'update replace policy';
  return templateError(`resource type ${type} does not support ${policy} Snapshot`);
}

/** Types that AWS does not have. */
export function unrecognizedTypes(types: readonly string[]): AwsError {
  return formatError(`Unrecognized resource types: [${types.join(', ')}]`);
}

/** Types that AWS has and this house has not, in words of our own. */
export function typesNotBuilt(types: readonly string[]): AwsError {
  return validationError(`Resource types that AWS has and Utsuwa has not built: [${types.join(', ')}]`);
}

/** There is no CodeDeploy here, to which this policy would hand the change. */
export function noCodeDeploy(logicalId: string): AwsError {
  return formatError(`Utsuwa has no CodeDeploy: the UpdatePolicy of ${logicalId} cannot be followed`);
}

export function unrecognizedParameterType(type: string): AwsError {
  return formatError(`Unrecognized parameter type: ${type}`);
}

export function unresolvedDependencies(
  ids: readonly string[],
  block: 'Resources' | 'Outputs' | 'Conditions' | 'Rules',
): AwsError {
  if (block === 'Conditions' || block === 'Rules') {
    return formatError(
      `Unresolved dependencies [${ids.join(', ')}]. Cannot reference resources in the ${block} block of the template`,
    );
  }
  return formatError(
    `Unresolved resource dependencies [${ids.join(', ')}] in the ${block} block of the template`,
  );
}

export function unresolvedCondition(name: string, block: 'Resources' | 'Outputs' | 'Conditions'): AwsError {
  return formatError(`Unresolved condition dependency ${name} in the ${block} block of the template`);
}

export function circularDependency(ids: readonly string[], what = 'resources'): AwsError {
  return validationError(`Circular dependency between ${what}: [${ids.join(', ')}]`);
}

export function undefinedInGetAtt(logicalId: string): AwsError {
  return templateError(`instance of Fn::GetAtt references undefined resource ${logicalId}`);
}

export function noSuchAttribute(logicalId: string, attribute: string): AwsError {
  return templateError(`resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`);
}

/** A custom resource's function gave no such attribute. @param object the answer, as AWS names it */
export function noVendorKey(attribute: string, object: string, region: string): AwsError {
  return validationError(
    `CustomResource attribute error: Vendor response doesn't contain ${attribute} key in object ${object} in S3 bucket cloudformation-custom-resource-storage-${region.replaceAll('-', '')}`,
  );
}

export function getAttForm(): AwsError {
  return templateError(
    'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  );
}

export function outputWithoutValue(name: string): AwsError {
  return formatError(`[/Outputs/${name}] Every Outputs member must contain a Value object`);
}

export function outputNotText(name: string): AwsError {
  return formatError(`The Value field of every Outputs member must evaluate to a String. (${name})`);
}

export function noMapping(map: string): AwsError {
  return validationError(
    `Template validation error: Template error: Mapping named '${map}' is not present in the 'Mappings' section of template.`,
  );
}

export function nothingMapped(map: string, top: string, second: string): AwsError {
  return templateError(`Unable to get mapping for ${map}::${top}::${second}`);
}

export function mappingShape(): AwsError {
  return formatError('Every Mappings attribute must be a String or a List.');
}

/** In the order in which AWS lists what it has, besides those of the language extensions. */
const SUPPORTED =
  'Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr';

export function unknownFunction(name: string): AwsError {
  return templateError(`Encountered unsupported function: ${name} Supported functions are: [${SUPPORTED}]`);
}

/** A macro that is not there. @param name as `Fn::Transform` or `Transform` gives it */
export function noTransform(name: unknown): AwsError {
  return templateError(`No transform named ${plainText(name ?? '')} found.`);
}

export function nothingToSelect(index: number): AwsError {
  return templateError(`Fn::Select cannot select nonexistent value at index ${index}`);
}

export function parametersNotDeclared(names: readonly string[]): AwsError {
  return validationError(`Parameters: [${names.join(', ')}] do not exist in the template`);
}

export function parametersWithoutValue(names: readonly string[]): AwsError {
  return validationError(`Parameters: [${names.join(', ')}] must have values`);
}

export function duplicateParameter(name: string): AwsError {
  return validationError(`Duplicate parameter key: [${name}]`);
}

/** @param problem for example `must be one of AllowedValues` */
export function parameterProblem(name: string, problem: string, description: string | undefined): AwsError {
  if (description !== undefined) {
    return validationError(`Parameter ${name} failed to satisfy constraint: ${description}`);
  }
  return validationError(`Parameter '${name}' ${problem}`);
}

export function noPreviousParameter(name: string): AwsError {
  return validationError(
    `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
  );
}

export function noSsmParameter(names: readonly string[]): AwsError {
  return validationError(
    `Unable to fetch parameters [${names.join(', ')}] from parameter store for this account.`,
  );
}

export function noSuchParameterValue(value: string, name: string): AwsError {
  return validationError(
    `Parameter validation failed: parameter value ${value} for parameter name ${name} does not exist`,
  );
}

export function assertionFailed(rule: string, description: string | undefined): AwsError {
  const said = description === undefined ? '' : `: ${description}`;
  return validationError(`Template error: Assertion failed for rule ${rule}${said}`);
}

export function noExport(name: string): AwsError {
  return validationError(`No export named ${name} found.`);
}

export function insufficientCapabilities(missing: readonly string[]): AwsError {
  return new AwsError(
    'InsufficientCapabilitiesException',
    400,
    `Requires capabilities : [${missing.join(', ')}]`,
  );
}

export function unsupportedReference(reference: string): AwsError {
  return validationError(`Dynamic reference ${reference} is not supported: utsuwa resolves ssm alone`);
}
