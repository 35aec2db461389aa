import { AwsError } from '../../../kernel/aws-error.ts';
import { named } from './goal.ts';
import { eventOf, guarded } from './make-resource.ts';
import { StepFailure } from './reasons.ts';
import type { ResourceRecord } from './records.ts';
import { resourceContext } from './resource-context.ts';
import { reversed, visitInOrder } from './scheduler.ts';
import type { Work } from './work.ts';

/** Which resources to remove, and which of them to leave alone. */
interface Removal {
  readonly slot: 'now' | 'gone';
  /** Whether it is taken back right after it was made, for `RetainExceptOnCreate`. */
  readonly wasJustMade: boolean;
  /** Left alone at a person's wish. */
  readonly skip?: readonly string[] | undefined;
  /** Which policy counts: that of a resource that goes, or of one that was replaced. */
  readonly policyOf: (record: ResourceRecord) => ResourceRecord['deletionPolicy'];
}

/**
 * Removes resources, each after all that waited for it; one that cannot be removed holds only those
 * up that it needs.
 *
 * @returns the logical ids of those that are still there
 */
export async function removeResources(work: Work, removal: Removal): Promise<readonly string[]> {
  const records = new Map(
    [...work[removal.slot]].filter(
      ([, { status }]) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED',
    ),
  );
  const waits = new Map([...records].map(([id, record]) => [id, record.waits]));
  const { failures } = await visitInOrder(
    reversed(waits),
    (id) => removeOne(work, records.get(id)!, removal),
    false,
  );
  return [...failures.keys()];
}

async function removeOne(
  work: Work,
  found: ResourceRecord,
  { slot, wasJustMade, skip, policyOf }: Removal,
): Promise<StepFailure | undefined> {
  const id = found.logicalId;
  let record = found;
  const put = async (changes: Partial<ResourceRecord>, reason: string | undefined) => {
    record = { ...record, ...changes, updatedAt: work.house.clock.now().getTime() };
    const isDone = record.status === 'DELETE_COMPLETE' || record.status === 'DELETE_SKIPPED';
    const kept = slot === 'gone' && isDone ? undefined : record;
    await work.step([{ slot, id, record: kept }], [eventOf({ ...record, statusReason: reason })]);
  };
  return guarded(
    work,
    'DELETE',
    () => record,
    put,
    async () => {
      if (isKept(policyOf(found), wasJustMade) || skip?.includes(id) === true) {
        await put({ status: 'DELETE_SKIPPED' }, undefined);
        return;
      }
      const type = await work.types.find(found.type);
      if (type === undefined) throw new StepFailure(`Unrecognized resource type: ${found.type}`);
      const { physicalId } = await identified(work, found);
      if (physicalId !== undefined) {
        if (found.status !== 'DELETE_IN_PROGRESS') {
          const startedAt = work.house.clock.now().getTime();
          await put(
            { physicalId, status: 'DELETE_IN_PROGRESS', statusReason: undefined, startedAt },
            undefined,
          );
        }
        const context = resourceContext(work, record, undefined, undefined, () => Promise.resolve());
        const properties = named(type, found.properties, found.madeName);
        const resource = { physicalId, properties, attributes: found.attributes };
        if (policyOf(found) === 'Snapshot' && isMade(found))
          await type.snapshot?.(resource, context).catch(unlessGone);
        await type.remove(resource, context).catch(unlessGone);
      }
      await put({ status: 'DELETE_COMPLETE', statusReason: undefined }, undefined);
    },
  );
}

/** An attempt that was cut short may have made it without anybody having noted its id. */
async function identified(work: Work, record: ResourceRecord): Promise<{ physicalId?: string | undefined }> {
  if (record.physicalId !== undefined || !record.status.endsWith('_IN_PROGRESS')) return record;
  const type = await work.types.find(record.type);
  const context = resourceContext(work, record, undefined, undefined, () => Promise.resolve());
  return (await type?.find?.(named(type, record.properties, record.madeName), context)) ?? {};
}

/** That it is gone already is what was wanted. */
function unlessGone(error: unknown): void {
  if (error instanceof AwsError && /NotFound|NoSuch/.test(error.code)) return;
  throw error;
}

/** Whether it was ever done: what failed in the making holds nothing that a snapshot could keep. */
function isMade({ status }: ResourceRecord): boolean {
  return !status.startsWith('CREATE_') || status === 'CREATE_COMPLETE';
}

function isKept(policy: ResourceRecord['deletionPolicy'], wasJustMade: boolean): boolean {
  return policy === 'Retain' || (policy === 'RetainExceptOnCreate' && !wasJustMade);
}
