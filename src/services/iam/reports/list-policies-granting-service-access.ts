import type { PolicyGrantingServiceAccess } from '../../../model/generated/iam.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import { iamOperation } from '../iam-operation.ts';
import { pageThrough } from '../shared/paging.ts';
import { findPolicySource } from '../simulator/policy-source.ts';
import { grantsService } from './services-granted.ts';

/**
 * Tells for each service which policies of a user, group or role allow anything of it. It says what
 * policies name, not what is allowed: Denies, conditions and boundaries are not looked at.
 */
export const listPoliciesGrantingServiceAccess = iamOperation('ListPoliciesGrantingServiceAccess', {
  authorizes: ({ Arn }) => ({ action: 'iam:ListPoliciesGrantingServiceAccess', resource: Arn }),

  async runs(input, { house, accountId }) {
    const { policies } = await findPolicySource(house, accountId, input.Arn);
    const asked = [...new Set(input.ServiceNamespaces)];
    const { items, end } = pageThrough('ListPoliciesGrantingServiceAccess', input, asked, (name) => name);
    const granting = items.map((ServiceNamespace) => ({
      ServiceNamespace,
      Policies: policies.identity
        .filter((policy) => grantsService(policy, ServiceNamespace.toLowerCase()))
        .map(policyToWire),
    }));
    return { PoliciesGrantingServiceAccess: granting, ...end };
  },
});

/** A managed policy by its ARN, an inline one by whose it is. */
function policyToWire({ arn, name = '', source = '' }: CompiledPolicy): PolicyGrantingServiceAccess {
  if (arn !== undefined) return { PolicyName: name, PolicyType: 'MANAGED', PolicyArn: arn };
  const [kind = '', owner = ''] = source.split(' ');
  const EntityType = kind === 'user' ? 'USER' : kind === 'group' ? 'GROUP' : 'ROLE';
  return { PolicyName: name, PolicyType: 'INLINE', EntityType, EntityName: owner };
}
