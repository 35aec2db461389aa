import { plainText } from '../../../kernel/plain-text.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../../../operation/resource-type.ts';
import { changedProperties, makesNew } from '../schemas/changed-properties.ts';
import { schemaOf } from '../schemas/resource-schemas.ts';
import { named, type Goal } from './goal.ts';
import { asMade, eventOf, guarded, isInterrupted, makeResource } from './make-resource.ts';
import { StepFailure } from './reasons.ts';
import type { ResourceRecord } from './records.ts';
import { resourceProblem } from './resource-problem.ts';
import { resourceContext, type Neighbours } from './resource-context.ts';
import { assertStackPolicy, type UpdateAction } from './stack-policy.ts';
import type { Work } from './work.ts';

/** Makes a resource what it shall be: not at all where nothing differs, in place, or by a new one. */
export async function changeResource(
  work: Work,
  goal: Goal,
  neighbours: Neighbours,
  record: ResourceRecord,
): Promise<StepFailure | undefined> {
  const { logicalId, type } = goal;
  const isRedone = isInterrupted(work, record);
  const from = isRedone ? work.before.get(logicalId) : record;
  if (from === undefined || record.change === 'replaced') {
    // An attempt to make it was cut short.
    if (isRedone) return makeResource(work, goal, neighbours, from);
  }
  const former = from ?? record;
  const change = changeOf(goal, former);
  const changes = changedProperties(type.type, former.properties, goal.properties);
  const hasNewTags =
    schemaOf(type.type)?.tags !== undefined && !isDeepStrictEqual(former.stackTags, goal.rest.stackTags);
  const isNew = former.type !== type.type || makesNew(type, changes, change);
  const isChanged = isNew || changes.length > 0 || hasNewTags;
  if (isChanged && !isRedone) {
    const action = isNew ? 'Update:Replace' : 'Update:Modify';
    const refusal = policyRefusal(work, former, action) ?? type.refuses?.(change);
    if (refusal !== undefined) return failed(work, former, refusal);
  }
  if (isNew) {
    const custom = customName(goal, former);
    if (custom === undefined) return makeResource(work, goal, neighbours, former);
    return failed(work, former, nameTaken(custom));
  }
  if ((changes.length === 0 && !hasNewTags) || type.update === undefined) {
    await keepRest(work, goal, record);
    return undefined;
  }
  return updateInPlace(work, goal, former, change, isRedone);
}

/** Why the stack's policy does not let it be changed, where it does not. */
function policyRefusal(work: Work, record: ResourceRecord, action: UpdateAction): string | undefined {
  try {
    assertStackPolicy(work.operation.data.stackPolicy, action, record.logicalId, record.type);
    return undefined;
  } catch (error) {
    if (error instanceof StepFailure) return error.message;
    throw error;
  }
}

function changeOf({ type, properties }: Goal, from: ResourceRecord): Change {
  return {
    physicalId: from.physicalId ?? '',
    properties: named(type, from.properties, from.madeName),
    attributes: from.attributes,
    wanted: named(type, properties, from.madeName),
  };
}

/** A name that the template gives cannot be had twice at once. */
function customName({ type, properties }: Goal, from: ResourceRecord): string | undefined {
  if (type.naming === undefined || from.type !== type.type) return undefined;
  const name = properties[type.naming.property];
  return name !== undefined && name === from.properties[type.naming.property] ? plainText(name) : undefined;
}

function nameTaken(name: string): string {
  return `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`;
}

async function failed(work: Work, record: ResourceRecord, reason: string): Promise<StepFailure> {
  const failure = { ...record, status: 'UPDATE_FAILED', statusReason: reason };
  await work.step([], [eventOf(failure)]);
  return new StepFailure(reason);
}

/** What is written beside the properties may change without any call. */
async function keepRest(work: Work, goal: Goal, record: ResourceRecord): Promise<void> {
  const kept = { ...record, ...goal.rest, properties: goal.properties };
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(kept)), JSON.parse(JSON.stringify(record)))) return;
  await work.step([{ slot: 'now', id: goal.logicalId, record: kept }]);
}

async function updateInPlace(
  work: Work,
  goal: Goal,
  from: ResourceRecord,
  change: Change,
  isRedone: boolean,
): Promise<StepFailure | undefined> {
  const { logicalId, type } = goal;
  const now = () => work.house.clock.now().getTime();
  let record: ResourceRecord = {
    ...from,
    ...goal.rest,
    properties: goal.properties,
    status: 'UPDATE_IN_PROGRESS',
    statusReason: undefined,
    updatedAt: now(),
    startedAt: now(),
    token: work.house.ids.requestId(),
    operationId: work.operation.operation_id,
    change: from.change === 'created' ? 'created' : 'updated',
  };
  const put = async (changes: Partial<ResourceRecord>, ...reasons: (string | undefined)[]) => {
    record = { ...record, ...changes, updatedAt: now() };
    const events = reasons.map((reason) => eventOf({ ...record, statusReason: reason }));
    await work.step([{ slot: 'now', id: logicalId, record }], events);
  };
  return guarded(
    work,
    'UPDATE',
    () => record,
    put,
    async () => {
      const problem = resourceProblem(type, logicalId, goal.properties);
      if (problem !== undefined) throw new StepFailure(problem);
      const before = work.before.has(logicalId)
        ? []
        : [{ slot: 'before' as const, id: logicalId, record: from }];
      await work.step([...before, { slot: 'now', id: logicalId, record }], isRedone ? [] : [eventOf(record)]);
      const context = resourceContext(work, record, from, undefined, () => Promise.resolve());
      const made = await type.update!(change, context);
      // A custom resource may turn out to be another one: then the former is removed in the end.
      const isOther = made.physicalId !== change.physicalId && record.change !== 'created';
      const how = isOther ? ({ change: 'replaced' } as const) : {};
      await put({ ...asMade(made, 'UPDATE_COMPLETE'), ...how }, undefined);
    },
  );
}
