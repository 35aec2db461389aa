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
import { describeAccountAttributes } from './account-attributes.ts';
import { associateAddress, disassociateAddress } from './elastic-ips/associate-address.ts';
import {
  allocateAddress,
  describeAddresses,
  describeAddressesAttribute,
  releaseAddress,
} from './elastic-ips/elastic-ips.ts';
import { createNatGateway, deleteNatGateway, describeNatGateways } from './nat-gateways/nat-gateways.ts';
import {
  createNetworkInterface,
  deleteNetworkInterface,
} from './network-interfaces/create-network-interface.ts';
import {
  describeNetworkInterfaceAttribute,
  describeNetworkInterfaces,
} from './network-interfaces/describe-network-interfaces.ts';
import {
  attachNetworkInterface,
  detachNetworkInterface,
} from './network-interfaces/interface-attachments.ts';
import { modifyNetworkInterfaceAttribute } from './network-interfaces/modify-network-interface-attribute.ts';
import {
  assignPrivateIpAddresses,
  unassignPrivateIpAddresses,
} from './network-interfaces/private-addresses.ts';
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
  allocateAddress,
  assignPrivateIpAddresses,
  associateAddress,
  associateDhcpOptions,
  associateRouteTable,
  attachInternetGateway,
  attachNetworkInterface,
  createDefaultSubnet,
  createDefaultVpc,
  createDhcpOptions,
  createInternetGateway,
  createNatGateway,
  createNetworkAcl,
  createNetworkAclEntry,
  createNetworkInterface,
  createRoute,
  createRouteTable,
  createSubnet,
  createVpc,
  deleteDhcpOptions,
  deleteInternetGateway,
  deleteNatGateway,
  deleteNetworkAcl,
  deleteNetworkAclEntry,
  deleteNetworkInterface,
  deleteRoute,
  deleteRouteTable,
  deleteSubnet,
  deleteVpc,
  describeAccountAttributes,
  describeAddresses,
  describeAddressesAttribute,
  describeDhcpOptions,
  describeInternetGateways,
  describeManagedPrefixLists,
  describeNatGateways,
  describeNetworkAcls,
  describeNetworkInterfaceAttribute,
  describeNetworkInterfaces,
  describePrefixLists,
  describeRouteTables,
  describeSubnets,
  describeVpcAttribute,
  describeVpcClassicLink,
  describeVpcClassicLinkDnsSupport,
  describeVpcs,
  detachInternetGateway,
  detachNetworkInterface,
  disassociateAddress,
  disassociateRouteTable,
  modifyNetworkInterfaceAttribute,
  modifySubnetAttribute,
  modifyVpcAttribute,
  releaseAddress,
  replaceNetworkAclAssociation,
  replaceNetworkAclEntry,
  replaceRoute,
  replaceRouteTableAssociation,
  unassignPrivateIpAddresses,
];
