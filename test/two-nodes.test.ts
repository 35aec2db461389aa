import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListRolesCommand,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Connection, load } from '../bench/load.ts';
import { queryRequest } from '../bench/signed-request.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { ACCOUNT, type Credentials } from './house.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { refusedStart, type ServerProcess, startServer } from './server-process.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' },
  ],
});
const READ_ONLY = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
/** How long an answer may take while the database is away, ms: some seconds, and the machine may be busy. */
const PATIENCE_MS = 15_000;

let postgres: PostgresServer;
let folder: string;
let nodes: readonly [ServerProcess, ServerProcess];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-nodes-'));
  postgres = await startPostgres();
  // Both at once on an empty database.
  nodes = await Promise.all([startNode(postgres.url), startNode(postgres.url)]);
  const iam = new IAMClient(nodes[0].client());
  for (const RoleName of ['role-a', 'role-b']) {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  }
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.end('SIGKILL')));
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

function startNode(url: string): Promise<ServerProcess> {
  return startServer(['--store', url], { cwd: folder });
}

const s3Of = (node: ServerProcess) => new S3Client({ ...node.client(), forcePathStyle: true });

/** `ok`, or the status and AWS's code. */
function outcomeOf(answer: Buffer | undefined): string {
  const text = answer?.toString('utf8') ?? '';
  if (text.startsWith('HTTP/1.1 200 ')) return 'ok';
  return /^HTTP\/1\.1 (\d+)[\s\S]*<Code>(\w+)<\/Code>/.exec(text)?.slice(1).join(' ') ?? text;
}

