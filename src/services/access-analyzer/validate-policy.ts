import { iamReference } from '../../model/iam-reference.ts';
import { findPolicyFindings } from '../../policy/findings/find-policy-findings.ts';
import { accessAnalyzerOperation } from './access-analyzer-operation.ts';
import { findingToWire } from './finding-to-wire.ts';
import { pageOf } from './pages.ts';
import { boundedDocument } from './policy-document.ts';

/** Says what is wrong with a policy document, and what could be better; in English whatever the locale. */
export const validatePolicy = accessAnalyzerOperation('ValidatePolicy', {
  authorizes: () => ({ action: 'access-analyzer:ValidatePolicy', resource: '*' }),

  async runs(input) {
    const text = boundedDocument('policyDocument', input.policyDocument);
    const use = { type: input.policyType, resourceType: input.validatePolicyResourceType };
    const findings = findPolicyFindings(text, use, iamReference());
    const { items, nextToken } = pageOf(findings, input);
    const toWire = findingToWire(text);
    return { findings: items.map(toWire), nextToken };
  },
});
