import type { WriteTx } from '../../../../store/store.ts';
import type { InstanceData, InstanceRecord } from '../../instances/instance-record.ts';

/** Changes what an instance keeps of its first interface. */
export async function updateInstance(
  tx: WriteTx,
  { id, data }: InstanceRecord,
  changed: Partial<InstanceData>,
): Promise<void> {
  await tx
    .updateTable('instances')
    .set({ data: JSON.stringify({ ...data, ...changed }) })
    .where('id', '=', id)
    .execute();
}
