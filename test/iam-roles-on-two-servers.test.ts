import {
  AddRoleToInstanceProfileCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  AttachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { allow, documentOf } from './in-process-house.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';
import { codesOf, refusal } from './refusal.ts';

let postgres: PostgresServer;
let houses: readonly TestHouse[] = [];
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
  for (const house of houses) await house.close();
  await postgres?.stop();
});

const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

function createRole(RoleName: string, iam = clients[0]) {
  return iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
}

/** Does something with each number below `count`, `width` at a time. */
async function each(count: number, width: number, act: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

describe('two servers on one PostgreSQL', () => {
  test('of 1,000 pairs racing to put a role into a profile each has one winner', async () => {
    await createRole('left');
    await createRole('right');
    const names = Array.from({ length: 1000 }, (_, n) => `raced-${String(n).padStart(4, '0')}`);
    const winners = new Map<string, string>();
    await each(names.length, 8, async (n) => {
      const InstanceProfileName = names[n] ?? '';
      await clients[n % 2 === 0 ? 0 : 1].send(new CreateInstanceProfileCommand({ InstanceProfileName }));
      const [left, right] = await codesOf([
        clients[0].send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'left' })),
        clients[1].send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'right' })),
      ]);
      expect(new Set([left, right])).toEqual(new Set(['LimitExceeded', undefined]));
      winners.set(InstanceProfileName, left === undefined ? 'left' : 'right');
    });
    const { InstanceProfiles = [] } = await clients[1].send(
      new ListInstanceProfilesCommand({ MaxItems: 1000 }),
    );
    expect(
      InstanceProfiles.map(({ InstanceProfileName = '', Roles }) => [
        InstanceProfileName,
        Roles?.[0]?.RoleName,
      ]),
    ).toEqual(names.map((name) => [name, winners.get(name)]));
    // One more finds the account full.
    const more = new CreateInstanceProfileCommand({ InstanceProfileName: 'one-more' });
    expect(await refusal(clients[0].send(more))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for InstanceProfilesPerAccount: 1000',
    });
  }, 600_000);

  test('of 50 racing CreateRole of one name one wins', async () => {
    const codes = await codesOf(
      Array.from({ length: 50 }, (_, n) => createRole('one-name', clients[n % 2 === 0 ? 0 : 1])),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'EntityAlreadyExists']));
  });

  test('a policy that is attached on one while it is deleted on the other: one of both happens', async () => {
    await createRole('attached');
    for (let round = 0; round < 20; round += 1) {
      const made = await clients[0].send(
        new CreatePolicyCommand({ PolicyName: `short-lived-${round}`, PolicyDocument: allow('s3:*') }),
      );
      const PolicyArn = made.Policy?.Arn ?? '';
      const codes = await codesOf([
        clients[0].send(new AttachRolePolicyCommand({ RoleName: `attached`, PolicyArn })),
        clients[1].send(new DeletePolicyCommand({ PolicyArn })),
      ]);
      const happened = codes.filter((code) => code === undefined);
      // Once ten are attached, attaching fails and deleting succeeds.
      expect(happened).toHaveLength(1);
    }
  });

  test('a policy detached on one, or emptied by a new default version, is refused by the other at its next request', async () => {
    await clients[0].send(new CreateUserCommand({ UserName: 'bound' }));
    const made = await clients[0].send(new CreateAccessKeyCommand({ UserName: 'bound' }));
    const key = {
      accessKeyId: made.AccessKey?.AccessKeyId ?? '',
      secretAccessKey: made.AccessKey?.SecretAccessKey ?? '',
    };
    const other = houses[1];
    if (other === undefined) throw new Error('two servers run');
    const bound = new IAMClient(other.client(key));
    const code = async () => (await refusal(bound.send(new ListPoliciesCommand({ Scope: 'Local' }))))?.code;
    const policy = await clients[0].send(
      new CreatePolicyCommand({ PolicyName: 'lists', PolicyDocument: allow('iam:ListPolicies') }),
    );
    const binding = { UserName: 'bound', PolicyArn: policy.Policy?.Arn ?? '' };
    for (let round = 0; round < 20; round += 1) {
      await clients[0].send(new AttachUserPolicyCommand(binding));
      expect(await code()).toBeUndefined();
      await clients[0].send(new DetachUserPolicyCommand(binding));
      expect(await code()).toBe('AccessDenied');
    }
    await clients[0].send(new AttachUserPolicyCommand(binding));
    expect(await code()).toBeUndefined();
    const emptied = { PolicyArn: binding.PolicyArn, PolicyDocument: allow('s3:*'), SetAsDefault: true };
    await clients[0].send(new CreatePolicyVersionCommand(emptied));
    expect(await code()).toBe('AccessDenied');
  });

  test('a role changed on one is shown changed by the other at once', async () => {
    await createRole('shown');
    for (let round = 0; round < 20; round += 1) {
      const [writer, reader] = round % 2 === 0 ? clients : [clients[1], clients[0]];
      const Tags = [{ Key: 'round', Value: `${round}` }];
      await writer.send(new TagRoleCommand({ RoleName: 'shown', Tags }));
      expect((await reader.send(new GetRoleCommand({ RoleName: 'shown' }))).Role?.Tags).toEqual(Tags);
    }
  });
});
