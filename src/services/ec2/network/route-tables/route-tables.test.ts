import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../../test/ec2-bench.ts';
import { makeNetwork } from '../../../../../test/ec2-network.ts';

let bench: Bench;
let net: Awaited<ReturnType<typeof makeNetwork>>;
beforeAll(async () => {
  bench = await openBench();
  net = await makeNetwork((name, input) => bench.ec2(name, input));
});
afterAll(() => bench.close());

const tableOf = async (RouteTableId: string) =>
  (await bench.ec2('DescribeRouteTables', { RouteTableIds: [RouteTableId] })).RouteTables?.[0];
const makeTable = async () =>
  (await bench.ec2('CreateRouteTable', { VpcId: net.VpcId })).RouteTable?.RouteTableId ?? '';

test('a table begins with the local route; a client token makes one only once', async () => {
  const make = (VpcId: string) => bench.ec2('CreateRouteTable', { VpcId, ClientToken: 'once' });
  const { RouteTable } = await make(net.VpcId);
  expect(RouteTable).toMatchObject({
    VpcId: net.VpcId,
    Associations: [],
    Routes: [
      {
        DestinationCidrBlock: '10.7.0.0/16',
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      },
    ],
  });
  expect((await make(net.VpcId)).RouteTable?.RouteTableId).toBe(RouteTable?.RouteTableId);
  const other = (await bench.ec2('DescribeVpcs', {})).Vpcs?.find(({ IsDefault }) => IsDefault)?.VpcId ?? '';
  expect(await failure(make(other))).toMatch(/^IdempotentParameterMismatch: /);
});

test('routes to the internet gateway are made, replaced, deleted; without their gateway they are black holes', async () => {
  const RouteTableId = await makeTable();
  const GatewayId = net.InternetGatewayId;
  const everywhere = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
  expect((await bench.ec2('CreateRoute', { ...everywhere, GatewayId })).Return).toBe(true);
  const last = async () => (await tableOf(RouteTableId))?.Routes?.at(-1);
  expect(await last()).toEqual({
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId,
    Origin: 'CreateRoute',
    State: 'active',
  });
  expect(await failure(bench.ec2('CreateRoute', { ...everywhere, GatewayId }))).toBe(
    'RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.',
  );
  await bench.ec2('ReplaceRoute', { ...everywhere, GatewayId });
  await bench.ec2('DetachInternetGateway', { InternetGatewayId: GatewayId, VpcId: net.VpcId });
  expect((await last())?.State).toBe('blackhole');
  await bench.ec2('AttachInternetGateway', { InternetGatewayId: GatewayId, VpcId: net.VpcId });
  await bench.ec2('DeleteRoute', everywhere);
  expect(await failure(bench.ec2('DeleteRoute', everywhere))).toBe(
    `InvalidRoute.NotFound: no route with destination-cidr-block 0.0.0.0/0 in route table ${RouteTableId}`,
  );
  expect(await failure(bench.ec2('ReplaceRoute', { ...everywhere, GatewayId }))).toBe(
    `InvalidParameterValue: There is no route defined for '0.0.0.0/0' in the route table ${RouteTableId}. Use CreateRoute instead.`,
  );
});

test('a route to an instance or its interface follows the instance', async () => {
  const RouteTableId = await makeTable();
  const InstanceId = await bench.runningInstance({ SubnetId: net.SubnetId });
  await bench.ec2('CreateRoute', { RouteTableId, DestinationCidrBlock: '192.0.2.0/24', InstanceId });
  const route = async () => (await tableOf(RouteTableId))?.Routes?.at(-1);
  const found = await route();
  expect(found).toMatchObject({
    InstanceId,
    NetworkInterfaceId: expect.stringMatching(/^eni-/),
    State: 'active',
  });
  await bench.ec2('ReplaceRoute', {
    RouteTableId,
    DestinationCidrBlock: '192.0.2.0/24',
    NetworkInterfaceId: found?.NetworkInterfaceId,
  });
  await bench.ec2('StopInstances', { InstanceIds: [InstanceId] });
  bench.settle();
  expect(await route()).toMatchObject({ InstanceId, State: 'blackhole' });
  await bench.ec2('TerminateInstances', { InstanceIds: [InstanceId] });
  expect(await route()).toEqual({
    DestinationCidrBlock: '192.0.2.0/24',
    NetworkInterfaceId: found?.NetworkInterfaceId,
    Origin: 'CreateRoute',
    State: 'blackhole',
  });
});

