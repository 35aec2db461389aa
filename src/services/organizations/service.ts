import type { Service } from '../../operation/service.ts';
import { describeAccount, listAccounts, moveAccount, removeAccountFromOrganization } from './accounts.ts';
import { attachPolicy, detachPolicy, listPoliciesForTarget, listTargetsForPolicy } from './attachments.ts';
import { createAccount, describeCreateAccountStatus, listCreateAccountStatus } from './create-account.ts';
import { accessDenied } from './errors.ts';
import {
  listAWSServiceAccessForOrganization,
  listDelegatedAdministrators,
  listDelegatedServicesForAccount,
} from './trusted-services.ts';
import { createOrganization, deleteOrganization, describeOrganization, listRoots } from './organization.ts';
import {
  createOrganizationalUnit,
  deleteOrganizationalUnit,
  describeOrganizationalUnit,
  listOrganizationalUnitsForParent,
  updateOrganizationalUnit,
} from './organizational-units.ts';
import { listAccountsForParent, listChildren, listParents } from './parents.ts';
import { createPolicy, deletePolicy, describePolicy, listPolicies, updatePolicy } from './policies.ts';
import { disablePolicyType, enablePolicyType } from './policy-types.ts';
import { listTagsForResource, tagResource, untagResource } from './tagging.ts';
import { organizationsTagging } from './organizations-tagging.ts';

/** AWS Organizations: accounts, OUs, and the policies that bind them. */
export const organizationsService: Service = {
  name: 'organizations',
  operations: [
    createOrganization,
    describeOrganization,
    deleteOrganization,
    listRoots,
    createAccount,
    describeCreateAccountStatus,
    listCreateAccountStatus,
    listAccounts,
    describeAccount,
    moveAccount,
    removeAccountFromOrganization,
    listParents,
    listChildren,
    listAccountsForParent,
    createOrganizationalUnit,
    updateOrganizationalUnit,
    deleteOrganizationalUnit,
    describeOrganizationalUnit,
    listOrganizationalUnitsForParent,
    createPolicy,
    updatePolicy,
    deletePolicy,
    describePolicy,
    listPolicies,
    attachPolicy,
    detachPolicy,
    listPoliciesForTarget,
    listTargetsForPolicy,
    enablePolicyType,
    disablePolicyType,
    tagResource,
    untagResource,
    listTagsForResource,
    listAWSServiceAccessForOrganization,
    listDelegatedAdministrators,
    listDelegatedServicesForAccount,
  ],
  denies: (denial) => accessDenied(denial.sentence),
  tagging: organizationsTagging,
};
