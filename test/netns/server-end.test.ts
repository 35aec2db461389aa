import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { startServer, type ServerProcess } from '../server-process.ts';
import { runUtsuwa } from '../utsuwa-cli.ts';
import { cannotIsolate } from './isolating-house.ts';

const BIN = fileURLToPath(new URL('../../bin/utsuwa', import.meta.url));

/** Launches an instance. @returns its id */
async function launch(server: ServerProcess, userData?: string): Promise<string> {
  const { Instances } = await new EC2Client(server.client()).send(
    new RunInstancesCommand({
      ImageId: 'ami-0abcdef1234567890',
      MinCount: 1,
      MaxCount: 1,
      UserData: userData && Buffer.from(userData).toString('base64'),
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}

describe.skipIf(cannotIsolate)('a server that isolates instances', () => {
  test('says so in its status; killed with SIGKILL it leaves nothing running', async () => {
    const server = await startServer(['--ephemeral', '--isolation', 'netns']);
    const port = ['--port', String(server.port)];
    expect((await runUtsuwa(['status', ...port])).stdout).toContain('isolation netns\n');
    const instance = await launch(server);
    const command = ['exec', ...port, '--instance', instance, '--', 'sh', '-c', 'echo up; sleep 600'];
    const running = spawn(process.execPath, [BIN, ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(running.stdout, 'data');
    await server.end('SIGKILL');
    expect(await once(running, 'exit')).toEqual([137, null]);
  });
});

test('a server killed with SIGKILL leaves nothing of the user data that it ran on this machine', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-killed-'));
  const file = path.join(folder, 'pid');
  const server = await startServer(['--ephemeral', '--allow-host-exec']);
  await launch(server, `#!/bin/sh\necho $$ > '${file}.new'; mv '${file}.new' '${file}'; exec sleep 600\n`);
  await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true);
  const pid = Number(await readFile(file, 'utf8'));
  const isRunning = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  expect(isRunning()).toBe(true);
  await server.end('SIGKILL');
  await expect.poll(isRunning, { timeout: 60_000 }).toBe(false);
  await rm(folder, { recursive: true, force: true });
});

test('--allow-host-exec is refused on an address that others reach', async () => {
  const env = { UTSUWA_ROOT_ACCESS_KEY_ID: 'AKIAOWN', UTSUWA_ROOT_SECRET_ACCESS_KEY: 'own' };
  const args = ['start', '--port', '0', '--ephemeral', '--host', '0.0.0.0', '--allow-host-exec'];
  const { code, stderr } = await runUtsuwa(args, { env });
  expect(code).toBe(1);
  expect(stderr).toContain('refused to run user data on this machine itself while listening on `0.0.0.0`');
});
