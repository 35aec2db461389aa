import type { NatGatewayRecord } from '../network-records.ts';

type NatGatewayState = 'pending' | 'available' | 'deleting' | 'deleted';

/** What a NAT gateway is by now. @param now ms since 1970 in emulated time */
export function natGatewayState(
  { data: { availableAt, deletion } }: Pick<NatGatewayRecord, 'data'>,
  now: number,
): NatGatewayState {
  if (deletion !== undefined) return now >= deletion.endsAt ? 'deleted' : 'deleting';
  return now >= availableAt ? 'available' : 'pending';
}
