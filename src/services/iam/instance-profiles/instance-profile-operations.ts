import type { Operation } from '../../../operation/operation.ts';
import { createInstanceProfile } from './create-instance-profile.ts';
import { deleteInstanceProfile } from './delete-instance-profile.ts';
import { getInstanceProfile } from './get-instance-profile.ts';
import { listInstanceProfiles, listInstanceProfilesForRole } from './list-instance-profiles.ts';
import { addRoleToInstanceProfile, removeRoleFromInstanceProfile } from './profile-role.ts';
import { listInstanceProfileTags, tagInstanceProfile, untagInstanceProfile } from './profile-tags.ts';

/** All that IAM does with instance profiles. */
export const instanceProfileOperations: readonly Operation[] = [
  createInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
  listInstanceProfilesForRole,
  deleteInstanceProfile,
  addRoleToInstanceProfile,
  removeRoleFromInstanceProfile,
  tagInstanceProfile,
  untagInstanceProfile,
  listInstanceProfileTags,
];
