import type { OrganizationPolicyRow, OrganizationPolicyType } from '../../store/organization-tables.ts';

/** A policy of AWS's own, which every organization has. */
export type AwsPolicy = Pick<
  OrganizationPolicyRow,
  'policy_id' | 'type' | 'name' | 'description' | 'content'
>;

/**
 * The policy of each type that allows everything, and that is attached wherever the type begins to
 * count: without it an SCP that only denies would leave nothing.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const FULL_ACCESS: Readonly<Record<OrganizationPolicyType, AwsPolicy>> = {
  SERVICE_CONTROL_POLICY: {
    policy_id: 'p-FullAWSAccess',
    type: 'SERVICE_CONTROL_POLICY',
    name: 'FullAWSAccess',
    description: 'Allows access to every operation',
    content: contentOf({ Effect: 'Allow', Action: '*', Resource: '*' }),
  },
  RESOURCE_CONTROL_POLICY: {
    policy_id: 'p-RCPFullAWSAccess',
    type: 'RESOURCE_CONTROL_POLICY',
    name: 'RCPFullAWSAccess',
    description: 'Allows access to every resource',
    content: contentOf({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
  },
};

/** One of AWS's own by its id. */
export function awsPolicy(policyId: string): AwsPolicy | undefined {
  return Object.values(FULL_ACCESS).find((policy) => policy.policy_id === policyId);
}

function contentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}
