import {
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT } from '../house.ts';
import { zipOf } from '../zip.ts';
import { PYTHON_S3 } from './python-s3.ts';
import { sleepers } from './sleepers.ts';
import { functionArn, openLambdaWorld, type LambdaWorld } from './lambda-world.ts';

let world: LambdaWorld;
beforeAll(async () => {
  world = await openLambdaWorld();
  const s3 = new S3Client(world.house.client());
  for (const Bucket of ['functions-bucket', 'another-bucket'])
    await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => world.house.close());

describe('a Node.js function', () => {
  test('gets its event and AWS’s context, answers, and its log’s end comes along', async () => {
    const name = await world.make({
      'index.mjs': `export const handler = async (event, context) => {
        console.log('hello\\nthere', event);
        return { event, arn: context.invokedFunctionArn, id: context.awsRequestId, left: context.getRemainingTimeInMillis(),
          client: context.clientContext, memory: context.memoryLimitInMB };
      };`,
    });
    const ClientContext = Buffer.from('{"custom":{"käse":1}}').toString('base64');
    const { payload, log, status, error, version } = await world.invoke(name, { a: 'ä' }, { ClientContext });
    expect({ status, error, version }).toEqual({ status: 200, error: undefined, version: '$LATEST' });
    const { id, left } = payload as { id: string; left: number };
    expect(payload).toEqual({
      event: { a: 'ä' },
      arn: functionArn(name),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      left: expect.any(Number),
      client: { custom: { käse: 1 } },
      memory: '128',
    });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(3000);
    expect(log).toContain(`START RequestId: ${id} Version: $LATEST\n`);
    expect(log).toContain(`\t${id}\tINFO\thello\rthere { a: 'ä' }\n`);
    expect(log).toContain(`END RequestId: ${id}\n`);
    expect(log).toMatch(
      new RegExp(
        `REPORT RequestId: ${id}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms\t\n`,
      ),
    );
  });

  test('may be CommonJS with a callback, and waits for the event loop', async () => {
    const name = await world.make(
      {
        'lib/app.js': `exports.deep = { handler(event, context, callback) {
        setTimeout(() => { event.late = true; }, 50);
        callback(null, event);
      } };`,
      },
      { Handler: 'lib/app.deep.handler' },
    );
    expect((await world.invoke(name, { early: true })).payload).toEqual({ early: true, late: true });
  });

  test('whose handler throws answers AWS’s error, Unhandled', async () => {
    const name = await world.make({
      'index.js': `exports.handler = async () => { throw new RangeError('too far'); };`,
    });
    const { payload, error, log } = await world.invoke(name);
    expect(error).toBe('Unhandled');
    expect(payload).toEqual({
      errorType: 'RangeError',
      errorMessage: 'too far',
      trace: expect.arrayContaining(['RangeError: too far']),
    });
    expect(log).toContain('ERROR\tInvoke Error ');
  });

  test.each([
    ['index.handler', {}, 'Runtime.ImportModuleError', /^Error: Cannot find module 'index'/],
    ['handler', {}, 'Runtime.MalformedHandlerName', /^Bad handler$/],
    [
      'index.other',
      { 'index.js': 'exports.handler = 1' },
      'Runtime.HandlerNotFound',
      /^index\.other is undefined or not exported$/,
    ],
    ['index.handler', { 'index.js': 'exports.handler = ' }, 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
    [
      'index.handler',
      { 'index.js': 'require("nowhere")' },
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'nowhere'/,
    ],
  ])('with the handler %s and %o fails to start: %s', async (Handler, files, type, message) => {
    const name = await world.make({ 'other.txt': '', ...(files as Record<string, string>) }, { Handler });
    const first = await world.invoke(name);
    expect(first.error).toBe('Unhandled');
    expect(first.payload).toMatchObject({ errorType: type, errorMessage: expect.stringMatching(message) });
    expect((await world.invoke(name)).payload).toMatchObject({ errorType: type });
  });

  test('is kept warm: what its module remembers is there at the next call, and its /tmp', async () => {
    const name = await world.make({
      'index.mjs': `import { existsSync, writeFileSync } from 'node:fs';
        let calls = 0;
        export const handler = async () => {
          const there = existsSync('/tmp/mine');
          writeFileSync('/tmp/mine', '');
          return { calls: ++calls, there };
        };`,
    });
    expect((await world.invoke(name)).payload).toEqual({ calls: 1, there: false });
    const second = await world.invoke(name);
    expect(second.payload).toEqual({ calls: 2, there: true });
    expect(second.log).not.toContain('Init Duration');
  });

  test('whose code or settings change runs anew with them', async () => {
    const name = await world.make({
      'index.mjs': `export const handler = async () => [1, process.env.COLOUR];`,
    });
    expect((await world.invoke(name)).payload).toEqual([1, null]);
    const { lambda } = world;
    await lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: name,
        ZipFile: zipOf({ 'index.mjs': `export const handler = async () => [2, process.env.COLOUR];` }),
      }),
    );
    expect((await world.invoke(name)).payload).toEqual([2, null]);
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: name,
        Environment: { Variables: { COLOUR: "it's $(blue)\n`x`" } },
      }),
    );
    expect((await world.invoke(name)).payload).toEqual([2, "it's $(blue)\n`x`"]);
  });
});

