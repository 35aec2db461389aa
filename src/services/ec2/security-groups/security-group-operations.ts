import type { Operation } from '../../../operation/operation.ts';
import { authorizeSecurityGroupEgress, authorizeSecurityGroupIngress } from './authorize-security-group.ts';
import { createSecurityGroup, deleteSecurityGroup } from './create-security-group.ts';
import { describeSecurityGroupRules } from './describe-security-group-rules.ts';
import { describeSecurityGroups } from './describe-security-groups.ts';
import {
  modifySecurityGroupRules,
  updateSecurityGroupRuleDescriptionsEgress,
  updateSecurityGroupRuleDescriptionsIngress,
} from './modify-security-group-rules.ts';
import { revokeSecurityGroupEgress, revokeSecurityGroupIngress } from './revoke-security-group.ts';
import {
  describeSecurityGroupReferences,
  describeStaleSecurityGroups,
  getSecurityGroupsForVpc,
} from './security-groups-of-vpc.ts';

/** Security groups and their rules. */
export const securityGroupOperations: readonly Operation[] = [
  authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress,
  createSecurityGroup,
  deleteSecurityGroup,
  describeSecurityGroupReferences,
  describeSecurityGroupRules,
  describeSecurityGroups,
  describeStaleSecurityGroups,
  getSecurityGroupsForVpc,
  modifySecurityGroupRules,
  revokeSecurityGroupEgress,
  revokeSecurityGroupIngress,
  updateSecurityGroupRuleDescriptionsEgress,
  updateSecurityGroupRuleDescriptionsIngress,
];
