import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../test/ec2-bench.ts';
import { aclAssociationOf, makeNetwork, type CallsEc2 } from '../../../test/ec2-network.ts';
import type { Ec2OperationName } from '../../model/generated/ec2.ts';
import { ec2Service } from './service.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const NETWORK_TABLES = [
  'vpcs',
  'subnets',
  'route_tables',
  'internet_gateways',
  'network_acls',
  'dhcp_options',
  'elastic_ips',
  'nat_gateways',
] as const;

/** All rows of EC2's. */
async function everything(): Promise<unknown> {
  return bench.house.store.read(async (tx) => ({
    instances: await tx.selectFrom('instances').selectAll().orderBy('id').execute(),
    associations: await tx.selectFrom('instance_profile_associations').selectAll().orderBy('id').execute(),
    groups: await tx.selectFrom('security_groups').selectAll().orderBy('id').execute(),
    rules: await tx.selectFrom('security_group_rules').selectAll().orderBy('id').execute(),
    keys: await tx.selectFrom('key_pairs').selectAll().orderBy('id').execute(),
    volumes: await tx.selectFrom('volumes').selectAll().orderBy('id').execute(),
    interfaces: await tx.selectFrom('network_interfaces').selectAll().orderBy('id').execute(),
    endpoints: await tx.selectFrom('vpc_endpoints').selectAll().orderBy('id').execute(),
    settings: await tx.selectFrom('region_settings').selectAll().execute(),
    templates: await tx.selectFrom('launch_templates').selectAll().orderBy('id').execute(),
    versions: await tx.selectFrom('launch_template_versions').selectAll().orderBy('version').execute(),
    snapshots: await tx.selectFrom('snapshots').selectAll().orderBy('id').execute(),
    images: await tx.selectFrom('images').selectAll().orderBy('id').execute(),
    tokens: await tx.selectFrom('client_tokens').selectAll().orderBy('token').execute(),
    networks: await Promise.all(
      NETWORK_TABLES.map((table) => tx.selectFrom(table).selectAll().orderBy('id').execute()),
    ),
    tags: await tx.selectFrom('resource_tags').selectAll().orderBy('resource_id').orderBy('key').execute(),
  }));
}

