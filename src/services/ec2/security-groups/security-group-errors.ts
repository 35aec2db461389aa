import type { AwsError } from '../../../kernel/aws-error.ts';
import { invalid, invalidValue } from '../errors.ts';

/** The errors of security groups: code and words, as EC2 answers them. */

export function duplicateGroup(name: string, vpcId: string): AwsError {
  return invalid(
    'InvalidGroup.Duplicate',
    `The security group '${name.slice(0, 255)}' already exists for VPC '${vpcId}'`,
  );
}

export function tooManyGroups(): AwsError {
  return invalid('SecurityGroupLimitExceeded', 'The maximum number of security groups has been reached.');
}

export function cannotDeleteGroup(id: string, name: string): AwsError {
  return invalid('CannotDelete', `the specified group: "${id}" name: "${name}" cannot be deleted by a user`);
}

export function dependencyViolation(id: string): AwsError {
  return invalid('DependencyViolation', `resource ${id} has a dependent object`);
}

/** @param rule as EC2 describes it, `peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW` */
export function duplicateRule(rule: string): AwsError {
  return invalid('InvalidPermission.Duplicate', `the specified rule "${rule}" already exists`);
}

export function unknownRule(): AwsError {
  return invalid('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
}

export function tooManyRules(): AwsError {
  return invalid(
    'RulesPerSecurityGroupLimitExceeded',
    'The maximum number of rules per security group has been reached.',
  );
}

/** What EC2 takes in names and descriptions, as it lists it. */
const CHARACTERS = 'a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*';

/** Of a group's name or description. The words on names follow those on descriptions, which are recorded. */
export function invalidGroupText(what: 'name' | 'description'): AwsError {
  const kind = what === 'name' ? 'Valid names are non-empty strings' : 'Valid descriptions are strings';
  return invalidValue(
    `Invalid security group ${what}. ${kind} less than 256 characters from the following set:  ${CHARACTERS}`,
  );
}

/** @param what as EC2 names it: `TCP/UDP port`, `ICMP type`, `ICMP code` */
export function outOfRange(what: string, value: number): AwsError {
  return invalidValue(`${what} (${value}) out of range`);
}

export function invalidRuleDescription(): AwsError {
  return invalidValue(
    `Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  ${CHARACTERS}`,
  );
}
