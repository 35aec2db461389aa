import type { OperationContext } from '../../../operation/context.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change } from '../ec2-operation.ts';
import { placeOf } from '../shared/place.ts';
import { requireInstances } from './instance-reader.ts';
import type { InstanceData, InstanceRecord } from './instance-record.ts';

/**
 * Changes the data of instances, all or none.
 *
 * @param changes what is different in an instance's data; throws why it cannot be
 * @returns the instances as they are then, in the order of the ids
 * @throws AwsError as `requireInstances`
 */
export async function updateInstances(
  context: OperationContext,
  input: { readonly DryRun?: boolean | undefined },
  ids: readonly string[],
  changes: (
    record: InstanceRecord,
    now: number,
    tx: WriteTx,
  ) => Partial<InstanceData> | Promise<Partial<InstanceData>>,
): Promise<readonly InstanceRecord[]> {
  return change(context, input, async (tx, now) => {
    const updated: InstanceRecord[] = [];
    for (const record of await requireInstances(tx, placeOf(context), ids, now)) {
      const data = { ...record.data, ...(await changes(record, now, tx)) };
      await tx
        .updateTable('instances')
        .set({ data: JSON.stringify(data) })
        .where('id', '=', record.id)
        .execute();
      updated.push({ ...record, data });
    }
    return { answer: updated, instances: updated.map(({ id }) => id) };
  });
}
