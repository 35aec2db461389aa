import type { ReadTx } from '../../../store/store.ts';
import type { Place } from '../shared/place.ts';
import { publicAddressOf, readInterfaces } from './network-interfaces/interface-view.ts';

/** Whether anything in a VPC has a public address: then its internet gateway cannot go. */
export async function hasMappedAddresses(
  tx: ReadTx,
  place: Place,
  vpcId: string,
  now: number,
): Promise<boolean> {
  const views = await readInterfaces(tx, place, now);
  return views.some(
    (view) =>
      view.subnet.vpc_id === vpcId &&
      [view.record.private_ip, ...view.secondaryIps].some((ip) => publicAddressOf(view, ip) !== undefined),
  );
}
