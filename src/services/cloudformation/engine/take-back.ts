import { changedProperties } from '../schemas/changed-properties.ts';
import { named } from './goal.ts';
import { asMade, eventOf, guarded, isInterrupted } from './make-resource.ts';
import type { Made } from '../../../operation/resource-type.ts';
import type { StepFailure } from './reasons.ts';
import type { ResourceRecord } from './records.ts';
import { resourceContext } from './resource-context.ts';
import { visitInOrder } from './scheduler.ts';
import type { Work } from './work.ts';

/**
 * Takes back what an update did: what was changed in place is changed back, what was replaced is had
 * again, and what was made anew is set aside to be removed.
 *
 * @returns the logical ids of those that could not be changed back
 */
export async function takeBack(work: Work): Promise<readonly string[]> {
  const { skip } = work.operation.data;
  const before = new Map(work.before);
  const waits = new Map([...before].map(([id, record]) => [id, record.waits]));
  const { failures } = await visitInOrder(
    waits,
    (id) => (skip.includes(id) ? skipped(work, id) : takeBackOne(work, id, before.get(id)!)),
    false,
  );
  if (failures.size > 0) return [...failures.keys()];
  for (const [id, record] of work.now) {
    if (record.change !== 'created') continue;
    await work.step([
      { slot: 'now', id, record: undefined },
      { slot: 'gone', id, record },
    ]);
  }
  return [];
}

async function skipped(work: Work, id: string): Promise<undefined> {
  const record = work.now.get(id);
  if (record === undefined) return;
  const kept: ResourceRecord = { ...record, status: 'UPDATE_COMPLETE', change: undefined };
  await work.step(
    [
      { slot: 'now', id, record: kept },
      { slot: 'before', id, record: undefined },
    ],
    [eventOf(kept)],
  );
}

async function takeBackOne(work: Work, id: string, before: ResourceRecord): Promise<StepFailure | undefined> {
  const now = work.now.get(id);
  const from = now ?? before;
  const { operation_id: operationId } = work.operation;
  // Until it is changed back it is written down as it is: a later attempt has the same to do, and asks anew.
  let record: ResourceRecord = {
    ...from,
    status: 'UPDATE_IN_PROGRESS',
    statusReason: undefined,
    token: isInterrupted(work, from) ? from.token : work.house.ids.requestId(),
    operationId,
  };
  const put = async (changes: Partial<ResourceRecord>, reason: string | undefined) => {
    record = { ...record, ...changes, updatedAt: work.house.clock.now().getTime() };
    const { properties } = before;
    await work.step(
      [{ slot: 'now', id, record }],
      [eventOf({ ...record, properties, statusReason: reason })],
    );
  };
  return guarded(
    work,
    'UPDATE',
    () => record,
    put,
    async () => {
      if (now?.change === 'replaced') {
        const gone = now.physicalId === undefined || now.physicalId === before.physicalId ? undefined : now;
        await work.step(
          [
            { slot: 'gone', id, record: gone },
            { slot: 'before', id, record: undefined },
            { slot: 'now', id, record: { ...before, status: 'UPDATE_COMPLETE' } },
          ],
          [eventOf({ ...before, status: 'UPDATE_COMPLETE' })],
        );
        return;
      }
      const type = await work.types.find(before.type);
      // What was changed in place and is another one once it is changed back, as a custom resource may be.
      let other: ResourceRecord | undefined;
      let made: Made | undefined;
      await put({}, undefined);
      if (type?.update !== undefined && isDifferent(from, before)) {
        const wanted = { ...record, stackTags: before.stackTags };
        const context = resourceContext(work, wanted, from, undefined, () => Promise.resolve());
        made = await type.update(
          {
            physicalId: before.physicalId ?? '',
            properties: named(type, from.properties, from.madeName),
            attributes: from.attributes,
            wanted: named(type, before.properties, before.madeName),
          },
          context,
        );
        other = made.physicalId === from.physicalId ? undefined : from;
      }
      const done: ResourceRecord = {
        ...before,
        ...(made === undefined ? {} : asMade(made, 'UPDATE_COMPLETE')),
        ...{ status: 'UPDATE_COMPLETE', statusReason: undefined, operationId, change: undefined },
        updatedAt: work.house.clock.now().getTime(),
      };
      await work.step(
        [
          { slot: 'before', id, record: undefined },
          { slot: 'now', id, record: done },
          ...(other === undefined ? [] : [{ slot: 'gone' as const, id, record: other }]),
        ],
        [eventOf(done)],
      );
    },
  );
}

function isDifferent(from: ResourceRecord, to: ResourceRecord): boolean {
  return (
    changedProperties(to.type, from.properties, to.properties).length > 0 ||
    JSON.stringify(from.stackTags) !== JSON.stringify(to.stackTags)
  );
}
