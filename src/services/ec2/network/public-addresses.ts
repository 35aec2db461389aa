import type { ReadTx } from '../../../store/store.ts';
import { readInstances } from '../instances/instance-reader.ts';
import { publicIpOf } from '../instances/instance-record.ts';
import type { Place } from '../shared/place.ts';

/** Whether anything in a VPC has a public address: then its internet gateway cannot go. */
export async function hasMappedAddresses(
  tx: ReadTx,
  place: Place,
  vpcId: string,
  now: number,
): Promise<boolean> {
  const instances = await readInstances(tx, place, now);
  return instances.some((instance) => instance.vpc_id === vpcId && publicIpOf(instance) !== undefined);
}
