import type { Ec2Operations, ResourceType } from '../../src/model/generated/ec2.ts';
import { aclAssociationOf, makeNetwork, type CallsEc2 } from '../ec2-network.ts';

const TagSpecifications = (ResourceType: ResourceType) => [
  { ResourceType, Tags: [{ Key: 'team', Value: 'blue' }] },
];
const entry = {
  RuleNumber: 7,
  Egress: true,
  Protocol: '-1',
  RuleAction: 'allow',
  CidrBlock: '10.0.0.0/8',
} as const;

/** A sample call of each operation on networks. */
export async function networkInputs(ec2: CallsEc2) {
  const { GroupId, SecurityGroupRuleId, ...net } = await makeNetwork(ec2);
  const { VpcId, SubnetId, RouteTableId, NetworkAclId, InternetGatewayId, DhcpOptionsId } = net;
  const AssociationId = net.routeTableAssociation;
  const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId };
  return {
    AssociateDhcpOptions: { DhcpOptionsId, VpcId },
    AssociateRouteTable: { RouteTableId, SubnetId },
    AttachInternetGateway: { InternetGatewayId, VpcId },
    CreateDefaultSubnet: { AvailabilityZone: 'us-east-1a' },
    CreateDefaultVpc: {},
    CreateDhcpOptions: { DhcpConfigurations: [], TagSpecifications: TagSpecifications('dhcp-options') },
    CreateInternetGateway: { TagSpecifications: TagSpecifications('internet-gateway') },
    CreateNetworkAcl: { VpcId, TagSpecifications: TagSpecifications('network-acl') },
    CreateNetworkAclEntry: { NetworkAclId, ...entry },
    CreateRoute: route,
    CreateRouteTable: { VpcId, TagSpecifications: TagSpecifications('route-table') },
    CreateSubnet: { VpcId, CidrBlock: '10.7.2.0/24', TagSpecifications: TagSpecifications('subnet') },
    CreateVpc: { CidrBlock: '10.8.0.0/16', TagSpecifications: TagSpecifications('vpc') },
    DeleteDhcpOptions: { DhcpOptionsId },
    DeleteInternetGateway: { InternetGatewayId },
    DeleteNetworkAcl: { NetworkAclId },
    DeleteNetworkAclEntry: { NetworkAclId, RuleNumber: 7, Egress: true },
    DeleteRoute: { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' },
    DeleteRouteTable: { RouteTableId },
    DeleteSubnet: { SubnetId },
    DeleteVpc: { VpcId },
    DescribeDhcpOptions: {},
    DescribeInternetGateways: {},
    DescribeManagedPrefixLists: {},
    DescribeNetworkAcls: {},
    DescribeNetworkInterfaces: {},
    DescribePrefixLists: {},
    DescribeSecurityGroupReferences: { GroupId: [GroupId] },
    DescribeSecurityGroupRules: {},
    DescribeStaleSecurityGroups: { VpcId },
    DescribeRouteTables: {},
    DescribeSubnets: {},
    DescribeVpcAttribute: { VpcId, Attribute: 'enableDnsSupport' },
    DescribeVpcClassicLink: {},
    DescribeVpcClassicLinkDnsSupport: {},
    DescribeVpcs: {},
    DetachInternetGateway: { InternetGatewayId, VpcId },
    DisassociateRouteTable: { AssociationId },
    ModifySubnetAttribute: { SubnetId, MapPublicIpOnLaunch: { Value: true } },
    ModifyVpcAttribute: { VpcId, EnableDnsSupport: { Value: true } },
    GetSecurityGroupsForVpc: { VpcId },
    ModifySecurityGroupRules: { GroupId, SecurityGroupRules: [{ SecurityGroupRuleId }] },
    RevokeSecurityGroupEgress: { GroupId },
    RevokeSecurityGroupIngress: { GroupId },
    UpdateSecurityGroupRuleDescriptionsEgress: { GroupId },
    UpdateSecurityGroupRuleDescriptionsIngress: { GroupId },
    ReplaceNetworkAclAssociation: { AssociationId: await aclAssociationOf(ec2, SubnetId), NetworkAclId },
    ReplaceNetworkAclEntry: { NetworkAclId, ...entry },
    ReplaceRoute: route,
    ReplaceRouteTableAssociation: { AssociationId, RouteTableId },
  } satisfies Partial<Record<keyof Ec2Operations, object>>;
}
