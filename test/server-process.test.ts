import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { signedRequest } from '../bench/signed-request.ts';
import { ACCOUNT, type Credentials } from './house.ts';
import { NOBODY } from '../src/cli/shell-lines.ts';
import { awsCliFolder } from './aws-cli.ts';
import { refusedStart, type ServerOptions, type ServerProcess, startServer } from './server-process.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

const run = promisify(execFile);
const BIN = path.resolve(import.meta.dirname, '../bin/utsuwa');
const START = path.resolve(import.meta.dirname, '../tools/start.mjs');
const ROOT: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const OWN_ROOT = { UTSUWA_ROOT_ACCESS_KEY_ID: 'AKIAOURS', UTSUWA_ROOT_SECRET_ACCESS_KEY: 'own-secret' };

let folder: string;
let data: string;
let count = 0;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-process-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.end('SIGKILL')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A server that the test need not end; on a data directory of its own unless told otherwise. */
async function serve(args: readonly string[] = freshData(), options: ServerOptions = {}) {
  const server = await startServer(args, options);
  servers.push(server);
  return server;
}

function freshData(): readonly string[] {
  data = path.join(folder, `data-${++count}`);
  return ['--data', data];
}

const healthOf = async ({ endpoint }: Pick<ServerProcess, 'endpoint'>) =>
  (await fetch(`${endpoint}/_utsuwa/health`, { headers: { connection: 'close' } })).status;

function identityOf(server: ServerProcess, credentials?: Credentials) {
  return new STSClient(server.client(credentials)).send(new GetCallerIdentityCommand({}));
}

