import { differs } from '../../../operation/resource-properties.ts';
import type { Made, Properties, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { byOwnTags, changeTags, ec2, tagSpecifications } from './ec2-calls.ts';
import { readSubnet, readVpc } from './read-network.ts';

/** `AWS::EC2::VPC` */
export const vpcResource: ResourceType = {
  type: 'AWS::EC2::VPC',
  notBuilt: ['Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],

  async create(properties, context) {
    const { CidrBlock, InstanceTenancy } = properties;
    const tags = tagSpecifications(context, 'vpc', properties);
    const { Vpc } = await ec2(context, 'CreateVpc', { CidrBlock, InstanceTenancy, ...tags });
    const VpcId = Vpc?.VpcId ?? '';
    await context.initiated(VpcId);
    await changeDns(context, VpcId, {}, properties);
    return vpcMade(context, VpcId);
  },

  async find(properties, context) {
    const { Vpcs = [] } = await ec2(context, 'DescribeVpcs', byOwnTags(context));
    const VpcId = Vpcs.map((vpc) => vpc.VpcId ?? '').find((id) => !context.others.includes(id));
    if (VpcId === undefined) return undefined;
    await changeDns(context, VpcId, {}, properties);
    return vpcMade(context, VpcId);
  },

  async update(change, context) {
    const { physicalId, properties: before, wanted } = change;
    await changeDns(context, physicalId, before, wanted);
    await changeTags(context, physicalId, change);
    return vpcMade(context, physicalId);
  },

  read: readVpc,

  async remove({ physicalId: VpcId }, context) {
    await ec2(context, 'DeleteVpc', { VpcId });
  },
};

async function changeDns(
  context: ResourceContext,
  VpcId: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  for (const [name, usual] of [
    ['EnableDnsSupport', true],
    ['EnableDnsHostnames', false],
  ] as const) {
    if (!differs(before, wanted, name)) continue;
    await ec2(context, 'ModifyVpcAttribute', { VpcId, [name]: { Value: wanted[name] ?? usual } });
  }
}

async function vpcMade(context: ResourceContext, VpcId: string): Promise<Made> {
  const { Vpcs: [vpc] = [] } = await ec2(context, 'DescribeVpcs', { VpcIds: [VpcId] });
  const ofVpc = { Name: 'vpc-id', Values: [VpcId] };
  const { SecurityGroups: [group] = [] } = await ec2(context, 'DescribeSecurityGroups', {
    Filters: [ofVpc, { Name: 'group-name', Values: ['default'] }],
  });
  const { NetworkAcls: [acl] = [] } = await ec2(context, 'DescribeNetworkAcls', {
    Filters: [ofVpc, { Name: 'default', Values: ['true'] }],
  });
  return {
    physicalId: VpcId,
    attributes: {
      VpcId,
      CidrBlock: vpc?.CidrBlock ?? '',
      CidrBlockAssociations: (vpc?.CidrBlockAssociationSet ?? []).map(
        ({ AssociationId }) => AssociationId ?? '',
      ),
      DefaultSecurityGroup: group?.GroupId ?? '',
      DefaultNetworkAcl: acl?.NetworkAclId ?? '',
      Ipv6CidrBlocks: [],
    },
  };
}

/** `AWS::EC2::Subnet` */
export const subnetResource: ResourceType = {
  type: 'AWS::EC2::Subnet',
  notBuilt: [
    'AssignIpv6AddressOnCreation',
    'EnableDns64',
    'EnableLniAtDeviceIndex',
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6CidrBlock',
    'Ipv6IpamPoolId',
    'Ipv6Native',
    'Ipv6NetmaskLength',
    'OutpostArn',
    'PrivateDnsNameOptionsOnLaunch',
  ],

  async create(properties, context) {
    const { VpcId, CidrBlock, AvailabilityZone, AvailabilityZoneId } = properties;
    const tags = tagSpecifications(context, 'subnet', properties);
    const input = { VpcId, CidrBlock, AvailabilityZone, AvailabilityZoneId, ...tags };
    const { Subnet } = await ec2(context, 'CreateSubnet', input);
    const SubnetId = Subnet?.SubnetId ?? '';
    await context.initiated(SubnetId);
    await changePublicIps(context, SubnetId, {}, properties);
    return subnetMade(context, SubnetId);
  },

  async find(properties, context) {
    const { Subnets = [] } = await ec2(context, 'DescribeSubnets', byOwnTags(context));
    const SubnetId = Subnets.map((subnet) => subnet.SubnetId ?? '').find(
      (id) => !context.others.includes(id),
    );
    if (SubnetId === undefined) return undefined;
    await changePublicIps(context, SubnetId, {}, properties);
    return subnetMade(context, SubnetId);
  },

  async update(change, context) {
    const { physicalId, properties: before, wanted } = change;
    await changePublicIps(context, physicalId, before, wanted);
    await changeTags(context, physicalId, change);
    return subnetMade(context, physicalId);
  },

  read: readSubnet,

  async remove({ physicalId: SubnetId }, context) {
    await ec2(context, 'DeleteSubnet', { SubnetId });
  },
};

async function changePublicIps(
  context: ResourceContext,
  SubnetId: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  if (!differs(before, wanted, 'MapPublicIpOnLaunch')) return;
  const MapPublicIpOnLaunch = { Value: wanted['MapPublicIpOnLaunch'] ?? false };
  await ec2(context, 'ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch });
}

async function subnetMade(context: ResourceContext, SubnetId: string): Promise<Made> {
  const { Subnets: [subnet] = [] } = await ec2(context, 'DescribeSubnets', { SubnetIds: [SubnetId] });
  const { NetworkAcls: [acl] = [] } = await ec2(context, 'DescribeNetworkAcls', {
    Filters: [{ Name: 'association.subnet-id', Values: [SubnetId] }],
  });
  const association = acl?.Associations?.find((one) => one.SubnetId === SubnetId);
  return {
    physicalId: SubnetId,
    attributes: {
      SubnetId,
      VpcId: subnet?.VpcId ?? '',
      CidrBlock: subnet?.CidrBlock ?? '',
      AvailabilityZone: subnet?.AvailabilityZone ?? '',
      AvailabilityZoneId: subnet?.AvailabilityZoneId ?? '',
      NetworkAclAssociationId: association?.NetworkAclAssociationId ?? '',
      OutpostArn: '',
      Ipv6CidrBlocks: [],
    },
  };
}