async function readObject(node: ServerProcess, Bucket: string, Key: string): Promise<Buffer> {
  const { Body } = await s3Of(node).send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe('two servers that share one PostgreSQL', () => {
  test('start at once on an empty database and are one: the same account, admin and key', async () => {
    expect(nodes[0].admin).toEqual(nodes[1].admin);
    expect(nodes[0].port).not.toBe(nodes[1].port);
    const identities = await Promise.all(
      nodes.map((node) => new STSClient(node.client()).send(new GetCallerIdentityCommand({}))),
    );
    expect(identities[0]?.UserId).toBe(identities[1]?.UserId);
    for (const node of nodes) {
      expect(node.output().stderr).toBe('');
      expect(node.output().stdout).toMatch(/data +PostgreSQL at 127\.0\.0\.1:\d+\/postgres\n/);
    }
  });

  test(
    'of 1,000 racing pairs of AddRoleToInstanceProfile each has one winner, the other LimitExceeded',
    { timeout: 600_000 },
    async () => {
      const pairs = 1000;
      const { admin } = nodes[0];
      const names = Array.from({ length: pairs }, (_, i) => `profile-${i}`);
      const create = (node: ServerProcess, from: number) =>
        load(node.port, pairs / 2, 3, (n) =>
          queryRequest(node.port, admin, 'iam', {
            Action: 'CreateInstanceProfile',
            InstanceProfileName: names[from + n] ?? '',
          }),
        );
      await Promise.all([create(nodes[0], 0), create(nodes[1], pairs / 2)]);

      const winners: [string, string][] = [];
      const losers: string[] = [];
      let next = 0;
      const race = async () => {
        const [a, b] = await Promise.all([Connection.open(nodes[0].port), Connection.open(nodes[1].port)]);
        const racers = [
          { connection: a, port: nodes[0].port, role: 'role-a' },
          { connection: b, port: nodes[1].port, role: 'role-b' },
        ];
        for (let n = next++; n < pairs; n = next++) {
          const name = names[n] ?? '';
          // Each node is the first as often as the other.
          const order = n % 2 === 0 ? racers : racers.toReversed();
          const outcomes = await Promise.all(
            order.map(async ({ connection, port, role }) => {
              const add = { Action: 'AddRoleToInstanceProfile', InstanceProfileName: name, RoleName: role };
              const answer = await connection.exchange(queryRequest(port, admin, 'iam', add));
              return { role, outcome: outcomeOf(answer) };
            }),
          );
          for (const { role, outcome } of outcomes) {
            if (outcome === 'ok') winners.push([name, role]);
            else losers.push(outcome);
          }
        }
        a.close();
        b.close();
      };
      await Promise.all([race(), race(), race()]);

      expect(winners).toHaveLength(pairs);
      expect(new Map(winners).size).toBe(pairs);
      expect(losers.filter((loser) => loser !== '409 LimitExceeded')).toEqual([]);
      expect(losers).toHaveLength(pairs);
      for (const node of nodes) {
        const { InstanceProfiles = [] } = await new IAMClient(node.client()).send(
          new ListInstanceProfilesCommand({ MaxItems: 1000 }),
        );
        const held = InstanceProfiles.map(({ InstanceProfileName = '', Roles = [] }) => [
          InstanceProfileName,
          Roles.map(({ RoleName }) => RoleName).join(),
        ]);
        expect(new Map(held as [string, string][])).toEqual(new Map(winners));
      }
    },
  );

  test('a policy detached on one is refused by the other at its next request, a hundred times over', async () => {
    const iam = new IAMClient(nodes[0].client());
    await iam.send(new CreateUserCommand({ UserName: 'reader' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'reader' }));
    const reader = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
    const connections = await Promise.all(nodes.map(({ port }) => Connection.open(port)));
    const call = async (at: number, who: Credentials, parameters: Readonly<Record<string, string>>) => {
      const request = queryRequest(nodes[at]?.port ?? 0, who, 'iam', parameters);
      return outcomeOf(await connections[at]?.exchange(request));
    };
    const policy = { UserName: 'reader', PolicyArn: READ_ONLY };
    const seen: string[] = [];
    for (let i = 0; i < 100; i++) {
      const [writes, asks] = i % 2 === 0 ? [0, 1] : [1, 0];
      seen.push(
        await call(writes, nodes[0].admin, { Action: 'AttachUserPolicy', ...policy }),
        await call(asks, reader, { Action: 'GetUser', UserName: 'reader' }),
        await call(writes, nodes[0].admin, { Action: 'DetachUserPolicy', ...policy }),
        await call(asks, reader, { Action: 'GetUser', UserName: 'reader' }),
      );
    }
    for (const connection of connections) connection.close();
    expect(seen).toEqual(Array.from({ length: 100 }, () => ['ok', 'ok', 'ok', '403 AccessDenied']).flat());
  });

  test('an object put on one is read on the other, large or small, and is gone there when deleted', async () => {
    const Bucket = 'shared';
    await s3Of(nodes[0]).send(new CreateBucketCommand({ Bucket }));
    const bodies = new Map([
      ['empty', Buffer.alloc(0)],
      ['small', Buffer.from('small')],
      // More than two rows of chunks, and a rest.
      ['large', Buffer.alloc(1_300_000, 'large ')],
    ]);
    for (const [Key, Body] of bodies) {
      await s3Of(nodes[0]).send(new PutObjectCommand({ Bucket, Key, Body }));
      expect((await readObject(nodes[1], Bucket, Key)).equals(Body)).toBe(true);
      await s3Of(nodes[1]).send(new PutObjectCommand({ Bucket, Key, Body: `${Key} anew` }));
      expect((await readObject(nodes[0], Bucket, Key)).toString()).toBe(`${Key} anew`);
      await s3Of(nodes[1]).send(new DeleteObjectCommand({ Bucket, Key }));
      await expect(readObject(nodes[0], Bucket, Key)).rejects.toThrow('The specified key does not exist.');
    }
  });

  test('a session issued by one is accepted by the other', async () => {
    for (const [issuer, other] of [nodes, nodes.toReversed() as [ServerProcess, ServerProcess]]) {
      const { Credentials: session } = await new STSClient(issuer?.client() ?? {}).send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/role-a`, RoleSessionName: 'here' }),
      );
      const credentials = {
        accessKeyId: session?.AccessKeyId ?? '',
        secretAccessKey: session?.SecretAccessKey ?? '',
        sessionToken: session?.SessionToken ?? '',
      };
      const { Arn } = await new STSClient(other?.client(credentials) ?? {}).send(
        new GetCallerIdentityCommand({}),
      );
      expect(Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/role-a/here`);
    }
  });
});