describe('a start', () => {
  test('says where the server is, as whom to call it and what to type, then `ready`', async () => {
    const server = await serve();
    const { stdout, stderr } = server.output();
    expect(stderr).toBe('');
    expect(server.endpoint).toBe(`http://127.0.0.1:${server.port}`);
    expect(stdout).toContain(`SQLite in ${data}`);
    expect(stdout).toMatch(/admin key +AKIA[A-Z2-7]{16} \/ \S{40}\n/);
    expect(stdout).toMatch(/root key +test \/ test\n/);
    expect(stdout).toContain(`eval "$(bin/utsuwa env --port ${server.port})"\n`);
    expect(stdout).toContain('aws sts get-caller-identity\n');
    expect(stdout.endsWith('\nready\n')).toBe(true);
    const { Arn } = await identityOf(server);
    expect(Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/admin`);
  });

  test('writes no colour codes where there is no terminal, in CI either', async () => {
    const server = await serve(freshData(), { env: { CI: 'true' } });
    expect(server.output().stdout).not.toContain('\u001B');
  });

  test('shows no root secret that the operator chose', async () => {
    const server = await serve(freshData(), { env: OWN_ROOT });
    const { stdout } = server.output();
    expect(stdout).toContain('AKIAOURS');
    expect(stdout).not.toContain('own-secret');
    const own = { accessKeyId: 'AKIAOURS', secretAccessKey: 'own-secret' };
    expect((await identityOf(server, own)).Arn).toBe(`arn:aws:iam::${ACCOUNT}:root`);
    await expect(identityOf(server, ROOT)).rejects.toThrow('The security token included in the request is');
  });

  test('answers health with 200 from `ready` on', async () => {
    const server = await serve();
    expect(await healthOf(server)).toBe(200);
  });

  test('keeps its data directory to its owner', async () => {
    await serve();
    const { stdout } = await run('ls', ['-ld', data, path.join(data, 'utsuwa.db')]);
    expect(stdout.split('\n').map((line) => line.slice(0, 10))).toEqual(['drwx------', '-rw-------', '']);
  });

  test('takes the port from --port, else from UTSUWA_PORT', async () => {
    const first = await serve();
    const free = String(first.port);
    await first.end();
    const second = await serve(freshData(), { env: { UTSUWA_PORT: free } });
    expect(second.port).toBe(Number(free));
    const third = await serve(['--port', '0', ...freshData()], { env: { UTSUWA_PORT: free } });
    expect(third.port).not.toBe(second.port);
    expect([await healthOf(second), await healthOf(third)]).toEqual([200, 200]);
  });

  test('uses the data directory `.utsuwa` of the working directory unless told otherwise', async () => {
    const cwd = path.join(folder, 'project');
    await mkdir(cwd);
    const server = await serve([], { cwd });
    expect(existsSync(path.join(cwd, '.utsuwa/utsuwa.db'))).toBe(true);
    expect(server.output().stdout).toContain(path.join(cwd, '.utsuwa'));
  });
});

describe('a start is refused with one clear sentence and exit code 1', () => {
  const sentence = ({ stderr }: { stderr: string }) => stderr;

  test('when the port is taken', async () => {
    const { port } = await serve();
    const refused = await refusedStart(['--port', String(port), ...freshData()]);
    expect(refused.code).toBe(1);
    expect(sentence(refused)).toBe(
      `utsuwa: port ${port} is taken; stop what listens there, or choose another with --port\n`,
    );
  });

  test('when another server has the data directory: it names that one', async () => {
    const { pid } = await serve();
    const refused = await refusedStart(['--data', data]);
    expect(refused.code).toBe(1);
    expect(sentence(refused)).toBe(
      `utsuwa: the data directory \`${data}\` is in use by process ${pid}: stop it, or choose another directory\n`,
    );
  });

  test('when it would listen to strangers with the root key that everybody knows', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
      const refused = await refusedStart(['--host', host, ...freshData()]);
      expect(refused.code).toBe(1);
      expect(sentence(refused)).toMatch(
        /^utsuwa: refused to listen on `[\d.:]+` with the root key that everybody knows; set UTSUWA_ROOT_.*\n$/,
      );
      expect(existsSync(data)).toBe(false);
    }
  });

  test('when the operator chose the well-known secret himself, and half a key', async () => {
    const known = { UTSUWA_ROOT_ACCESS_KEY_ID: 'AKIAOURS', UTSUWA_ROOT_SECRET_ACCESS_KEY: 'test' };
    const refused = await refusedStart(['--host', '0.0.0.0', ...freshData()], { env: known });
    expect(refused).toMatchObject({ code: 1 });
    const half = { UTSUWA_ROOT_SECRET_ACCESS_KEY: '' };
    const empty = await refusedStart(['--host', '0.0.0.0', ...freshData()], { env: half });
    expect(empty).toMatchObject({ code: 1 });
  });

  test('when the data directory is a file, or holds no database of ours', async () => {
    const file = path.join(folder, 'a-file');
    await writeFile(file, 'not a directory');
    const refused = await refusedStart(['--data', file]);
    expect(refused.code).toBe(1);
    expect(sentence(refused)).toMatch(/^utsuwa: the data directory `.*a-file` cannot be used: .*\n$/);

    const foreign = path.join(folder, 'foreign');
    await mkdir(foreign);
    await writeFile(path.join(foreign, 'utsuwa.db'), 'this is no database, whatever its name says');
    const other = await refusedStart(['--data', foreign]);
    expect(other.code).toBe(1);
    expect(sentence(other)).toMatch(/^utsuwa: the data directory `.*foreign` cannot be used: .*\n$/);
  });

  test.runIf(process.platform === 'linux')('when the data directory is where none can be made', async () => {
    const refused = await refusedStart(['--data', '/proc/nope/deeper']);
    expect(refused.code).toBe(1);
    expect(sentence(refused)).toMatch(
      /^utsuwa: the data directory `\/proc\/nope\/deeper` cannot be used: ENOENT/,
    );
  });

  test('when the host is no address of this machine', async () => {
    const refused = await refusedStart(['--host', '192.0.2.1', ...freshData()], { env: OWN_ROOT });
    expect(refused.code).toBe(1);
    expect(sentence(refused)).toBe('utsuwa: `192.0.2.1` is no address of this machine\n');
    const unknown = await refusedStart(['--host', 'nowhere.invalid', ...freshData()], { env: OWN_ROOT });
    expect(unknown.code).toBe(1);
    expect(sentence(unknown)).toBe('utsuwa: `nowhere.invalid` is no address of this machine\n');
  });

  test('when an option or UTSUWA_PORT makes no sense', async () => {
    const options = [
      { args: ['--port', '99999'], says: 'a port is a number from 0 to 65535' },
      { args: ['--region', 'mars'], says: 'a region is called as us-east-1 is' },
      { args: ['--account', '12'], says: 'an account is twelve digits' },
      { args: ['--durability', 'none'], says: '--durability is `process` or `power`, not `none`' },
      { args: ['--store', 'mysql://x'], says: '--store takes a postgres:// address' },
      { args: ['--store', 'postgres://x', '--ephemeral'], says: 'give --store or --ephemeral, not both' },
      {
        args: ['--data', 'x', '--ephemeral'],
        says: "option '--ephemeral' cannot be used with option '--data <directory>'",
      },
      { args: ['--data', ''], says: 'name a directory' },
      { args: ['--colour'], says: "unknown option '--colour'" },
    ];
    for (const { args, says } of options) {
      const refused = await refusedStart(args, { cwd: folder });
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(says);
      expect(refused.stderr).not.toMatch(/^ +at /m);
    }
    const refused = await refusedStart([], { cwd: folder, env: { UTSUWA_PORT: 'four' } });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/UTSUWA_PORT.* a port is a number from 0 to 65535\n/);
  });
});

