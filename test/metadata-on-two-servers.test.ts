import { EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  IAMClient,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { launchInstance, makeInstanceRole, untilState } from './instances.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

/** Two servers on one PostgreSQL: each serves the metadata of every instance, whoever launched it. */
let postgres: PostgresServer;
let houses: readonly [TestHouse, TestHouse];
let instance: string;
let endpoints: readonly [string, string];

beforeAll(async () => {
  postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  houses = [await startHouse({ place }), await startHouse({ place })];
  await makeInstanceRole(houses[0], 'First');
  await makeInstanceRole(houses[0], 'Second');
  instance = await launchInstance(houses[0], {
    IamInstanceProfile: { Name: 'First' },
    MetadataOptions: { HttpTokens: 'optional' },
  });
  endpoints = [await endpointOf(houses[0]), await endpointOf(houses[1])];
});
afterAll(async () => {
  for (const house of houses ?? []) await house.close();
  await postgres?.stop();
});

async function endpointOf(house: TestHouse): Promise<string> {
  const { stdout } = await house.onInstance(instance, ['printenv', 'AWS_EC2_METADATA_SERVICE_ENDPOINT']);
  return stdout.trim();
}

async function rolesShown(): Promise<string[]> {
  const paths = endpoints.map((endpoint) => `${endpoint}/latest/meta-data/iam/security-credentials/`);
  return Promise.all(paths.map(async (path) => (await fetch(path)).text()));
}

test('an instance that one server launched has its role on the other too', async () => {
  expect(endpoints[0]).not.toBe(endpoints[1]);
  for (const house of houses) {
    const { stdout } = await house.onInstance(instance, [
      'aws',
      'sts',
      'get-caller-identity',
      '--output',
      'json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/First/${instance}`,
    });
  }
});

test('a token of one server opens the other', async () => {
  const made = await fetch(`${endpoints[0]}/latest/api/token`, {
    method: 'PUT',
    headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '60' },
  });
  const headers = { 'X-aws-ec2-metadata-token': await made.text() };
  const answer = await fetch(`${endpoints[1]}/latest/meta-data/instance-id`, { headers });
  expect(await answer.text()).toBe(instance);
});

test('both sign the instance’s identity with the one key', async () => {
  const both = async (path: string) => {
    const answers = endpoints.map(async (endpoint) => (await fetch(`${endpoint}/latest/${path}`)).text());
    const [one, other] = await Promise.all(answers);
    expect(other).toBe(one);
    return one ?? '';
  };
  expect(await both('dynamic/instance-identity/document')).toContain(instance);
  expect(await both('dynamic/instance-identity/rsa2048')).toMatch(/^MII/);
  expect(await both('dynamic/instance-identity/signature')).toMatch(/^[\w+/=\n]{344,}$/);
});

test('a role swapped by one server is the next answer of both', async () => {
  const iam = new IAMClient(houses[0].client());
  const InstanceProfileName = 'First';
  expect(await rolesShown()).toEqual(['First', 'First']);
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: 'First' }));
  expect(await rolesShown()).toEqual(['', '']);
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'Second' }));
  expect(await rolesShown()).toEqual(['Second', 'Second']);
});

test('an instance that one server stopped has no metadata on either', async () => {
  const ec2 = new EC2Client(houses[0].client());
  await ec2.send(new StopInstancesCommand({ InstanceIds: [instance] }));
  await untilState(ec2, instance, 'stopped');
  for (const endpoint of endpoints) {
    await expect(fetch(`${endpoint}/latest/meta-data/`)).rejects.toThrow('fetch failed');
  }
});
