import type { NatGatewayState } from '../../../../model/generated/ec2.ts';
import type { NatGatewayRecord } from '../network-records.ts';

/** What a NAT gateway is by now. @param now ms since 1970 in emulated time */
export function natGatewayState(
  { data: { availableAt, failure, deletion } }: Pick<NatGatewayRecord, 'data'>,
  now: number,
): NatGatewayState {
  if (deletion !== undefined) return now >= deletion.endsAt ? 'deleted' : 'deleting';
  if (now < availableAt) return 'pending';
  return failure === undefined ? 'available' : 'failed';
}
