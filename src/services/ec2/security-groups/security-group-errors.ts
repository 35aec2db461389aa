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

export function invalidRuleDescription(): AwsError {
  return invalidValue(
    'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
  );
}
