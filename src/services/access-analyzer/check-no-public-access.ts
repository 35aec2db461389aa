import { fixedValuesFor } from '../../policy/access/fixed-values.ts';
import { publicAccess } from '../../policy/access/public-access.ts';
import { accessAnalyzerOperation } from './access-analyzer-operation.ts';
import { checkedPolicy, knownKeys } from './checked-policy.ts';
import { checkResult } from './check-result.ts';

/** Says whether a resource's policy lets nobody in but whom it names: exactly, or not at all. */
export const checkNoPublicAccess = accessAnalyzerOperation('CheckNoPublicAccess', {
  authorizes: () => ({ action: 'access-analyzer:CheckNoPublicAccess', resource: '*' }),

  async runs({ policyDocument, resourceType }) {
    const policy = checkedPolicy('policyDocument', policyDocument, 'RESOURCE_POLICY');
    return checkResult(publicAccess(policy, fixedValuesFor(resourceType), knownKeys()), {
      pass: 'The resource policy does not grant public access for the given resource type.',
      fail: 'The resource policy grants public access for the given resource type.',
      reason: 'Public access granted in the following',
    });
  },
});
