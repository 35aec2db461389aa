import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { documentOf, openInProcessHouse, type InProcessHouse } from '../../test/in-process-house.ts';
import { zipOf } from '../../test/zip.ts';
import type { RunnableFunction } from '../operation/functions.ts';
import { iamService } from '../services/iam/service.ts';
import { stsService } from '../services/sts/service.ts';
import { LocalFunctions } from './local-functions.ts';
import type { Ground } from './make-environment.ts';

let inside: InProcessHouse;
let functions: LocalFunctions | undefined;
let fn: RunnableFunction;
beforeEach(async () => {
  inside = await openInProcessHouse({ iam: iamService, sts: stsService });
  const trust = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const { arn } = await inside.addRole('function', { trust });
  fn = {
    functionId: 'f',
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    name: 'f',
    version: '$LATEST',
    accountId: '123456789012',
    region: 'us-east-1',
    runtime: 'nodejs20.x',
    handler: 'index.handler',
    memoryMegabytes: 256,
    timeoutSeconds: 1,
    storageMegabytes: 512,
    environment: {},
    roleArn: arn,
    code: await stored({
      'index.mjs': `import { spawn } from 'node:child_process';
        export const handler = async ({ child, loop }) => {
          if (loop) for (;;);
          if (child) return spawn('sleep', ['600'], { stdio: 'ignore' }).pid;
          return [process.env.AWS_LAMBDA_FUNCTION_NAME, process.cwd() === process.env.LAMBDA_TASK_ROOT, process.env.AWS_ACCESS_KEY_ID];
        };`,
    }),
    layers: [],
    logGroup: '/aws/lambda/f',
    revisionId: '1',
    reservedConcurrency: undefined,
  };
});
afterEach(async () => {
  await functions?.close();
  await inside.close();
});

async function stored(files: Readonly<Record<string, string>>) {
  const writer = await inside.house.objects.create();
  await writer.write(zipOf(files));
  const { id, size } = await writer.commit();
  return { blobId: id, size };
}

function open(ground: Ground): LocalFunctions {
  const events = { runnable: async () => undefined, settings: async () => ({ retries: 2, ageSeconds: 60 }) };
  functions = new LocalFunctions(inside.house, async () => ground, events, true);
  return functions;
}

async function run(on: LocalFunctions, event: object, given: Partial<RunnableFunction> = {}) {
  const payload = Buffer.from(JSON.stringify(event));
  const call = { requestId: inside.house.ids.requestId(), payload, invokedArn: fn.functionArn };
  const outcome = await on.run({ ...fn, ...given }, call);
  if (outcome.kind !== 'ended') throw new Error(outcome.kind);
  return JSON.parse(Buffer.from(outcome.payload).toString()) as unknown;
}

const isThere = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

test('where there are no namespaces nothing runs, and the reason is told', async () => {
  const on = open({ kind: 'none', reason: 'there are none' });
  const call = { requestId: 'r', payload: Buffer.from('{}'), invokedArn: fn.functionArn };
  expect(await on.run(fn, call)).toEqual({ kind: 'cannot-run', reason: 'there are none' });
});

test('where the operator lets them functions run as programs of theirs, within their time, and end with the server', async () => {
  const on = open({ kind: 'plain' });
  const first = (await run(on, {})) as string[];
  expect(first).toEqual(['f', true, expect.stringMatching(/^ASIA/)]);
  expect(await run(on, { loop: true })).toMatchObject({ errorType: 'Sandbox.Timedout' });
  const pid = (await run(on, { child: true })) as number;
  expect(isThere(pid)).toBe(true);
  await on.close();
  // Killed: its number is there until the system has taken it down.
  await expect.poll(() => isThere(pid), { timeout: 120_000 }).toBe(false);
});

test('where the operator lets them functions run as programs of theirs, Node.js has the AWS SDK by require and import', async () => {
  const on = open({ kind: 'plain' });
  const code = await stored({
    'index.mjs': `import { S3Client } from '@aws-sdk/client-s3';
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      const has = (name) => { try { return require.resolve(name) !== ''; } catch { return false; } };
      export const handler = async () => [S3Client.name, require('@aws-sdk/client-s3').S3Client.name, has('kysely')];`,
  });
  expect(await run(on, {}, { code, timeoutSeconds: 30 })).toEqual(['S3Client', 'S3Client', false]);
});

test('credentials are made anew, with a new environment, before they end', async () => {
  const on = open({ kind: 'plain' });
  const first = (await run(on, {})) as string[];
  inside.clock.advance(30 * 60_000);
  expect(await run(on, {})).toEqual(first);
  inside.clock.advance(15 * 60_000);
  const renewed = (await run(on, {})) as string[];
  expect(renewed[2]).toMatch(/^ASIA/);
  expect(renewed[2]).not.toBe(first[2]);
});

test('what was retired while it ran ends with its call; a new revision is a new environment', async () => {
  const on = open({ kind: 'plain' });
  const pid = (await run(on, { child: true })) as number;
  on.retire('f');
  await expect.poll(() => isThere(pid), { timeout: 120_000 }).toBe(false);
  const first = (await run(on, {})) as string[];
  const second = (await run(on, {}, { revisionId: '2' })) as string[];
  expect(second[2]).not.toBe(first[2]);
});

test('a function whose zip is gone is bad code', async () => {
  const on = open({ kind: 'plain' });
  const code = { blobId: '0'.repeat(32), size: 100 };
  const call = { requestId: 'r', payload: Buffer.from('{}'), invokedArn: fn.functionArn };
  expect(await on.run({ ...fn, code }, call)).toEqual({ kind: 'bad-code' });
});
