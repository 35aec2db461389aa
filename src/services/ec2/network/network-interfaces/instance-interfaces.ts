import type { InstanceNetworkInterface } from '../../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../../store/store.ts';
import type { Place } from '../../shared/place.ts';
import { addressesToWire, attachmentToWire, shownOfInterface } from './interface-to-wire.ts';
import { readInterfaces, type InterfaceView } from './interface-view.ts';

/**
 * The interfaces of a place's instances as DescribeInstances shows them, by instance; empty while every
 * instance has one interface with one address of EC2's choice, which the instance itself knows.
 */
export async function readInstanceInterfaces(
  tx: ReadTx,
  place: Place,
  now: number,
): Promise<ReadonlyMap<string, readonly InstanceNetworkInterface[]>> {
  const byInstance = new Map<string, InstanceNetworkInterface[]>();
  if (!(await areUncommon(tx, place))) return byInstance;
  const views = (await readInterfaces(tx, place, now)).toSorted((a, b) => indexOf(a) - indexOf(b));
  for (const view of views) {
    if (view.instance === undefined) continue;
    const there = byInstance.get(view.instance.id);
    if (there === undefined) byInstance.set(view.instance.id, [toWire(view)]);
    else there.push(toWire(view));
  }
  return byInstance;
}

async function areUncommon(tx: ReadTx, { accountId, region }: Place): Promise<boolean> {
  const nics = tx
    .selectFrom('network_interfaces')
    .select('network_interfaces.id')
    .where('account_id', '=', accountId)
    .where('region', '=', region);
  const made = await nics.where('instance_id', 'is not', null).where('data', '!=', '{}').executeTakeFirst();
  if (made !== undefined) return true;
  const several = await nics
    .innerJoin('secondary_addresses', 'secondary_addresses.interface_id', 'network_interfaces.id')
    .executeTakeFirst();
  if (several !== undefined) return true;
  const elastic = await tx
    .selectFrom('elastic_ips')
    .select('id')
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('interface_id', 'is not', null)
    .executeTakeFirst();
  return elastic !== undefined;
}

function indexOf({ attachment }: InterfaceView): number {
  return attachment?.deviceIndex ?? 0;
}

function toWire(view: InterfaceView): InstanceNetworkInterface {
  const { InstanceId: _instance, InstanceOwnerId: _owner, ...Attachment } = attachmentToWire(view) ?? {};
  // Of an address's association an instance shows less than its interface.
  const PrivateIpAddresses = addressesToWire(view).map(({ Association, ...shown }) => ({
    ...shown,
    Association: Association && {
      IpOwnerId: Association.IpOwnerId,
      PublicDnsName: Association.PublicDnsName,
      PublicIp: Association.PublicIp,
    },
  }));
  return {
    ...shownOfInterface(view),
    Association: PrivateIpAddresses[0]?.Association,
    Attachment,
    InterfaceType: 'interface',
    PrivateIpAddresses,
    Status: 'in-use',
    Operator: { Managed: false },
  };
}
