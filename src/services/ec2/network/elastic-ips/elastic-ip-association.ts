import type { WriteTx } from '../../../../store/store.ts';
import type { InterfaceView } from '../network-interfaces/interface-view.ts';
import type { ElasticIpRecord } from '../network-records.ts';
import { updateData } from '../network-store.ts';
import { updateInstance } from '../network-interfaces/update-instance.ts';

/** Leads an elastic IP address to one of an interface's private addresses. */
export async function associate(
  tx: WriteTx,
  address: ElasticIpRecord,
  view: InterfaceView,
  association: { readonly id: string; readonly privateIp: string },
): Promise<void> {
  await tx.updateTable('elastic_ips').set({ interface_id: view.id }).where('id', '=', address.id).execute();
  await updateData(tx, 'elastic_ips', address, { association });
  if (isOfInstance(view, association.privateIp) && view.instance !== undefined) {
    await updateInstance(tx, view.instance, { elasticIp: address.public_ip });
  }
}

/** Takes an elastic IP address off an interface. */
export async function dissociate(
  tx: WriteTx,
  address: ElasticIpRecord,
  view: InterfaceView | undefined,
): Promise<void> {
  await tx.updateTable('elastic_ips').set({ interface_id: null }).where('id', '=', address.id).execute();
  await updateData(tx, 'elastic_ips', address, { association: undefined });
  if (view?.instance !== undefined && isOfInstance(view, address.data.association?.privateIp)) {
    await updateInstance(tx, view.instance, { elasticIp: undefined });
  }
}

/** Takes all elastic IP addresses off an interface that goes. @param ips only those of these private addresses */
export async function letElasticIpsGo(
  tx: WriteTx,
  view: InterfaceView,
  ips?: readonly string[],
): Promise<void> {
  for (const address of view.elasticIps) {
    const { association } = address.data;
    if (ips === undefined || (association !== undefined && ips.includes(association.privateIp))) {
      await dissociate(tx, address, view);
    }
  }
}

/** Whether an address is what an instance shows as its own. */
function isOfInstance({ isPrimary, record }: InterfaceView, privateIp: string | undefined): boolean {
  return isPrimary && record.private_ip === privateIp;
}
