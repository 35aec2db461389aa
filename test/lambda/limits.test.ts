import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundedMemoryGroup, removeGroup } from '../../src/instances/netns/process-group.ts';
import { zipOf, type ZippedFile } from '../zip.ts';
import { openLambdaWorld, type LambdaWorld } from './lambda-world.ts';

let world: LambdaWorld;
beforeAll(async () => {
  world = await openLambdaWorld();
});
afterAll(() => world.house.close());

const node = (body: string) => ({
  'index.mjs': `export const handler = async (event, context) => { ${body} };`,
});

describe('a function that does not end as it should', () => {
  test('is stopped at its timeout, whatever it does, and the next call is a new one', async () => {
    const name = await world.make(node('if (event.loop) for (;;); return 1;'), { Timeout: 1 });
    const stopped = await world.invoke(name, { loop: true });
    expect(stopped.error).toBe('Unhandled');
    expect(stopped.payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
    });
    expect(stopped.log).toMatch(/Z [0-9a-f-]{36} Task timed out after 1\.00 seconds\n/);
    expect((await world.invoke(name)).payload).toBe(1);
  });

  test.each([
    ['process.exit(7)', 'Runtime exited with error: exit status 7'],
    ['process.exit(0)', 'Runtime exited without providing a reason'],
    ['process.kill(process.pid, "SIGSEGV")', 'Runtime exited with error: signal: segmentation fault'],
  ])('that does %s is told of: %s', async (body, sentence) => {
    const { payload, error } = await world.invoke(
      await world.make(node(`${body}; await new Promise(() => {})`)),
    );
    expect(error).toBe('Unhandled');
    expect(payload).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(new RegExp(`^RequestId: \\S+ Error: ${sentence}$`)),
    });
  });

  test('that takes more memory than it may is killed', async () => {
    const name = await world.make(
      node(
        'const all = []; for (;;) { all.push(Buffer.alloc(4 << 20, 1)); await new Promise((go) => setTimeout(go, 5)); }',
      ),
      { Timeout: 60 },
    );
    expect((await world.invoke(name)).payload).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: \S+ Error: Runtime exited with error: signal: killed$/,
      ),
    });
  });

  test('that hides memory in files without a name is killed, where the system counts memory by groups', async (it) => {
    const group = await boundedMemoryGroup('trial', 1 << 30);
    if (group === undefined) return it.skip('this machine lets us make no control groups');
    await removeGroup(group);
    const hiding = `import os
def handler(event, context):
    held = []
    for number in range(64):
        held.append(os.memfd_create(str(number)))
        for _ in range(32):
            os.write(held[-1], bytes(1 << 20))
    return len(held)
`;
    const given = { Runtime: 'python3.12', MemorySize: 128, Timeout: 60 } as const;
    expect((await world.invoke(await world.make({ 'index.py': hiding }, given))).payload).toMatchObject({
      errorType: 'Runtime.ExitError',
    });
  });

  test('that forks without end gets no further than its own sandbox', async () => {
    const bomb = `#!/bin/sh\nbomb() { bomb | bomb & }\nbomb\nwait\n`;
    const name = await world.make([{ name: 'bootstrap', data: bomb, mode: 0o100755 }], {
      Runtime: 'provided.al2023',
      Timeout: 1,
    });
    expect((await world.invoke(name)).error).toBe('Unhandled');
    const other = await world.make(node('return 1;'));
    expect((await world.invoke(other)).payload).toBe(1);
  });

  test('that floods its log is answered with the end of it, 4 KB', async () => {
    const name = await world.make(
      node(
        'const line = "x".repeat(9999) + "\\n"; for (let i = 0; i < 2000; i++) process.stdout.write(line); console.log("last"); return 1;',
      ),
      { Timeout: 60, MemorySize: 512 },
    );
    const { payload, log } = await world.invoke(name);
    expect(payload).toBe(1);
    expect(log).toHaveLength(4096);
    expect(log).toContain('last\n');
  });

  test('that answers too much is told so', async () => {
    const name = await world.make(node('return "x".repeat(7 << 20);'), { MemorySize: 512 });
    expect((await world.invoke(name)).payload).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });
});