test('with a root key of its own a server may listen on every address', async () => {
  const server = await serve(['--host', '0.0.0.0', ...freshData()], { env: OWN_ROOT });
  expect(server.endpoint).toBe(`http://127.0.0.1:${server.port}`);
  expect(await healthOf(server)).toBe(200);
});

describe('a signal', () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    test(`${signal} ends the server cleanly: exit code 0, nothing to say, one file left`, async () => {
      const server = await serve();
      await new IAMClient(server.client()).send(new CreateUserCommand({ UserName: 'anna' }));
      const end = await server.end(signal);
      expect(end).toMatchObject({ code: 0, signal: null, stderr: '' });
      expect(await readdir(data)).toEqual(['utsuwa.db']);
    });
  }

  test('SIGTERM twice ends the server as cleanly', async () => {
    const server = await serve();
    const hanging = await openUpload(server, 1000, 10);
    void server.end();
    await sleep(100);
    const end = await server.end();
    expect(end).toMatchObject({ code: 0, signal: null, stderr: '' });
    hanging.socket.destroy();
  });

  test('Ctrl-C at `npm start`, which reaches the server twice, ends both cleanly', async () => {
    const [, place = ''] = freshData();
    const child = spawn(process.execPath, [START, '--port', '0', '--data', place], {
      // A process group of its own, as a terminal gives to each command.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const said: string[] = [];
      stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
      return () => said.join('');
    });
    await vi.waitFor(() => expect(stdout?.()).toMatch(/\nready\n$/), 120_000);
    process.kill(-(child.pid ?? 0), 'SIGINT');
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect([code, signal, stderr?.()]).toEqual([0, null, '']);
    expect(await readdir(place)).toEqual(['utsuwa.db']);
  });

  /** The moment is two seconds, which a busy machine may add by itself. */
  const AGAIN_WHERE_BUSY = { retry: 3 };

  test('a kept-alive connection holds the end up no longer than a moment', AGAIN_WHERE_BUSY, async () => {
    const server = await serve();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve, reject) => {
      get(`${server.endpoint}/_utsuwa/health`, { agent }, (response) =>
        response.resume().on('end', resolve),
      ).on('error', reject);
    });
    const began = performance.now();
    expect(await server.end()).toMatchObject({ code: 0, stderr: '' });
    expect(performance.now() - began).toBeLessThan(1900);
    agent.destroy();
  });

  test(
    'a request under way is answered first, and no new connection is taken',
    AGAIN_WHERE_BUSY,
    async () => {
      const server = await serve();
      const body = Buffer.alloc(300_000, 'under way ');
      const upload = await openUpload(server, body.length, 150_000, body);
      const ended = server.end();
      await sleep(300);
      await expect(healthOf(server)).rejects.toThrow('fetch failed');
      const began = performance.now();
      upload.socket.write(upload.rest);
      expect(await upload.answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(await ended).toMatchObject({ code: 0, stderr: '' });
      // Not the connection's being kept alive, only the request was waited for.
      expect(performance.now() - began).toBeLessThan(1600);

      const next = await serve(['--data', data]);
      const object = await new S3Client(s3Of(next)).send(
        new GetObjectCommand({ Bucket: 'bucket', Key: 'key' }),
      );
      expect(Buffer.from((await object.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    },
  );

  test('a request that never ends is cut after a moment, and leaves nothing', async () => {
    const server = await serve();
    const upload = await openUpload(server, 300_000, 150_000);
    const began = performance.now();
    expect(await server.end()).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - began).toBeLessThan(60_000);
    upload.socket.destroy();
    await serve(['--data', data]);
    expect(await blobsIn(path.join(data, 'objects'))).toEqual([]);
  });
});

/** A PutObject of which so many bytes have been sent. */
async function openUpload(server: ServerProcess, size: number, sent: number, body = Buffer.alloc(size, 'x')) {
  await new S3Client(s3Of(server)).send(new CreateBucketCommand({ Bucket: 'bucket' }));
  const bytes = signedRequest(server.port, server.admin, {
    service: 's3',
    method: 'PUT',
    path: '/bucket/key',
    body,
  });
  const cut = bytes.length - size + sent;
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connect({ port: server.port, host: '127.0.0.1' }, () => resolve(opened));
    opened.once('error', reject);
  });
  const answer = new Promise<string>((resolve, reject) => {
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString('latin1')));
    socket.once('close', () => reject(new Error('closed without an answer')));
  });
  answer.catch(() => undefined);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.write(bytes.subarray(0, cut), resolve));
  await sleep(100);
  return { socket, rest: bytes.subarray(cut), answer };
}

