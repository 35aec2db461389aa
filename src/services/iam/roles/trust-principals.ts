import { storedPrincipals } from '../../../operation/named-principals.ts';
import { policySize } from '../../../policy/policy-size.ts';
import { rewriteTrustPrincipals } from '../../../policy/rewrite-trust-principals.ts';
import { validatePolicy } from '../../../policy/validation/validate-policy.ts';
import type { ReadTx } from '../../../store/store.ts';
import { malformedDocument, quotaExceeded } from '../errors.ts';
import { QUOTAS } from '../shared/quotas.ts';

/**
 * Checks a trust policy as far as it can be without looking anyone up.
 *
 * @throws AwsError MalformedPolicyDocument, ValidationError or LimitExceeded
 */
export function assertTrustPolicy(document: string): void {
  const problem = validatePolicy(document, 'trust');
  if (problem !== undefined) throw malformedDocument(problem);
  if (policySize(document) > QUOTAS.ACLSizePerRole) {
    throw quotaExceeded('ACLSizePerRole', QUOTAS.ACLSizePerRole);
  }
}

/**
 * The document as it is stored: users and roles by their ids, a bare account as its root.
 *
 * @param document passed `assertTrustPolicy`
 * @throws AwsError MalformedPolicyDocument `Invalid principal in policy: …`
 */
export async function trustToStore(tx: ReadTx, document: string): Promise<string> {
  const stored = await storedPrincipals(tx, document);
  const problem = validatePolicy(document, 'trust', {
    resolvePrincipal: (kind, name) => kind !== 'AWS' || stored.has(name),
  });
  if (problem !== undefined) throw malformedDocument(problem);
  return rewriteTrustPrincipals(document, (name) => stored.get(name));
}
