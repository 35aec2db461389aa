import type { WriteTx } from '../../../../store/store.ts';
import type { InstanceRecord } from '../../instances/instance-record.ts';
import { letElasticIpsGo } from '../elastic-ips/elastic-ip-association.ts';
import { deleteOne, updateData } from '../network-store.ts';
import { readInterfacesOf } from './interface-view.ts';

/**
 * Takes an ended instance's interfaces off it: those that go with it are deleted, others are available
 * again.
 */
export async function releaseInterfaces(tx: WriteTx, instance: InstanceRecord): Promise<void> {
  for (const view of await readInterfacesOf(tx, instance)) {
    if (view.attachment?.deleteOnTermination === false) {
      await tx
        .updateTable('network_interfaces')
        .set({ instance_id: null })
        .where('id', '=', view.id)
        .execute();
      const { mac, description, groups, sourceDestCheck } = view;
      const data = { mac, description, groups, sourceDestCheck, attachment: undefined };
      await updateData(tx, 'network_interfaces', view.record, data);
    } else {
      await letElasticIpsGo(tx, view);
      await deleteOne(tx, 'network_interfaces', view.id);
    }
  }
}