function s3Of(server: ServerProcess, credentials?: Credentials) {
  return { ...server.client(credentials), forcePathStyle: true };
}

async function blobsIn(objects: string): Promise<string[]> {
  if (!existsSync(objects)) return [];
  const entries = await readdir(objects, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('--ephemeral', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`leaves nothing behind after ${signal}`, async () => {
      const temporary = await mkdtemp(path.join(folder, 'tmp-'));
      const cwd = await mkdtemp(path.join(folder, 'cwd-'));
      const server = await serve(['--ephemeral'], { cwd, env: { TMPDIR: temporary } });
      expect(server.output().stdout).toMatch(/data +memory\n/);
      const s3 = new S3Client(s3Of(server));
      await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
      const body = Buffer.alloc(500_000, 'y');
      await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body: body }));
      expect(await blobsIn(temporary)).toHaveLength(1);
      expect(await server.end(signal)).toMatchObject({ code: 0, stderr: '' });
      expect(await readdir(temporary)).toEqual([]);
      expect(await readdir(cwd)).toEqual([]);
    });
  }

  test('what a killed server left is removed by the next that stores an object', async () => {
    const temporary = await mkdtemp(path.join(folder, 'tmp-'));
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const server = await serve(['--ephemeral'], { env: { TMPDIR: temporary } });
      const s3 = new S3Client(s3Of(server));
      await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
      await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body: 'z' }));
      await server.end(signal);
    }
    expect(await readdir(temporary)).toEqual([]);
  });
});

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root`, Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

test('everything is there after a restart: identities, sessions, instances, objects, keys', async () => {
  const first = await serve();
  const iam = new IAMClient(first.client());
  await iam.send(new CreateUserCommand({ UserName: 'anna', Tags: [{ Key: 'team', Value: 'α' }] }));
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: TRUST }),
  );
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'app', PolicyArn }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'app' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'app', RoleName: 'app' }));
  const ec2 = new EC2Client(first.client());
  const launched = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0abcdef1234567890',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: 'app' },
    }),
  );
  const InstanceId = launched.Instances?.[0]?.InstanceId ?? '';
  const before = await ec2.send(new DescribeIamInstanceProfileAssociationsCommand({}));
  expect(before.IamInstanceProfileAssociations).toHaveLength(1);
  const { Credentials: session } = await new STSClient(first.client()).send(
    new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'before' }),
  );
  const s3 = new S3Client(s3Of(first));
  await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  const large = Buffer.alloc(1_000_000, 'large ');
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'small', Body: 'small', Metadata: { a: 'b' } }));
  await s3.send(
    new PutObjectCommand({ Bucket: 'kept', Key: 'large', Body: large, ContentType: 'text/plain' }),
  );
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'empty', Body: '', ContentLength: 0 }));
  expect(await first.end()).toMatchObject({ code: 0, stderr: '' });

  const second = await serve(['--data', data]);
  expect(second.admin).toEqual(first.admin);
  const iam2 = new IAMClient(second.client());
  const { User } = await iam2.send(new GetUserCommand({ UserName: 'anna' }));
  expect(User?.Tags).toEqual([{ Key: 'team', Value: 'α' }]);
  expect((await iam2.send(new GetRoleCommand({ RoleName: 'app' }))).Role?.RoleId).toBe(Role?.RoleId);
  const attached = await iam2.send(new ListAttachedRolePoliciesCommand({ RoleName: 'app' }));
  expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'AmazonS3FullAccess', PolicyArn }]);
  const profile = await iam2.send(new GetInstanceProfileCommand({ InstanceProfileName: 'app' }));
  expect(profile.InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).toEqual(['app']);
  const ec22 = new EC2Client(second.client());
  const described = await ec22.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  expect(described.Reservations?.[0]?.Instances?.[0]?.PrivateIpAddress).toBe(
    launched.Instances?.[0]?.PrivateIpAddress,
  );
  const associations = await ec22.send(new DescribeIamInstanceProfileAssociationsCommand({}));
  expect(associations.IamInstanceProfileAssociations?.map(({ AssociationId }) => AssociationId)).toEqual([
    before.IamInstanceProfileAssociations?.[0]?.AssociationId,
  ]);

  const asBefore = {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  };
  expect((await identityOf(second, asBefore)).Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/app/before`);
  const s32 = new S3Client(s3Of(second, asBefore));
  const read = async (Key: string) => {
    const { Body, ...rest } = await s32.send(new GetObjectCommand({ Bucket: 'kept', Key }));
    return { ...rest, bytes: Buffer.from((await Body?.transformToByteArray()) ?? []) };
  };
  const small = await read('small');
  expect([small.bytes.toString(), small.Metadata]).toEqual(['small', { a: 'b' }]);
  const again = await read('large');
  expect([again.bytes.equals(large), again.ContentType]).toEqual([true, 'text/plain']);
  expect((await read('empty')).bytes).toHaveLength(0);
});

