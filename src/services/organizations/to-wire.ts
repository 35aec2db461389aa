import type {
  Account,
  CreateAccountStatus,
  Organization,
  OrganizationalUnit,
  PolicySummary,
  Root,
} from '../../model/generated/organizations.ts';
import type {
  AccountRequestRow,
  OrganizationAccountRow,
  OrganizationalUnitRow,
  OrganizationPolicyRow,
  OrganizationRow,
} from '../../store/organization-tables.ts';
import { awsPolicyArn, organizationArn, policyArn, targetArn } from './arns.ts';
import type { AwsPolicy } from './aws-policies.ts';
import { pathOf } from './tree.ts';

export function organizationToWire(row: OrganizationRow, management: OrganizationAccountRow): Organization {
  return {
    Id: row.organization_id,
    Arn: organizationArn(row),
    FeatureSet: 'ALL',
    MasterAccountArn: targetArn(row, row.management_account_id),
    MasterAccountId: row.management_account_id,
    MasterAccountEmail: management.email,
    // What AWS answers here for every organization; what is enabled is said by ListRoots.
    AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
  };
}

export function rootToWire(row: OrganizationRow): Root {
  const types = [
    ...(row.scp_enabled ? (['SERVICE_CONTROL_POLICY'] as const) : []),
    ...(row.rcp_enabled ? (['RESOURCE_CONTROL_POLICY'] as const) : []),
  ];
  return {
    Id: row.root_id,
    Arn: targetArn(row, row.root_id),
    Name: 'Root',
    PolicyTypes: types.map((Type) => ({ Type, Status: 'ENABLED' })),
  };
}

/** @param line from the root down to the OU itself */
export function unitToWire(
  organization: OrganizationRow,
  unit: OrganizationalUnitRow,
  line: readonly string[],
): OrganizationalUnit {
  return {
    Id: unit.ou_id,
    Arn: targetArn(organization, unit.ou_id),
    Name: unit.name,
    Path: pathOf(organization.organization_id, line),
  };
}

/** @param line from the root down to the account's parent */
export function accountToWire(
  organization: OrganizationRow,
  account: OrganizationAccountRow,
  line: readonly string[],
): Account {
  return {
    Id: account.account_id,
    Arn: targetArn(organization, account.account_id),
    Email: account.email,
    Name: account.name,
    Status: 'ACTIVE',
    State: 'ACTIVE',
    Paths: [pathOf(organization.organization_id, [...line, account.account_id])],
    JoinedMethod: account.joined_method,
    JoinedTimestamp: new Date(account.joined_at),
  };
}

export function writtenPolicyToWire(
  organization: OrganizationRow,
  policy: OrganizationPolicyRow,
): PolicySummary {
  return summary(policy, policyArn(organization, policy.type, policy.policy_id), false);
}

export function awsPolicyToWire(policy: AwsPolicy): PolicySummary {
  return summary(policy, awsPolicyArn(policy.type, policy.policy_id), true);
}

function summary(policy: AwsPolicy, Arn: string, AwsManaged: boolean): PolicySummary {
  const { policy_id: Id, name: Name, description: Description, type: Type } = policy;
  return { Id, Arn, Name, Description, Type, AwsManaged };
}

export function accountRequestToWire(row: AccountRequestRow): CreateAccountStatus {
  const at = new Date(row.requested_at);
  return {
    Id: row.request_id,
    AccountName: row.account_name,
    State: row.state,
    RequestedTimestamp: at,
    CompletedTimestamp: at,
    ...(row.account_id === null ? {} : { AccountId: row.account_id }),
    ...(row.failure_reason === null ? {} : { FailureReason: row.failure_reason }),
  };
}
