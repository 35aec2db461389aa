import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test('20 first callers at once find one default VPC with a /20 in every zone', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => bench.ec2('DescribeVpcs', {})));
  const ids = answers.flatMap(({ Vpcs }) => Vpcs?.map(({ VpcId }) => VpcId) ?? []);
  expect(new Set(ids).size).toBe(1);
  const [vpc] = answers[0]?.Vpcs ?? [];
  expect(vpc).toMatchObject({
    CidrBlock: '172.31.0.0/16',
    IsDefault: true,
    State: 'available',
    OwnerId: '123456789012',
  });
  const { Subnets } = await bench.ec2('DescribeSubnets', {
    Filters: [{ Name: 'default-for-az', Values: ['true'] }],
  });
  expect(
    Subnets?.map(({ AvailabilityZone, CidrBlock }) => `${AvailabilityZone} ${CidrBlock}`).toSorted(),
  ).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map((letter, n) => `us-east-1${letter} 172.31.${n * 16}.0/20`));
  expect(
    Subnets?.every(
      ({ VpcId, AvailableIpAddressCount }) => VpcId === vpc?.VpcId && AvailableIpAddressCount === 4091,
    ),
  ).toBe(true);
});

test('the default security group lets its members in and everyone out', async () => {
  const { SecurityGroups } = await bench.ec2('DescribeSecurityGroups', { GroupNames: ['default'] });
  const [group] = SecurityGroups ?? [];
  expect(group).toMatchObject({ GroupName: 'default', Description: 'default VPC security group' });
  expect(group?.IpPermissions).toMatchObject([
    { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: group?.GroupId }] },
  ]);
  expect(group?.IpPermissionsEgress).toMatchObject([
    { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
  ]);
  expect(
    await failure(bench.ec2('DescribeSecurityGroups', { GroupIds: ['sg-00000000', 'sg-00000001'] })),
  ).toBe("InvalidGroup.NotFound: The security groups 'sg-00000000, sg-00000001' do not exist");
});