test('another account number on the same data is another account with its own admin', async () => {
  const first = await serve();
  await new IAMClient(first.client()).send(new CreateUserCommand({ UserName: 'anna' }));
  await first.end();
  const second = await serve(['--data', data, '--account', '111122223333']);
  expect((await identityOf(second)).Arn).toBe('arn:aws:iam::111122223333:user/admin');
  const get = new IAMClient(second.client()).send(new GetUserCommand({ UserName: 'anna' }));
  await expect(get).rejects.toThrow('The user with name anna cannot be found.');
});

describe('utsuwa clock advance', () => {
  test('moves emulated time, and the next start goes on from there', async () => {
    const server = await serve();
    const port = ['--port', String(server.port)];
    const moved = await runUtsuwa(['clock', 'advance', '6h', ...port]);
    expect(moved).toMatchObject({ code: 0, stderr: '' });
    expectAhead(/^emulated time is now (\S+)\n$/.exec(moved.stdout)?.[1], 6);
    await server.end();

    const next = await serve(['--data', data]);
    const { User } = await new IAMClient(next.client()).send(new CreateUserCommand({ UserName: 'later' }));
    expectAhead(User?.CreateDate?.toISOString(), 6);
    await runUtsuwa(['clock', 'advance', '90m', '--port', String(next.port)]);
    await next.end('SIGKILL');

    const last = await serve(['--data', data]);
    const { User: latest } = await new IAMClient(last.client()).send(
      new CreateUserCommand({ UserName: 'last' }),
    );
    expectAhead(latest?.CreateDate?.toISOString(), 7.5);
  });

  test('takes 90m, 6h, 2d and 1h30m; anything else is refused in words', async () => {
    const { port } = await serve();
    for (const wrong of ['6', '-6h', '6 h', '1w', '']) {
      const refused = await runUtsuwa(['clock', 'advance', '--port', String(port), '--', wrong]);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toBe(
        `utsuwa: \`${wrong}\` is no duration; write for example 90m, 1.5h, 1h30m or 2d\n`,
      );
    }
    const tooFar = await runUtsuwa(['clock', 'advance', '4000d', '--port', String(port)]);
    expect(tooFar).toMatchObject({ code: 1 });
    expect(tooFar.stderr).toMatch(/^utsuwa: emulated time moves forward by at most 3660 days at once/);
    const before = await runUtsuwa(['clock', '--port', String(port)]);
    expect(before.stdout).toMatch(/^emulated time is \S+, as the machine's own\n$/);
    expect(await runUtsuwa(['clock', 'advance', '1h30m', '--port', String(port)])).toMatchObject({ code: 0 });
    const after = await runUtsuwa(['clock', '--port', String(port)]);
    expect(after.stdout).toMatch(/^emulated time is \S+, 1h 30m ahead of the machine's own\n$/);
    expect(tooFar.stderr).not.toMatch(/^ +at /m);
  });
});

/** That a time is so many hours ahead of the real one, give or take a minute. */
function expectAhead(time: string | undefined, hours: number): void {
  expect(Math.abs(Date.parse(time ?? '') - Date.now() - hours * 3_600_000)).toBeLessThan(60_000);
}

describe('utsuwa env', () => {
  const inBash = async (port: number, options: string, command: string) => {
    const script = `set -e; eval "$(${process.execPath} ${BIN} env --port ${port} ${options})"; ${command}`;
    const env = { ...process.env, AWS_SESSION_TOKEN: 'stale', AWS_PROFILE: 'mine' };
    return (await run('bash', ['-c', script], { env })).stdout.trim();
  };
  const SHOW =
    'echo "$AWS_ENDPOINT_URL $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY ${AWS_SESSION_TOKEN-none} ${AWS_PROFILE-none} $AWS_REGION $AWS_DEFAULT_REGION"';

  async function shownCredentials(server: ServerProcess, options: string): Promise<Credentials> {
    const [, accessKeyId = '', secretAccessKey = '', sessionToken = ''] = (
      await inBash(server.port, options, SHOW)
    ).split(' ');
    return { accessKeyId, secretAccessKey, ...(sessionToken === 'none' ? {} : { sessionToken }) };
  }

  test('in bash, `eval` makes the shell admin, and unsets what was someone else’s', async () => {
    const server = await serve();
    const { accessKeyId, secretAccessKey } = server.admin;
    expect(await inBash(server.port, '', SHOW)).toBe(
      `${server.endpoint} ${accessKeyId} ${secretAccessKey} none none us-east-1 us-east-1`,
    );
  });

  test('--user is that user, with a key made at need; --role a session of that role', async () => {
    const server = await serve();
    const iam = new IAMClient(server.client());
    await iam.send(new CreateUserCommand({ UserName: 'anna' }));
    await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: TRUST }));
    const anna = await shownCredentials(server, '--user anna');
    expect((await identityOf(server, anna)).Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/anna`);
    expect((await shownCredentials(server, '--user anna')).accessKeyId).toBe(anna.accessKeyId);
    const app = await shownCredentials(server, '--role app');
    expect((await identityOf(server, app)).Arn).toMatch(/:assumed-role\/app\//);
  });

  test('says so when there is no such user, role or server, and what it prints to evaluate fails and leaves nobody', async () => {
    const server = await serve();
    const port = String(server.port);
    const user = await runUtsuwa(['env', '--port', port, '--user', 'nobody']);
    expect(user).toEqual({
      code: 1,
      stdout: NOBODY,
      stderr: 'utsuwa: The user with name nobody cannot be found.\n',
    });
    const role = await runUtsuwa(['env', '--port', port, '--role', 'nothing']);
    expect(role).toEqual({
      code: 1,
      stdout: NOBODY,
      stderr: 'utsuwa: The role with name nothing cannot be found.\n',
    });
    const both = await runUtsuwa(['env', '--port', port, '--role', 'a', '--user', 'b']);
    expect(both).toEqual({
      code: 1,
      stdout: NOBODY,
      stderr: 'utsuwa: give one of --user, --role and --root\n',
    });
    await server.end();
    const none = await runUtsuwa(['env', '--port', port]);
    const unread = await runUtsuwa(['env', '--port', port, '--account', 'NOPE']);
    expect(unread).toMatchObject({ code: 1, stdout: NOBODY });
    expect(unread.stderr).toContain('an account is twelve digits');
    expect(none).toEqual({
      code: 1,
      stdout: NOBODY,
      stderr: `utsuwa: no server on port ${port}; start one with \`npm start\`, or name its port with --port or UTSUWA_PORT\n`,
    });
  });

  test.each([
    ['a user that is not there', '--user nobody'],
    ['an account that is none', '--account NOPE'],
  ])('where it fails for %s, `eval` fails, and whoever goes on is nobody', async (_what, options) => {
    const server = await serve();
    const line = (who: string) => `eval "$(${process.execPath} ${BIN} env --port ${server.port} ${who})"`;
    const shell = async (script: string) => {
      const env = { ...process.env, PATH: `${await awsCliFolder()}:${process.env['PATH']}` };
      return (await run('bash', ['-c', script], { env })).stdout;
    };
    const ended = await shell(
      `( set -e; ${line('')}; ${line(options)} 2>&1; echo went on ) 2>&1; echo "code $?"`,
    );
    expect(ended).not.toContain('went on');
    expect(ended).toMatch(/code 1\n$/);
    const careless = await shell(
      `( ${line('')}; ${line(options)}; aws sts get-caller-identity ) 2>&1; echo "code $?"`,
    );
    expect(careless).not.toContain('arn:aws');
    expect(careless).toContain('utsuwa-env-failed');
    expect(careless).not.toMatch(/code 0\n$/);
    expect(
      await shell(`( ${line(options)}; ${line('')}; aws sts get-caller-identity ) 2>/dev/null`),
    ).toContain(':user/admin');
  });

  test('finds a server with a root key of its own by the same variables, and is refused without', async () => {
    const server = await serve(freshData(), { env: OWN_ROOT });
    const port = String(server.port);
    const found = await runUtsuwa(['env'], { env: { ...OWN_ROOT, UTSUWA_PORT: port } });
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toContain(server.admin.accessKeyId);
    const refused = await runUtsuwa(['env', '--port', port]);
    expect(refused).toMatchObject({ code: 1, stdout: NOBODY });
    expect(refused.stderr).toMatch(/^utsuwa: .*UTSUWA_ROOT_ACCESS_KEY_ID.*\n$/);
  });
});

test('utsuwa status says whether a server answers', async () => {
  const server = await serve();
  const port = String(server.port);
  expect(await runUtsuwa(['status', '--port', port])).toEqual({
    code: 0,
    stdout: `utsuwa serves on http://127.0.0.1:${port}\nisolation process\n`,
    stderr: '',
  });
  expect(await runUtsuwa(['status'], { env: { UTSUWA_PORT: port } })).toMatchObject({ code: 0 });
  await server.end();
  const none = await runUtsuwa(['status', '--port', port]);
  expect(none).toMatchObject({ code: 1, stdout: '' });
  expect(none.stderr).toMatch(/^utsuwa: no server on port \d+; /);
});
