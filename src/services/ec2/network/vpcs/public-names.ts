import type { ReadTx } from '../../../../store/store.ts';
import type { Place } from '../../shared/place.ts';
import type { VpcData } from '../network-records.ts';
import { readAll } from '../network-store.ts';

/** Whether a VPC gives public addresses names: its `enableDnsHostnames`, which a default VPC has unless told. */
export function namesPublicAddresses(data: VpcData, isDefault: boolean): boolean {
  return data.enableDnsHostnames ?? isDefault;
}

/** The ids of a place's VPCs that do. */
export async function vpcsWithPublicNames(tx: ReadTx, place: Place): Promise<ReadonlySet<string>> {
  const vpcs = await readAll(tx, 'vpcs', place);
  return new Set(
    vpcs.flatMap((vpc) => (namesPublicAddresses(vpc.data, vpc.is_default === 1) ? [vpc.id] : [])),
  );
}
