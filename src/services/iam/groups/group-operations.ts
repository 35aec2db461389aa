import type { Operation } from '../../../operation/operation.ts';
import { createGroup } from './create-group.ts';
import { deleteGroup } from './delete-group.ts';
import { getGroup } from './get-group.ts';
import { attachGroupPolicy, detachGroupPolicy, listAttachedGroupPolicies } from './group-attachments.ts';
import { addUserToGroup, removeUserFromGroup } from './group-members.ts';
import { deleteGroupPolicy, getGroupPolicy, listGroupPolicies, putGroupPolicy } from './group-policies.ts';
import { listGroups, listGroupsForUser } from './list-groups.ts';
import { updateGroup } from './update-group.ts';

/** All that IAM does with groups and who is in them. */
export const groupOperations: readonly Operation[] = [
  createGroup,
  getGroup,
  listGroups,
  listGroupsForUser,
  updateGroup,
  deleteGroup,
  addUserToGroup,
  removeUserFromGroup,
  attachGroupPolicy,
  detachGroupPolicy,
  listAttachedGroupPolicies,
  putGroupPolicy,
  getGroupPolicy,
  listGroupPolicies,
  deleteGroupPolicy,
];
