import type { Made } from '../../../operation/resource-type.ts';
import { resourceProblem } from './resource-problem.ts';
import { awaitCreationPolicy, wantedSignals } from './creation-policy.ts';
import { named, nameFor, type Goal } from './goal.ts';
import type { StackEvent } from './journal.ts';
import { CANCELLED, reasonOf, StepFailure } from './reasons.ts';
import type { ResourceRecord } from './records.ts';
import { resourceContext, type Neighbours } from './resource-context.ts';
import { GivenUpError, LostStackError, type Work } from './work.ts';
import { StoreUnavailableError } from '../../../store/store-unavailable-error.ts';

const INITIATED = 'Resource creation Initiated';
const REPLACING = 'Requested update requires the creation of a new physical resource; hence creating one.';

/**
 * Makes a resource: for the first time, in the place of one that it replaces, or again after an attempt
 * that was cut short.
 *
 * @param replaced the resource in whose place it comes
 * @returns what went wrong
 */
export async function makeResource(
  work: Work,
  goal: Goal,
  neighbours: Neighbours,
  replaced?: ResourceRecord,
): Promise<StepFailure | undefined> {
  const { logicalId, type, properties } = goal;
  const known = work.now.get(logicalId);
  const interrupted = known !== undefined && isInterrupted(work, known) ? known : undefined;
  const verb = replaced === undefined ? 'CREATE' : 'UPDATE';
  let record: ResourceRecord = interrupted ?? {
    logicalId,
    type: type.type,
    status: `${verb}_IN_PROGRESS`,
    updatedAt: work.house.clock.now().getTime(),
    properties,
    madeName: nameFor(work, goal),
    attributes: {},
    ...goal.rest,
    token: work.house.ids.requestId(),
    startedAt: work.house.clock.now().getTime(),
    operationId: work.operation.operation_id,
    change: replaced === undefined ? 'created' : 'replaced',
  };
  const put = async (changes: Partial<ResourceRecord>, ...reasons: (string | undefined)[]) => {
    record = { ...record, ...changes, updatedAt: work.house.clock.now().getTime() };
    const events = reasons.map((reason) => eventOf({ ...record, statusReason: reason }));
    await work.step([{ slot: 'now', id: logicalId, record }], events);
  };
  return guarded(
    work,
    verb,
    () => record,
    put,
    async () => {
      const problem = resourceProblem(type, logicalId, properties);
      if (problem !== undefined) throw new StepFailure(problem);
      // A policy that is none is found before there is anything to be signalled.
      wantedSignals(record.creationPolicy);
      if (interrupted === undefined) {
        const before =
          replaced === undefined || work.before.has(logicalId)
            ? []
            : [{ slot: 'before' as const, id: logicalId, record: replaced }];
        const reason = replaced === undefined ? undefined : REPLACING;
        const begun = { ...record, physicalId: replaced?.physicalId, statusReason: reason };
        await work.step([...before, { slot: 'now', id: logicalId, record }], [eventOf(begun)]);
      }
      const context = resourceContext(work, record, replaced, neighbours, (physicalId) =>
        put({ physicalId }, INITIATED),
      );
      const full = named(type, properties, record.madeName);
      const found = interrupted === undefined ? undefined : await type.find?.(full, context);
      const made = found ?? (await type.create(full, context));
      const told = record.physicalId === undefined;
      if (told) await put({ physicalId: made.physicalId }, INITIATED);
      await awaitCreationPolicy(work, record);
      await put(asMade(made, `${verb}_COMPLETE`), undefined);
    },
  );
}

/** Whether an attempt of this very operation stopped in the midst. */
export function isInterrupted(work: Work, { status, operationId }: ResourceRecord): boolean {
  return status.endsWith('_IN_PROGRESS') && operationId === work.operation.operation_id;
}

export function asMade(made: Made, status: string): Partial<ResourceRecord> {
  return {
    status,
    statusReason: undefined,
    physicalId: made.physicalId,
    ref: made.ref,
    attributes: made.attributes ?? {},
    noEcho: made.noEcho === true ? true : undefined,
  };
}

/**
 * Runs a step and writes down how it failed. What is left in the midst because the server ends, or
 * another node works on the stack, stays as it is written.
 */
export async function guarded(
  work: Work,
  verb: 'CREATE' | 'UPDATE' | 'DELETE',
  current: () => ResourceRecord,
  put: (changes: Partial<ResourceRecord>, reason: string) => Promise<void>,
  step: () => Promise<void>,
): Promise<StepFailure | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    if (error instanceof LostStackError || error instanceof StoreUnavailableError || work.isLeft) {
      work.leave();
      return new StepFailure('left');
    }
    const reason = failureReason(work, error, verb, current().token);
    try {
      await put({ status: `${verb}_FAILED`, statusReason: reason }, reason);
    } catch (unwritten) {
      work.leave();
      if (!(unwritten instanceof LostStackError))
        work.house.log.error('a stack is left for later', unwritten);
    }
    return new StepFailure(reason);
  }
}

/** What a failed step's event says. */
export function failureReason(
  work: Work,
  error: unknown,
  verb: 'CREATE' | 'UPDATE' | 'DELETE',
  token: string,
): string {
  const cancelled = verb === 'CREATE' ? CANCELLED.create : CANCELLED.update;
  if (error instanceof GivenUpError) return cancelled;
  const reason = reasonOf(error, work.failedCalls, token);
  // What comes after another's failure may only come of it, as a missing profile does: AWS says nothing of that.
  if (reason !== undefined) return work.givenUp === undefined || verb === 'DELETE' ? reason : cancelled;
  work.house.log.error("a stack's resource failed by a defect of ours", error);
  return 'Internal Failure';
}

/** The event of a resource's status. */
export function eventOf(record: ResourceRecord): StackEvent {
  const { logicalId, type, status, statusReason, physicalId, properties } = record;
  return {
    logicalId,
    type,
    status,
    physicalId: physicalId ?? '',
    reason: statusReason,
    properties,
  };
}
