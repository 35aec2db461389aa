import type { WriteTx } from '../../../../store/store.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { addressInUse, invalidParameterCombination, missingParameter, unsupported } from '../../errors.ts';
import { placeOf, type Place } from '../../shared/place.ts';
import { NETWORK_INTERFACE } from '../../shared/resources.ts';
import { letElasticIpsGo } from '../elastic-ips/elastic-ip-association.ts';
import { onResource } from '../on-resource.ts';
import { chooseAddresses, insertSecondary } from './insert-interface.ts';
import { notAssigned, notYours, tooManyAddresses } from './interface-errors.ts';
import { readInterfaces, requireInterface, type InterfaceView } from './interface-view.ts';

/** Addresses of one interface, as the largest instance types have. */
const MAX_ADDRESSES = 50;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignPrivateIpAddresses.html */
export const assignPrivateIpAddresses = ec2Operation('AssignPrivateIpAddresses', {
  authorizes: ({ NetworkInterfaceId }, context) =>
    onResource(context, 'AssignPrivateIpAddresses', NETWORK_INTERFACE, NetworkInterfaceId),
  async runs(input, context) {
    const { PrivateIpAddresses: named = [], SecondaryPrivateIpAddressCount: count = 0 } = input;
    if ((input.Ipv4Prefixes?.length ?? 0) > 0 || (input.Ipv4PrefixCount ?? 0) > 0)
      throw unsupported('Ipv4Prefix');
    if (named.length === 0 && count <= 0) {
      throw missingParameter('privateIpAddresses or secondaryPrivateIpAddressCount');
    }
    if (named.length > 0 && count > 0) {
      throw invalidParameterCombination(
        'The parameter privateIpAddresses cannot be used with the parameter secondaryPrivateIpAddressCount',
      );
    }
    return change(context, {}, async (tx, now) => {
      const place = placeOf(context);
      const view = await requireInterface(tx, place, input.NetworkInterfaceId, now);
      if (view.record.data.natGatewayId !== undefined) throw notYours();
      const wanted = named.filter((ip) => !view.secondaryIps.includes(ip));
      if (1 + view.secondaryIps.length + wanted.length + count > MAX_ADDRESSES) throw tooManyAddresses();
      const released = input.AllowReassignment === true ? await takeOver(tx, place, view, wanted, now) : [];
      const ips = await chooseAddresses(tx, place, view.subnet, { named: wanted, further: count });
      await insertSecondary(tx, view.record, ips);
      const AssignedPrivateIpAddresses = ips.map((PrivateIpAddress) => ({ PrivateIpAddress }));
      const instances = [view, ...released].flatMap(({ instance }) => instance?.id ?? []);
      return { answer: { NetworkInterfaceId: view.id, AssignedPrivateIpAddresses }, instances };
    });
  },
});

/** Takes further addresses off other interfaces of the subnet. @throws AwsError InvalidIPAddress.InUse for one's first */
async function takeOver(
  tx: WriteTx,
  place: Place,
  to: InterfaceView,
  ips: readonly string[],
  now: number,
): Promise<readonly InterfaceView[]> {
  const others = (await readInterfaces(tx, place, now)).filter(
    ({ id, record }) => id !== to.id && record.subnet_id === to.record.subnet_id,
  );
  const released: InterfaceView[] = [];
  for (const view of others) {
    const first = ips.find((ip) => ip === view.record.private_ip);
    if (first !== undefined) throw addressInUse(first);
    const taken = view.secondaryIps.filter((ip) => ips.includes(ip));
    if (taken.length > 0) released.push(view);
    await removeSecondary(tx, view, taken);
  }
  return released;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnassignPrivateIpAddresses.html */
export const unassignPrivateIpAddresses = ec2Operation('UnassignPrivateIpAddresses', {
  authorizes: ({ NetworkInterfaceId }, context) =>
    onResource(context, 'UnassignPrivateIpAddresses', NETWORK_INTERFACE, NetworkInterfaceId),
  async runs(input, context) {
    const { PrivateIpAddresses: ips = [] } = input;
    if ((input.Ipv4Prefixes?.length ?? 0) > 0) throw unsupported('Ipv4Prefix');
    if (ips.length === 0) throw missingParameter('privateIpAddresses');
    return change(context, {}, async (tx, now) => {
      const view = await requireInterface(tx, placeOf(context), input.NetworkInterfaceId, now);
      if (view.record.data.natGatewayId !== undefined) throw notYours();
      if (!ips.every((ip) => view.secondaryIps.includes(ip))) throw notAssigned(ips, view.id);
      await removeSecondary(tx, view, ips);
      return { answer: {}, instances: view.instance && [view.instance.id] };
    });
  },
});

async function removeSecondary(tx: WriteTx, view: InterfaceView, ips: readonly string[]): Promise<void> {
  if (ips.length === 0) return;
  await letElasticIpsGo(tx, view, ips);
  await tx
    .deleteFrom('secondary_addresses')
    .where('interface_id', '=', view.id)
    .where('private_ip', 'in', ips)
    .execute();
}