/** What would succeed of networks. */
async function networkDryRuns(bench: Bench): Promise<Partial<Record<Ec2OperationName, object>>> {
  const calls: CallsEc2 = (name, input) => bench.ec2(name, input);
  const { SubnetId, VpcId, RouteTableId, routeTableAssociation, ...net } = await makeNetwork(calls);
  const { InternetGatewayId, NetworkAclId, DhcpOptionsId, GroupId, SecurityGroupRuleId } = net;
  const { NetworkInterfaceId, AllocationId } = net;
  const entry = { NetworkAclId, RuleNumber: 7, Egress: true, Protocol: '-1', RuleAction: 'allow' as const };
  await bench.ec2('CreateNetworkAclEntry', { ...entry, CidrBlock: '10.0.0.0/8' });
  const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId };
  await bench.ec2('CreateRoute', route);
  const loose = (await bench.ec2('CreateInternetGateway', {})).InternetGateway?.InternetGatewayId;
  const other = (await bench.ec2('CreateVpc', { CidrBlock: '10.8.0.0/16' })).Vpc?.VpcId;
  const free = (await bench.ec2('CreateVpc', { CidrBlock: '10.6.0.0/16' })).Vpc?.VpcId ?? '';
  const idle = (await bench.ec2('CreateInternetGateway', {})).InternetGateway?.InternetGatewayId ?? '';
  await bench.ec2('AttachInternetGateway', { InternetGatewayId: idle, VpcId: free });
  const spare = (await bench.ec2('CreateSubnet', { VpcId, CidrBlock: '10.7.2.0/24' })).Subnet?.SubnetId;
  const table = (await bench.ec2('CreateRouteTable', { VpcId })).RouteTable?.RouteTableId;
  const { Subnets } = await bench.ec2('DescribeSubnets', {
    Filters: [{ Name: 'default-for-az', Values: ['true'] }],
  });
  await bench.ec2('DeleteSubnet', { SubnetId: Subnets?.at(-1)?.SubnetId ?? '' });
  const InstanceId = await bench.runningInstance({ SubnetId });
  const PublicIp = (await bench.ec2('AllocateAddress', {})).PublicIp;
  const { AssociationId } = await bench.ec2('AssociateAddress', { PublicIp, InstanceId });
  const [second, third] = await Promise.all(
    [1, 2].map(
      async () =>
        (await bench.ec2('CreateNetworkInterface', { SubnetId })).NetworkInterface?.NetworkInterfaceId ?? '',
    ),
  );
  const { AttachmentId } = await bench.ec2('AttachNetworkInterface', {
    NetworkInterfaceId: second ?? '',
    InstanceId,
    DeviceIndex: 1,
  });
  const { NatGateway } = await bench.ec2('CreateNatGateway', { SubnetId, ConnectivityType: 'private' });
  return {
    AllocateAddress: {},
    AssociateAddress: { AllocationId, NetworkInterfaceId },
    AttachNetworkInterface: { NetworkInterfaceId, InstanceId, DeviceIndex: 2 },
    CreateNatGateway: { SubnetId, AllocationId },
    CreateNetworkInterface: { SubnetId },
    DeleteNatGateway: { NatGatewayId: NatGateway?.NatGatewayId },
    DeleteNetworkInterface: { NetworkInterfaceId: third },
    DescribeNetworkInterfaceAttribute: { NetworkInterfaceId, Attribute: 'description' },
    DetachNetworkInterface: { AttachmentId },
    DisassociateAddress: { AssociationId },
    ModifyNetworkInterfaceAttribute: { NetworkInterfaceId, Description: { Value: 'new' } },
    ReleaseAddress: { AllocationId },
    AssociateDhcpOptions: { DhcpOptionsId, VpcId },
    AssociateRouteTable: { RouteTableId, SubnetId: spare },
    AttachInternetGateway: { InternetGatewayId: loose, VpcId: other },
    CreateDefaultSubnet: { AvailabilityZone: Subnets?.at(-1)?.AvailabilityZone },
    CreateDhcpOptions: { DhcpConfigurations: [{ Key: 'domain-name', Values: ['example.org'] }] },
    CreateInternetGateway: {},
    CreateNetworkAcl: { VpcId },
    CreateNetworkAclEntry: { ...entry, RuleNumber: 8, CidrBlock: '10.0.0.0/8' },
    CreateRoute: { ...route, DestinationCidrBlock: '192.0.2.0/24' },
    CreateRouteTable: { VpcId },
    CreateSubnet: { VpcId, CidrBlock: '10.7.3.0/24' },
    CreateVpc: { CidrBlock: '10.9.0.0/16' },
    DeleteDhcpOptions: { DhcpOptionsId },
    DeleteInternetGateway: { InternetGatewayId: loose },
    DeleteNetworkAcl: { NetworkAclId },
    DeleteNetworkAclEntry: { NetworkAclId, RuleNumber: 7, Egress: true },
    DeleteRoute: { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' },
    DeleteRouteTable: { RouteTableId: table },
    DeleteSubnet: { SubnetId: spare },
    DeleteVpc: { VpcId: other },
    DescribeSecurityGroupReferences: { GroupId: [GroupId] },
    DescribeStaleSecurityGroups: { VpcId },
    GetSecurityGroupsForVpc: { VpcId },
    ModifySecurityGroupRules: {
      GroupId,
      SecurityGroupRules: [
        { SecurityGroupRuleId, SecurityGroupRule: { IpProtocol: '-1', CidrIpv4: '10.0.0.0/9' } },
      ],
    },
    RevokeSecurityGroupEgress: {
      GroupId,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
    RevokeSecurityGroupIngress: { GroupId, SecurityGroupRuleIds: [SecurityGroupRuleId] },
    UpdateSecurityGroupRuleDescriptionsEgress: {
      GroupId,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'all' }] }],
    },
    UpdateSecurityGroupRuleDescriptionsIngress: {
      GroupId,
      SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId, Description: 'ssh' }],
    },
    DescribeVpcAttribute: { VpcId, Attribute: 'enableDnsSupport' },
    DetachInternetGateway: { InternetGatewayId: idle, VpcId: free },
    DisassociateRouteTable: { AssociationId: routeTableAssociation },
    ReplaceNetworkAclAssociation: { AssociationId: await aclAssociationOf(calls, SubnetId), NetworkAclId },
    ReplaceNetworkAclEntry: { ...entry, CidrBlock: '10.0.0.0/9' },
    ReplaceRoute: route,
    ReplaceRouteTableAssociation: { AssociationId: routeTableAssociation, RouteTableId: table },
  };
}

