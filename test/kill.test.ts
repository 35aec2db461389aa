import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AssociateIamInstanceProfileCommand,
  EC2Client,
  paginateDescribeIamInstanceProfileAssociations,
  paginateDescribeInstances,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  paginateListRoles,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from './server-process.ts';

const ROUNDS = 16;
const BUCKET = 'survivors';
const PROFILE = 'profile';
const POLICY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the clients were answered, and what they asked without hearing an answer. */
class Ledger {
  readonly users = new Set<string>();
  readonly roles = new Set<string>();
  readonly attached = new Set<string>();
  readonly instances = new Set<string>();
  readonly associations = new Map<string, string>();
  /** A launch whose answer nobody heard. */
  launching: string | undefined;
  /** Key → the last version that was answered (0: none) and the last that was asked for. */
  readonly objects = new Map<string, { answered: number; asked: number }>();

  get size(): number {
    const { users, roles, attached, instances, associations, objects } = this;
    const stores = [users, roles, attached, instances, associations];
    const puts = [...objects.values()].reduce((sum, { answered }) => sum + answered, 0);
    return stores.reduce((sum, { size }) => sum + size, puts);
  }
}

/** An object's bytes: every part of them says of which key and version they are. */
function contentOf(key: string, version: number): Buffer {
  const size = key.startsWith('large') ? 1_000_000 + version : 10 + ((version * 977) % 90_000);
  return Buffer.alloc(size, `${key}#${version};`);
}

/** What writes in one round, each client one call after the other. */
function writers(server: ServerProcess, round: number, ledger: Ledger): (() => Promise<void>)[] {
  const iam = new IAMClient(server.client());
  const ec2 = new EC2Client(server.client());
  const s3 = new S3Client({ ...server.client(), forcePathStyle: true });
  let n = 0;
  const next = () => `${round}-${n++}`;
  const put = async (key: string) => {
    const known = ledger.objects.get(key) ?? { answered: 0, asked: 0 };
    ledger.objects.set(key, known);
    const version = ++known.asked;
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: contentOf(key, version) }));
    known.answered = version;
  };
  return [
    async () => {
      const UserName = `user-${next()}`;
      await iam.send(new CreateUserCommand({ UserName }));
      ledger.users.add(UserName);
    },
    async () => {
      const RoleName = `role-${next()}`;
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
      ledger.roles.add(RoleName);
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: POLICY }));
      ledger.attached.add(RoleName);
    },
    async () => {
      ledger.launching = `launch-${next()}`;
      const { Instances = [] } = await ec2.send(launch(ledger.launching));
      ledger.launching = undefined;
      const InstanceId = Instances[0]?.InstanceId ?? '';
      ledger.instances.add(InstanceId);
      await sleep(120);
      const { IamInstanceProfileAssociation } = await ec2.send(
        new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name: PROFILE } }),
      );
      ledger.associations.set(IamInstanceProfileAssociation?.AssociationId ?? '', InstanceId);
    },
    () => put(`small-${next()}`),
    () => put(`large-${next()}`),
    () => put('rewritten'),
    () => put('large-rewritten'),
  ];
}

function launch(ClientToken: string): RunInstancesCommand {
  const one = { MinCount: 1, MaxCount: 1 };
  return new RunInstancesCommand({
    ImageId: 'ami-0abcdef1234567890',
    InstanceType: 't3.nano',
    ClientToken,
    ...one,
  });
}

/** Calls until the server is gone. @throws whatever a server that lives refuses */
async function untilGone(write: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await write();
    } catch (error) {
      const { $metadata } = error as { $metadata?: { httpStatusCode?: number | undefined } };
      if ($metadata?.httpStatusCode !== undefined) throw error;
      return;
    }
  }
}

async function verify(server: ServerProcess, data: string, ledger: Ledger): Promise<void> {
  await Promise.all([
    verifyIdentities(server, ledger),
    verifyInstances(server, ledger),
    verifyObjects(server, data, ledger),
  ]);
}

async function verifyIdentities(server: ServerProcess, { users, roles, attached }: Ledger): Promise<void> {
  const client = new IAMClient(server.client());
  const found = new Set<string | undefined>();
  for await (const page of paginateListUsers({ client, pageSize: 1000 }, {})) {
    for (const { UserName } of page.Users ?? []) found.add(UserName);
  }
  for await (const page of paginateListRoles({ client, pageSize: 1000 }, {})) {
    for (const { RoleName } of page.Roles ?? []) found.add(RoleName);
  }
  expect([...users, ...roles].filter((name) => !found.has(name))).toEqual([]);
  for (const RoleName of [...attached].slice(-60)) {
    const { AttachedPolicies } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies).toEqual([{ PolicyName: 'ReadOnlyAccess', PolicyArn: POLICY }]);
  }
}

