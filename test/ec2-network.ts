import type { Ec2Operations } from '../src/model/generated/ec2.ts';

/** Calls one of EC2's operations. */
export type CallsEc2 = <Name extends keyof Ec2Operations>(
  name: Name,
  input: Ec2Operations[Name]['input'],
) => Promise<Ec2Operations[Name]['output']>;

/** Makes a VPC with one of everything in it. @returns their ids */
export async function makeNetwork(ec2: CallsEc2, CidrBlock = '10.7.0.0/16') {
  const VpcId = (await ec2('CreateVpc', { CidrBlock })).Vpc?.VpcId ?? '';
  const [a = '', b = ''] = CidrBlock.split('.');
  const { Subnet } = await ec2('CreateSubnet', { VpcId, CidrBlock: `${a}.${b}.1.0/24` });
  const { RouteTable } = await ec2('CreateRouteTable', { VpcId });
  const { NetworkAcl } = await ec2('CreateNetworkAcl', { VpcId });
  const { InternetGateway } = await ec2('CreateInternetGateway', {});
  const { DhcpOptions } = await ec2('CreateDhcpOptions', {
    DhcpConfigurations: [{ Key: 'domain-name', Values: ['example.com'] }],
  });
  const ids = {
    VpcId,
    SubnetId: Subnet?.SubnetId ?? '',
    RouteTableId: RouteTable?.RouteTableId ?? '',
    NetworkAclId: NetworkAcl?.NetworkAclId ?? '',
    InternetGatewayId: InternetGateway?.InternetGatewayId ?? '',
    DhcpOptionsId: DhcpOptions?.DhcpOptionsId ?? '',
  };
  const { InternetGatewayId, RouteTableId, SubnetId } = ids;
  await ec2('AttachInternetGateway', { InternetGatewayId, VpcId });
  const { AssociationId = '' } = await ec2('AssociateRouteTable', { RouteTableId, SubnetId });
  const { GroupId = '' } = await ec2('CreateSecurityGroup', {
    VpcId,
    GroupName: 'own',
    Description: 'own',
  });
  const { SecurityGroupRules } = await ec2('AuthorizeSecurityGroupIngress', {
    GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
  });
  const { NetworkInterface } = await ec2('CreateNetworkInterface', { SubnetId });
  const { AllocationId = '' } = await ec2('AllocateAddress', {});
  const SecurityGroupRuleId = SecurityGroupRules?.[0]?.SecurityGroupRuleId ?? '';
  return {
    ...ids,
    routeTableAssociation: AssociationId,
    GroupId,
    SecurityGroupRuleId,
    AllocationId,
    NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId ?? '',
  };
}

/** The association of a subnet with its network ACL. */
export async function aclAssociationOf(ec2: CallsEc2, SubnetId: string): Promise<string> {
  const { NetworkAcls } = await ec2('DescribeNetworkAcls', {
    Filters: [{ Name: 'association.subnet-id', Values: [SubnetId] }],
  });
  const found = NetworkAcls?.[0]?.Associations?.find((each) => each.SubnetId === SubnetId);
  return found?.NetworkAclAssociationId ?? '';
}
