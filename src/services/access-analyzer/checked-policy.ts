import { iamReference } from '../../model/iam-reference.ts';
import type { CompiledPolicy } from '../../policy/compiled-policy.ts';
import { compilePolicy } from '../../policy/compile-policy.ts';
import type { Knowledge } from '../../policy/access/access-space.ts';
import { keyFactsFrom } from '../../policy/access/known-keys.ts';
import { validatePolicy } from '../../policy/validation/validate-policy.ts';
import { accessAnalyzerErrors } from './errors.ts';
import { boundedDocument } from './policy-document.ts';

/**
 * A policy that a check looks at.
 * @param member the input's name for it
 * @throws AwsError ValidationException for one that is too long, InvalidParameterException for what is none
 */
export function checkedPolicy(
  member: string,
  document: string,
  policyType: 'IDENTITY_POLICY' | 'RESOURCE_POLICY',
): CompiledPolicy {
  const text = boundedDocument(member, document);
  const problem = validatePolicy(text, policyType === 'IDENTITY_POLICY' ? 'managed' : 'resource');
  if (problem !== undefined) throw accessAnalyzerErrors.invalidPolicy(problem.message);
  return compilePolicy(text);
}

/** What the checks know of condition keys: AWS's tables. */
export function knownKeys(): Knowledge {
  return { keyFacts: keyFactsFrom(iamReference()) };
}