describe('the AWS SDK that the runtime brings', () => {
  const RESOLVES = `
    const NAMES = ['@aws-sdk/client-s3', 'typescript', 'kysely'];
    const found = (from) => NAMES.map((name) => { try { return from(name); } catch { return undefined; } });`;

  test('is there for import, and nothing else of what Utsuwa needs', async () => {
    const name = await world.make(
      {
        'index.mjs': `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
          import { createRequire } from 'node:module';
          ${RESOLVES}
          export const handler = async () => {
            await new S3Client({}).send(new PutObjectCommand({ Bucket: 'functions-bucket', Key: 'brought', Body: 'x' }));
            return found(createRequire(import.meta.url).resolve).map((one) => one?.split('/dist')[0] ?? null);
          };`,
      },
      { Timeout: 30, MemorySize: 512 },
    );
    expect((await world.invoke(name)).payload).toEqual(['/node_modules/@aws-sdk/client-s3', null, null]);
  });

  test('is there for require', async () => {
    const name = await world.make(
      { 'index.js': `exports.handler = async () => typeof require('@aws-sdk/client-s3').S3Client;` },
      { Timeout: 30, MemorySize: 512 },
    );
    expect((await world.invoke(name)).payload).toBe('function');
  });
});

describe('the role of a function', () => {
  let sdk: string;
  beforeAll(async () => {
    const bundled = await build({
      stdin: {
        contents: `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
          import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
          export const handler = async ({ bucket }) => {
            const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
            await new S3Client({}).send(new PutObjectCommand({ Bucket: bucket, Key: 'from-node', Body: Arn }));
            return Arn;
          };`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      write: false,
      logLevel: 'error',
    });
    sdk = bundled.outputFiles[0]?.text ?? '';
  });

  test('is who an AWS SDK in it is, without any setting: allowed what the role is, refused what it is not', async () => {
    const name = await world.make({ 'index.js': sdk }, { Timeout: 30, MemorySize: 512 });
    const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/functions/${name}`;
    const allowed = await world.invoke(name, { bucket: 'functions-bucket' });
    expect(allowed.payload).toBe(arn);
    const s3 = new S3Client(world.house.client());
    const stored = await s3.send(new GetObjectCommand({ Bucket: 'functions-bucket', Key: 'from-node' }));
    expect(await stored.Body?.transformToString()).toBe(arn);
    const refused = await world.invoke(name, { bucket: 'another-bucket' });
    expect(refused.error).toBe('Unhandled');
    expect(refused.payload).toMatchObject({
      errorType: 'AccessDenied',
      errorMessage: `User: ${arn} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::another-bucket/from-node" because no identity-based policy allows the s3:PutObject action`,
    });
  });

  test('is who a Python function is, which signs by itself', async () => {
    const name = await world.make(
      { 's3.py': PYTHON_S3, 'app.py': PUTS },
      { Runtime: 'python3.12', Handler: 'app.handler', Timeout: 30 },
    );
    expect((await world.invoke(name, { key: 'from-python', bucket: 'functions-bucket' })).payload).toBe(200);
    expect((await world.invoke(name, { key: 'from-python', bucket: 'another-bucket' })).payload).toBe(403);
  });
});

const PUTS = `
import s3
def handler(event, context):
    return s3.call("PUT", "/%s/%s" % (event["bucket"], event["key"]), "", b"hello")
`;

describe('a Python function', () => {
  test('prints, logs and answers as on AWS', async () => {
    const name = await world.make(
      {
        'pkg/app.py': `
import logging, os
def handler(event, context):
    print("printed", event)
    logging.warning("logged")
    if event.get("boom"):
        raise ValueError("boom")
    return {"name": context.function_name, "left": context.get_remaining_time_in_millis() > 0, "root": os.getcwd()}
`,
      },
      { Runtime: 'python3.12', Handler: 'pkg/app.handler' },
    );
    const { payload, log } = await world.invoke(name, { n: 1 });
    expect(payload).toEqual({ name, left: true, root: '/var/task' });
    expect(log).toContain("printed {'n': 1}\n");
    expect(log).toMatch(/\[WARNING\]\t\S+Z\t[0-9a-f-]{36}\tlogged\n/);
    const failed = await world.invoke(name, { boom: true });
    expect(failed.error).toBe('Unhandled');
    expect(failed.payload).toEqual({
      errorType: 'ValueError',
      errorMessage: 'boom',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      stackTrace: [expect.stringContaining('raise ValueError("boom")')],
    });
    expect(failed.log).toContain('[ERROR] ValueError: boom');
  });

  test('that cannot be imported says so', async () => {
    const name = await world.make({ 'a.py': '' }, { Runtime: 'python3.12', Handler: 'app.handler' });
    expect((await world.invoke(name)).payload).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Unable to import module 'app': No module named 'app'",
    });
    const other = await world.make({ 'app.py': '' }, { Runtime: 'python3.12', Handler: 'app.handler' });
    expect((await world.invoke(other)).payload).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: "Handler 'handler' missing on module 'app'",
    });
  });
});

