/**
 * The policy engine as a package of its own, `utsuwa/policy`: the one deliberate barrel of the house, for
 * those outside. Inside, a file imports the file that owns the name.
 */
export type { Knowledge } from './access/access-space.ts';
export { fixedValuesFor } from './access/fixed-values.ts';
export type { AccessQuery } from './access/granted-access.ts';
export { grantedAccess } from './access/granted-access.ts';
export type { AccessFinding, AccessVerdict } from './access/inquire.ts';
export type { IsFixed, KeyFacts } from './access/key-classes.ts';
export { keyFactsFrom } from './access/known-keys.ts';
export { newAccess } from './access/new-access.ts';
export { publicAccess } from './access/public-access.ts';
export type { ApplicablePolicies, ResourcePolicies } from './applicable-policies.ts';
export type { Change } from './change.ts';
export { applyChanges } from './change.ts';
export { compilePolicy } from './compile-policy.ts';
export type {
  ActionElement,
  CompiledPolicy,
  CompiledStatement,
  PolicyOrigin,
  PrincipalElementOf,
  ResourceElement,
} from './compiled-policy.ts';
export type { Condition } from './conditions/condition.ts';
export { contextKeysOf } from './context-keys.ts';
export { decide } from './decide.ts';
export type { Allowed, Decision, Denied, PolicyType } from './decision.ts';
export type { Denial } from './denial-sentence.ts';
export { denialSentence } from './denial-sentence.ts';
export type {
  ConditionExplanation,
  Explanation,
  FailedElement,
  PolicyExplanation,
  StatementExplanation,
} from './explain.ts';
export { explain } from './explain.ts';
export { findPolicyFindings } from './findings/find-policy-findings.ts';
export type { PolicyFinding } from './findings/policy-finding.ts';
export type { Reference } from './findings/reference.ts';
export type { TextPosition } from './json/text-position.ts';
export { JsonSyntaxError } from './json/parse-json.ts';
export { PolicyCache } from './policy-cache.ts';
export type { Location, StatementLocation } from './policy-locations.ts';
export { locateStatements } from './policy-locations.ts';
export { policySize } from './policy-size.ts';
export type { Naming } from './principal-matcher.ts';
export { proposeChanges } from './propose-changes.ts';
export { requestContext } from './request-context.ts';
export type * from './request.ts';
export { rewriteTrustPrincipals } from './rewrite-trust-principals.ts';
export type { PolicyProblem } from './validation/policy-problem.ts';
export type { PolicyKind, ValidatePolicyOptions } from './validation/validate-policy.ts';
export { validatePolicy } from './validation/validate-policy.ts';