/** What a client under load met: what was answered, and how long each call took and what came of it. */
class Load {
  readonly users: string[] = [];
  readonly objects: string[] = [];
  readonly failures: { readonly status: number | undefined; readonly name: string }[] = [];
  slowestMs = 0;
  #running: Promise<void>[] = [];
  #stopped = false;

  /** Writes users and objects on each of these servers until stopped. */
  constructor(servers: readonly ServerProcess[], prefix: string) {
    for (const [i, server] of servers.entries()) {
      const iam = new IAMClient(server.client());
      const s3 = s3Of(server);
      this.#running.push(
        this.#repeat(this.users, `${prefix}-user-${i}`, (UserName) =>
          iam.send(new CreateUserCommand({ UserName })),
        ),
        this.#repeat(this.objects, `${prefix}-object-${i}`, (Key) =>
          s3.send(new PutObjectCommand({ Bucket: 'load', Key, Body: Buffer.alloc(100_000, Key) })),
        ),
      );
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  async #repeat(
    answered: string[],
    prefix: string,
    write: (name: string) => Promise<unknown>,
  ): Promise<void> {
    for (let i = 0; !this.#stopped; i++) {
      const name = `${prefix}-${i}`;
      const began = performance.now();
      try {
        await write(name);
        answered.push(name);
        // A client that does a little of its own: what one makes is read again afterwards.
        await sleep(10);
      } catch (error) {
        const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
        this.failures.push({ status: $metadata?.httpStatusCode, name: (error as Error).name });
        await sleep(50);
      }
      this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
    }
  }
}

/** That everything that was answered is there, read on either node. */
async function expectAll({ users, objects }: Load): Promise<void> {
  const found = new Set<string | undefined>();
  for await (const page of paginateListUsers(
    { client: new IAMClient(nodes[1].client()), pageSize: 1000 },
    {},
  )) {
    for (const { UserName } of page.Users ?? []) found.add(UserName);
  }
  expect(users.filter((name) => !found.has(name))).toEqual([]);
  for (const [i, key] of objects.entries()) {
    const bytes = await readObject(nodes[i % 2] ?? nodes[0], 'load', key);
    expect(bytes.equals(Buffer.alloc(100_000, key))).toBe(true);
  }
}

/** That all that clients met were errors of AWS's shape that they take as a reason to try again. */
function expectOnlyUnavailable({ failures }: Load): void {
  const met = failures.map(({ status, name }) => `${status} ${name}`);
  // A write that was being committed as the database left: whether it is there nobody can say.
  const unclear = new Set(['500 InternalFailure', '500 InternalError']);
  expect(met.filter((error) => error !== '503 ServiceUnavailable' && !unclear.has(error))).toEqual([]);
  expect(met.filter((error) => unclear.has(error)).length).toBeLessThanOrEqual(4);
}

