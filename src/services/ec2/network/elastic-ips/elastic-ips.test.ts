import { afterEach, beforeEach, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../../test/ec2-bench.ts';
import { makeNetwork } from '../../../../../test/ec2-network.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const allocate = async () => {
  const { AllocationId = '', PublicIp = '' } = await bench.ec2('AllocateAddress', {});
  return { AllocationId, PublicIp };
};
const addressOf = async (AllocationId: string) =>
  (await bench.ec2('DescribeAddresses', { AllocationIds: [AllocationId] })).Addresses?.[0];
const instanceOf = async (id: string) =>
  (await bench.ec2('DescribeInstances', { InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0];

test('an address is allocated, described, released', async () => {
  const { AllocationId, PublicIp } = await allocate();
  expect(PublicIp).toMatch(/^198\.19\./);
  expect(await addressOf(AllocationId)).toEqual({
    AllocationId,
    PublicIp,
    Domain: 'vpc',
    NetworkBorderGroup: 'us-east-1',
    PublicIpv4Pool: 'amazon',
    Tags: [],
  });
  expect((await bench.ec2('DescribeAddresses', { PublicIps: [PublicIp] })).Addresses).toHaveLength(1);
  expect(
    (await bench.ec2('DescribeAddressesAttribute', { AllocationIds: [AllocationId] })).Addresses,
  ).toEqual([{ AllocationId, PublicIp }]);
  await bench.ec2('ReleaseAddress', { AllocationId });
  expect(await failure(bench.ec2('ReleaseAddress', { AllocationId }))).toBe(
    `InvalidAllocationID.NotFound: The allocation ID '${AllocationId}' does not exist`,
  );
  expect(await failure(bench.ec2('ReleaseAddress', { PublicIp }))).toBe(
    `AuthFailure: The address '${PublicIp}' does not belong to you.`,
  );
  expect(await failure(bench.ec2('DescribeAddresses', { PublicIps: [PublicIp] }))).toBe(
    `InvalidAddress.NotFound: Address '${PublicIp}' not found.`,
  );
});

test('five are the most, also of ten that are asked for at once; no two are the same', async () => {
  const results = await Promise.allSettled(Array.from({ length: 10 }, allocate));
  const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.PublicIp] : []));
  expect(new Set(made).size).toBe(5);
  expect(await failure(allocate())).toBe(
    'AddressLimitExceeded: The maximum number of addresses has been reached.',
  );
});

test('an instance’s address is the elastic one, off or on, and the one that EC2 gives again afterwards', async () => {
  const InstanceId = await bench.runningInstance();
  const before = (await instanceOf(InstanceId))?.PublicIpAddress;
  const { AllocationId, PublicIp } = await allocate();
  const heard: string[] = [];
  bench.house.instances.onChange((id) => heard.push(id));
  const { AssociationId } = await bench.ec2('AssociateAddress', { AllocationId, InstanceId });
  expect(heard).toEqual([InstanceId]);
  const instance = await instanceOf(InstanceId);
  expect(instance?.PublicIpAddress).toBe(PublicIp);
  expect(instance?.NetworkInterfaces?.[0]?.Association).toEqual({
    IpOwnerId: '123456789012',
    PublicDnsName: instance?.PublicDnsName,
    PublicIp,
  });
  expect((await bench.house.instances.byId(InstanceId))?.publicIp).toBe(PublicIp);
  expect(await addressOf(AllocationId)).toMatchObject({
    AssociationId,
    InstanceId,
    NetworkInterfaceId: instance?.NetworkInterfaces?.[0]?.NetworkInterfaceId,
    PrivateIpAddress: instance?.PrivateIpAddress,
  });
  expect(await failure(bench.ec2('ReleaseAddress', { AllocationId }))).toBe(
    `InvalidIPAddress.InUse: Address ${PublicIp} is in use.`,
  );
  await bench.ec2('StopInstances', { InstanceIds: [InstanceId] });
  bench.settle();
  expect((await instanceOf(InstanceId))?.PublicIpAddress).toBe(PublicIp);
  await bench.ec2('StartInstances', { InstanceIds: [InstanceId] });
  bench.settle();
  await bench.ec2('DisassociateAddress', { AssociationId });
  const after = (await instanceOf(InstanceId))?.PublicIpAddress;
  expect(after).toMatch(/^198\.18\./);
  expect(after).not.toBe(before);
  expect(await failure(bench.ec2('DisassociateAddress', { AssociationId }))).toBe(
    `InvalidAssociationID.NotFound: The association ID '${AssociationId}' does not exist`,
  );
});