async function verifyInstances(server: ServerProcess, ledger: Ledger): Promise<void> {
  const client = new EC2Client(server.client());
  if (ledger.launching !== undefined) {
    const { Instances = [] } = await client.send(launch(ledger.launching));
    ledger.instances.add(Instances[0]?.InstanceId ?? '');
    ledger.launching = undefined;
  }
  const tokens = new Map<string, string>();
  for await (const page of paginateDescribeInstances({ client, pageSize: 1000 }, {})) {
    for (const { InstanceId = '', ClientToken = '' } of page.Reservations?.flatMap(
      ({ Instances = [] }) => Instances,
    ) ?? []) {
      tokens.set(InstanceId, ClientToken);
    }
  }
  // Every launch once: those that were answered, and the one that was asked for again.
  expect([...tokens.keys()].toSorted()).toEqual([...ledger.instances].toSorted());
  expect(new Set(tokens.values()).size).toBe(tokens.size);
  const associations = new Map<string | undefined, string | undefined>();
  for await (const page of paginateDescribeIamInstanceProfileAssociations({ client, pageSize: 1000 }, {})) {
    for (const { AssociationId, InstanceId } of page.IamInstanceProfileAssociations ?? []) {
      associations.set(AssociationId, InstanceId);
    }
  }
  expect([...ledger.associations].filter(([id, instance]) => associations.get(id) !== instance)).toEqual([]);
}

/** Every answered object with its content, none in halves, and on the disk what they are made of and nothing else. */
async function verifyObjects(server: ServerProcess, data: string, { objects }: Ledger): Promise<void> {
  const client = new S3Client({ ...server.client(), forcePathStyle: true });
  const listed = new Set<string>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket: BUCKET })) {
    for (const { Key = '' } of page.Contents ?? []) listed.add(Key);
  }
  expect(await blobsIn(path.join(data, 'objects'))).toHaveLength(listed.size);
  const answered = [...objects].filter(([, version]) => version.answered > 0).map(([key]) => key);
  expect(answered.filter((key) => !listed.has(key))).toEqual([]);
  for (const key of listed) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    const version = Number(/#(\d+);/.exec(bytes.toString('latin1', 0, 100))?.[1]);
    const known = objects.get(key) ?? { answered: 1, asked: 0 };
    expect(version).toBeGreaterThanOrEqual(known.answered);
    expect(version).toBeLessThanOrEqual(known.asked);
    expect(bytes.equals(contentOf(key, version))).toBe(true);
  }
}

async function blobsIn(objects: string): Promise<string[]> {
  if (!existsSync(objects)) return [];
  const entries = await readdir(objects, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test(
  `a server killed ${ROUNDS} times while clients write has every answered write, each whole, and no leftovers`,
  { timeout: 600_000 },
  async () => {
    const data = path.join(folder, 'data');
    const ledger = new Ledger();
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServer(['--data', data]);
      if (round === 0) await prepare(server);
      else await verify(server, data, ledger);
      const writing = writers(server, round, ledger).map(untilGone);
      // A server that is killed in the midst of writes, also where the machine is slow.
      const enough = () => ledger.size > (round + 1) * 10 && ledger.associations.size > 0;
      while (!enough() && !(await Promise.race([server.ended.then(() => true), sleep(10, false)])));
      await sleep(Math.random() * 450);
      const end = await server.end('SIGKILL');
      expect(end.stderr).toBe('');
      await Promise.all(writing);
    }
    const last = await startServer(['--data', data]);
    await verify(last, data, ledger);
    expect(await last.end()).toMatchObject({ code: 0, stderr: '' });
    // So that it has said something.
    expect(ledger.size).toBeGreaterThan(ROUNDS * 10);
    expect(ledger.associations.size).toBeGreaterThan(0);
  },
);

async function prepare(server: ServerProcess): Promise<void> {
  const iam = new IAMClient(server.client());
  await iam.send(new CreateRoleCommand({ RoleName: 'role', AssumeRolePolicyDocument: TRUST }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: PROFILE }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: PROFILE, RoleName: 'role' }));
  await new S3Client({ ...server.client(), forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: BUCKET }),
  );
}
