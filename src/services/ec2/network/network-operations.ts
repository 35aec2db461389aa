import type { Operation } from '../../../operation/operation.ts';
import { describeNetworkInterfaces } from './describe-network-interfaces.ts';
import { describeSubnets } from './describe-subnets.ts';
import { describeVpcs } from './describe-vpcs.ts';

/** Networks: VPCs, subnets, interfaces. */
export const networkOperations: readonly Operation[] = [
  describeNetworkInterfaces,
  describeSubnets,
  describeVpcs,
];
