import { unless } from '../../../operation/resource-properties.ts';
import type { Existing, ReadContext } from '../../../operation/resource-type.ts';
import { ec2 } from './ec2-calls.ts';

/** What EC2 says of an `AWS::EC2::VPC`. */
export async function readVpc({ physicalId: VpcId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeVpcs', { VpcIds: [VpcId] });
  const vpc = (await unless(['InvalidVpcID.NotFound'], call))?.Vpcs?.[0];
  if (vpc === undefined) return undefined;
  const attribute = (Attribute: string) => ec2(context, 'DescribeVpcAttribute', { VpcId, Attribute });
  const { EnableDnsSupport } = await attribute('enableDnsSupport');
  const { EnableDnsHostnames } = await attribute('enableDnsHostnames');
  const { CidrBlock, InstanceTenancy, Tags } = vpc;
  return {
    ...{ CidrBlock, InstanceTenancy, Tags },
    EnableDnsSupport: EnableDnsSupport?.Value,
    EnableDnsHostnames: EnableDnsHostnames?.Value,
  };
}

/** What EC2 says of an `AWS::EC2::Subnet`. */
export async function readSubnet({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeSubnets', { SubnetIds: [physicalId] });
  const subnet = (await unless(['InvalidSubnetID.NotFound'], call))?.Subnets?.[0];
  if (subnet === undefined) return undefined;
  const { VpcId, CidrBlock, AvailabilityZone, MapPublicIpOnLaunch, Tags } = subnet;
  return { VpcId, CidrBlock, AvailabilityZone, MapPublicIpOnLaunch, Tags };
}

/** What EC2 says of an `AWS::EC2::RouteTable`. */
export async function readRouteTable({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeRouteTables', { RouteTableIds: [physicalId] });
  const table = (await unless(['InvalidRouteTableID.NotFound'], call))?.RouteTables?.[0];
  return table === undefined ? undefined : { VpcId: table.VpcId, Tags: table.Tags };
}

/** What EC2 says of an `AWS::EC2::SubnetRouteTableAssociation`. */
export async function readAssociation({ physicalId }: Existing, context: ReadContext) {
  const Filters = [{ Name: 'association.route-table-association-id', Values: [physicalId] }];
  const { RouteTables: [table] = [] } = await ec2(context, 'DescribeRouteTables', { Filters });
  const found = table?.Associations?.find((one) => one.RouteTableAssociationId === physicalId);
  return found === undefined ? undefined : { RouteTableId: table?.RouteTableId, SubnetId: found.SubnetId };
}

/** What EC2 says of an `AWS::EC2::InternetGateway`. */
export async function readInternetGateway({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeInternetGateways', { InternetGatewayIds: [physicalId] });
  const gateway = (await unless(['InvalidInternetGatewayID.NotFound'], call))?.InternetGateways?.[0];
  return gateway === undefined ? undefined : { Tags: gateway.Tags };
}

/** What EC2 says of an `AWS::EC2::NatGateway`. */
export async function readNatGateway({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeNatGateways', { NatGatewayIds: [physicalId] });
  const gateway = (await unless(['NatGatewayNotFound'], call))?.NatGateways?.[0];
  if (gateway === undefined || gateway.State === 'deleted' || gateway.State === 'deleting') return undefined;
  const { SubnetId, ConnectivityType, Tags } = gateway;
  return { SubnetId, ConnectivityType, Tags };
}

/** What EC2 says of an `AWS::EC2::EIP`. */
export async function readAddress({ physicalId }: Existing, context: ReadContext) {
  const call = ec2(context, 'DescribeAddresses', { PublicIps: [physicalId] });
  const address = (await unless(['InvalidAddress.NotFound'], call))?.Addresses?.[0];
  if (address === undefined) return undefined;
  const { Domain, InstanceId, Tags } = address;
  return { Domain, InstanceId, Tags };
}
