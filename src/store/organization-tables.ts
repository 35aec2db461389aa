import type { Truth } from './tables.ts';

/**
 * The tree of accounts and what hangs in it: what these tables say binds every request of an account,
 * so a change of one raises the identity epoch. A parent is a root's id or an OU's; a target is one of
 * those or an account's id.
 */
export interface OrganizationTables {
  organizations: OrganizationRow;
  organizational_units: OrganizationalUnitRow;
  /** Accounts that are in an organization, its management account among them. */
  organization_accounts: OrganizationAccountRow;
  /** Policies that customers wrote; AWS's own are not in the store. */
  organization_policies: OrganizationPolicyRow;
  organization_attachments: OrganizationAttachmentRow;
  /** What became of calls of CreateAccount. */
  account_requests: AccountRequestRow;
}

export interface OrganizationRow {
  /** `o-…` */
  organization_id: string;
  management_account_id: string;
  /** `r-…` */
  root_id: string;
  scp_enabled: Truth;
  rcp_enabled: Truth;
  created_at: number;
}

export interface OrganizationalUnitRow {
  /** `ou-…` */
  ou_id: string;
  organization_id: string;
  parent_id: string;
  name: string;
  created_at: number;
}

export interface OrganizationAccountRow {
  account_id: string;
  organization_id: string;
  parent_id: string;
  name: string;
  email: string;
  joined_method: 'INVITED' | 'CREATED';
  joined_at: number;
}

/** The types of policy that bind requests. */
export type OrganizationPolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

export interface OrganizationPolicyRow {
  /** `p-…` */
  policy_id: string;
  organization_id: string;
  type: OrganizationPolicyType;
  name: string;
  description: string;
  content: string;
  created_at: number;
}

interface OrganizationAttachmentRow {
  target_id: string;
  /** A customer's policy, or one of AWS's own such as `p-FullAWSAccess`. */
  policy_id: string;
  organization_id: string;
  type: OrganizationPolicyType;
}

export interface AccountRequestRow {
  /** `car-…` */
  request_id: string;
  organization_id: string;
  account_name: string;
  state: 'SUCCEEDED' | 'FAILED';
  requested_at: number;
  account_id: string | null;
  failure_reason: 'ACCOUNT_LIMIT_EXCEEDED' | 'EMAIL_ALREADY_EXISTS' | null;
}
