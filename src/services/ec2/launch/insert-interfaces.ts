import type { WriteTx } from '../../../store/store.ts';
import type { InstanceRecord } from '../instances/instance-record.ts';
import { otherZone } from '../network/network-interfaces/interface-errors.ts';
import {
  chooseAddresses,
  groupsOf,
  insertInterface,
  insertSecondary,
} from '../network/network-interfaces/insert-interface.ts';
import type { InterfaceAttachment } from '../network/network-records.ts';
import { requireOne, updateData } from '../network/network-store.ts';
import { SUBNET } from '../shared/resources.ts';
import { putTags } from '../tags/tags.ts';
import type { Launch } from './launch.ts';
import type { InterfaceRequest } from './launch-interfaces.ts';

/** Writes the network interfaces of a launched instance, or puts those that are there already on it. */
export async function insertInterfaces(tx: WriteTx, launch: Launch, record: InstanceRecord): Promise<void> {
  await insertFirst(tx, launch, record);
  for (const asked of launch.request.interfaces.slice(1)) await insertFurther(tx, launch, record, asked);
}

/** The first one, of which the instance itself keeps what can be changed. */
async function insertFirst(
  tx: WriteTx,
  { place, request, site, now }: Launch,
  record: InstanceRecord,
): Promise<void> {
  const { id } = record.data.networkInterface;
  const [asked] = request.interfaces;
  if (asked?.interfaceId !== undefined) {
    await tx.updateTable('network_interfaces').set({ instance_id: record.id }).where('id', '=', id).execute();
    return;
  }
  await tx
    .insertInto('network_interfaces')
    .values({
      id,
      account_id: place.accountId,
      region: place.region,
      created_at: now,
      instance_id: record.id,
      subnet_id: record.subnet_id,
      private_ip: record.private_ip,
      data: '{}',
    })
    .execute();
  await putTags(tx, id, request.tags['network-interface']);
  if (asked === undefined || (asked.secondaryIps.length === 0 && asked.secondaryCount === 0)) return;
  const { secondaryIps: named, secondaryCount: further } = asked;
  const ips = await chooseAddresses(tx, place, site.subnet, { named, further });
  await insertSecondary(tx, { id, subnet_id: record.subnet_id }, ips);
}

async function insertFurther(
  tx: WriteTx,
  { house: { ids }, place, request, site, now }: Launch,
  { id: instanceId, subnet_id, data }: InstanceRecord,
  asked: InterfaceRequest,
): Promise<void> {
  const attachment: InterfaceAttachment = {
    id: ids.hex('eni-attach'),
    deviceIndex: asked.deviceIndex,
    deleteOnTermination: asked.deleteOnTermination,
    attachedAt: now,
  };
  const attach = (id: string) =>
    tx.updateTable('network_interfaces').set({ instance_id: instanceId }).where('id', '=', id).execute();
  const present = site.given.get(asked.interfaceId ?? '');
  if (present !== undefined) {
    if (present.subnet.availability_zone !== data.availabilityZone) throw otherZone();
    await attach(present.id);
    await updateData(tx, 'network_interfaces', present.record, { attachment });
    return;
  }
  const subnet = await requireOne(tx, SUBNET, place, asked.subnetId ?? subnet_id);
  if (subnet.availability_zone !== data.availabilityZone) throw otherZone();
  const groups = await groupsOf(tx, place, subnet.vpc_id, asked.groupIds);
  const { privateIp, secondaryIps, secondaryCount } = asked;
  const named = privateIp === undefined ? [] : [privateIp, ...secondaryIps];
  const further = secondaryCount + (privateIp === undefined ? 1 + secondaryIps.length : 0);
  const ips = await chooseAddresses(tx, place, subnet, { named, further });
  const made = { description: asked.description, groups, attachment };
  const tags = request.tags['network-interface'];
  const { id } = await insertInterface(tx, place, ids, now, subnet, ips, made, tags);
  await attach(id);
}
