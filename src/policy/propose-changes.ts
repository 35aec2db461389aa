import type { ApplicablePolicies } from './applicable-policies.ts';
import { applyChanges, type Change, type StatementDocument } from './change.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { decide } from './decide.ts';
import type { Denied, PolicyType } from './decision.ts';
import { literal } from './literal.ts';
import { narrowDeny } from './narrow-deny.ts';
import type { AuthorizationRequest, Principal } from './request.ts';

/** More policies than these cannot stand in a request's way one after the other. */
const MOST_CHANGES = 24;

/**
 * The smallest change that would allow a denied request: the statements to add and to narrow, all of
 * which are needed. Empty for a request that is allowed; `undefined` when no change of policies allows
 * it.
 *
 * @param policies compiled from text: a change is a change of their documents
 */
export function proposeChanges(
  request: AuthorizationRequest,
  policies: ApplicablePolicies,
): readonly Change[] | undefined {
  const changes: Change[] = [];
  for (;;) {
    const changed = applyChanges(policies, changes);
    const decision = decide(request, changed);
    if (decision.allowed) break;
    const change = changes.length < MOST_CHANGES ? changeAgainst(decision, request, changed) : undefined;
    if (change === undefined) return undefined;
    changes.push(asOf(policies, changed, change));
  }
  // What a later change made needless is left out.
  return changes.reduceRight<readonly Change[]>((kept, change) => {
    const without = kept.filter((other) => other !== change);
    return decide(request, applyChanges(policies, without)).allowed ? without : kept;
  }, changes);
}

/** The change as one of the policy as it was before earlier changes: places stay what they were. */
function asOf(before: ApplicablePolicies, after: ApplicablePolicies, change: Change): Change {
  if (change.policy === undefined) return change;
  const place = placed(after).find(([, policy]) => policy === change.policy)?.[0];
  const policy = placed(before).find(([old]) => old === place)?.[1];
  return policy === undefined ? change : { ...change, policy };
}

/** Every policy with its place. */
function placed(policies: ApplicablePolicies): (readonly [string, CompiledPolicy | undefined])[] {
  const { identity, boundary, session = [], resource, scp = [], rcp = [], endpoint } = policies;
  const lists = { identity, session, resource: resource?.policies ?? [], limits: [boundary, endpoint] };
  const levels = Object.entries({ scp, rcp }).flatMap(([type, list]) =>
    list.map((level, place) => [`${type} ${place}`, level] as const),
  );
  return [...Object.entries(lists), ...levels].flatMap(([name, list]) =>
    list.map((policy, place) => [`${name} ${place}`, policy] as const),
  );
}

function changeAgainst(
  { kind, decidedBy, policy, statement }: Denied,
  request: AuthorizationRequest,
  policies: ApplicablePolicies,
): Change | undefined {
  if (kind === 'implicit-deny') return addition(decidedBy, request, policies);
  if (policy === undefined || statement === undefined) return undefined;
  return narrowDeny(decidedBy, policy, statement, request);
}

/** The Allow that is missing, no wider than the request. */
function addition(
  type: PolicyType,
  request: AuthorizationRequest,
  policies: ApplicablePolicies,
): Change | undefined {
  const { action, resource } = request;
  const allow = {
    Effect: 'Allow',
    Action: action,
    Resource: literal(resource, variables(type, policies)),
  } as const;
  const add = (statement: StatementDocument, level?: number): Change => ({
    kind: 'add-statement',
    type,
    level,
    policy: policyToExtend(type, policies),
    statement,
  });
  switch (type) {
    case 'identity-based policy':
    case 'permissions boundary':
    case 'session policy':
      return add(allow);
    case 'VPC endpoint policy':
      return add({ Effect: 'Allow', Principal: '*', Action: action, Resource: allow.Resource });
    case 'resource-based policy':
      return add({ ...allow, Principal: naming(request.principal) });
    case 'role trust policy':
      return add({ Effect: 'Allow', Principal: naming(request.principal), Action: action });
    case 'service control policy':
      return add(allow, levelWithoutAllow(request, policies.scp));
    case 'resource control policy':
      return add(
        { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        levelWithoutAllow(request, policies.rcp),
      );
  }
}

/** The policy there is one of; of the other kinds a further one is added. */
function policyToExtend(type: PolicyType, policies: ApplicablePolicies): CompiledPolicy | undefined {
  switch (type) {
    case 'permissions boundary':
      return policies.boundary;
    case 'VPC endpoint policy':
      return policies.endpoint;
    case 'resource-based policy':
    case 'role trust policy':
      return policies.resource?.policies[0];
    case 'session policy':
      return policies.session?.[0];
    case 'identity-based policy':
    case 'service control policy':
    case 'resource control policy':
      return undefined;
  }
}

function levelWithoutAllow(
  request: AuthorizationRequest,
  levels: readonly (readonly CompiledPolicy[])[] = [],
): number {
  const root = { ...request, principal: { kind: 'root', accountId: request.resourceAccount } as const };
  return levels.findIndex((level) => !decide(root, { identity: [], scp: [level] }).allowed);
}

/** Whether the policy that gets a statement reads variables. */
function variables(type: PolicyType, policies: ApplicablePolicies): boolean {
  const document = policyToExtend(type, policies)?.document;
  return document === undefined || (JSON.parse(document) as { Version?: string }).Version === '2012-10-17';
}

/** How a policy of a resource names the caller. */
function naming(principal: Principal): StatementDocument['Principal'] {
  switch (principal.kind) {
    case 'anonymous':
      return '*';
    case 'root':
      return { AWS: `arn:aws:iam::${principal.accountId}:root` };
    case 'user':
    case 'federated-user':
      return { AWS: principal.arn };
    case 'role-session':
      return { AWS: principal.roleArn };
    case 'service':
      return { Service: principal.service };
    case 'external':
      return { Federated: principal.provider };
  }
}
