import type { Operation } from '../../../operation/operation.ts';
import { createRole } from './create-role.ts';
import { deleteRole } from './delete-role.ts';
import { getRole } from './get-role.ts';
import { listRoles } from './list-roles.ts';
import { attachRolePolicy, detachRolePolicy, listAttachedRolePolicies } from './role-attachments.ts';
import { deleteRolePermissionsBoundary, putRolePermissionsBoundary } from './role-boundary.ts';
import { deleteRolePolicy, getRolePolicy, listRolePolicies, putRolePolicy } from './role-policies.ts';
import { listRoleTags, tagRole, untagRole } from './role-tags.ts';
import { updateAssumeRolePolicy, updateRole, updateRoleDescription } from './update-role.ts';

/** All that IAM does with roles. */
export const roleOperations: readonly Operation[] = [
  createRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription,
  updateAssumeRolePolicy,
  deleteRole,
  attachRolePolicy,
  detachRolePolicy,
  listAttachedRolePolicies,
  putRolePolicy,
  getRolePolicy,
  listRolePolicies,
  deleteRolePolicy,
  tagRole,
  untagRole,
  listRoleTags,
  putRolePermissionsBoundary,
  deleteRolePermissionsBoundary,
];
