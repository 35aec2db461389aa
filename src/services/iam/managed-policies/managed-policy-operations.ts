import type { Operation } from '../../../operation/operation.ts';
import { createPolicyVersion } from './create-policy-version.ts';
import { createPolicy } from './create-policy.ts';
import { deletePolicy } from './delete-policy.ts';
import { getPolicy } from './get-policy.ts';
import { listEntitiesForPolicy } from './list-entities-for-policy.ts';
import { listPolicies } from './list-policies.ts';
import { listPolicyTags, tagPolicy, untagPolicy } from './policy-tags.ts';
import {
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './policy-versions.ts';

/** All that IAM does with managed policies themselves. */
export const managedPolicyOperations: readonly Operation[] = [
  createPolicy,
  getPolicy,
  listPolicies,
  deletePolicy,
  createPolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  deletePolicyVersion,
  setDefaultPolicyVersion,
  listEntitiesForPolicy,
  tagPolicy,
  untagPolicy,
  listPolicyTags,
];
