import type { TagRow, Truth } from './tables.ts';

/**
 * The tables that say who someone is and what they may do. Every committed change of one of them
 * raises the identity epoch (`identity-epoch.ts`); what changes often and decides nothing, as the time
 * of last use, lives in `last_uses` instead.
 *
 * Times are ms since 1970 in emulated time. `name_key` is the name in lower case: IAM's names are
 * unique without regard to case and listed in that order.
 */
export interface IdentityTables {
  accounts: AccountRow;
  users: UserRow;
  groups: GroupRow;
  group_members: { group_id: string; user_id: string; account_id: string };
  roles: RoleRow;
  policies: PolicyRow;
  policy_versions: PolicyVersionRow;
  inline_policies: InlinePolicyRow;
  attachments: AttachmentRow;
  instance_profiles: InstanceProfileRow;
  access_keys: AccessKeyRow;
  /** Tags of IAM's own; `resource_id` is the unique id. */
  tags: TagRow;
  /** The house's own settings: the key ring of session tokens, how far the clock was moved. */
  settings: { name: string; value: string };
  /** When something was last used: outside the epoch. */
  last_uses: LastUseRow;
}

export interface AccountRow {
  account_id: string;
  alias: string | null;
  root_access_key_id: string | null;
  root_secret_access_key: string | null;
  created_at: number;
}

/** What users, groups, roles, policies and instance profiles have in common. */
interface NamedRow {
  account_id: string;
  name: string;
  name_key: string;
  path: string;
  created_at: number;
}

export interface UserRow extends NamedRow {
  /** `AIDA…` */
  user_id: string;
  /** A policy's ARN. */
  permissions_boundary: string | null;
}

export interface GroupRow extends NamedRow {
  /** `AGPA…` */
  group_id: string;
}

export interface RoleRow extends NamedRow {
  /** `AROA…` */
  role_id: string;
  description: string | null;
  trust_policy: string;
  /** Seconds. */
  max_session_duration: number;
  permissions_boundary: string | null;
}

/** A customer managed policy. */
export interface PolicyRow extends NamedRow {
  /** `ANPA…` */
  policy_id: string;
  description: string | null;
  /** `v1`, `v2`, … */
  default_version_id: string;
  /** The number that the next version gets; never handed out twice. */
  next_version: number;
  is_attachable: Truth;
  updated_at: number;
}

export interface PolicyVersionRow {
  policy_id: string;
  version_id: string;
  document: string;
  created_at: number;
}

export interface InlinePolicyRow {
  /** The unique id of a user, group or role. */
  owner_id: string;
  name: string;
  document: string;
}

export interface AttachmentRow {
  owner_id: string;
  owner_kind: 'user' | 'group' | 'role';
  /** The owner's account. */
  account_id: string;
  policy_arn: string;
  /** The customer managed policy, which cannot be deleted while attached; null for AWS's own. */
  policy_id: string | null;
  attached_at: number;
}

export interface InstanceProfileRow extends NamedRow {
  /** `AIPA…` */
  profile_id: string;
  role_id: string | null;
}

export interface AccessKeyRow {
  access_key_id: string;
  account_id: string;
  user_id: string;
  secret_access_key: string;
  status: 'Active' | 'Inactive';
  created_at: number;
}

export interface LastUseRow {
  /** An access key's id, a role's `AROA…`, or a user's `AIDA…` (its password). */
  id: string;
  used_at: number;
  service: string | null;
  region: string | null;
}
