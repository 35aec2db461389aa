import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../../test/ec2-bench.ts';
import { makeNetwork } from '../../../../../test/ec2-network.ts';
import { documentOf } from '../../../../../test/in-process-house.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const makeVpc = async (CidrBlock = '10.0.0.0/16') =>
  (await bench.ec2('CreateVpc', { CidrBlock })).Vpc?.VpcId ?? '';
const inVpc = (VpcId: string) => ({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] });

test('a VPC is made with main route table, default network ACL, default security group and the region’s DHCP options', async () => {
  const { Vpc } = await bench.ec2('CreateVpc', {
    CidrBlock: '10.1.2.3/16',
    InstanceTenancy: 'dedicated',
    TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'main' }] }],
  });
  expect(Vpc).toMatchObject({
    CidrBlock: '10.1.0.0/16',
    State: 'pending',
    IsDefault: false,
    InstanceTenancy: 'dedicated',
    Tags: [{ Key: 'Name', Value: 'main' }],
    CidrBlockAssociationSet: [{ CidrBlock: '10.1.0.0/16', CidrBlockState: { State: 'associated' } }],
  });
  const id = Vpc?.VpcId ?? '';
  expect((await bench.ec2('DescribeVpcs', { VpcIds: [id] })).Vpcs?.[0]?.State).toBe('available');
  const { RouteTables } = await bench.ec2('DescribeRouteTables', inVpc(id));
  expect(RouteTables).toMatchObject([
    { Associations: [{ Main: true }], Routes: [{ DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local' }] },
  ]);
  expect((await bench.ec2('DescribeNetworkAcls', inVpc(id))).NetworkAcls).toMatchObject([
    { IsDefault: true, Associations: [] },
  ]);
  expect((await bench.ec2('DescribeSecurityGroups', inVpc(id))).SecurityGroups).toMatchObject([
    { GroupName: 'default', Description: 'default VPC security group' },
  ]);
  const { DhcpOptions } = await bench.ec2('DescribeDhcpOptions', {});
  expect(Vpc?.DhcpOptionsId).toBe(DhcpOptions?.[0]?.DhcpOptionsId);
  await bench.ec2('DeleteVpc', { VpcId: id });
  expect((await bench.ec2('DescribeRouteTables', inVpc(id))).RouteTables).toEqual([]);
  expect((await bench.ec2('DescribeTags', {})).Tags).toEqual([]);
});

test('attributes are AWS’s at first and can be changed one at a time', async () => {
  const VpcId = await makeVpc();
  const read = async () => {
    const [support, names, metrics] = await Promise.all([
      bench.ec2('DescribeVpcAttribute', { VpcId, Attribute: 'enableDnsSupport' }),
      bench.ec2('DescribeVpcAttribute', { VpcId, Attribute: 'enableDnsHostnames' }),
      bench.ec2('DescribeVpcAttribute', { VpcId, Attribute: 'enableNetworkAddressUsageMetrics' }),
    ]);
    return [
      support.EnableDnsSupport?.Value,
      names.EnableDnsHostnames?.Value,
      metrics.EnableNetworkAddressUsageMetrics?.Value,
    ];
  };
  expect(await read()).toEqual([true, false, false]);
  await bench.ec2('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } });
  await bench.ec2('ModifyVpcAttribute', { VpcId, EnableNetworkAddressUsageMetrics: { Value: true } });
  expect(await read()).toEqual([true, true, true]);
  const both = { VpcId, EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } };
  expect(await failure(bench.ec2('ModifyVpcAttribute', both))).toBe(
    'InvalidParameterCombination: Fields for multiple attribute types specified',
  );
  expect(await failure(bench.ec2('ModifyVpcAttribute', { VpcId }))).toBe(
    'MissingParameter: The request must contain the parameter Attribute',
  );
});

test.each([
  ['10.0.0.0/15', "InvalidVpc.Range: The CIDR '10.0.0.0/15' is invalid."],
  ['10.0.0.0/29', "InvalidVpc.Range: The CIDR '10.0.0.0/29' is invalid."],
  [
    '10.0.0.0',
    'InvalidParameterValue: Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
  ],
  [
    '10.0.0.256/16',
    'InvalidParameterValue: Value (10.0.0.256/16) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
  ],
  ['', 'MissingParameter: The request must contain the parameter cidrBlock'],
])('no VPC has the block %j', async (cidr, message) => {
  expect(await failure(makeVpc(cidr))).toBe(message);
});

describe('deleting', () => {
  test('waits for what was made in it', async () => {
    const calls: typeof bench.ec2 = (name, input) => bench.ec2(name, input);
    const {
      VpcId,
      SubnetId,
      RouteTableId,
      NetworkAclId,
      InternetGatewayId,
      GroupId,
      NetworkInterfaceId,
      ...net
    } = await makeNetwork(calls);
    const remove = () => bench.ec2('DeleteVpc', { VpcId });
    const violation = `DependencyViolation: The vpc '${VpcId}' has dependencies and cannot be deleted.`;
    const steps: readonly (() => Promise<unknown>)[] = [
      () => bench.ec2('DetachInternetGateway', { InternetGatewayId, VpcId }),
      () => bench.ec2('DisassociateRouteTable', { AssociationId: net.routeTableAssociation }),
      () => bench.ec2('DeleteRouteTable', { RouteTableId }),
      () => bench.ec2('DeleteNetworkAcl', { NetworkAclId }),
      () => bench.ec2('DeleteSecurityGroup', { GroupId }),
      () => bench.ec2('DeleteNetworkInterface', { NetworkInterfaceId }),
      () => bench.ec2('DeleteSubnet', { SubnetId }),
    ];
    for (const step of steps) {
      expect(await failure(remove())).toBe(violation);
      await step();
    }
    await remove();
    expect(await failure(remove())).toBe(`InvalidVpcID.NotFound: The vpc ID '${VpcId}' does not exist`);
  });

  test('twice at once succeeds once', async () => {
    const VpcId = await makeVpc();
    const results = await Promise.allSettled([
      bench.ec2('DeleteVpc', { VpcId }),
      bench.ec2('DeleteVpc', { VpcId }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

test('a sixth VPC of a region is one too many, also when several are asked for at once', async () => {
  await bench.ec2('DescribeVpcs', {});
  const results = await Promise.allSettled(Array.from({ length: 7 }, (_, n) => makeVpc(`10.${n}.0.0/16`)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  expect(await failure(makeVpc())).toBe('VpcLimitExceeded: The maximum number of VPCs has been reached.');
});

describe('the default VPC', () => {
  async function removeDefault(): Promise<string> {
    const VpcId = (await bench.ec2('DescribeVpcs', {})).Vpcs?.[0]?.VpcId ?? '';
    const { Subnets } = await bench.ec2('DescribeSubnets', inVpc(VpcId));
    for (const { SubnetId = '' } of Subnets ?? []) await bench.ec2('DeleteSubnet', { SubnetId });
    const { InternetGateways } = await bench.ec2('DescribeInternetGateways', {});
    const InternetGatewayId = InternetGateways?.[0]?.InternetGatewayId ?? '';
    await bench.ec2('DetachInternetGateway', { InternetGatewayId, VpcId });
    await bench.ec2('DeleteInternetGateway', { InternetGatewayId });
    await bench.ec2('DeleteVpc', { VpcId });
    return VpcId;
  }

  test('once deleted stays away until it is made anew', async () => {
    const before = await removeDefault();
    expect((await bench.ec2('DescribeVpcs', {})).Vpcs).toEqual([]);
    const group = { GroupName: 'x', Description: 'x' };
    expect(await failure(bench.ec2('CreateSecurityGroup', group))).toBe(
      'VPCIdNotSpecified: No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
    );
    const launch = { ImageId: 'ami-00000000', MinCount: 1, MaxCount: 1 };
    expect(await failure(bench.ec2('RunInstances', launch))).toMatch(
      /^InvalidParameterValue: No default subnet/,
    );
    const { Vpc } = await bench.ec2('CreateDefaultVpc', {});
    expect(Vpc?.IsDefault).toBe(true);
    expect(Vpc?.VpcId).not.toBe(before);
    expect((await bench.ec2('DescribeSubnets', {})).Subnets).toHaveLength(6);
    expect((await bench.ec2('RunInstances', launch)).Instances?.[0]?.VpcId).toBe(Vpc?.VpcId);
    expect(await failure(bench.ec2('CreateDefaultVpc', {}))).toBe(
      'DefaultVpcAlreadyExists: A Default VPC already exists for this account in this region.',
    );
  });

  test('gets a default subnet in a zone that lost its own', async () => {
    const { Subnets } = await bench.ec2('DescribeSubnets', {});
    const lost = Subnets?.find(({ AvailabilityZone }) => AvailabilityZone === 'us-east-1c');
    const make = () => bench.ec2('CreateDefaultSubnet', { AvailabilityZone: 'us-east-1c' });
    expect(await failure(make())).toBe(
      `DefaultSubnetAlreadyExistsInAvailabilityZone: '${lost?.SubnetId}' is already the default subnet in us-east-1c.`,
    );
    await bench.ec2('DeleteSubnet', { SubnetId: lost?.SubnetId ?? '' });
    expect((await make()).Subnet).toMatchObject({
      CidrBlock: '172.31.32.0/20',
      DefaultForAz: true,
      MapPublicIpOnLaunch: true,
      AvailableIpAddressCount: 4091,
    });
    expect(await failure(bench.ec2('CreateDefaultSubnet', { AvailabilityZone: 'mars-1a' }))).toBe(
      'InvalidParameterValue: Invalid availability zone: [mars-1a]',
    );
  });
});

test('ClassicLink is off everywhere', async () => {
  const VpcId = await makeVpc();
  const one = { VpcIds: [VpcId] };
  expect((await bench.ec2('DescribeVpcClassicLink', one)).Vpcs).toEqual([
    { VpcId, ClassicLinkEnabled: false, Tags: [] },
  ]);
  expect((await bench.ec2('DescribeVpcClassicLinkDnsSupport', one)).Vpcs).toEqual([
    { VpcId, ClassicLinkDnsSupported: false },
  ]);
});

describe('DHCP options', () => {
  test('are given to a VPC, cannot be deleted while they are, and `default` takes them away', async () => {
    const { DhcpOptions } = await bench.ec2('CreateDhcpOptions', {
      DhcpConfigurations: [
        { Key: 'domain-name', Values: ['example.com'] },
        { Key: 'domain-name-servers', Values: ['10.0.0.2', 'AmazonProvidedDNS'] },
      ],
    });
    const DhcpOptionsId = DhcpOptions?.DhcpOptionsId ?? '';
    const VpcId = await makeVpc();
    await bench.ec2('AssociateDhcpOptions', { DhcpOptionsId, VpcId });
    expect((await bench.ec2('DescribeVpcs', { VpcIds: [VpcId] })).Vpcs?.[0]?.DhcpOptionsId).toBe(
      DhcpOptionsId,
    );
    expect(await failure(bench.ec2('DeleteDhcpOptions', { DhcpOptionsId }))).toBe(
      `DependencyViolation: The dhcpOptions '${DhcpOptionsId}' has dependencies and cannot be deleted.`,
    );
    await bench.ec2('AssociateDhcpOptions', { DhcpOptionsId: 'default', VpcId });
    await bench.ec2('DeleteDhcpOptions', { DhcpOptionsId });
    expect(await failure(bench.ec2('DeleteDhcpOptions', { DhcpOptionsId }))).toBe(
      `InvalidDhcpOptionID.NotFound: The dhcpOption ID '${DhcpOptionsId}' does not exist`,
    );
  });

  test.each([
    ['nonsense', ['x']],
    ['domain-name-servers', ['not an address']],
    ['netbios-node-type', ['3']],
    ['ntp-servers', ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4', '1.1.1.5']],
    ['domain-name', []],
  ])('%s of %j are refused', async (Key, Values) => {
    const make = bench.ec2('CreateDhcpOptions', { DhcpConfigurations: [{ Key, Values }] });
    expect(await failure(make)).toMatch(/^InvalidParameterValue: /);
  });
});

test('who may work in VPCs of a tag makes and deletes there alone, and tags only where CreateTags is allowed', async () => {
  const own = await makeVpc();
  const other = await makeVpc('10.1.0.0/16');
  await bench.ec2('CreateTags', { Resources: [own], Tags: [{ Key: 'team', Value: 'red' }] });
  const caller = await bench.addUser('networker', {
    policy: documentOf(
      {
        Effect: 'Allow',
        Action: ['ec2:CreateSubnet', 'ec2:CreateRouteTable'],
        Resource: 'arn:aws:ec2:*:*:subnet/*',
      },
      { Effect: 'Allow', Action: 'ec2:CreateRouteTable', Resource: 'arn:aws:ec2:*:*:route-table/*' },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateSubnet', 'ec2:CreateRouteTable', 'ec2:DeleteVpc'],
        Resource: 'arn:aws:ec2:*:*:vpc/*',
        Condition: { StringEquals: { 'ec2:ResourceTag/team': 'red' } },
      },
      {
        Effect: 'Allow',
        Action: 'ec2:CreateTags',
        Resource: '*',
        Condition: { StringEquals: { 'ec2:CreateAction': 'CreateSubnet' } },
      },
    ),
  });
  const TagSpecifications = [{ ResourceType: 'subnet' as const, Tags: [{ Key: 'a', Value: 'b' }] }];
  const subnet = (VpcId: string, CidrBlock: string) =>
    bench.ec2('CreateSubnet', { VpcId, CidrBlock, TagSpecifications }, caller);
  expect((await subnet(own, '10.0.1.0/24')).Subnet?.Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  expect(await failure(subnet(other, '10.1.1.0/24'))).toContain(
    `vpc/${other} because no identity-based policy`,
  );
  const tagged = {
    ...{ VpcId: own },
    TagSpecifications: [{ ResourceType: 'route-table' as const, Tags: [] }],
  };
  expect(await failure(bench.ec2('CreateRouteTable', tagged, caller))).toMatch(/^InvalidParameterValue/);
  const withTag = [{ ResourceType: 'route-table' as const, Tags: [{ Key: 'a', Value: 'b' }] }];
  expect(
    await failure(bench.ec2('CreateRouteTable', { VpcId: own, TagSpecifications: withTag }, caller)),
  ).toContain('ec2:CreateTags on resource: arn:aws:ec2:us-east-1:123456789012:route-table/*');
  expect(await failure(bench.ec2('DeleteVpc', { VpcId: other }, caller))).toContain('ec2:DeleteVpc');
  // Who may not act does not learn what exists.
  expect(await failure(bench.ec2('DeleteVpc', { VpcId: 'vpc-00000000' }, caller))).toMatch(
    /^UnauthorizedOperation/,
  );
});
