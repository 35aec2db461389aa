import {
  AddUserToGroupCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { allow, documentOf } from './in-process-house.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';
import { codesOf, refusal } from './refusal.ts';

let postgres: PostgresServer;
let houses: readonly [TestHouse, TestHouse];
let clients: readonly [IAMClient, IAMClient];
beforeAll(async () => {
  postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  const one = await startHouse({ place });
  const two = await startHouse({ place });
  houses = [one, two];
  clients = [new IAMClient(one.client()), new IAMClient(two.client())];
});
afterAll(async () => {
  for (const house of houses ?? []) await house.close();
  await postgres?.stop();
});

/** Sends the same call fifty times at once, to the servers in turn. */
function race(call: (iam: IAMClient) => Promise<unknown>): Promise<readonly (string | undefined)[]> {
  return codesOf(Array.from({ length: 50 }, (_, i) => call(clients[i % 2 === 0 ? 0 : 1])));
}

const winners = (codes: readonly (string | undefined)[]) => codes.filter((code) => code === undefined).length;

async function addUser(UserName: string, policy?: string): Promise<Credentials> {
  await clients[0].send(new CreateUserCommand({ UserName }));
  if (policy !== undefined) {
    await clients[0].send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: policy }));
  }
  const { AccessKey } = await clients[0].send(new CreateAccessKeyCommand({ UserName }));
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
}

describe('two servers on one PostgreSQL', () => {
  test('of 50 racing CreateUser of one name one wins', async () => {
    const codes = await race((iam) => iam.send(new CreateUserCommand({ UserName: 'raced' })));
    expect(winners(codes)).toBe(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'EntityAlreadyExists']));
  });

  test('of 50 racing CreateAccessKey two win', async () => {
    await clients[0].send(new CreateUserCommand({ UserName: 'keys' }));
    const codes = await race((iam) => iam.send(new CreateAccessKeyCommand({ UserName: 'keys' })));
    expect(winners(codes)).toBe(2);
    expect(new Set(codes)).toEqual(new Set([undefined, 'LimitExceeded']));
    const { AccessKeyMetadata } = await clients[1].send(new ListAccessKeysCommand({ UserName: 'keys' }));
    expect(AccessKeyMetadata).toHaveLength(2);
  });

  test('a user raced into eleven groups is in ten', async () => {
    await clients[0].send(new CreateUserCommand({ UserName: 'joiner' }));
    const names = Array.from({ length: 11 }, (_, i) => `group-${i}`);
    for (const GroupName of names) await clients[0].send(new CreateGroupCommand({ GroupName }));
    const codes = await codesOf(
      names.map((GroupName, i) =>
        clients[i % 2 === 0 ? 0 : 1].send(new AddUserToGroupCommand({ GroupName, UserName: 'joiner' })),
      ),
    );
    expect(winners(codes)).toBe(10);
    const { Groups } = await clients[1].send(new ListGroupsForUserCommand({ UserName: 'joiner' }));
    expect(Groups).toHaveLength(10);
  });

  test('a key deactivated on one is refused by the other at its next request', async () => {
    const key = await addUser('switched');
    const sts = new STSClient(houses[1].client(key));
    const identity = () => refusal(sts.send(new GetCallerIdentityCommand({})));
    for (let round = 0; round < 10; round += 1) {
      const change = { UserName: 'switched', AccessKeyId: key.accessKeyId };
      expect(await identity()).toBeUndefined();
      await clients[0].send(new UpdateAccessKeyCommand({ ...change, Status: 'Inactive' }));
      expect(await identity()).toMatchObject({ code: 'InvalidClientTokenId' });
      await clients[0].send(new UpdateAccessKeyCommand({ ...change, Status: 'Active' }));
    }
  });

  test('a session made on one is good on the other', async () => {
    const key = await addUser('assumer', allow('sts:AssumeRole'));
    const trust = documentOf({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' });
    const { Role } = await clients[1].send(
      new CreateRoleCommand({ RoleName: 'shared', AssumeRolePolicyDocument: trust }),
    );
    const { Credentials: made } = await new STSClient(houses[0].client(key)).send(
      new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'me' }),
    );
    const session = houses[1].client({
      accessKeyId: made?.AccessKeyId ?? '',
      secretAccessKey: made?.SecretAccessKey ?? '',
      sessionToken: made?.SessionToken ?? '',
    });
    expect((await new STSClient(session).send(new GetCallerIdentityCommand({}))).UserId).toBe(
      `${Role?.RoleId}:me`,
    );
  });

  test('a use on one is soon known on the other', async () => {
    const key = await addUser('used');
    await new STSClient(houses[0].client(key)).send(new GetCallerIdentityCommand({}));
    const service = async () => {
      const input = { AccessKeyId: key.accessKeyId };
      const { AccessKeyLastUsed } = await clients[1].send(new GetAccessKeyLastUsedCommand(input));
      return AccessKeyLastUsed?.ServiceName;
    };
    for (let tries = 0; tries < 50 && (await service()) !== 'sts'; tries += 1) await sleep(100);
    expect(await service()).toBe('sts');
  });

  test('listings go in the same order as on SQLite: by name without regard to case, by bytes', async () => {
    for (const UserName of ['order_b', 'Order-C', 'order-a', 'ORDER+d', 'order.e']) {
      await clients[0].send(new CreateUserCommand({ UserName, Path: '/order/' }));
    }
    const { Users } = await clients[1].send(new ListUsersCommand({ PathPrefix: '/order/' }));
    expect(Users?.map((user) => user.UserName)).toEqual([
      'ORDER+d',
      'order-a',
      'Order-C',
      'order.e',
      'order_b',
    ]);
  });
});
