import type { WriteTx } from '../../../../store/store.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { instanceState, toInstanceRecord } from '../../instances/instance-record.ts';
import { placeOf, type Place } from '../../shared/place.ts';
import { SUBNET } from '../../shared/resources.ts';
import { dropTags } from '../../tags/tags.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { hasDependencies } from '../network-errors.ts';
import { deleteOne, readAll, requireOne, updateData } from '../network-store.ts';
import { onResource } from '../on-resource.ts';

/**
 * Deletes a subnet in which nothing is. What was terminated in it is not shown any more.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html
 */
export const deleteSubnet = ec2Operation('DeleteSubnet', {
  async authorizes({ SubnetId }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onResource(context, 'DeleteSubnet', SUBNET, SubnetId);
  },
  runs: (input, context) =>
    change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const { id } = await requireOne(tx, SUBNET, place, input.SubnetId);
      const nic = await tx
        .selectFrom('network_interfaces')
        .select('id')
        .where('subnet_id', '=', id)
        .executeTakeFirst();
      if (nic !== undefined) throw hasDependencies('subnet', id);
      await forgetInstances(tx, id, now);
      await dissociate(tx, place, id);
      await deleteOne(tx, 'subnets', id);
      return { answer: {} };
    }),
});

/** @throws AwsError DependencyViolation while one is not terminated */
async function forgetInstances(tx: WriteTx, subnetId: string, now: number): Promise<void> {
  const rows = await tx.selectFrom('instances').selectAll().where('subnet_id', '=', subnetId).execute();
  const isThere = rows.some((row) => instanceState(toInstanceRecord(row), now) !== 'terminated');
  if (isThere) throw hasDependencies('subnet', subnetId);
  for (const { id } of rows) await tx.deleteFrom('instances').where('id', '=', id).execute();
  await dropTags(
    tx,
    rows.map(({ id }) => id),
  );
}

async function dissociate(tx: WriteTx, place: Place, subnetId: string): Promise<void> {
  for (const table of ['route_tables', 'network_acls'] as const) {
    for (const record of await readAll(tx, table, place)) {
      const associations = record.data.associations.filter((each) => each.subnetId !== subnetId);
      if (associations.length < record.data.associations.length) {
        await updateData(tx, table, record, { associations });
      }
    }
  }
}
