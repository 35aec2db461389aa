import { formatArn } from '../../kernel/arn.ts';
import type { OrganizationPolicyType } from '../../store/organization-tables.ts';

/** What an organization's ARNs are made of. */
interface OrganizationIds {
  readonly organization_id: string;
  readonly management_account_id: string;
}

export function organizationArn(organization: OrganizationIds): string {
  return arnOf(organization, 'organization');
}

/** The ARN of a root, an OU or an account. @param id `r-…`, `ou-…` or twelve digits */
export function targetArn(organization: OrganizationIds, id: string): string {
  return arnOf(organization, kindOf(id), id);
}

export function policyArn(organization: OrganizationIds, type: OrganizationPolicyType, id: string): string {
  return arnOf(organization, 'policy', `${type.toLowerCase()}/${id}`);
}

/** The ARN of one of AWS's own policies, the same in every organization. */
export function awsPolicyArn(type: OrganizationPolicyType, id: string): string {
  return formatArn({
    service: 'organizations',
    region: '',
    accountId: 'aws',
    resource: `policy/${type.toLowerCase()}/${id}`,
  });
}

function kindOf(id: string): 'root' | 'ou' | 'account' {
  if (id.startsWith('r-')) return 'root';
  return id.startsWith('ou-') ? 'ou' : 'account';
}

function arnOf(organization: OrganizationIds, kind: string, rest?: string): string {
  const { organization_id: id, management_account_id: accountId } = organization;
  const resource = `${kind}/${id}${rest === undefined ? '' : `/${rest}`}`;
  return formatArn({ service: 'organizations', region: '', accountId, resource });
}
