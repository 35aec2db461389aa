import { policySize } from '../../../policy/policy-size.ts';
import { validatePolicy } from '../../../policy/validation/validate-policy.ts';
import { malformedDocument, quotaExceeded } from '../errors.ts';
import { QUOTAS } from './quotas.ts';

/**
 * Checks the document of an identity policy as IAM does when it takes one.
 *
 * @throws AwsError MalformedPolicyDocument or ValidationError, in IAM's words
 */
export function assertIdentityPolicy(document: string, kind: 'managed' | 'inline'): void {
  const problem = validatePolicy(document, kind);
  if (problem !== undefined) throw malformedDocument(problem);
}

/**
 * Checks the document of a managed policy, its size included.
 *
 * @throws AwsError MalformedPolicyDocument, ValidationError or LimitExceeded
 */
export function assertManagedPolicy(document: string): void {
  assertIdentityPolicy(document, 'managed');
  if (policySize(document) > QUOTAS.PolicySize) throw quotaExceeded('PolicySize', QUOTAS.PolicySize);
}