test('the default VPC has an internet gateway, a main route table to it, a network ACL over all subnets, DHCP options', async () => {
  const [vpc] = (await bench.ec2('DescribeVpcs', {})).Vpcs ?? [];
  const Filters = [{ Name: 'vpc-id', Values: [vpc?.VpcId ?? ''] }];
  const { InternetGateways } = await bench.ec2('DescribeInternetGateways', {
    Filters: [{ Name: 'attachment.vpc-id', Values: [vpc?.VpcId ?? ''] }],
  });
  const GatewayId = InternetGateways?.[0]?.InternetGatewayId;
  expect(InternetGateways?.[0]?.Attachments).toEqual([{ State: 'available', VpcId: vpc?.VpcId }]);
  expect((await bench.ec2('DescribeRouteTables', { Filters })).RouteTables).toMatchObject([
    {
      Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
      Routes: [
        {
          DestinationCidrBlock: '172.31.0.0/16',
          GatewayId: 'local',
          Origin: 'CreateRouteTable',
          State: 'active',
        },
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId, Origin: 'CreateRoute', State: 'active' },
      ],
      PropagatingVgws: [],
    },
  ]);
  const [acl] = (await bench.ec2('DescribeNetworkAcls', { Filters })).NetworkAcls ?? [];
  expect(acl?.IsDefault).toBe(true);
  expect(
    acl?.Entries?.map(({ Egress, RuleNumber, RuleAction, Protocol, CidrBlock }) =>
      [Egress, RuleNumber, RuleAction, Protocol, CidrBlock].join(' '),
    ),
  ).toEqual([
    'true 100 allow -1 0.0.0.0/0',
    'true 32767 deny -1 0.0.0.0/0',
    'false 100 allow -1 0.0.0.0/0',
    'false 32767 deny -1 0.0.0.0/0',
  ]);
  const { Subnets } = await bench.ec2('DescribeSubnets', {});
  expect(acl?.Associations?.map(({ SubnetId }) => SubnetId).toSorted()).toEqual(
    Subnets?.map(({ SubnetId }) => SubnetId).toSorted(),
  );
  const { DhcpOptions } = await bench.ec2('DescribeDhcpOptions', {});
  expect(DhcpOptions).toMatchObject([
    {
      DhcpOptionsId: vpc?.DhcpOptionsId,
      DhcpConfigurations: [
        { Key: 'domain-name', Values: [{ Value: 'ec2.internal' }] },
        { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
      ],
    },
  ]);
  const attribute = async (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    bench.ec2('DescribeVpcAttribute', { VpcId: vpc?.VpcId ?? '', Attribute });
  expect(await attribute('enableDnsHostnames')).toMatchObject({ EnableDnsHostnames: { Value: true } });
  expect(await attribute('enableDnsSupport')).toMatchObject({ EnableDnsSupport: { Value: true } });
});

test('a default VPC that an older version made gets what it lacks, and keeps its ids', async () => {
  const older = await openBench();
  const before = await older.ec2('DescribeSubnets', {});
  const acls = await older.ec2('DescribeNetworkAcls', {});
  await older.house.store.write(async (tx) => {
    for (const table of [
      'default_networks',
      'route_tables',
      'internet_gateways',
      'network_acls',
      'dhcp_options',
    ] as const) {
      await tx.deleteFrom(table).execute();
    }
  });
  const ofAcl = ({ NetworkAcls }: typeof acls) => [
    NetworkAcls?.[0]?.NetworkAclId,
    ...(NetworkAcls?.[0]?.Associations ?? []).map((each) => JSON.stringify(each)).toSorted(),
  ];
  expect(ofAcl(await older.ec2('DescribeNetworkAcls', {}))).toEqual(ofAcl(acls));
  expect(await older.ec2('DescribeSubnets', {})).toEqual(before);
  expect((await older.ec2('DescribeRouteTables', {})).RouteTables).toHaveLength(1);
  expect((await older.ec2('DescribeSecurityGroups', {})).SecurityGroups).toHaveLength(1);
  await older.close();
});

test('a launch takes one address of its subnet, a termination gives it back', async () => {
  const freeIn = async (id: string) =>
    (await bench.ec2('DescribeSubnets', { SubnetIds: [id] })).Subnets?.[0]?.AvailableIpAddressCount;
  const { Subnets } = await bench.ec2('DescribeSubnets', {
    Filters: [{ Name: 'availability-zone', Values: ['us-east-1c'] }],
  });
  const SubnetId = Subnets?.[0]?.SubnetId ?? '';
  const id = await bench.runningInstance({ SubnetId });
  expect(await freeIn(SubnetId)).toBe(4090);
  await bench.ec2('TerminateInstances', { InstanceIds: [id] });
  expect(await freeIn(SubnetId)).toBe(4091);
});

test('regions and zones are AWS’s', async () => {
  const { Regions } = await bench.ec2('DescribeRegions', {});
  expect(Regions).toHaveLength(17);
  expect(Regions).toContainEqual({
    RegionName: 'ap-northeast-1',
    Endpoint: 'ec2.ap-northeast-1.amazonaws.com',
    OptInStatus: 'opt-in-not-required',
  });
  const { AvailabilityZones } = await bench.ec2('DescribeAvailabilityZones', { ZoneNames: ['us-east-1b'] });
  expect(AvailabilityZones).toMatchObject([
    { ZoneName: 'us-east-1b', ZoneId: 'use1-az2', State: 'available' },
  ]);
  expect(await failure(bench.ec2('DescribeAvailabilityZones', { ZoneNames: ['mars-1a'] }))).toBe(
    'InvalidParameterValue: Invalid availability zone: [mars-1a]',
  );
});

test('the usual images are found by owner and name, newest of a family by pattern; any other id is an image too', async () => {
  const { Images } = await bench.ec2('DescribeImages', {
    Owners: ['099720109477'],
    Filters: [
      { Name: 'name', Values: ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*'] },
      { Name: 'virtualization-type', Values: ['hvm'] },
    ],
  });
  expect(Images).toMatchObject([{ Architecture: 'x86_64', RootDeviceName: '/dev/sda1', State: 'available' }]);
  const unknown = await bench.ec2('DescribeImages', { ImageIds: ['ami-56d4ad31'] });
  expect(unknown.Images).toMatchObject([{ ImageId: 'ami-56d4ad31', RootDeviceName: '/dev/xvda' }]);
  expect(await failure(bench.ec2('DescribeImages', { ImageIds: ['ami-1'] }))).toBe(
    'InvalidAMIID.Malformed: Invalid id: "ami-1"',
  );
});

test('instance types are described as AWS publishes them', async () => {
  const { InstanceTypes } = await bench.ec2('DescribeInstanceTypes', {
    InstanceTypes: ['t3.micro', 'm7g.large'],
  });
  expect(InstanceTypes).toMatchObject([
    {
      InstanceType: 'm7g.large',
      VCpuInfo: { DefaultVCpus: 2, DefaultCores: 2 },
      MemoryInfo: { SizeInMiB: 8192 },
    },
    {
      InstanceType: 't3.micro',
      VCpuInfo: { DefaultVCpus: 2, DefaultCores: 1 },
      MemoryInfo: { SizeInMiB: 1024 },
    },
  ]);
});
