import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EC2Client, StopInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { launchInstance, untilState } from './instances.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** `bin/utsuwa exec`: a command on an instance, as its operator meets it. */
const BIN = fileURLToPath(new URL('../bin/utsuwa', import.meta.url));

const REGION = 'eu-west-1';

let house: TestHouse;
let instance: string;

beforeAll(async () => {
  house = await startHouse();
  instance = await launchInstance(house, {}, REGION);
});
afterAll(() => house.close());

describe('streams, exit codes and signals pass through', () => {
  test('standard input, output and error, and the exit code', async () => {
    const script = 'read line; echo "out $line"; echo "err $line" >&2; exit 7';
    expect(await house.onInstance(instance, ['sh', '-c', script], { input: 'hello\n' })).toEqual({
      code: 7,
      stdout: 'out hello\n',
      stderr: 'err hello\n',
    });
  });

  test('arguments as they stand, options among them, with or without a double dash', async () => {
    const given = ['--port', '1', '-x', '$HOME', 'a b', ''];
    const print = [process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--'];
    const { stdout } = await house.onInstance(instance, [...print, ...given]);
    expect(JSON.parse(stdout)).toEqual(given);
    const options = ['exec', '--port', String(house.port), '--instance', instance];
    expect((await runUtsuwa([...options, 'sh', '-c', 'exit 3'])).code).toBe(3);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('%s reaches the command; ended by it, exec ends with %i', async (signal, code) => {
    const args = [BIN, 'exec', '--port', String(house.port), '--instance', instance, '--'];
    const child = spawn(process.execPath, [...args, 'sh', '-c', 'echo up; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([code, null]);
  });

  test('a command that handles a signal ends as it likes', async () => {
    const args = [BIN, 'exec', '--port', String(house.port), '--instance', instance, '--'];
    const script = 'trap "exit 5" TERM; echo up; while :; do sleep 0.05; done';
    const child = spawn(process.execPath, [...args, 'sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([5, null]);
  });
});

test('nothing of the operator’s AWS settings is seen; the instance’s region, name and home are', async () => {
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_PROFILE: 'work',
    AWS_CONFIG_FILE: '/nowhere',
    UTSUWA_ROOT_SECRET_ACCESS_KEY: 'test',
    OTHER: 'kept',
  };
  const print = [process.execPath, '-e', 'console.log(JSON.stringify([process.cwd(), process.env]))'];
  const { stdout } = await house.onInstance(instance, print, { env, cwd: '/' });
  const [cwd, seen] = JSON.parse(stdout) as [string, Record<string, string>];
  expect(cwd).toBe('/');
  expect(
    Object.keys(seen)
      .filter((name) => /^(AWS|UTSUWA)_/.test(name))
      .sort(),
  ).toEqual([
    'AWS_DEFAULT_REGION',
    'AWS_EC2_METADATA_SERVICE_ENDPOINT',
    'AWS_ENDPOINT_URL',
    'AWS_REGION',
    'UTSUWA_INSTANCE_ID',
  ]);
  expect(seen).toMatchObject({
    OTHER: 'kept',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: house.endpoint,
    HOSTNAME: expect.stringMatching(/^ip-[\d-]+\.eu-west-1\.compute\.internal$/),
    HOME: expect.stringContaining(instance),
  });
});

describe('what cannot be done is said in one line', () => {
  const exec = (id: string, ...command: string[]) => house.onInstance(id, command);

  test('an instance that is not there, or whose name is none', async () => {
    expect(await exec('i-0123456789abcdef0', 'true')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'utsuwa: there is no instance `i-0123456789abcdef0`; list them with `aws ec2 describe-instances`\n',
    });
    expect((await exec('../../health', 'true')).stderr).toBe('utsuwa: `../../health` is no instance id\n');
  });

  test('an id that is empty, as a variable that was never set, or is none', async () => {
    const needs =
      'utsuwa: --instance needs an instance id, i-…; is the variable that was to hold it empty?\n';
    const port = ['--port', String(house.port)];
    expect((await runUtsuwa(['exec', ...port, '--instance', '--', 'true'])).stderr).toBe(needs);
    expect((await exec('', 'true')).stderr).toBe(needs);
    expect((await exec('banana', 'true')).stderr).toBe('utsuwa: `banana` is no instance id\n');
  });

  test('an instance that is stopped, and one that is terminated', async () => {
    const ec2 = new EC2Client({ ...house.client(), region: REGION });
    const id = await launchInstance(house, {}, REGION);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await untilState(ec2, id, 'stopped');
    expect((await exec(id, 'true')).stderr).toBe(
      `utsuwa: instance \`${id}\` is stopped; start it with \`aws ec2 start-instances --instance-ids ${id}\`\n`,
    );
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await untilState(ec2, id, 'terminated');
    expect((await exec(id, 'true')).stderr).toBe(`utsuwa: instance \`${id}\` is terminated\n`);
  });

  test('a command that is not found or may not be run, with the shell’s exit codes', async () => {
    expect(await exec(instance, 'no-such-command')).toEqual({
      code: 127,
      stdout: '',
      stderr: 'utsuwa: `no-such-command` is not found\n',
    });
    expect(await exec(instance, '/')).toMatchObject({ code: 126, stderr: 'utsuwa: `/` may not be run\n' });
  });

  test('no server, or one whose root key is another', async () => {
    const nowhere = await runUtsuwa(['exec', '--port', '1', '--instance', instance, '--', 'true']);
    expect(nowhere).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^utsuwa: no server on port 1; start/),
    });
    const env = { UTSUWA_ROOT_SECRET_ACCESS_KEY: 'another' };
    const stranger = await house.onInstance(instance, ['true'], { env });
    expect(stranger.code).toBe(1);
    expect(stranger.stderr).toContain('was started with another root key');
  });

  test('no instance, no command', async () => {
    const port = ['--port', String(house.port)];
    const neither = await runUtsuwa(['exec', ...port, '--', 'true']);
    expect(neither.stderr).toBe('utsuwa: give one of --instance and --task-role\n');
    const both = ['--instance', instance, '--task-role', 'Role'];
    expect((await runUtsuwa(['exec', ...port, ...both, '--', 'true'])).stderr).toBe(neither.stderr);
    expect((await runUtsuwa(['exec', ...port, '--instance', instance])).stderr).toContain("'command'");
  });
});

test('--env gives a variable a value, or the operator’s own', async () => {
  const args = ['exec', '--port', String(house.port), '--instance', instance];
  const asked = ['--env', 'GIVEN=a=b', '--env', 'MINE', '--env', 'NOBODYS'];
  const script = 'echo "$GIVEN $MINE ${NOBODYS-unset}"';
  const { stdout } = await runUtsuwa([...args, ...asked, '--', 'sh', '-c', script], { env: { MINE: 'own' } });
  expect(stdout).toBe('a=b own unset\n');
  expect((await runUtsuwa([...args, '--env', '=x', '--', 'true'])).stderr).toContain(
    'takes NAME or NAME=VALUE',
  );
});

test('a stop ends what runs and what ended commands left behind, and says so', async () => {
  const ec2 = new EC2Client({ ...house.client(), region: REGION });
  const id = await launchInstance(house, {}, REGION);
  const left = await house.onInstance(id, [
    'sh',
    '-c',
    'setsid sleep 600 > /dev/null 2>&1 < /dev/null & echo $!',
  ]);
  const pid = Number(left.stdout);
  expect(process.kill(pid, 0)).toBe(true);
  const running = house.onInstance(id, ['sleep', '600']);
  await delay(2_000);
  await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  expect(await running).toMatchObject({ code: 143, stderr: 'utsuwa: the instance was stopped\n' });
  const isThere = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isThere, { timeout: 120_000 }).toBe(false);
});
