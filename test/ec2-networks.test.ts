import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
  EC2Client,
  RunInstancesCommand,
  waitUntilNatGatewayAvailable,
  waitUntilVpcAvailable,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { startPostgres } from './postgres-server.ts';
import { codesOf } from './refusal.ts';

/** Networks over the wire, by real clients, across a restart and on two servers. */

/** Makes a VPC with a subnet behind a NAT gateway, as a tutorial would. */
async function makeNatNetwork(ec2: EC2Client) {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.20.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  await waitUntilVpcAvailable({ client: ec2, maxWaitTime: 30 }, { VpcIds: [VpcId] });
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const { InternetGatewayId } = InternetGateway ?? {};
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.20.1.0/24' }));
  const SubnetId = Subnet?.SubnetId ?? '';
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({}));
  // The SDK brings a client token of its own.
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  const NatGatewayId = NatGateway?.NatGatewayId ?? '';
  await waitUntilNatGatewayAvailable(
    { client: ec2, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { NatGatewayIds: [NatGatewayId] },
  );
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const RouteTableId = RouteTable?.RouteTableId ?? '';
  await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId }));
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  return { VpcId, SubnetId, NatGatewayId, RouteTableId };
}

async function stopping<T>(house: TestHouse, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } finally {
    await house.close();
  }
}

test('a network that was made by the SDK is there after a restart, and the AWS CLI takes it apart', async () => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-networks-'));
  const place = { kind: 'sqlite', directory } as const;
  const first = await startHouse({ place });
  const { SubnetId, NatGatewayId, RouteTableId } = await stopping(first, () =>
    makeNatNetwork(new EC2Client(first.client())),
  );
  const second = await startHouse({ place });
  await stopping(second, async () => {
    const ec2 = new EC2Client(second.client());
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
    expect(RouteTables).toMatchObject([
      {
        Associations: [{ Main: false, SubnetId, AssociationState: { State: 'associated' } }],
        Routes: [{ GatewayId: 'local' }, { NatGatewayId, State: 'active' }],
      },
    ]);
    const Filters = [{ Name: 'subnet-id', Values: [SubnetId] }];
    const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
    expect(NetworkInterfaces).toMatchObject([{ InterfaceType: 'nat_gateway', RequesterManaged: true }]);
    await second.awsJson(['ec2', 'delete-nat-gateway', '--nat-gateway-id', NatGatewayId]);
    await second.awsJson(['ec2', 'wait', 'nat-gateway-deleted', '--nat-gateway-ids', NatGatewayId]);
    const { stderr } = await second.aws(['ec2', 'delete-route-table', '--route-table-id', RouteTableId]);
    expect(stderr).toContain(
      `An error occurred (DependencyViolation) when calling the DeleteRouteTable operation: The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`,
    );
    await second.awsJson(['ec2', 'delete-subnet', '--subnet-id', SubnetId]);
    await second.awsJson(['ec2', 'delete-route-table', '--route-table-id', RouteTableId]);
  });
  await rm(directory, { recursive: true });
});

test('two servers on one PostgreSQL give no address, block or VPC twice', async () => {
  const postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  const houses = [await startHouse({ place }), await startHouse({ place })];
  const clients = houses.map((house) => new EC2Client(house.client()));
  const at = (turn: number) => clients[turn % 2] ?? new EC2Client({});
  const { Vpc } = await at(0).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const outcomes = await codesOf(
    Array.from({ length: 6 }, (_, n) =>
      at(n).send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/28' })),
    ),
  );
  expect(outcomes.filter((code) => code !== 'InvalidSubnet.Conflict')).toHaveLength(1);
  const { Subnet } = await at(1).send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.2.0/28' }));
  const SubnetId = Subnet?.SubnetId ?? '';
  const made = await codesOf(
    Array.from({ length: 14 }, (_, n) => at(n).send(new CreateNetworkInterfaceCommand({ SubnetId }))),
  );
  expect(made.filter((code) => code === 'InsufficientFreeAddressesInSubnet')).toHaveLength(3);
  // Launches take turns with those who ask for interfaces.
  const roomy = (await at(0).send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.3.0/24' }))).Subnet
    ?.SubnetId;
  const launch = { ImageId: 'ami-56d4ad31', MinCount: 1, MaxCount: 1, SubnetId: roomy } as const;
  const launched = await codesOf(
    Array.from({ length: 14 }, (_, n) => at(n).send(new RunInstancesCommand(launch))),
  );
  expect(launched.every((code) => code === undefined)).toBe(true);
  const Filters = [{ Name: 'subnet-id', Values: [SubnetId] }];
  const { NetworkInterfaces } = await at(0).send(new DescribeNetworkInterfacesCommand({ Filters }));
  expect(new Set(NetworkInterfaces?.map(({ PrivateIpAddress }) => PrivateIpAddress)).size).toBe(11);
  await codesOf(
    Array.from({ length: 6 }, (_, n) => at(n).send(new CreateVpcCommand({ CidrBlock: `10.${n}.0.0/16` }))),
  );
  expect((await at(1).send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(5);
  for (const house of houses) await house.close();
  await postgres.stop();
});