describe('a custom runtime', () => {
  test('speaks the Runtime API by itself', async () => {
    const bootstrap = `#!/usr/bin/env python3
import os, urllib.request
base = "http://%s/2018-06-01/runtime/invocation/" % os.environ["AWS_LAMBDA_RUNTIME_API"]
while True:
    call = urllib.request.urlopen(base + "next")
    event = call.read()
    id = call.headers["Lambda-Runtime-Aws-Request-Id"]
    urllib.request.urlopen(base + id + "/response", b'{"handler":"%s","event":%s}' % (os.environ["_HANDLER"].encode(), event))
`.replace('#!/usr/bin/env python3', '#!/usr/bin/python3');
    const name = await world.make([{ name: 'bootstrap', data: bootstrap, mode: 0o100755 }], {
      Runtime: 'provided.al2023',
      Handler: 'any.thing',
    });
    const { payload } = await world.invoke(name, [1]);
    expect(payload).toEqual({ handler: 'any.thing', event: [1] });
  });

  test('without a bootstrap is an invalid entry point', async () => {
    const name = await world.make({ a: '' }, { Runtime: 'provided.al2023' });
    const { payload, error, log } = await world.invoke(name);
    expect(error).toBe('Unhandled');
    expect(payload).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: expect.stringMatching(
        /^RequestId: \S+ Error: Couldn't find valid bootstrap\(s\): \[\/var\/task\/bootstrap \/opt\/bootstrap\]$/,
      ),
    });
    expect(log).toContain('\nRuntime.InvalidEntrypoint\n');
    expect((await world.invoke(name)).payload).toMatchObject({ errorType: 'Runtime.InvalidEntrypoint' });
  });

  test('whose bootstrap is no program is one too', async () => {
    const name = await world.make([{ name: 'bootstrap', data: '#!/bin/sh\n', mode: 0o100644 }], {
      Runtime: 'provided.al2023',
    });
    expect((await world.invoke(name)).payload).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: expect.stringMatching(
        /^RequestId: \S+ Error: fork\/exec \/var\/task\/bootstrap: permission denied$/,
      ),
    });
  });
});

test('a runtime that the machine cannot run is kept, and refuses to run by its name', async () => {
  const name = await world.make({ a: '' }, { Runtime: 'java21' });
  await expect(world.invoke(name)).rejects.toMatchObject({
    name: 'InvalidRuntimeException',
    message:
      'Utsuwa keeps functions of java21 and does not run them: it runs Node.js, Python and custom runtimes',
  });
});

test('an event runs later, and is tried twice more when it fails', async () => {
  const name = await world.make({
    'index.mjs': `let times = 0;
      export const handler = async ({ count }) => {
        if (count) return times;
        times += 1;
        throw new Error('again');
      };`,
  });
  // One environment, in which all of it happens; an event that meets us there waits.
  await world.lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 1 }),
  );
  const { StatusCode, Payload } = await world.lambda.send(
    new InvokeCommand({ FunctionName: name, InvocationType: 'Event' }),
  );
  expect(StatusCode).toBe(202);
  expect(Buffer.from(Payload ?? []).toString()).toBe('');
  await expect
    .poll(() => world.invoke(name, { count: true }).then(({ payload }) => payload, String), {
      timeout: 120_000,
      interval: 250,
    })
    .toBe(3);
});

test('a dry run only asks: 204', async () => {
  const name = await world.make({ a: '' });
  expect(await world.invoke(name, {}, { InvocationType: 'DryRun' })).toMatchObject({
    status: 204,
    payload: undefined,
  });
});

test('nothing of a closed house runs on', async () => {
  const another = await openLambdaWorld();
  const name = await another.make({
    'index.mjs': `import { spawn } from 'node:child_process';
      export const handler = async () => { spawn('sleep', ['98765'], { detached: true, stdio: 'ignore' }).unref(); };`,
  });
  await another.invoke(name);
  expect(sleepers(98765)).toHaveLength(1);
  await another.house.close();
  expect(sleepers(98765)).toEqual([]);
});
