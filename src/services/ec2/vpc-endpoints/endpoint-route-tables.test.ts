import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { makeNetwork } from '../../../../test/ec2-network.ts';
import { documentOf } from '../../../../test/in-process-house.ts';

let bench: Bench;
let net: Awaited<ReturnType<typeof makeNetwork>>;
beforeAll(async () => {
  bench = await openBench();
  net = await makeNetwork((name, input) => bench.ec2(name, input));
});
afterAll(() => bench.close());

const ServiceName = 'com.amazonaws.us-east-1.s3';
const make = async (RouteTableIds: readonly string[]) =>
  (await bench.ec2('CreateVpcEndpoint', { VpcId: net.VpcId, ServiceName, RouteTableIds })).VpcEndpoint;
const remove = (id: string) => bench.ec2('DeleteVpcEndpoints', { VpcEndpointIds: [id] });
const lastRoute = async () =>
  (
    await bench.ec2('DescribeRouteTables', { RouteTableIds: [net.RouteTableId] })
  ).RouteTables?.[0]?.Routes?.at(-1);

test('an endpoint is a route in its tables; changing and deleting it changes them', async () => {
  const endpoint = await make([net.RouteTableId]);
  const VpcEndpointId = endpoint?.VpcEndpointId ?? '';
  expect(endpoint?.RouteTableIds).toEqual([net.RouteTableId]);
  const route = {
    DestinationPrefixListId: 'pl-63a5400a',
    GatewayId: VpcEndpointId,
    Origin: 'CreateRoute',
    State: 'active',
  };
  expect(await lastRoute()).toEqual(route);
  expect(await failure(make([net.RouteTableId]))).toBe(
    `RouteAlreadyExists: route table ${net.RouteTableId} already has a route with destination-prefix-list-id pl-63a5400a`,
  );
  await bench.ec2('ModifyVpcEndpoint', { VpcEndpointId, RemoveRouteTableIds: [net.RouteTableId] });
  expect(await lastRoute()).toMatchObject({ GatewayId: 'local' });
  await bench.ec2('ModifyVpcEndpoint', { VpcEndpointId, AddRouteTableIds: [net.RouteTableId] });
  expect(await lastRoute()).toEqual(route);
  const target = { RouteTableId: net.RouteTableId, GatewayId: net.InternetGatewayId };
  const own = bench.ec2('CreateRoute', { ...target, DestinationPrefixListId: 'pl-63a5400a' });
  expect(await failure(own)).toMatch(/^InvalidParameterValue: Cannot create or replace a prefix list route/);
  await remove(VpcEndpointId);
  expect(await lastRoute()).toMatchObject({ GatewayId: 'local' });
});

test('only the subnets of its tables go through it', async () => {
  const { Subnet } = await bench.ec2('CreateSubnet', { VpcId: net.VpcId, CidrBlock: '10.7.9.0/24' });
  const wayFrom = async (SubnetId: string) => {
    const instance = await bench.house.instances.byId(await bench.runningInstance({ SubnetId }));
    return bench.house.vpcEndpoints.forS3(net.VpcId, instance?.privateIp ?? '');
  };
  const endpoint = await make([net.RouteTableId]);
  expect(await wayFrom(net.SubnetId)).toBe(endpoint?.VpcEndpointId);
  expect(await wayFrom(Subnet?.SubnetId ?? '')).toBeUndefined();
  const { RouteTables } = await bench.ec2('DescribeRouteTables', {
    Filters: [
      { Name: 'vpc-id', Values: [net.VpcId] },
      { Name: 'association.main', Values: ['true'] },
    ],
  });
  const main = await make([RouteTables?.[0]?.RouteTableId ?? '']);
  expect(await wayFrom(Subnet?.SubnetId ?? '')).toBe(main?.VpcEndpointId);
  await remove(main?.VpcEndpointId ?? '');
  await remove(endpoint?.VpcEndpointId ?? '');
});

test('tables that are not there, or of another VPC; one that is deleted leaves the endpoint', async () => {
  expect(await failure(make(['rtb-00000000']))).toBe(
    "InvalidRouteTableId.NotFound: The routeTable ID 'rtb-00000000' does not exist",
  );
  expect(await failure(make(['rtb-1']))).toMatch(/^InvalidRouteTableId\.Malformed: /);
  const { RouteTables } = await bench.ec2('DescribeRouteTables', {});
  const foreign = RouteTables?.find(({ VpcId }) => VpcId !== net.VpcId)?.RouteTableId ?? '';
  expect(await failure(make([foreign]))).toBe(
    `InvalidParameterValue: route table ${foreign} and network ${net.VpcId} belong to different networks`,
  );
  const { RouteTable } = await bench.ec2('CreateRouteTable', { VpcId: net.VpcId });
  const RouteTableId = RouteTable?.RouteTableId ?? '';
  const VpcEndpointId = (await make([RouteTableId]))?.VpcEndpointId ?? '';
  await bench.ec2('DeleteRouteTable', { RouteTableId });
  const { VpcEndpoints } = await bench.ec2('DescribeVpcEndpoints', { VpcEndpointIds: [VpcEndpointId] });
  expect(VpcEndpoints?.[0]?.RouteTableIds).toEqual([]);
});

test('the route tables are asked for too', async () => {
  const caller = await bench.addUser('endpointer', {
    policy: documentOf({
      Effect: 'Allow',
      Action: 'ec2:CreateVpcEndpoint',
      Resource: ['arn:aws:ec2:*:*:vpc/*', 'arn:aws:ec2:*:*:vpc-endpoint/*'],
    }),
  });
  const input = { VpcId: net.VpcId, ServiceName, RouteTableIds: [net.RouteTableId] };
  expect(await failure(bench.ec2('CreateVpcEndpoint', input, caller))).toContain(
    `route-table/${net.RouteTableId}`,
  );
});
