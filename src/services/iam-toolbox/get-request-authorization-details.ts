import type {
  EvaluatedEffect,
  Evaluation,
  MatchedPolicy,
  PolicyInfo,
  PolicyType as WireType,
} from '../../model/generated/iam-toolbox.ts';
import {
  digestOf,
  replayOf,
  type KeptRequest,
  type RecordedContext,
  type RecordedEvaluation,
} from '../../operation/records/request-record.ts';
import type { Decision, PolicyType } from '../../policy/decision.ts';
import { explain, type PolicyExplanation } from '../../policy/explain.ts';
import { toolboxErrors } from './errors.ts';
import { findRefusal, policyUri } from './find-refusal.ts';
import { toolboxOperation } from './toolbox-operation.ts';

/** How many evaluations one answer holds. */
const PAGE = 100;

/**
 * Tells a refused request as it was decided: its context, each action and resource, and the policies
 * that were looked at.
 *
 * @see https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html
 */
export const getRequestAuthorizationDetails = toolboxOperation('GetRequestAuthorizationDetails', {
  authorizes: () => ({ action: 'iam:GetRequestAuthorizationDetails', resource: '*' }),

  async runs({ authorizationId, nextToken }, context) {
    const kept = await findRefusal(authorizationId, context);
    const { evaluations } = kept.record;
    const from = nextToken === undefined ? 0 : readToken(nextToken, evaluations.length);
    const page = evaluations.slice(from, from + PAGE).map((evaluation) => ({
      evaluation,
      ...explained(kept, evaluation),
    }));
    const next = from + PAGE < evaluations.length ? { nextToken: writeToken(from + PAGE) } : {};
    const [first] = evaluations;
    return {
      requestContext: first === undefined ? {} : only(first.context, (key) => !first.ownKeys.includes(key)),
      evaluations: page.map(({ evaluation, told }) => evaluationOf(evaluation, told)),
      policies: infosOf(page.flatMap(({ told }) => told.policies)),
      ...next,
    };
  },
});

type Told = ReturnType<typeof explain>;

function explained(kept: KeptRequest, evaluation: RecordedEvaluation): { readonly told: Told } {
  const { request, policies } = replayOf(kept, evaluation);
  return { told: explain(request, policies) };
}

function only(context: RecordedContext, isWanted: (key: string) => boolean): RecordedContext {
  return Object.fromEntries(Object.entries(context).filter(([key]) => isWanted(key)));
}

function evaluationOf(evaluation: RecordedEvaluation, { decision, policies }: Told): Evaluation {
  const { action, resource, context, ownKeys } = evaluation;
  return {
    action,
    resource: resource === '*' ? '' : resource,
    context: only(context, (key) => ownKeys.includes(key)),
    evaluatedEffect: EFFECTS[decision.kind],
    matchedPolicies: decision.kind === 'implicit-deny' ? [] : policies.flatMap(matchedPolicy),
  };
}

const EFFECTS: Readonly<Record<Decision['kind'], EvaluatedEffect>> = {
  allowed: 'ALLOW',
  'explicit-deny': 'EXPLICIT_DENY',
  'implicit-deny': 'IMPLICIT_DENY',
};

function matchedPolicy(explained: PolicyExplanation): MatchedPolicy[] {
  const matched = explained.statements.filter((statement) => statement.matched);
  if (matched.length === 0) return [];
  return [
    {
      uri: uriOf(explained),
      matchedStatements: matched.map(({ statement: { sid, effect } }) => ({
        ...(sid === undefined ? {} : { sid }),
        evaluatedEffect: effect === 'Allow' ? 'ALLOW' : 'DENY',
      })),
    },
  ];
}

function uriOf({ policy: { document = '{}', ...origin } }: PolicyExplanation): string {
  return policyUri({ ...origin, digest: digestOf(document) });
}

/** Each policy once, with all that it is attached to. */
function infosOf(policies: readonly PolicyExplanation[]): PolicyInfo[] {
  const infos = new Map<string, PolicyInfo & { attachedTo: { arn: string }[] }>();
  for (const explained of policies) {
    const { type, policy } = explained;
    const uri = uriOf(explained);
    const key = `${type} ${uri}`;
    const info = infos.get(key) ?? {
      type: TYPES[type],
      inline: policy.arn === undefined,
      uri,
      attachedTo: [],
    };
    const arn = policy.attachedTo ?? (policy.source?.startsWith('arn:') === true ? policy.source : undefined);
    if (arn !== undefined && !info.attachedTo.some((other) => other.arn === arn))
      info.attachedTo.push({ arn });
    infos.set(key, info);
  }
  return [...infos.values()];
}

const TYPES: Readonly<Record<PolicyType, WireType>> = {
  'identity-based policy': 'IDENTITY_BASED_POLICY',
  'resource-based policy': 'RESOURCE_BASED_POLICY',
  'role trust policy': 'RESOURCE_BASED_POLICY',
  'permissions boundary': 'PERMISSIONS_BOUNDARY',
  'session policy': 'SESSION_POLICY',
  'service control policy': 'SERVICE_CONTROL_POLICY',
  'resource control policy': 'RESOURCE_CONTROL_POLICY',
  'VPC endpoint policy': 'VPC_ENDPOINT_POLICY',
};

function writeToken(from: number): string {
  return Buffer.from(`evaluations ${from}`).toString('base64url');
}

function readToken(token: string, length: number): number {
  const [, digits] = /^evaluations (\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  const from = Number(digits);
  if (digits === undefined || from >= length || writeToken(from) !== token)
    throw toolboxErrors.invalidToken();
  return from;
}
