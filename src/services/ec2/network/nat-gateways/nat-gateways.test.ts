import { afterEach, beforeEach, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../../test/ec2-bench.ts';
import { makeNetwork } from '../../../../../test/ec2-network.ts';

let bench: Bench;
let net: Awaited<ReturnType<typeof makeNetwork>>;
beforeEach(async () => {
  bench = await openBench();
  net = await makeNetwork((name, input) => bench.ec2(name, input));
});
afterEach(() => bench.close());

const make = async (input: object = {}) =>
  (await bench.ec2('CreateNatGateway', { SubnetId: net.SubnetId, AllocationId: net.AllocationId, ...input }))
    .NatGateway;
const natOf = async (id: string | undefined) =>
  (await bench.ec2('DescribeNatGateways', { NatGatewayIds: [id ?? ''] })).NatGateways?.[0];

test('a gateway is pending, then available with its addresses, then deleted and shown for an hour', async () => {
  const made = await make({ ClientToken: 'once' });
  const { NatGatewayId = '' } = made ?? {};
  expect(made).toMatchObject({ State: 'pending', VpcId: net.VpcId, ConnectivityType: 'public' });
  expect((await make({ ClientToken: 'once' }))?.NatGatewayId).toBe(NatGatewayId);
  bench.settle();
  const nat = await natOf(NatGatewayId);
  const [address] = nat?.NatGatewayAddresses ?? [];
  expect(nat?.State).toBe('available');
  expect(address).toMatchObject({
    AllocationId: net.AllocationId,
    PublicIp: expect.stringMatching(/^198\.19\./),
    PrivateIp: expect.stringMatching(/^10\.7\.1\./),
    IsPrimary: true,
    Status: 'succeeded',
  });
  const { NetworkInterfaces } = await bench.ec2('DescribeNetworkInterfaces', {
    Filters: [{ Name: 'interface-type', Values: ['nat_gateway'] }],
  });
  expect(NetworkInterfaces).toMatchObject([
    {
      NetworkInterfaceId: address?.NetworkInterfaceId,
      Description: `Interface for NAT Gateway ${NatGatewayId}`,
      RequesterManaged: true,
      Status: 'in-use',
      Association: { PublicIp: address?.PublicIp },
    },
  ]);
  await bench.ec2('DeleteNatGateway', { NatGatewayId });
  expect((await natOf(NatGatewayId))?.State).toBe('deleting');
  bench.settle();
  expect(await natOf(NatGatewayId)).toMatchObject({ State: 'deleted', DeleteTime: expect.any(Date) });
  await bench.ec2('ReleaseAddress', { AllocationId: net.AllocationId });
  bench.clock.advance(61 * 60 * 1000);
  expect(await failure(natOf(NatGatewayId))).toBe(
    `NatGatewayNotFound: NatGateway ${NatGatewayId} was not found`,
  );
});

test('routes lead to it, and into a black hole when it is deleted', async () => {
  const nat = await make();
  const NatGatewayId = nat?.NatGatewayId ?? '';
  const { RouteTableId } = net;
  await bench.ec2('CreateRoute', { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });
  const state = async () =>
    (await bench.ec2('DescribeRouteTables', { RouteTableIds: [RouteTableId] })).RouteTables?.[0]?.Routes?.at(
      -1,
    );
  expect(await state()).toMatchObject({ NatGatewayId, State: 'active' });
  await bench.ec2('DeleteNatGateway', { NatGatewayId });
  bench.settle();
  expect(await state()).toMatchObject({ NatGatewayId, State: 'blackhole' });
});

test('without an internet gateway it fails and takes no address', async () => {
  await bench.ec2('DetachInternetGateway', { InternetGatewayId: net.InternetGatewayId, VpcId: net.VpcId });
  const nat = await make();
  bench.settle();
  expect(await natOf(nat?.NatGatewayId)).toMatchObject({
    State: 'failed',
    FailureCode: 'Gateway.NotAttached',
    FailureMessage: `Network ${net.VpcId} has no Internet gateway attached`,
  });
  await bench.ec2('ReleaseAddress', { AllocationId: net.AllocationId });
});

test('a private one has no public address; its interface is nobody else’s to change', async () => {
  const nat = await make({
    ConnectivityType: 'private',
    AllocationId: undefined,
    PrivateIpAddress: '10.7.1.99',
  });
  bench.settle();
  const [address] = (await natOf(nat?.NatGatewayId))?.NatGatewayAddresses ?? [];
  expect(address?.PublicIp).toBeUndefined();
  expect(address?.PrivateIp).toBe('10.7.1.99');
  const NetworkInterfaceId = address?.NetworkInterfaceId ?? '';
  expect(await failure(bench.ec2('DeleteNetworkInterface', { NetworkInterfaceId }))).toMatch(
    /is currently in use/,
  );
  const change = { NetworkInterfaceId, Description: { Value: 'mine' } };
  expect(await failure(bench.ec2('ModifyNetworkInterfaceAttribute', change))).toMatch(/^AuthFailure: /);
  expect(await failure(bench.ec2('DeleteSubnet', { SubnetId: net.SubnetId }))).toMatch(
    /^DependencyViolation: /,
  );
});

test('what cannot be', async () => {
  expect(await failure(make({ AllocationId: undefined }))).toBe(
    'MissingParameter: The request must include the AllocationId parameter. Add the required parameter and retry the request.',
  );
  expect(await failure(make({ SubnetId: 'subnet-00000000' }))).toMatch(/^InvalidSubnetID\.NotFound: /);
  expect(await failure(make({ AllocationId: 'eipalloc-00000000' }))).toMatch(
    /^InvalidAllocationID\.NotFound: /,
  );
  expect(await failure(make({ AvailabilityMode: 'regional' }))).toMatch(/^NotImplemented: /);
  await make();
  expect(await failure(make())).toMatch(/^Resource\.AlreadyAssociated: /);
  expect(await failure(bench.ec2('DeleteNatGateway', { NatGatewayId: 'nat-00000000' }))).toBe(
    'NatGatewayNotFound: NatGateway nat-00000000 was not found',
  );
});

test('an account’s attributes tell the default VPC', async () => {
  const { AccountAttributes } = await bench.ec2('DescribeAccountAttributes', {
    AttributeNames: ['default-vpc'],
  });
  const { Vpcs } = await bench.ec2('DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] });
  expect(AccountAttributes).toEqual([
    { AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: Vpcs?.[0]?.VpcId }] },
  ]);
  expect((await bench.ec2('DescribeAccountAttributes', {})).AccountAttributes).toContainEqual({
    AttributeName: 'supported-platforms',
    AttributeValues: [{ AttributeValue: 'VPC' }],
  });
});