describe('a sandbox', () => {
  test('sees nobody’s files, no other process, and no network but AWS’s APIs', async () => {
    const name = await world.make({
      'index.mjs': `import { connect } from 'node:net';
        import { existsSync, readdirSync, writeFileSync } from 'node:fs';
        const reach = (host, port) => new Promise((done) => {
          const socket = connect({ host, port, timeout: 1000 }, () => done('open'));
          socket.on('error', ({ code }) => done(code)).on('timeout', () => done('silent'));
        });
        const refused = (place) => { try { writeFileSync(place, ''); return 'written'; } catch ({ code }) { return code; } };
        export const handler = async () => ({
          root: ['/root', '/home', '/etc/shadow', ${JSON.stringify(process.cwd())}].filter((place) => existsSync(place)),
          processes: readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length < 8,
          internet: await reach('192.0.2.1', 80),
          apis: await reach('127.0.0.1', Number(new URL(process.env.AWS_ENDPOINT_URL).port)),
          writes: ['/var/task/x', '/x', '/usr/x', '/var/runtime/x', '/tmp/x'].map(refused),
          user: process.getuid(),
        });`,
    });
    const { payload } = await world.invoke(name);
    expect(payload).toMatchObject({
      root: [],
      processes: true,
      internet: 'ENETUNREACH',
      apis: 'open',
      writes: ['EROFS', 'EROFS', 'EROFS', 'EROFS', 'written'],
    });
  });

  test('lets a function change nothing of the host’s devices, make no namespaces, and read no keys', async () => {
    const name = await world.make({
      'index.mjs': `import { spawnSync } from 'node:child_process';
        import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
        const tried = (act) => { try { act(); return 'done'; } catch ({ code }) { return code; } };
        const mounts = readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\\n').map((line) => line.split(' '));
        export const handler = async () => ({
          mode: tried(() => chmodSync('/dev/null', 0o600)),
          written: tried(() => writeFileSync('/dev/null', 'x')),
          changeable: mounts.filter(([, , , , , options]) => !options.startsWith('ro')).map((parts) => parts[4]).sort(),
          namespaces: ['--user', '--mount', '--net'].map((kind) => spawnSync('unshare', [kind, 'true']).status === 0),
          keys: tried(() => readdirSync('/etc/ssl/private')) === 'done',
        });`,
    });
    expect((await world.invoke(name)).payload).toEqual({
      mode: expect.stringMatching(/^(?:EPERM|EROFS)$/),
      written: 'done',
      changeable: ['/proc', '/run', '/tmp'],
      namespaces: [false, false, false],
      keys: false,
    });
  });

  test('is frozen between calls: what a function left running stands still', async () => {
    const name = await world.make({
      'index.mjs': `let ticks = 0;
        setInterval(() => { ticks += 1; }, 1);
        export const handler = async ({ wait }) => {
          const before = ticks;
          if (wait) await new Promise((go) => setTimeout(go, wait));
          return [before, ticks];
        };`,
    });
    const [, last] = (await world.invoke(name, { wait: 50 })).payload as [number, number];
    await new Promise((go) => setTimeout(go, 600));
    const [next] = (await world.invoke(name)).payload as [number, number];
    expect(next - last).toBeLessThan(300);
  });
});

