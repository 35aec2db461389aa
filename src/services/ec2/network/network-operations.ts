import type { Operation } from '../../../operation/operation.ts';
import { describeDhcpOptions } from './dhcp-options/describe-dhcp-options.ts';
import { describeInternetGateways } from './internet-gateways/describe-internet-gateways.ts';
import { describeNetworkAcls } from './network-acls/describe-network-acls.ts';
import { describeNetworkInterfaces } from './network-interfaces/describe-network-interfaces.ts';
import { describeRouteTables } from './route-tables/describe-route-tables.ts';
import { describeSubnets } from './subnets/describe-subnets.ts';
import { describeVpcs } from './vpcs/describe-vpcs.ts';
import { describeVpcAttribute, modifyVpcAttribute } from './vpcs/vpc-attributes.ts';

/** Networks: VPCs, subnets, interfaces, and what directs and filters their traffic. */
export const networkOperations: readonly Operation[] = [
  describeDhcpOptions,
  describeInternetGateways,
  describeNetworkAcls,
  describeNetworkInterfaces,
  describeRouteTables,
  describeSubnets,
  describeVpcAttribute,
  describeVpcs,
  modifyVpcAttribute,
];