test('an address moves unless AllowReassociation is false; a terminated instance lets it go', async () => {
  const [one, two] = [await bench.runningInstance(), await bench.runningInstance()];
  const { AllocationId, PublicIp } = await allocate();
  const { AssociationId } = await bench.ec2('AssociateAddress', { AllocationId, InstanceId: one });
  const again = { AllocationId, InstanceId: two };
  expect(await failure(bench.ec2('AssociateAddress', { ...again, AllowReassociation: false }))).toBe(
    `Resource.AlreadyAssociated: resource ${AllocationId} is already associated with associate-id ${AssociationId}`,
  );
  await bench.ec2('AssociateAddress', again);
  expect((await instanceOf(one))?.PublicIpAddress).not.toBe(PublicIp);
  expect((await instanceOf(two))?.PublicIpAddress).toBe(PublicIp);
  const other = await allocate();
  await bench.ec2('AssociateAddress', { PublicIp: other.PublicIp, InstanceId: two });
  expect((await instanceOf(two))?.PublicIpAddress).toBe(other.PublicIp);
  expect((await addressOf(AllocationId))?.AssociationId).toBeUndefined();
  await bench.ec2('TerminateInstances', { InstanceIds: [two] });
  expect((await addressOf(other.AllocationId))?.InstanceId).toBeUndefined();
  await bench.ec2('ReleaseAddress', { AllocationId: other.AllocationId });
  bench.settle();
  const gone = await instanceOf(two);
  expect(gone?.State?.Name).toBe('terminated');
  expect(gone?.StateTransitionReason).toMatch(/^User initiated/);
});

test('a secondary address of an interface has one of its own', async () => {
  const net = await makeNetwork((name, input) => bench.ec2(name, input));
  const { NetworkInterfaceId, AllocationId } = net;
  await bench.ec2('AssignPrivateIpAddresses', { NetworkInterfaceId, PrivateIpAddresses: ['10.7.1.77'] });
  const target = { AllocationId, NetworkInterfaceId };
  await bench.ec2('AssociateAddress', { ...target, PrivateIpAddress: '10.7.1.77' });
  const { NetworkInterfaces } = await bench.ec2('DescribeNetworkInterfaces', {
    Filters: [{ Name: 'association.allocation-id', Values: [AllocationId] }],
  });
  expect(NetworkInterfaces?.[0]?.Association).toBeUndefined();
  expect(NetworkInterfaces?.[0]?.PrivateIpAddresses).toMatchObject([
    { Primary: true },
    { PrivateIpAddress: '10.7.1.77', Association: { AllocationId } },
  ]);
  expect(await failure(bench.ec2('AssociateAddress', { ...target, PrivateIpAddress: '10.7.1.78' }))).toMatch(
    /^InvalidParameterValue: /,
  );
  const { InternetGatewayId, VpcId } = net;
  expect(await failure(bench.ec2('DetachInternetGateway', { InternetGatewayId, VpcId }))).toMatch(
    /^DependencyViolation: Network vpc-/,
  );
  await bench.ec2('UnassignPrivateIpAddresses', { NetworkInterfaceId, PrivateIpAddresses: ['10.7.1.77'] });
  expect((await addressOf(AllocationId))?.NetworkInterfaceId).toBeUndefined();
  await bench.ec2('DetachInternetGateway', { InternetGatewayId, VpcId });
  expect(await failure(bench.ec2('AssociateAddress', target))).toBe(
    `Gateway.NotAttached: Network ${VpcId} is not attached to any internet gateway`,
  );
});

test('targets that are none', async () => {
  const { AllocationId } = await allocate();
  const associate = (input: object) => failure(bench.ec2('AssociateAddress', { AllocationId, ...input }));
  expect(await associate({})).toMatch(/^MissingParameter: /);
  expect(await associate({ InstanceId: 'i-00000000' })).toMatch(/^InvalidInstanceID\.NotFound: /);
  expect(await associate({ NetworkInterfaceId: 'eni-00000000' })).toMatch(
    /^InvalidNetworkInterfaceID\.NotFound: /,
  );
  expect(await associate({ InstanceId: 'i-00000000', NetworkInterfaceId: 'eni-00000000' })).toMatch(
    /^InvalidParameterCombination: /,
  );
  const { Instances } = await bench.ec2('RunInstances', {
    ImageId: 'ami-00000000',
    MinCount: 1,
    MaxCount: 1,
  });
  const InstanceId = Instances?.[0]?.InstanceId;
  expect(await associate({ InstanceId })).toBe(
    `InvalidInstanceID: The pending instance '${InstanceId}' is not in a valid state for this operation.`,
  );
});
