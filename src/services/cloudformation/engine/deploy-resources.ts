import { AwsError } from '../../../kernel/aws-error.ts';
import type { ResourceTag } from '../../../operation/resource-type.ts';
import { changeResource } from './change-resource.ts';
import type { Defined } from './definition.ts';
import { goalOf, type Goal } from './goal.ts';
import { eventOf, makeResource } from './make-resource.ts';
import { StepFailure } from './reasons.ts';
import { Neighbours } from './resource-context.ts';
import type { ResourceRecord } from './records.ts';
import { visitInOrder } from './scheduler.ts';
import type { Work } from './work.ts';

/** The resources that failed, by what was to be done with them. */
export interface FailedResources {
  readonly create: readonly string[];
  readonly update: readonly string[];
}

/**
 * Makes all resources of a plan what they shall be, each after those it waits for, independent ones at
 * once. After a failure nothing begins any more, and what waits for something is given up.
 */
export async function deployResources(
  work: Work,
  defined: Defined,
  stackTags: readonly ResourceTag[],
): Promise<FailedResources> {
  const { resources, waits } = defined.plan;
  const types = new Map([...resources].map(([id, { type }]) => [id, type]));
  const neighbours = new Neighbours(waits, types);
  const isNew = new Set([...resources.keys()].filter((id) => !isThere(work.now.get(id))));
  const neverBegun = new Set<string>();
  const { failures } = await visitInOrder(
    waits,
    async (id) => {
      if (work.givenUp !== undefined) {
        neverBegun.add(id);
        return new StepFailure('given up');
      }
      const failure = await deployOne(work, defined, stackTags, neighbours, id);
      // Before any neighbour that waited for it goes on: what fails from here on was cancelled.
      if (failure !== undefined) work.giveUp('failed');
      neighbours.finished(id);
      return failure;
    },
    true,
  );
  const failed = [...failures.keys()].filter((id) => !neverBegun.has(id));
  return {
    create: failed.filter((id) => isNew.has(id)),
    update: failed.filter((id) => !isNew.has(id)),
  };
}

/** Whether a resource is there to be changed. */
function isThere(record: ResourceRecord | undefined): record is ResourceRecord {
  if (record === undefined) return false;
  const { status, physicalId } = record;
  if (status.startsWith('DELETE_') && status !== 'DELETE_FAILED') return false;
  return record.change !== 'created' || status.endsWith('_COMPLETE') || physicalId !== undefined;
}

async function deployOne(
  work: Work,
  defined: Defined,
  stackTags: readonly ResourceTag[],
  neighbours: Neighbours,
  id: string,
): Promise<StepFailure | undefined> {
  await work.turnCome();
  const record = work.now.get(id);
  if (record?.operationId === work.operation.operation_id && record.status.endsWith('_FAILED')) {
    return new StepFailure(record.statusReason ?? '');
  }
  let goal: Goal;
  try {
    goal = await goalOf(work, defined, stackTags, id);
  } catch (error) {
    const isTold = error instanceof AwsError || error instanceof StepFailure;
    if (!isTold) work.house.log.error("a stack's resource failed by a defect of ours", error);
    return refused(work, defined, id, isTold ? error.message : 'Internal Failure');
  }
  const isChange =
    isThere(record) && !(record.change === 'created' && record.status === 'CREATE_IN_PROGRESS');
  return isChange ? changeResource(work, goal, neighbours, record) : makeResource(work, goal, neighbours);
}

/** A resource whose properties cannot even be told. */
async function refused(work: Work, { plan }: Defined, id: string, reason: string): Promise<StepFailure> {
  const record = work.now.get(id);
  const verb = isThere(record) ? 'UPDATE' : 'CREATE';
  const failure: ResourceRecord = {
    ...(record ?? {
      logicalId: id,
      type: plan.resources.get(id)?.type ?? '',
      properties: {},
      attributes: {},
      waits: plan.waits.get(id) ?? [],
      stackTags: [],
      token: work.house.ids.requestId(),
      startedAt: work.house.clock.now().getTime(),
      change: 'created',
    }),
    operationId: work.operation.operation_id,
    updatedAt: work.house.clock.now().getTime(),
    status: `${verb}_FAILED`,
    statusReason: reason,
  };
  await work.step(verb === 'CREATE' ? [{ slot: 'now', id, record: failure }] : [], [eventOf(failure)]);
  return new StepFailure(reason);
}
