import type { ApplicablePolicies, ResourcePolicies } from './applicable-policies.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import type { Decision, Denied, PolicyType } from './decision.ts';
import { allowed, explicitlyDenied, implicitlyDenied } from './decision.ts';
import type { Naming } from './principal-matcher.ts';
import type { Match, Question } from './question.ts';
import { conditionsHold, firstMatch, namingOf, questionOf } from './question.ts';
import type { AuthorizationRequest, Principal } from './request.ts';

/**
 * Decides one request by all the policies that apply to it.
 *
 * An explicit Deny anywhere wins. Then each guardrail must allow: service control, resource control and
 * endpoint policies. Then the caller's side must allow, or within one account the resource's side in
 * its place; across accounts both must.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: AuthorizationRequest, policies: ApplicablePolicies): Decision {
  const question = questionOf(request, policies.boundary !== undefined);
  return (
    deniedExplicitly(question, policies) ??
    deniedByGuardrail(question, policies) ??
    decideByGrants(question, policies, request.resourceAccount)
  );
}

function deniedExplicitly(question: Question, policies: ApplicablePolicies): Denied | undefined {
  const { scp, rcp, endpoint, resource, boundary, session, identity } = policies;
  return (
    deniedAtSomeLevel(scp, 'service control policy', question) ??
    deniedAtSomeLevel(rcp, 'resource control policy', question) ??
    (endpoint && deniedBy(endpoint, 'VPC endpoint policy', question)) ??
    (resource && deniedBySome(resource.policies, resourceType(resource), question)) ??
    (boundary && deniedBy(boundary, 'permissions boundary', question)) ??
    (session && deniedBySome(session, 'session policy', question)) ??
    deniedBySome(identity, 'identity-based policy', question)
  );
}

/** The policies that grant nothing and without whose Allow nothing is granted. */
function deniedByGuardrail(question: Question, policies: ApplicablePolicies): Denied | undefined {
  const { scp, rcp, endpoint } = policies;
  if (!everyLevelAllows(scp, question)) return implicitlyDenied('service control policy');
  if (!everyLevelAllows(rcp, question)) return implicitlyDenied('resource control policy');
  if (endpoint && !allows(endpoint, question)) return implicitlyDenied('VPC endpoint policy');
  return undefined;
}

function decideByGrants(question: Question, policies: ApplicablePolicies, resourceAccount: string): Decision {
  const { resource, boundary, identity } = policies;
  const { principal } = question;
  const grant = resource && strongestGrant(resource.policies, question);
  const callerAccount = accountOf(principal);
  if (callerAccount === undefined)
    return grant ? allowedByResource(resource, grant) : deniedByResource(resource);

  const acrossAccounts = callerAccount !== resourceAccount;
  if (!grant && (acrossAccounts || resource?.mode === 'required')) return deniedByResource(resource);
  const needless = grant && !acrossAccounts ? MAKES_NEEDLESS[grant.naming] : NOTHING;

  if (boundary && !needless.boundary && !allows(boundary, question)) {
    return implicitlyDenied('permissions boundary');
  }
  const session = sessionPolicies(principal, policies);
  if (session && !needless.session && !someAllow(session, question)) {
    return implicitlyDenied('session policy');
  }
  if (grant && needless.identity) return allowedByResource(resource, grant);
  if (isRoot(principal)) return allowed(undefined, undefined, undefined);
  const allow = firstAllow(identity, question);
  if (!allow) return implicitlyDenied('identity-based policy');
  return allowed('identity-based policy', allow.policy, allow.statement);
}

interface Needless {
  readonly identity: boolean;
  readonly boundary: boolean;
  readonly session: boolean;
}

const NOTHING: Needless = { identity: false, boundary: false, session: false };