test('routes that cannot be', async () => {
  const { RouteTableId, InternetGatewayId: GatewayId } = net;
  const make = (input: object) => failure(bench.ec2('CreateRoute', { RouteTableId, ...input }));
  expect(await make({ DestinationCidrBlock: '10.7.0.0/16', GatewayId: 'local' })).toBe(
    'RouteAlreadyExists: The route identified by 10.7.0.0/16 already exists.',
  );
  expect(await make({ DestinationCidrBlock: '10.7.1.0/24', GatewayId })).toBe(
    "InvalidParameterValue: The destination CIDR block 10.7.1.0/24 is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.",
  );
  expect(await make({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-00000000' })).toBe(
    "InvalidGatewayID.NotFound: The gateway ID 'igw-00000000' does not exist",
  );
  expect(await make({ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-00000000' })).toBe(
    "InvalidNatGatewayID.NotFound: The natGateway ID 'nat-00000000' does not exist",
  );
  expect(await make({ DestinationCidrBlock: '0.0.0.0/0' })).toMatch(/^MissingParameter: /);
  expect(await make({ GatewayId })).toMatch(/^MissingParameter: /);
  expect(await make({ DestinationCidrBlock: '0.0.0.0/33', GatewayId })).toMatch(
    /^InvalidParameterValue: Value \(0\.0\.0\.0\/33\) for parameter destinationCidrBlock/,
  );
  expect(await make({ DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1' })).toMatch(
    /^NotImplemented: /,
  );
  const remove = { RouteTableId, DestinationCidrBlock: '10.7.0.0/16' };
  expect(await failure(bench.ec2('DeleteRoute', remove))).toBe(
    `InvalidParameterValue: cannot remove local route 10.7.0.0/16 in route table ${RouteTableId}`,
  );
  const { InternetGateways } = await bench.ec2('DescribeInternetGateways', {});
  const foreign = InternetGateways?.find((each) => each.InternetGatewayId !== GatewayId)?.InternetGatewayId;
  expect(await make({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: foreign })).toBe(
    `InvalidParameterValue: route table ${RouteTableId} and network gateway ${foreign} belong to different networks`,
  );
});

test('a subnet has one table of its own at most; the main one is replaced by its association', async () => {
  const { RouteTableId, SubnetId, VpcId } = net;
  const other = await makeTable();
  expect(await failure(bench.ec2('AssociateRouteTable', { RouteTableId: other, SubnetId }))).toBe(
    `Resource.AlreadyAssociated: the specified association for route table ${other} conflicts with an existing association`,
  );
  expect(await failure(bench.ec2('DeleteRouteTable', { RouteTableId }))).toBe(
    `DependencyViolation: The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`,
  );
  const again = await bench.ec2('AssociateRouteTable', { RouteTableId, SubnetId });
  expect(again.AssociationId).toBe(net.routeTableAssociation);
  const { NewAssociationId = '' } = await bench.ec2('ReplaceRouteTableAssociation', {
    AssociationId: net.routeTableAssociation,
    RouteTableId: other,
  });
  expect((await tableOf(other))?.Associations).toMatchObject([
    { Main: false, SubnetId, RouteTableAssociationId: NewAssociationId },
  ]);
  expect((await tableOf(RouteTableId))?.Associations).toEqual([]);
  const mains = {
    Filters: [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'association.main', Values: ['true'] },
    ],
  };
  const [main] = (await bench.ec2('DescribeRouteTables', mains)).RouteTables ?? [];
  const AssociationId = main?.Associations?.[0]?.RouteTableAssociationId ?? '';
  expect(await failure(bench.ec2('DisassociateRouteTable', { AssociationId }))).toBe(
    `InvalidParameterValue: cannot disassociate the main route table association ${AssociationId}`,
  );
  await bench.ec2('ReplaceRouteTableAssociation', { AssociationId, RouteTableId });
  const after = await bench.ec2('DescribeRouteTables', mains);
  expect(after.RouteTables?.map((table) => table.RouteTableId)).toEqual([RouteTableId]);
  await bench.ec2('DeleteRouteTable', { RouteTableId: main?.RouteTableId ?? '' });
  await bench.ec2('DisassociateRouteTable', { AssociationId: NewAssociationId });
  expect(await failure(bench.ec2('DisassociateRouteTable', { AssociationId: NewAssociationId }))).toBe(
    `InvalidAssociationID.NotFound: The association ID '${NewAssociationId}' does not exist`,
  );
});

test('ids that are none, pages and filters', async () => {
  expect(await failure(tableOf('rtb-1'))).toBe('InvalidRouteTableId.Malformed: Invalid id: "rtb-1"');
  expect(await failure(tableOf('rtb-00000000'))).toBe(
    "InvalidRouteTableID.NotFound: The routeTable ID 'rtb-00000000' does not exist",
  );
  const made = [...(await Promise.all(Array.from({ length: 6 }, makeTable)))];
  const Filters = [{ Name: 'route-table-id', Values: made }];
  const first = await bench.ec2('DescribeRouteTables', { Filters, MaxResults: 5 });
  const second = await bench.ec2('DescribeRouteTables', {
    Filters,
    MaxResults: 5,
    NextToken: first.NextToken,
  });
  const ids = [...(first.RouteTables ?? []), ...(second.RouteTables ?? [])].map(
    ({ RouteTableId }) => RouteTableId,
  );
  expect(ids).toEqual(made.toSorted());
  expect(second.NextToken).toBeUndefined();
});
