import type { Operation } from '../../../operation/operation.ts';
import { describeDhcpOptions } from './dhcp-options/describe-dhcp-options.ts';
import { associateDhcpOptions, createDhcpOptions, deleteDhcpOptions } from './dhcp-options/dhcp-options.ts';
import { describeInternetGateways } from './internet-gateways/describe-internet-gateways.ts';
import {
  attachInternetGateway,
  createInternetGateway,
  deleteInternetGateway,
  detachInternetGateway,
} from './internet-gateways/internet-gateways.ts';
import { describeNetworkAcls } from './network-acls/describe-network-acls.ts';
import {
  createNetworkAclEntry,
  deleteNetworkAclEntry,
  replaceNetworkAclEntry,
} from './network-acls/network-acl-entries.ts';
import {
  createNetworkAcl,
  deleteNetworkAcl,
  replaceNetworkAclAssociation,
} from './network-acls/network-acls.ts';
import { describeNetworkInterfaces } from './network-interfaces/describe-network-interfaces.ts';
import { describeManagedPrefixLists, describePrefixLists } from './prefix-lists/prefix-lists.ts';
import { describeRouteTables } from './route-tables/describe-route-tables.ts';
import {
  associateRouteTable,
  disassociateRouteTable,
  replaceRouteTableAssociation,
} from './route-tables/route-table-associations.ts';
import { createRouteTable, deleteRouteTable } from './route-tables/route-tables.ts';
import { createRoute, deleteRoute, replaceRoute } from './route-tables/routes.ts';
import { createSubnet } from './subnets/create-subnet.ts';
import { deleteSubnet } from './subnets/delete-subnet.ts';
import { describeSubnets } from './subnets/describe-subnets.ts';
import { modifySubnetAttribute } from './subnets/modify-subnet-attribute.ts';
import { describeVpcClassicLink, describeVpcClassicLinkDnsSupport } from './vpcs/classic-link.ts';
import { createDefaultSubnet, createDefaultVpc } from './vpcs/create-default-vpc.ts';
import { createVpc } from './vpcs/create-vpc.ts';
import { deleteVpc } from './vpcs/delete-vpc.ts';
import { describeVpcs } from './vpcs/describe-vpcs.ts';
import { describeVpcAttribute, modifyVpcAttribute } from './vpcs/vpc-attributes.ts';

/** Networks: VPCs, subnets, interfaces, and what directs and filters their traffic. */
export const networkOperations: readonly Operation[] = [
  associateDhcpOptions,
  associateRouteTable,
  attachInternetGateway,
  createDefaultSubnet,
  createDefaultVpc,
  createDhcpOptions,
  createInternetGateway,
  createNetworkAcl,
  createNetworkAclEntry,
  createRoute,
  createRouteTable,
  createSubnet,
  createVpc,
  deleteDhcpOptions,
  deleteInternetGateway,
  deleteNetworkAcl,
  deleteNetworkAclEntry,
  deleteRoute,
  deleteRouteTable,
  deleteSubnet,
  deleteVpc,
  describeDhcpOptions,
  describeInternetGateways,
  describeManagedPrefixLists,
  describeNetworkAcls,
  describeNetworkInterfaces,
  describePrefixLists,
  describeRouteTables,
  describeSubnets,
  describeVpcAttribute,
  describeVpcClassicLink,
  describeVpcClassicLinkDnsSupport,
  describeVpcs,
  detachInternetGateway,
  disassociateRouteTable,
  modifySubnetAttribute,
  modifyVpcAttribute,
  replaceNetworkAclAssociation,
  replaceNetworkAclEntry,
  replaceRoute,
  replaceRouteTableAssociation,
];
