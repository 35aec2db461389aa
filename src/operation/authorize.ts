import type { Caller } from '../kernel/caller.ts';
import type { Soon } from '../kernel/soon.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { ApplicablePolicies } from '../policy/applicable-policies.ts';
import { decide } from '../policy/decide.ts';
import { denialSentence } from '../policy/denial-sentence.ts';
import type { Denied } from '../policy/decision.ts';
import {
  isExemption,
  type Authorization,
  type Authorizations,
  type ResourcePolicy,
} from './authorization.ts';
import { CallContext } from './condition-keys.ts';
import type { RequestFacts } from './context.ts';
import type { Denial } from './denial.ts';
import { guardrails, type Places } from './guardrails.ts';
import type { House } from './house.ts';
import { principalOf } from './principal.ts';
import type { TrailDecision } from './trail.ts';

/** Every permission of a call as it was decided; `denial` is the first refused one. */
export interface Verdict {
  readonly decisions: readonly TrailDecision[];
  readonly exempt?: string | undefined;
  readonly denial?: Denial | undefined;
}

/**
 * Decides every permission that a call asks for, in order, and stops at the first refusal.
 * The policies are those of the request's epoch; nothing here writes.
 */
export function authorize(
  house: House,
  caller: Caller,
  facts: RequestFacts,
  authorizations: Authorizations,
): Soon<Verdict> {
  if (isExemption(authorizations)) return { decisions: NONE, exempt: authorizations.exempt };
  const wanted = Array.isArray(authorizations)
    ? (authorizations as readonly Authorization[])
    : [authorizations as Authorization];
  return decideAll(house, caller, facts, wanted);
}

const NONE: readonly TrailDecision[] = [];

/** Awaits nothing that is there: what it reads nearly always is. */
async function decideAll(
  house: House,
  caller: Caller,
  facts: RequestFacts,
  wanted: readonly Authorization[],
): Promise<Verdict> {
  const ownSoon = house.identities.policiesOf(caller, facts.epoch);
  const own = ownSoon instanceof Promise ? await ownSoon : ownSoon;
  const sessionSoon = sessionPolicies(house, caller, facts.epoch);
  const session = sessionSoon instanceof Promise ? await sessionSoon : sessionSoon;
  const now = house.clock.now();
  const placeSoon = caller.kind === 'anonymous' ? undefined : placeOf(house, caller.accountId, facts);
  const place = placeSoon instanceof Promise ? await placeSoon : placeSoon;
  const endpoint =
    facts.vpcEndpoint && house.policies.get(facts.vpcEndpoint.policy, { source: facts.vpcEndpoint.id });
  const decisions: TrailDecision[] = [];
  for (const authorization of wanted) {
    const { keys, resource } = authorization;
    const resourceAccount = authorization.resourceAccount ?? accountOf(caller, house.settings.accountId);
    const owner = resource === '*' ? undefined : resourceAccount;
    const places: Places = {
      caller: place,
      resource:
        resourceAccount === accountOf(caller, '') ? place : await placeOf(house, resourceAccount, facts),
    };
    const context = new CallContext(caller, facts, now, own.tags, keys, { accountId: owner, places });
    const request = {
      principal: principalOf(caller, authorization.identity),
      action: authorization.action,
      resource: authorization.resource,
      resourceAccount,
      context,
    };
    const { scp, rcp } = guardrails(request.principal, authorization.action, places);
    const policies: ApplicablePolicies = {
      scp,
      rcp,
      endpoint,
      resource: resourcePolicies(house, authorization.resourcePolicy),
      boundary: own.boundary,
      session,
      identity: own.identity,
    };
    const decision = decide(request, policies);
    decisions.push({ authorization, decision, request, policies });
    if (!decision.allowed) {
      const inside = isInside(caller, resourceAccount, places);
      const sentence = sentenceOf(caller, authorization, decision, inside);
      const authorizationId = inside && getsAuthorizationId(caller) ? house.ids.token(32) : undefined;
      const denial = { caller, authorization, decision, context, inside, sentence, authorizationId };
      return { decisions, denial };
    }
  }
  return { decisions };
}

function placeOf(house: House, accountId: string, { epoch }: RequestFacts) {
  return house.organizations.placeOf(accountId, epoch);
}

/** Whether caller and resource share an account or an organization: then a denial gives its reason. */
function isInside(caller: Caller, resourceAccount: string, places: Places): boolean {
  if (caller.kind === 'anonymous') return false;
  if (caller.accountId === resourceAccount) return true;
  return places.caller !== undefined && places.caller.organizationId === places.resource?.organizationId;
}

/** AWS gives none to anonymous callers and to services; that there is none across organizations is a guess. */
function getsAuthorizationId(caller: Caller): boolean {
  return caller.kind !== 'anonymous' && caller.kind !== 'service';
}

/** The account in which a caller acts. @param fallback for an anonymous caller, who has none */
export function accountOf(caller: Caller, fallback: string): string {
  return caller.kind === 'anonymous' ? fallback : caller.accountId;
}

function resourcePolicies(
  house: House,
  resource: ResourcePolicy | undefined,
): ApplicablePolicies['resource'] {
  if (resource === undefined) return undefined;
  const isTrust = resource.kind === 'trust';
  return {
    policies: [house.policies.get(resource.document, { source: resource.arn })],
    mode: isTrust ? 'required' : 'alternative',
    type: isTrust ? 'role trust policy' : 'resource-based policy',
  };
}

/**
 * The policies passed with the session, `undefined` where none limits it. A federated user's session
 * without any has no identity permissions at all.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
function sessionPolicies(
  house: House,
  caller: Caller,
  epoch: number,
): Soon<readonly CompiledPolicy[] | undefined> {
  const session = 'session' in caller ? caller.session : undefined;
  if (session === undefined) return undefined;
  if (session.policy === undefined && session.policyArns === undefined) {
    return caller.kind === 'federated-user' ? [] : undefined;
  }
  const inline = session.policy === undefined ? [] : [house.policies.get(session.policy, {})];
  return session.policyArns === undefined ? inline : withManaged(house, inline, session.policyArns, epoch);
}

async function withManaged(
  house: House,
  inline: readonly CompiledPolicy[],
  arns: readonly string[],
  epoch: number,
): Promise<readonly CompiledPolicy[]> {
  const policies = [...inline];
  for (const arn of arns) {
    const managed = await house.identities.managedPolicy(arn, epoch);
    if (managed !== undefined) policies.push(managed);
  }
  return policies;
}

function sentenceOf(
  caller: Caller,
  authorization: Authorization,
  decision: Denied,
  sameOrganization: boolean,
): string {
  const { action, resource, named } = authorization;
  return denialSentence({
    principalArn:
      caller.kind === 'anonymous' ? 'anonymous' : caller.kind === 'service' ? caller.service : caller.arn,
    action,
    resource: named === null ? undefined : (named ?? resource),
    decision,
    sameOrganization,
  });
}
