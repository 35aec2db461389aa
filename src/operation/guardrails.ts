import type { ApplicablePolicies } from '../policy/applicable-policies.ts';
import type { Principal } from '../policy/request.ts';
import type { OrganizationPlace } from './organizations.ts';

/** The organizations on both sides of a decision; absent for an account that is in none. */
export interface Places {
  readonly caller: OrganizationPlace | undefined;
  readonly resource: OrganizationPlace | undefined;
}

/**
 * The organization's policies that bind one permission: service control policies those of the caller's
 * account, its root user included; resource control policies the resources of their account, whoever
 * asks. Service-linked roles are bound by neither.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function guardrails(
  principal: Principal,
  action: string,
  places: Places,
): Pick<ApplicablePolicies, 'scp' | 'rcp'> {
  if (isServiceLinked(principal)) return {};
  return {
    scp: 'accountId' in principal ? places.caller?.scp : undefined,
    rcp: takesResourceControl(action) ? places.resource?.rcp : undefined,
  };
}

function isServiceLinked(principal: Principal): boolean {
  return principal.kind === 'role-session' && principal.roleArn.includes(':role/aws-service-role/');
}

/**
 * The services whose resources resource control policies bind, by the prefix of their actions.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
const RESOURCE_CONTROLLED = new Set([
  'aoss',
  'cognito-identity',
  'cognito-idp',
  'dynamodb',
  'ecr',
  'kms',
  'logs',
  's3',
  'secretsmanager',
  'sqs',
  'sts',
]);

function takesResourceControl(action: string): boolean {
  return RESOURCE_CONTROLLED.has(action.slice(0, action.indexOf(':')).toLowerCase());
}
