import type { AuthorizationRequest } from '../request.ts';
import { conditionHolds } from './conditions.ts';
import type { Naming } from './principals.ts';
import { FROM_CLOSEST, namingsOf } from './principals.ts';
import { actionApplies, resourceApplies } from './statement-applies.ts';
import type { Statement } from './statements.ts';
import { statementsOf } from './statements.ts';

/** The documents that have a say in a request, as text. What is absent does not limit. */
export interface PolicyTexts {
  readonly identity: readonly string[];
  readonly boundary?: string | undefined;
  readonly session?: readonly string[] | undefined;
  readonly resource?: ResourcePolicyTexts | undefined;
  /** By level, from the root down to the account. */
  readonly scp?: readonly (readonly string[])[] | undefined;
  /** By level, as SCPs, of the resource's account. */
  readonly rcp?: readonly (readonly string[])[] | undefined;
  readonly endpoint?: string | undefined;
}

export interface ResourcePolicyTexts {
  readonly policies: readonly string[];
  /** `required` for a role's trust policy and a KMS key's policy. */
  readonly mode: 'alternative' | 'required';
  readonly type?: 'resource-based policy' | 'role trust policy' | undefined;
}

export interface ReferenceDecision {
  readonly allowed: boolean;
  readonly kind: 'allowed' | 'explicit-deny' | 'implicit-deny';
  /** The type of policy, in the words of AWS's denials; none for the root user's own right. */
  readonly decidedBy: string | undefined;
}

/** All that the rules look at. */
interface Case {
  readonly request: AuthorizationRequest;
  readonly policies: PolicyTexts;
}

type Answer = ReferenceDecision | undefined;

/**
 * Decides by AWS's rules, in order: the first that has an answer gives it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function referenceDecision(request: AuthorizationRequest, policies: PolicyTexts): ReferenceDecision {
  const it: Case = { request, policies };
  return (
    anExplicitDenyWins(it) ??
    everyLevelOfServiceControlPoliciesMustAllow(it) ??
    everyLevelOfResourceControlPoliciesMustAllow(it) ??
    theEndpointPolicyMustAllow(it) ??
    whoHasNoAccountNeedsTheResourcePolicyOnly(it) ??
    acrossAccountsTheResourcePolicyMustAllow(it) ??
    aTrustOrKeyPolicyMustAllow(it) ??
    thePermissionsBoundaryMustAllow(it) ??
    theSessionPoliciesMustAllow(it) ??
    aResourcePolicyMayStandForTheIdentityPolicies(it) ??
    theRootUserMayDoEverything(it) ??
    anIdentityPolicyMayAllow(it) ??
    denied('implicit-deny', 'identity-based policy')
  );
}

/**
 * Rule: a Deny that applies wins, wherever it stands. When several do, one type is named; AWS documents
 * no order, this is ours.
 */
function anExplicitDenyWins(it: Case): Answer {
  const { scp, rcp, endpoint, resource, boundary, session, identity } = it.policies;
  const inOrder: (readonly [type: string, documents: readonly (string | undefined)[]])[] = [
    ['service control policy', (scp ?? []).flat()],
    ['resource control policy', (rcp ?? []).flat()],
    ['VPC endpoint policy', [endpoint]],
    [resourceType(it), resource?.policies ?? []],
    ['permissions boundary', [boundary]],
    ['session policy', session ?? []],
    ['identity-based policy', identity],
  ];
  const type = inOrder.find(([, documents]) =>
    documents.some((document) => document !== undefined && says('Deny', document, it)),
  )?.[0];
  return type === undefined ? undefined : denied('explicit-deny', type);
}

/** Rule: an Allow is needed at each level: root, every organizational unit, account; one policy of it will do. */
function everyLevelOfServiceControlPoliciesMustAllow(it: Case): Answer {
  const all = (it.policies.scp ?? []).every((level) => someAllows(level, it));
  return all ? undefined : denied('implicit-deny', 'service control policy');
}

/** Rule: as for SCPs; the Allow is AWS's own RCPFullAWSAccess, or there is none. */
function everyLevelOfResourceControlPoliciesMustAllow(it: Case): Answer {
  const all = (it.policies.rcp ?? []).every((level) => someAllows(level, it));
  return all ? undefined : denied('implicit-deny', 'resource control policy');
}

/** Rule: what passes through a VPC endpoint needs its policy's Allow. */
function theEndpointPolicyMustAllow(it: Case): Answer {
  const { endpoint } = it.policies;
  return endpoint === undefined || says('Allow', endpoint, it)
    ? undefined
    : denied('implicit-deny', 'VPC endpoint policy');
}

/** Rule: a service, a provider's subject, the anonymous: only the resource's policy can allow them. */
function whoHasNoAccountNeedsTheResourcePolicyOnly(it: Case): Answer {
  if (callerAccount(it) !== undefined) return undefined;
  return resourceNaming(it) === undefined
    ? denied('implicit-deny', resourceType(it))
    : allowed(resourceType(it));
}

