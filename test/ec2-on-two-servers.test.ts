import {
  AssociateIamInstanceProfileCommand,
  AttachVolumeCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateVolumeCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DescribeVpcsCommand,
  EC2Client,
  RunInstancesCommand,
  waitUntilInstanceRunning,
  waitUntilVolumeAvailable,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { documentOf } from './in-process-house.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';
import { codesOf } from './refusal.ts';

let postgres: PostgresServer;
let houses: readonly TestHouse[] = [];
let clients: readonly EC2Client[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  houses = [await startHouse({ place }), await startHouse({ place })];
  clients = houses.map((house) => new EC2Client(house.client()));
});
afterAll(async () => {
  for (const house of houses) await house.close();
  await postgres?.stop();
});

const ONE = { ImageId: 'ami-56d4ad31', MinCount: 1, MaxCount: 1 } as const;

/** The servers in turn. */
function server(turn: number): EC2Client {
  const client = clients[turn % clients.length];
  if (client === undefined) throw new Error('no server was started');
  return client;
}

async function makeProfile(name: string): Promise<void> {
  const iam = new IAMClient(houses[0]?.client() ?? {});
  const AssumeRolePolicyDocument = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
}

describe('two servers on one PostgreSQL', () => {
  test('both find one default VPC, whoever asks first', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => server(turn).send(new DescribeVpcsCommand({}))),
    );
    expect(new Set(answers.flatMap(({ Vpcs }) => Vpcs?.map(({ VpcId }) => VpcId))).size).toBe(1);
  });

  test('of 50 racing Associates on one instance one wins, the others get IncorrectState', async () => {
    await makeProfile('Raced');
    const { Instances } = await server(0).send(new RunInstancesCommand(ONE));
    const InstanceId = Instances?.[0]?.InstanceId ?? '';
    await waitUntilInstanceRunning(
      { client: server(1), maxWaitTime: 20, minDelay: 0.2, maxDelay: 0.5 },
      { InstanceIds: [InstanceId] },
    );
    const codes = await codesOf(
      Array.from({ length: 50 }, (_, turn) =>
        server(turn).send(
          new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name: 'Raced' } }),
        ),
      ),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'IncorrectState']));
    const { IamInstanceProfileAssociations } = await server(1).send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    );
    expect(IamInstanceProfileAssociations).toMatchObject([{ InstanceId }]);
  });

  test('racing launches share a client token’s instance and never an address', async () => {
    const ClientToken = 'raced';
    const launches = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        server(turn).send(new RunInstancesCommand(turn < 10 ? { ...ONE, ClientToken } : ONE)),
      ),
    );
    expect(new Set(launches.slice(0, 10).map(({ ReservationId }) => ReservationId)).size).toBe(1);
    const { Reservations } = await server(0).send(new DescribeInstancesCommand({}));
    const addresses = (Reservations ?? []).flatMap(({ Instances }) =>
      Instances?.map((each) => each.PrivateIpAddress),
    );
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).toHaveLength(12);
    const publicIps = (Reservations ?? []).flatMap(({ Instances }) =>
      Instances?.map((each) => each.PublicIpAddress),
    );
    expect(publicIps).not.toContain(undefined);
    expect(new Set(publicIps).size).toBe(publicIps.length);
  });

  test('racing versions of a launch template get numbers of their own, a raced name one template', async () => {
    const LaunchTemplateData = { InstanceType: 't3.nano' } as const;
    const raced = { LaunchTemplateName: 'raced', LaunchTemplateData };
    const codes = await codesOf(
      Array.from({ length: 6 }, (_, turn) => server(turn).send(new CreateLaunchTemplateCommand(raced))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'InvalidLaunchTemplateName.AlreadyExistsException']));
    const versions = await Promise.all(
      Array.from({ length: 10 }, (_, turn) =>
        server(turn).send(new CreateLaunchTemplateVersionCommand(raced)),
      ),
    );
    const numbers = versions.map(({ LaunchTemplateVersion }) => LaunchTemplateVersion?.VersionNumber ?? 0);
    expect(numbers.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('a volume is attached once, whichever server is asked', async () => {
    const { VolumeId = '' } = await server(0).send(
      new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1 }),
    );
    const wait = { maxWaitTime: 20, minDelay: 0.2, maxDelay: 0.5 };
    await waitUntilVolumeAvailable({ client: server(1), ...wait }, { VolumeIds: [VolumeId] });
    const { Instances = [] } = await server(1).send(
      new RunInstancesCommand({
        ...ONE,
        MinCount: 4,
        MaxCount: 4,
        Placement: { AvailabilityZone: 'us-east-1a' },
      }),
    );
    const codes = await codesOf(
      Instances.map(({ InstanceId = '' }, turn) =>
        server(turn).send(new AttachVolumeCommand({ VolumeId, InstanceId, Device: '/dev/sdf' })),
      ),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'VolumeInUse']));
  });
});