async function rootOf(instanceId: string): Promise<string> {
  const Filters = [{ Name: 'attachment.instance-id', Values: [instanceId] }];
  return (await bench.ec2('DescribeVolumes', { Filters })).Volumes?.[0]?.VolumeId ?? '';
}

test('every operation that knows DryRun would have succeeded and keeps nothing', async () => {
  const InstanceId = await bench.runningInstance();
  const InstanceIds = [InstanceId];
  await bench.ec2('CreateTags', { Resources: InstanceIds, Tags: [{ Key: 'a', Value: 'b' }] });
  await bench.ec2('CreateKeyPair', { KeyName: 'here', KeyType: 'ed25519' });
  const { PublicKey = '' } =
    (await bench.ec2('DescribeKeyPairs', { IncludePublicKey: true })).KeyPairs?.[0] ?? {};
  const { GroupId } = await bench.ec2('CreateSecurityGroup', { GroupName: 'here', Description: 'here' });
  const rule = { GroupId: GroupId ?? '', IpProtocol: 'tcp', FromPort: 1, ToPort: 2, CidrIp: '10.0.0.0/8' };
  const { VpcId = '' } = (await bench.ec2('DescribeVpcs', {})).Vpcs?.[0] ?? {};
  const ServiceName = 'com.amazonaws.us-east-1.s3';
  const { VpcEndpoint } = await bench.ec2('CreateVpcEndpoint', { VpcId, ServiceName });
  const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? '';
  const burstable = await bench.runningInstance({ InstanceType: 't3.nano' });
  const Zone = { AvailabilityZone: 'us-east-1a', Size: 9 };
  const { VolumeId = '' } = await bench.ec2('CreateVolume', Zone);
  const { VolumeId: AttachedId = '' } = await bench.ec2('CreateVolume', Zone);
  const { SnapshotId = '' } = await bench.ec2('CreateSnapshot', { VolumeId: await rootOf(InstanceId) });
  const { ImageId = '' } = await bench.ec2('CreateImage', { InstanceId, Name: 'here' });
  bench.settle();
  await bench.ec2('AttachVolume', { InstanceId, VolumeId: AttachedId, Device: '/dev/sdg' });
  const template = { LaunchTemplateName: 'here' };
  const LaunchTemplateData = { InstanceType: 't3.micro' } as const;
  await bench.ec2('CreateLaunchTemplate', { ...template, LaunchTemplateData });
  await bench.ec2('CreateLaunchTemplateVersion', { ...template, LaunchTemplateData });
  const inputs: Partial<Record<Ec2OperationName, object>> = {
    ...(await networkDryRuns(bench)),
    AuthorizeSecurityGroupEgress: rule,
    AuthorizeSecurityGroupIngress: rule,
    CreateLaunchTemplate: { LaunchTemplateName: 'new', LaunchTemplateData: { ImageId: IMAGE_ID } },
    CreateLaunchTemplateVersion: { ...template, LaunchTemplateData: { ImageId: IMAGE_ID } },
    DeleteLaunchTemplate: template,
    DeleteLaunchTemplateVersions: { ...template, Versions: ['2'] },
    DescribeLaunchTemplateVersions: template,
    GetLaunchTemplateData: { InstanceId },
    ModifyLaunchTemplate: { ...template, DefaultVersion: '2' },
    CreateKeyPair: { KeyName: 'new', KeyType: 'ed25519' },
    CreateSecurityGroup: { GroupName: 'new', Description: 'new' },
    CreateTags: { Resources: InstanceIds, Tags: [{ Key: 'c', Value: 'd' }] },
    GetDefaultCreditSpecification: { InstanceFamily: 't3' },
    GetPasswordData: { InstanceId },
    ModifyInstanceCreditSpecification: {
      InstanceCreditSpecifications: [{ InstanceId: burstable, CpuCredits: 'standard' }],
    },
    ModifyInstanceMetadataDefaults: { HttpTokens: 'required' },
    ModifyPrivateDnsNameOptions: { InstanceId, EnableResourceNameDnsARecord: true },
    MonitorInstances: { InstanceIds },
    ReportInstanceStatus: { Instances: InstanceIds, Status: 'ok', ReasonCodes: ['other'] },
    ResetInstanceAttribute: { InstanceId, Attribute: 'sourceDestCheck' },
    UnmonitorInstances: { InstanceIds },
    AttachVolume: { InstanceId, VolumeId, Device: '/dev/sdf' },
    CreateImage: { InstanceId, Name: 'new' },
    CreateSnapshot: { VolumeId },
    CreateVolume: { AvailabilityZone: 'us-east-1a', Size: 9 },
    DeleteSnapshot: { SnapshotId },
    DeleteVolume: { VolumeId },
    DeregisterImage: { ImageId },
    DescribeImageAttribute: { ImageId, Attribute: 'description' },
    DescribeVolumeAttribute: { VolumeId, Attribute: 'autoEnableIO' },
    DetachVolume: { VolumeId: AttachedId },
    ModifyVolume: { VolumeId, Size: 100 },
    ModifyVolumeAttribute: { VolumeId, AutoEnableIO: { Value: true } },
    CreateVpcEndpoint: { VpcId, ServiceName },
    DeleteKeyPair: { KeyName: 'here' },
    DeleteSecurityGroup: { GroupId },
    DeleteTags: { Resources: InstanceIds },
    DeleteVpcEndpoints: { VpcEndpointIds: [VpcEndpointId] },
    DescribeInstanceAttribute: { InstanceId, Attribute: 'userData' },
    GetConsoleOutput: { InstanceId },
    ImportKeyPair: { KeyName: 'new', PublicKeyMaterial: Buffer.from(PublicKey) },
    ModifyInstanceAttribute: { InstanceId, DisableApiTermination: { Value: true } },
    ModifyInstanceMetadataOptions: { InstanceId, HttpTokens: 'required' },
    ModifyVpcEndpoint: { VpcEndpointId, ResetPolicy: true },
    RebootInstances: { InstanceIds },
    RunInstances: { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1 },
    StartInstances: { InstanceIds },
    StopInstances: { InstanceIds },
    TerminateInstances: { InstanceIds },
  };
  // These have no DryRun; a default VPC cannot be made while there is one.
  const without = new Set(
    ['Associate', 'Disassociate']
      .map((verb) => `${verb}IamInstanceProfile`)
      .concat(['DescribeIamInstanceProfileAssociations', 'ReplaceIamInstanceProfileAssociation'])
      .concat(['ModifySubnetAttribute', 'ModifyVpcAttribute', 'CreateDefaultVpc', 'ModifyInstancePlacement'])
      .concat(['AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses'])
      // No instance has what it would show.
      .concat(['GetInstanceUefiData']),
  );
  const heard: string[] = [];
  bench.house.instances.onChange((id) => heard.push(id));
  const before = await everything();
  for (const { name } of ec2Service.operations) {
    if (without.has(name)) continue;
    const input = { ...inputs[name as Ec2OperationName], DryRun: true };
    expect(await failure(bench.call(bench.root, 'ec2', name, input)), name).toBe(
      'DryRunOperation: Request would have succeeded, but DryRun flag is set.',
    );
  }
  expect(await everything()).toEqual(before);
  expect(heard).toEqual([]);
});