/** Rule: across accounts both sides must allow. */
function acrossAccountsTheResourcePolicyMustAllow(it: Case): Answer {
  return isSameAccount(it) || resourceNaming(it) !== undefined
    ? undefined
    : denied('implicit-deny', resourceType(it));
}

/** Rule: a role's trust policy and a KMS key's policy must allow, in one account too. */
function aTrustOrKeyPolicyMustAllow(it: Case): Answer {
  return it.policies.resource?.mode !== 'required' || resourceNaming(it) !== undefined
    ? undefined
    : denied('implicit-deny', resourceType(it));
}

/** Rule: a permissions boundary limits what is not granted to the caller past it. */
function thePermissionsBoundaryMustAllow(it: Case): Answer {
  const { boundary } = it.policies;
  if (boundary === undefined || isGrantedPast('permissions boundary', it)) return undefined;
  return says('Allow', boundary, it) ? undefined : denied('implicit-deny', 'permissions boundary');
}

/**
 * Rule: session policies limit likewise. A session of GetFederationToken without one has no permissions
 * of its own.
 */
function theSessionPoliciesMustAllow(it: Case): Answer {
  const { session } = it.policies;
  const none = session === undefined && it.request.principal.kind !== 'federated-user';
  if (none || isGrantedPast('session policy', it)) return undefined;
  return someAllows(session ?? [], it) ? undefined : denied('implicit-deny', 'session policy');
}

/** Rule: within an account the resource's policy suffices, if it names more than the account. */
function aResourcePolicyMayStandForTheIdentityPolicies(it: Case): Answer {
  return isGrantedPast('identity-based policy', it) ? allowed(resourceType(it)) : undefined;
}

/** Rule: the root user needs no identity policy, nor does who it made a federated session for. */
function theRootUserMayDoEverything({ request: { principal } }: Case): Answer {
  const isRoot =
    principal.kind === 'root' || (principal.kind === 'federated-user' && principal.issuer.kind === 'root');
  return isRoot ? allowed(undefined) : undefined;
}

/** Rule: an identity policy allows. */
function anIdentityPolicyMayAllow(it: Case): Answer {
  return someAllows(it.policies.identity, it) ? allowed('identity-based policy') : undefined;
}

/** Rule: what a resource policy's Allow bypasses in one account, by how it names the caller. */
const BYPASSED: Readonly<Record<Naming, readonly string[]>> = {
  'the caller itself': ['identity-based policy', 'permissions boundary', 'session policy'],
  // The session policy's part is believed, not documented.
  everyone: ['identity-based policy', 'permissions boundary', 'session policy'],
  'whom the session acts for': ['identity-based policy'],
  'the account': [],
};

function isGrantedPast(type: string, it: Case): boolean {
  const naming = resourceNaming(it);
  return isSameAccount(it) && naming !== undefined && BYPASSED[naming].includes(type);
}

/** How the resource's policies name the caller in their Allows that apply: the closest way. */
function resourceNaming(it: Case): Naming | undefined {
  const { request, policies } = it;
  const namings = new Set(
    (policies.resource?.policies ?? [])
      .flatMap(statementsOf)
      .filter((statement) => statement.allows && applies(statement, it))
      .flatMap(({ principals }) =>
        principals === undefined ? [] : namingsOf(principals, true, request.principal, hasBoundary(it)),
      ),
  );
  return FROM_CLOSEST.find((naming) => namings.has(naming));
}

function someAllows(documents: readonly string[], it: Case): boolean {
  return documents.some((document) => says('Allow', document, it));
}

/** Whether a document has a statement of this effect that applies. */
function says(effect: 'Allow' | 'Deny', document: string, it: Case): boolean {
  return statementsOf(document).some(
    (statement) => statement.allows === (effect === 'Allow') && applies(statement, it),
  );
}

/** Rule: a statement applies when all its elements match: action, resource, principal, every condition. */
function applies(statement: Statement, it: Case): boolean {
  const { principal, action, resource, context } = it.request;
  const { principals, allows, variables, conditions } = statement;
  return (
    actionApplies(statement, action) &&
    resourceApplies(statement, resource, context) &&
    (principals === undefined || namingsOf(principals, allows, principal, hasBoundary(it)).length > 0) &&
    conditions.every((condition) => conditionHolds(condition, variables, context))
  );
}

function hasBoundary({ policies }: Case): boolean {
  return policies.boundary !== undefined;
}

function callerAccount({ request: { principal } }: Case): string | undefined {
  return 'accountId' in principal ? principal.accountId : undefined;
}

function isSameAccount(it: Case): boolean {
  return callerAccount(it) === it.request.resourceAccount;
}

function resourceType({ policies }: Case): string {
  return policies.resource?.type ?? 'resource-based policy';
}

function allowed(decidedBy: string | undefined): ReferenceDecision {
  return { allowed: true, kind: 'allowed', decidedBy };
}

function denied(kind: 'explicit-deny' | 'implicit-deny', decidedBy: string): ReferenceDecision {
  return { allowed: false, kind, decidedBy };
}
