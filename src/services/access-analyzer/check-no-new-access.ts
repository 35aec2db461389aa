import { newAccess } from '../../policy/access/new-access.ts';
import { accessAnalyzerOperation } from './access-analyzer-operation.ts';
import { checkedPolicy, knownKeys } from './checked-policy.ts';
import { checkResult } from './check-result.ts';

/** Says whether a policy allows nothing that another does not: exactly, or not at all. */
export const checkNoNewAccess = accessAnalyzerOperation('CheckNoNewAccess', {
  authorizes: () => ({ action: 'access-analyzer:CheckNoNewAccess', resource: '*' }),

  async runs({ newPolicyDocument, existingPolicyDocument, policyType }) {
    const proposed = checkedPolicy('newPolicyDocument', newPolicyDocument, policyType);
    const existing = checkedPolicy('existingPolicyDocument', existingPolicyDocument, policyType);
    return checkResult(newAccess(proposed, existing, knownKeys()), {
      pass: 'The modified permissions do not grant new access compared to your existing policy.',
      fail: 'The modified permissions grant new access compared to your existing policy.',
      reason: 'New access in the',
    });
  },
});
