import { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import { accountOf, authorize, type Verdict } from './authorize.ts';
import type { InnerCall, OperationContext, RequestFacts } from './context.ts';
import type { House } from './house.ts';
import type { FoundOperation } from './service.ts';
import { assertSessionMay } from './session-bars.ts';
import type { TrailEntry } from './trail.ts';

/** A call whose caller is known and whose input satisfies the model. */
export interface Call {
  readonly caller: Caller;
  readonly facts: RequestFacts;
  readonly input: unknown;
}

/**
 * The one way an operation comes to run, from the wire or from inside the house: authorise, run, trail.
 *
 * @returns the operation's answer, under AWS's member names
 * @throws AwsError the service's denial, or what the operation itself throws
 */
export async function dispatch(house: House, found: FoundOperation, call: Call): Promise<unknown> {
  const { operation, service } = found;
  const context = contextOf(house, call);
  let verdict: Verdict | undefined;
  let errorCode: string | undefined;
  try {
    assertSessionMay(call.caller, operation);
    const authorizations = await operation.authorizes(call.input as never, context);
    verdict = await authorize(house, call.caller, call.facts, authorizations);
    if (verdict.denial !== undefined) throw service.denies(verdict.denial, context);
    return await operation.runs(call.input as never, context);
  } catch (error) {
    errorCode = error instanceof AwsError ? error.code : 'InternalFailure';
    throw error;
  } finally {
    const { requestId, region, sourceIp, userAgent } = call.facts;
    house.lastUses.note(call.caller, { usedAt: house.clock.now(), service: operation.service, region });
    const entry: TrailEntry = {
      requestId,
      at: call.facts.receivedAt.getTime(),
      service: operation.service,
      operation: operation.name,
      region,
      sourceIp,
      userAgent,
      caller: call.caller,
      decisions: verdict?.decisions ?? [],
      exempt: verdict?.exempt,
      errorCode,
      authorizationId: verdict?.denial?.authorizationId,
    };
    house.trail.record(entry);
    if (verdict?.denial !== undefined) house.refusals.note(entry);
  }
}

function contextOf(house: House, call: Call): OperationContext {
  const { caller, facts } = call;
  return {
    house,
    caller,
    accountId: accountOf(caller, house.settings.accountId),
    facts,
    dispatch: (inner) => dispatchInside(house, inner, caller, facts),
  };
}

/**
 * A call that one service makes for another: the request's way without wire and signature, so that it
 * is authorised and in the trail like any.
 *
 * @param outer the caller of the outer call, unless the inner one names its own
 */
export async function dispatchInside(
  house: House,
  inner: InnerCall,
  outer: Caller,
  facts: RequestFacts,
): Promise<unknown> {
  const found = await house.services.find(inner.service, inner.operation);
  if (found === undefined)
    throw new Error(`the house has no operation \`${inner.service}:${inner.operation}\``);
  const calledVia = inner.via === undefined ? facts.calledVia : [...(facts.calledVia ?? []), inner.via];
  const epoch = await house.store.epoch();
  return dispatch(house, found, {
    caller: inner.caller ?? outer,
    input: inner.input,
    facts: { ...facts, requestId: house.ids.requestId(), epoch, calledVia },
  });
}
