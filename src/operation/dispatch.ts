import { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import { loadServiceModel } from '../model/load-service-model.ts';
import { holdToModel } from '../protocol/hold-to-model.ts';
import { accountOf, authorize, type Verdict } from './authorize.ts';
import type { InnerCall, OperationContext, RequestFacts } from './context.ts';
import type { House } from './house.ts';
import { assertInstanceMay } from './instance-bars.ts';
import type { FoundOperation } from './service.ts';
import { assertSessionMay } from './session-bars.ts';
import type { TrailDecision, TrailEntry } from './trail.ts';

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
  const asked: Verdict[] = [];
  const context = contextOf(house, call, asked);
  let verdict: Verdict | undefined;
  let errorCode: string | undefined;
  let errorMessage: string | undefined;
  try {
    assertSessionMay(call.caller, operation);
    assertInstanceMay(call.caller, operation);
    const asks = operation.authorizes(call.input as never, context);
    const authorizations = asks instanceof Promise ? await asks : asks;
    const decided = authorize(house, call.caller, call.facts, authorizations);
    verdict = decided instanceof Promise ? await decided : decided;
    if (verdict.denial !== undefined) throw service.denies(verdict.denial, context);
    return await operation.runs(call.input as never, context);
  } catch (error) {
    if (error instanceof AwsError) ({ code: errorCode, message: errorMessage } = error);
    else errorCode = 'InternalFailure';
    throw error;
  } finally {
    const { requestId, region, sourceIp, userAgent, clientAgent, calledVia } = call.facts;
    const actions = actionsOf(verdict);
    const use = { usedAt: house.clock.now(), service: namespaceOf(actions) ?? operation.service, region };
    house.lastUses.note(call.caller, use, actions);
    const entry: TrailEntry = {
      requestId,
      at: call.facts.receivedAt.getTime(),
      service: operation.service,
      operation: operation.name,
      region,
      sourceIp,
      userAgent,
      clientAgent,
      caller: call.caller,
      calledVia,
      identity: verdict?.decisions[0]?.authorization.identity,
      decisions: allDecisions(verdict, asked),
      exempt: verdict?.exempt,
      errorCode,
      errorMessage,
      authorizationId: verdict?.denial?.authorizationId,
    };
    if (operation.watchesTrail !== true || errorCode !== undefined) house.trail.record(entry);
    const isRefused = (one: Verdict | undefined) => one?.denial !== undefined;
    if (isRefused(verdict) || asked.some(isRefused)) house.refusals.note(entry);
  }
}

/** The actions that the call itself asked for, its own first. */
function actionsOf(verdict: Verdict | undefined): readonly string[] {
  const decisions = verdict?.decisions ?? [];
  const actions = decisions.map(({ authorization }) => authorization.action);
  return actions.length < 2 ? actions : [...new Set(actions)];
}

/** The service as policies name it: what stands before an action's colon. */
function namespaceOf([own]: readonly string[]): string | undefined {
  return own?.slice(0, own.indexOf(':'));
}

/** What was decided before the operation ran, and while it did. */
function allDecisions(before: Verdict | undefined, asked: readonly Verdict[]): readonly TrailDecision[] {
  const first = before?.decisions ?? [];
  return asked.length === 0 ? first : [...first, ...asked.flatMap(({ decisions }) => decisions)];
}

function contextOf(house: House, call: Call, asked: Verdict[]): OperationContext {
  const { caller, facts } = call;
  return {
    house,
    caller,
    accountId: accountOf(caller, house.settings.accountId),
    facts,
    decide: async (authorization) => {
      const verdict = await authorize(house, caller, facts, authorization);
      asked.push(verdict);
      return verdict.denial;
    },
    dispatch: async (inner) => {
      const model = loadServiceModel(inner.service).operations.get(inner.operation);
      if (model !== undefined) holdToModel(model, inner.input);
      return dispatchInside(house, inner, caller, facts);
    },
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
    facts: {
      ...facts,
      requestId: house.ids.requestId(),
      epoch,
      calledVia,
      region: inner.region ?? facts.region,
    },
  });
}

/**
 * Whether a call that a service would make for another is allowed. Nothing of the question is recorded: for what AWS
 * leaves undone without a word where it may not.
 *
 * @throws AwsError what the operation answers before it asks for permission
 */
export async function isAllowedInside(
  house: House,
  { service, operation, input }: InnerCall,
  caller: Caller,
  facts: RequestFacts,
): Promise<boolean> {
  const found = await house.services.find(service, operation);
  if (found === undefined) return false;
  const context = contextOf(house, { caller, facts, input }, []);
  const authorizations = await found.operation.authorizes(input as never, context);
  return (await authorize(house, caller, facts, authorizations)).denial === undefined;
}
