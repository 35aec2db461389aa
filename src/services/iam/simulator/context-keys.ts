import { contextKeysOf } from '../../../policy/context-keys.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import { iamOperation } from '../iam-operation.ts';
import { GivenPolicies } from './given-policies.ts';
import { findPolicySource } from './policy-source.ts';

/** Names the condition keys that policies ask for, so that a simulation can be given them. */
export const getContextKeysForCustomPolicy = iamOperation('GetContextKeysForCustomPolicy', {
  authorizes: () => ({ action: 'iam:GetContextKeysForCustomPolicy', resource: '*' }),

  async runs({ PolicyInputList }, { house }) {
    return { ContextKeyNames: keysOf(new GivenPolicies(house).list('PolicyInputList', PolicyInputList)) };
  },
});

/** The same for the policies of a user (with its groups'), a group or a role, and further ones given as text. */
export const getContextKeysForPrincipalPolicy = iamOperation('GetContextKeysForPrincipalPolicy', {
  authorizes: ({ PolicySourceArn }) => ({
    action: 'iam:GetContextKeysForPrincipalPolicy',
    resource: PolicySourceArn,
  }),

  async runs({ PolicySourceArn, PolicyInputList }, { house, accountId }) {
    const { policies } = await findPolicySource(house, accountId, PolicySourceArn);
    const given = new GivenPolicies(house).list('PolicyInputList', PolicyInputList);
    return { ContextKeyNames: keysOf([...policies.identity, ...given]) };
  },
});

/** Each key once, as the policies first write it, in the order in which they ask for it. */
function keysOf(policies: readonly CompiledPolicy[]): string[] {
  const keys = new Map<string, string>();
  for (const { statements } of policies) {
    for (const statement of statements) {
      for (const [lower, written] of contextKeysOf(statement)) if (!keys.has(lower)) keys.set(lower, written);
    }
  }
  return [...keys.values()];
}
