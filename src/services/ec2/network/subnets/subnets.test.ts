import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../../test/ec2-bench.ts';

let bench: Bench;
let VpcId: string;
beforeAll(async () => {
  bench = await openBench();
  VpcId = (await bench.ec2('CreateVpc', { CidrBlock: '10.0.0.0/16' })).Vpc?.VpcId ?? '';
});
afterAll(() => bench.close());

const make = async (CidrBlock: string, more: object = {}) =>
  (await bench.ec2('CreateSubnet', { VpcId, CidrBlock, ...more })).Subnet;

test('a subnet is made in the zone that was asked for, by name or id, under the default network ACL', async () => {
  const subnet = await make('10.0.1.0/24', { AvailabilityZone: 'us-east-1b' });
  expect(subnet).toMatchObject({
    CidrBlock: '10.0.1.0/24',
    AvailabilityZone: 'us-east-1b',
    AvailabilityZoneId: 'use1-az2',
    AvailableIpAddressCount: 251,
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    State: 'available',
    VpcId,
    SubnetArn: `arn:aws:ec2:us-east-1:123456789012:subnet/${subnet?.SubnetId}`,
  });
  expect((await make('10.0.2.0/24', { AvailabilityZoneId: 'use1-az3' }))?.AvailabilityZone).toBe(
    'us-east-1c',
  );
  // An empty member on the wire was not given.
  expect((await make('10.0.3.0/24', { AvailabilityZone: '' }))?.AvailabilityZone).toBe('us-east-1a');
  const { NetworkAcls } = await bench.ec2('DescribeNetworkAcls', {
    Filters: [{ Name: 'association.subnet-id', Values: [subnet?.SubnetId ?? ''] }],
  });
  expect(NetworkAcls).toMatchObject([{ IsDefault: true, VpcId }]);
});

test.each([
  ['10.1.0.0/24', "InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid."],
  ['10.0.0.0/15', "InvalidSubnet.Range: The CIDR '10.0.0.0/15' is invalid."],
  ['10.0.9.0/29', "InvalidSubnet.Range: The CIDR '10.0.9.0/29' is invalid."],
  ['10.0.1.128/25', "InvalidSubnet.Conflict: The CIDR '10.0.1.128/25' conflicts with another subnet"],
  ['10.0.0.0/16', "InvalidSubnet.Conflict: The CIDR '10.0.0.0/16' conflicts with another subnet"],
  [
    'everything',
    'InvalidParameterValue: Value (everything) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
  ],
])('no subnet has the block %s', async (cidr, message) => {
  expect(await failure(make(cidr))).toBe(message);
});

test('zones and VPCs that are not there', async () => {
  expect(await failure(make('10.0.5.0/24', { AvailabilityZone: 'us-east-1z' }))).toBe(
    'InvalidParameterValue: Value (us-east-1z) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f.',
  );
  const nowhere = { VpcId: 'vpc-00000000', CidrBlock: '10.0.5.0/24' };
  expect(await failure(bench.ec2('CreateSubnet', nowhere))).toBe(
    "InvalidVpcID.NotFound: The vpc ID 'vpc-00000000' does not exist",
  );
});

test('of 20 that ask at once for one block one gets it', async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => make('10.0.77.0/24')));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('attributes are changed one at a time; instances launched there follow them', async () => {
  const SubnetId = (await make('10.0.20.0/24'))?.SubnetId ?? '';
  await bench.ec2('ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch: { Value: true } });
  await bench.ec2('ModifySubnetAttribute', { SubnetId, PrivateDnsHostnameTypeOnLaunch: 'resource-name' });
  await bench.ec2('ModifySubnetAttribute', {
    SubnetId,
    EnableResourceNameDnsARecordOnLaunch: { Value: true },
  });
  expect((await bench.ec2('DescribeSubnets', { SubnetIds: [SubnetId] })).Subnets).toMatchObject([
    {
      MapPublicIpOnLaunch: true,
      PrivateDnsNameOptionsOnLaunch: { HostnameType: 'resource-name', EnableResourceNameDnsARecord: true },
    },
  ]);
  const id = await bench.runningInstance({ SubnetId });
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [id] });
  expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
    VpcId,
    SubnetId,
    PrivateIpAddress: '10.0.20.4',
    PublicIpAddress: expect.any(String),
    SecurityGroups: [{ GroupName: 'default' }],
  });
  expect(await failure(bench.ec2('ModifySubnetAttribute', { SubnetId }))).toMatch(/^MissingParameter: /);
});

test('a subnet goes when its instances are terminated, and takes them along (guess: AWS shows them for an hour)', async () => {
  const SubnetId = (await make('10.0.30.0/28'))?.SubnetId ?? '';
  const id = await bench.runningInstance({ SubnetId });
  const remove = () => bench.ec2('DeleteSubnet', { SubnetId });
  const violation = `DependencyViolation: The subnet '${SubnetId}' has dependencies and cannot be deleted.`;
  expect(await failure(remove())).toBe(violation);
  await bench.ec2('TerminateInstances', { InstanceIds: [id] });
  expect(await failure(remove())).toBe(violation);
  bench.settle();
  await remove();
  expect(await failure(remove())).toBe(
    `InvalidSubnetID.NotFound: The subnet ID '${SubnetId}' does not exist`,
  );
  expect(await failure(bench.ec2('DescribeInstances', { InstanceIds: [id] }))).toMatch(
    /^InvalidInstanceID\.NotFound/,
  );
});

test('of 20 launches at once into a subnet of 11 addresses 11 succeed', async () => {
  const SubnetId = (await make('10.0.40.0/28'))?.SubnetId ?? '';
  const launch = { ImageId: 'ami-00000000', MinCount: 1, MaxCount: 1, SubnetId };
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => bench.ec2('RunInstances', launch)),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(11);
  expect(await failure(bench.ec2('RunInstances', launch))).toBe(
    'InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses to satisfy the request.',
  );
});
