import type { ToldDecision, ToldOtherRequest } from '../../kernel/told-request.ts';
import { decide } from '../../policy/decide.ts';
import type { House } from '../house.ts';
import { withPresentPolicies } from './present-policies.ts';
import { typeAt, withProposedPolicies, type ProposedPolicies } from './propose-policies.ts';
import { recordOf, replayOf, type KeptRequest, type RequestRecord } from './request-record.ts';

/** How many are tried. */
const MOST = 10;

/** The caller's last other requests that the trail remembers, of each kind one, by the policies that stand now and by the proposed ones. */
export async function previewOthers(
  house: House,
  record: RequestRecord,
  proposed: ProposedPolicies,
): Promise<readonly ToldOtherRequest[]> {
  const others: ToldOtherRequest[] = [];
  const seen = new Set<string>();
  for (const entry of house.trail.recent(Number.MAX_SAFE_INTEGER)) {
    if (others.length >= MOST) break;
    const { caller, requestId, service, operation, decisions } = entry;
    const isHis = caller !== undefined && 'arn' in caller && caller.arn === record.caller;
    const what = `${service}:${operation} ${decisions[0]?.request.resource}`;
    if (!isHis || requestId === record.requestId || decisions.length === 0 || seen.has(what)) continue;
    seen.add(what);
    const kept = recordOf(entry);
    const other = previewOther((await withPresentPolicies(house, kept)) ?? kept, record, proposed);
    if (other !== undefined) others.push(other);
  }
  return others;
}

function previewOther(
  kept: KeptRequest,
  record: RequestRecord,
  proposed: ProposedPolicies,
): ToldOtherRequest | undefined {
  const { requestId, service, operation, evaluations } = kept.record;
  const changed = withProposedPolicies(kept, inOther(kept.record, record, proposed));
  const told = evaluations.map((evaluation, at) => ({
    action: evaluation.action,
    resource: evaluation.resource,
    before: decisionOf(kept, at),
    after: decisionOf(changed, at),
  }));
  const telling =
    told.find(({ before, after }) => before !== 'allowed' || after !== 'allowed') ?? told.at(-1);
  return telling && { requestId, service, operation, ...telling };
}

function decisionOf(kept: KeptRequest, at: number): ToldDecision {
  const evaluation = kept.record.evaluations[at];
  if (evaluation === undefined) return 'implicit-deny';
  const { request, policies } = replayOf(kept, evaluation);
  return decide(request, policies).kind;
}

/**
 * The proposals as they concern another request: the same policies at their places there. A further policy is
 * the caller's own where it is an identity's; a resource's is about that resource alone.
 */
function inOther(
  other: RequestRecord,
  record: RequestRecord,
  { replaced, added }: ProposedPolicies,
): ProposedPolicies {
  const keyOf = ({ policies, evaluations }: RequestRecord, place: number): string => {
    const { digest: _digest, ...origin } = policies[place] ?? {};
    return JSON.stringify([typeAt(evaluations, place), origin]);
  };
  return {
    replaced: replaced.flatMap(({ place, document }) => {
      const key = keyOf(record, place);
      const there = other.policies.findIndex((_, at) => keyOf(other, at) === key);
      return there < 0 ? [] : [{ place: there, document }];
    }),
    added: added
      .filter(({ type }) => type === 'identity-based policy')
      .map((policy) => ({ ...policy, evaluation: undefined })),
  };
}