/**
 * Whose Allow becomes needless, within one account, when a resource policy's Allow names the caller so.
 * The last row's session column is believed, not documented.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
const MAKES_NEEDLESS: Readonly<Record<Naming, Needless>> = {
  account: NOTHING,
  behind: { identity: true, boundary: false, session: false },
  itself: { identity: true, boundary: true, session: true },
  everyone: { identity: true, boundary: true, session: true },
};

const STRENGTH: Readonly<Record<Naming, number>> = { account: 1, behind: 2, itself: 3, everyone: 3 };

/** The Allow of the resource's policies that names the caller most closely. */
function strongestGrant(
  policies: readonly CompiledPolicy[],
  question: Question,
): (Match & { readonly naming: Naming }) | undefined {
  let strongest: (Match & { readonly naming: Naming }) | undefined;
  for (const policy of policies) {
    for (const statement of policy.allows.speakingOf(question.action)) {
      const naming = namingOf(statement, question);
      if (naming === undefined) continue;
      if (strongest !== undefined && STRENGTH[naming] <= STRENGTH[strongest.naming]) continue;
      if (!statement.resource.matches(question.resource, question.context)) continue;
      if (conditionsHold(statement, question.context)) strongest = { policy, statement, naming };
    }
  }
  return strongest;
}

/** A session of GetFederationToken without a policy has no permissions of its own. */
function sessionPolicies(
  principal: Principal,
  policies: ApplicablePolicies,
): readonly CompiledPolicy[] | undefined {
  return policies.session ?? (principal.kind === 'federated-user' ? [] : undefined);
}

/** Whether the identity's own permissions are the root user's: everything. */
function isRoot(principal: Principal): boolean {
  return (
    principal.kind === 'root' || (principal.kind === 'federated-user' && principal.issuer.kind === 'root')
  );
}

/** The caller's account; services, providers and the anonymous have none: only the resource can allow them. */
function accountOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'anonymous':
    case 'service':
    case 'external':
      return undefined;
    case 'root':
    case 'user':
    case 'role-session':
    case 'federated-user':
      return principal.accountId;
  }
}

function allowedByResource(resource: ResourcePolicies | undefined, grant: Match): Decision {
  return allowed(resourceType(resource), grant.policy, grant.statement);
}

function deniedByResource(resource: ResourcePolicies | undefined): Denied {
  return implicitlyDenied(resourceType(resource));
}

function resourceType(resource: ResourcePolicies | undefined): PolicyType {
  return resource?.type ?? 'resource-based policy';
}

function deniedBy(policy: CompiledPolicy, type: PolicyType, question: Question): Denied | undefined {
  const statement = firstMatch(policy.denies, question);
  return statement && explicitlyDenied(type, policy, statement);
}

function deniedBySome(
  policies: readonly CompiledPolicy[],
  type: PolicyType,
  question: Question,
): Denied | undefined {
  for (const policy of policies) {
    const denied = deniedBy(policy, type, question);
    if (denied) return denied;
  }
  return undefined;
}

function deniedAtSomeLevel(
  levels: readonly (readonly CompiledPolicy[])[] | undefined,
  type: PolicyType,
  question: Question,
): Denied | undefined {
  if (levels === undefined) return undefined;
  for (const level of levels) {
    const denied = deniedBySome(level, type, question);
    if (denied) return denied;
  }
  return undefined;
}

function everyLevelAllows(
  levels: readonly (readonly CompiledPolicy[])[] | undefined,
  question: Question,
): boolean {
  if (levels === undefined) return true;
  for (const level of levels) if (!someAllow(level, question)) return false;
  return true;
}

function allows(policy: CompiledPolicy, question: Question): boolean {
  return firstMatch(policy.allows, question) !== undefined;
}

function someAllow(policies: readonly CompiledPolicy[], question: Question): boolean {
  return firstAllow(policies, question) !== undefined;
}

function firstAllow(policies: readonly CompiledPolicy[], question: Question): Match | undefined {
  for (const policy of policies) {
    const statement = firstMatch(policy.allows, question);
    if (statement) return { policy, statement };
  }
  return undefined;
}
