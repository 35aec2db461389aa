import type { Operation } from '../../../operation/operation.ts';
import { createUser } from './create-user.ts';
import { deleteUser } from './delete-user.ts';
import { getUser } from './get-user.ts';
import { listUsers } from './list-users.ts';
import { updateUser } from './update-user.ts';
import { attachUserPolicy, detachUserPolicy, listAttachedUserPolicies } from './user-attachments.ts';
import { deleteUserPermissionsBoundary, putUserPermissionsBoundary } from './user-boundary.ts';
import { deleteUserPolicy, getUserPolicy, listUserPolicies, putUserPolicy } from './user-policies.ts';
import { listUserTags, tagUser, untagUser } from './user-tags.ts';

/** All that IAM does with users, but for their credentials and groups. */
export const userOperations: readonly Operation[] = [
  createUser,
  getUser,
  listUsers,
  updateUser,
  deleteUser,
  attachUserPolicy,
  detachUserPolicy,
  listAttachedUserPolicies,
  putUserPolicy,
  getUserPolicy,
  listUserPolicies,
  deleteUserPolicy,
  tagUser,
  untagUser,
  listUserTags,
  putUserPermissionsBoundary,
  deleteUserPermissionsBoundary,
];