describe('what cannot be run at once', () => {
  test('two calls at once have an environment each; a reserved one is all that runs', async () => {
    const name = await world.make({
      'index.mjs': `import { randomUUID } from 'node:crypto';
        const id = randomUUID();
        export const handler = async () => { await new Promise((go) => setTimeout(go, 500)); return id; };`,
    });
    const both = await Promise.all([world.invoke(name), world.invoke(name)]);
    expect(new Set(both.map(({ payload }) => payload)).size).toBe(2);
    const reserve = (ReservedConcurrentExecutions: number) =>
      world.lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions }),
      );
    await reserve(1);
    const raced = await Promise.allSettled([world.invoke(name), world.invoke(name)]);
    expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await reserve(0);
    await expect(world.invoke(name)).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      message: 'Rate Exceeded.',
    });
  });

  test('a function that is deleted while it runs ends its call', async () => {
    const name = await world.make(node('await new Promise((go) => setTimeout(go, 500)); return "done";'));
    const running = world.invoke(name);
    await new Promise((go) => setTimeout(go, 300));
    await world.lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
    expect((await running).payload).toBe('done');
    await expect(world.invoke(name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('payloads', () => {
  test.each([
    ['RequestResponse', 6 * 1024 * 1024],
    ['Event', 1024 * 1024],
  ] as const)('of %s may be %i bytes', async (InvocationType, limit) => {
    const FunctionName = await world.make(node('return 1;'));
    const send = (size: number) =>
      world.lambda.send(
        new InvokeCommand({
          FunctionName,
          InvocationType,
          Payload: Buffer.from(`"${'x'.repeat(size - 2)}"`),
        }),
      );
    await expect(send(limit + 1)).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      message: `${limit + 1} byte payload is too large for the ${InvocationType} invocation type (limit ${limit} bytes)`,
    });
    expect((await send(limit)).StatusCode).toBe(InvocationType === 'Event' ? 202 : 200);
  });

  test.each(['{', '{"a":1}x', '\u0000', 'undefined'])('that are no JSON are refused: %j', async (text) => {
    const FunctionName = await world.make(node('return 1;'));
    const Payload = Buffer.from(text);
    await expect(world.lambda.send(new InvokeCommand({ FunctionName, Payload }))).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    });
  });
});

describe('hostile zips', () => {
  const create = (ZipFile: Uint8Array) =>
    world.lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'hostile',
        Role: world.roleArn,
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Code: { ZipFile },
      }),
    );
  const file = (given: Partial<ZippedFile>): ZippedFile => ({ name: 'index.js', data: 'x', ...given });

  test.each([
    ['no zip', Buffer.from('hello'), /^Could not unzip uploaded file\./],
    ['nothing', Buffer.alloc(0), /^Could not unzip uploaded file\./],
    ['an empty zip', zipOf([]), /^Uploaded file must be a non-empty zip$/],
    [
      'a path that leads out',
      zipOf({ '../../etc/passwd': 'x' }),
      /^Could not unzip uploaded file: .*leads out/,
    ],
    ['an absolute path', zipOf({ '/etc/passwd': 'x' }), /^Could not unzip uploaded file/],
    ['a drive', zipOf({ 'C:/x': 'x' }), /^Could not unzip uploaded file/],
    [
      'a link',
      zipOf([file({ mode: 0o120777, data: '/etc/shadow' })]),
      /^Could not unzip uploaded file: it holds a link/,
    ],
    ['a device', zipOf([file({ mode: 0o020666 })]), /^Could not unzip uploaded file/],
    [
      'a bomb',
      zipOf([1, 2].map((n) => file({ name: `${n}`, claimedSize: 200_000_000 }))),
      /^Unzipped size must be smaller than 262144000 bytes$/,
    ],
    ['half a zip', zipOf({ a: 'x'.repeat(1000) }).subarray(0, 500), /^Could not unzip uploaded file/],
  ])('%s is refused when the function is made', async (_what, zip, message) => {
    await expect(create(zip)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ['more than it says', zipOf([file({ data: 'x'.repeat(1_000_000), claimedSize: 5 })])],
    ['less than it says', zipOf([file({ claimedSize: 5 })])],
    ['one name twice', zipOf([file({}), file({})])],
    ['a file that is also a folder', zipOf([file({ name: 'a' }), file({ name: 'a/b' })])],
  ])('%s is found when it is to run: InvalidZipFileException', async (_what, zip) => {
    await create(zip);
    await expect(world.invoke('hostile')).rejects.toMatchObject({ name: 'InvalidZipFileException' });
    await world.lambda.send(new DeleteFunctionCommand({ FunctionName: 'hostile' }));
  });
});
