import type { Operation } from '../../../operation/operation.ts';
import { authorizeSecurityGroupEgress, authorizeSecurityGroupIngress } from './authorize-security-group.ts';
import { createSecurityGroup, deleteSecurityGroup } from './create-security-group.ts';
import { describeSecurityGroups } from './describe-security-groups.ts';

/** Security groups and their rules. */
export const securityGroupOperations: readonly Operation[] = [
  authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress,
  createSecurityGroup,
  deleteSecurityGroup,
  describeSecurityGroups,
];
