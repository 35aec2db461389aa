import type { Rule } from './rule.ts';
import { actionWithoutResource } from './rules/action-without-resource.ts';
import { arnForAName } from './rules/arn-for-a-name.ts';
import { arnOfAnother } from './rules/arn-of-another.ts';
import { bucketForItsObjects } from './rules/bucket-for-its-objects.ts';
import { capabilities } from './rules/capabilities.ts';
import { managedPolicyUnknown } from './rules/managed-policy-unknown.ts';
import { nameForAnArn } from './rules/name-for-an-arn.ts';
import { passRole } from './rules/pass-role.ts';
import { policyFinding } from './rules/policy-finding.ts';
import { policyOfTheOtherKind } from './rules/policy-of-the-other-kind.ts';
import { profileForARole } from './rules/profile-for-a-role.ts';
import { profileInAPolicy } from './rules/profile-in-a-policy.ts';
import { profileIsARole } from './rules/profile-is-a-role.ts';
import { profileMissing } from './rules/profile-missing.ts';
import { profileWithTwoRoles } from './rules/profile-with-two-roles.ts';
import { profileWithoutRole } from './rules/profile-without-role.ts';
import { roleMissing } from './rules/role-missing.ts';
import { roleNotForEc2 } from './rules/role-not-for-ec2.ts';
import { roleNotForService } from './rules/role-not-for-service.ts';
import { templateError } from './rules/template-error.ts';

/** All that the linter looks for. */
export const RULES: readonly Rule[] = [
  templateError,
  profileIsARole,
  profileMissing,
  profileWithTwoRoles,
  profileWithoutRole,
  profileForARole,
  arnForAName,
  nameForAnArn,
  arnOfAnother,
  roleMissing,
  roleNotForEc2,
  roleNotForService,
  managedPolicyUnknown,
  policyOfTheOtherKind,
  policyFinding,
  profileInAPolicy,
  bucketForItsObjects,
  actionWithoutResource,
  passRole,
  capabilities,
];