describe('when the database restarts under load', () => {
  beforeAll(() => s3Of(nodes[0]).send(new CreateBucketCommand({ Bucket: 'load' })));

  for (const how of ['fast', 'immediate'] as const) {
    test(`(${how}) no server ends, no answered write is lost, and both serve again`, async () => {
      const clients = new Load(nodes, how);
      await sleep(500);
      await postgres.restart(how);
      await sleep(1000);
      const answered = clients.users.length;
      await sleep(500);
      await clients.stop();
      expect(clients.users.length).toBeGreaterThan(answered);
      expectOnlyUnavailable(clients);
      expect(clients.slowestMs).toBeLessThan(PATIENCE_MS);
      await expectAll(clients);
    });
  }

  test('and stays away: clients get ServiceUnavailable within seconds, then are served again', async () => {
    const clients = new Load(nodes, 'away');
    await sleep(300);
    await postgres.restart('fast', 8000);
    await sleep(1500);
    await clients.stop();
    expectOnlyUnavailable(clients);
    expect(clients.failures.length).toBeGreaterThan(0);
    expect(clients.slowestMs).toBeLessThan(PATIENCE_MS);
    await expectAll(clients);
    for (const node of nodes) expect(node.output().stderr).not.toContain('a defect of ours');
  });
});

test('a database that falls silent: clients get ServiceUnavailable within seconds, then are served again', async () => {
  const proxy = await startCuttingProxy(postgres.url);
  const node = await startNode(proxy.url);
  const clients = new Load([node], 'silent');
  await sleep(500);
  proxy.freeze();
  await sleep(500);
  const began = performance.now();
  const list = new IAMClient(node.client()).send(new ListRolesCommand({}));
  await expect(list).rejects.toMatchObject({
    name: 'ServiceUnavailable',
    $metadata: { httpStatusCode: 503 },
  });
  expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
  await sleep(4000);
  proxy.thaw();
  await sleep(1500);
  const answered = clients.users.length;
  await sleep(500);
  await clients.stop();
  expect(clients.users.length).toBeGreaterThan(answered);
  expect(clients.slowestMs).toBeLessThan(PATIENCE_MS);
  expectOnlyUnavailable(clients);
  await expectAll(clients);
  const end = await node.end();
  expect(end).toMatchObject({ code: 0, signal: null });
  expect(end.stderr).not.toContain('a defect of ours');
  await proxy.close();
});

test('a start on a database that refuses says so in one sentence', async () => {
  const url = new URL(postgres.url);
  url.pathname = '/nowhere';
  const refused = await refusedStart(['--store', url.href]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(
    /^utsuwa: PostgreSQL at 127\.0\.0\.1:\d+\/nowhere cannot be used: database "nowhere" does not exist\n$/,
  );
});

test('a new node on the database knows all that the others were told', async () => {
  const iam = new IAMClient(nodes[0].client());
  await iam.send(new CreateUserCommand({ UserName: 'known' }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'known', PolicyArn: READ_ONLY }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'known' }));
  const third = await startNode(postgres.url);
  const known = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const { Roles = [] } = await new IAMClient(third.client(known)).send(new ListRolesCommand({}));
  expect(Roles.map(({ RoleName }) => RoleName)).toEqual(['role-a', 'role-b']);
  expect(await third.end()).toMatchObject({ code: 0, stderr: '' });
});

test('how far two of them moved emulated time adds up, on each of them and for the next that starts', async () => {
  for (const { port } of nodes) {
    expect(await runUtsuwa(['clock', 'advance', '1h', '--port', String(port)])).toMatchObject({ code: 0 });
  }
  const third = await startNode(postgres.url);
  // The first, which was moved before the second, has caught up at its next request.
  for (const [n, node] of [nodes[0], nodes[1], third].entries()) {
    const iam = new IAMClient(node.client());
    const { User } = await iam.send(new CreateUserCommand({ UserName: `later-${n}` }));
    const aheadMs = (User?.CreateDate?.getTime() ?? 0) - Date.now();
    expect(Math.abs(aheadMs - 2 * 3_600_000)).toBeLessThan(60_000);
  }
  await third.end();
});

test('they end cleanly, and all that they kept is in the database', async () => {
  const ends = await Promise.all(nodes.map((node) => node.end()));
  expect(ends.map(({ code, signal }) => code ?? signal)).toEqual([0, 0]);
  expect(await readdir(folder)).toEqual([]);
});
