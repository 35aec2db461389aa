import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  EC2Client,
  GetConsoleOutputCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { StartOptions } from '../src/main/start-options.ts';
import { startHouse, type TestHouse } from './house.ts';
import { launchInstance, untilState } from './instances.ts';
import { cannotIsolate, sh } from './netns/isolating-house.ts';

const LONG = { timeout: 60_000 };

/** What an instance's console shows by now. */
async function consoleOf(house: TestHouse, instance: string): Promise<string> {
  const { Output } = await new EC2Client(house.client()).send(
    new GetConsoleOutputCommand({ InstanceId: instance }),
  );
  return Buffer.from(Output ?? '', 'base64').toString();
}

/** The console once cloud-init has finished, without the times. */
async function finished(house: TestHouse, instance: string): Promise<string> {
  await expect.poll(() => consoleOf(house, instance), LONG).toContain('finished at');
  return (await consoleOf(house, instance)).replaceAll(/^\[ *[\d.]+\] cloud-init\[1\]: /gm, '');
}

const launch = (house: TestHouse, userData: string) =>
  launchInstance(house, { UserData: Buffer.from(userData).toString('base64') });

let data: string;
beforeAll(async () => {
  data = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-user-data-'));
});
afterAll(() => rm(data, { recursive: true, force: true }));

const kept = (folder: string): Partial<StartOptions> => ({
  place: { kind: 'sqlite', directory: path.join(data, folder) },
  instancesDirectory: path.join(data, folder, 'instances'),
});

describe('where instances are not isolated', () => {
  test('user data is not run, and the console says so', async () => {
    const house = await startHouse(kept('refused'));
    const instance = await launch(house, `#!/bin/sh\ntouch '${data}/ran'\n`);
    expect(await finished(house, instance)).toContain(
      'the user data was not run: it runs with `--isolation netns`, or on this machine itself with `--allow-host-exec`',
    );
    expect(existsSync(path.join(data, 'ran'))).toBe(false);
    await house.close();
  });

  test('with --allow-host-exec it runs here, once, and ends with the instance or the server', async () => {
    const options = { ...kept('allowed'), allowsHostExec: true };
    let house = await startHouse(options);
    const left = path.join(data, 'left');
    const script = `#!/bin/sh\necho "of $HOSTNAME"; env | grep -c SECRET\n(echo $$; while :; do sleep 0.1; date +%N > '${left}'; done) &\n`;
    process.env['A_SECRET'] = 'of the operator';
    onTestFinished(() => void delete process.env['A_SECRET']);
    const instance = await launch(house, script);
    const shown = await finished(house, instance);
    expect(shown).toMatch(/of ip-[\d-]+\.ec2\.internal\r\n/);
    expect(shown).toContain('\r\n0\r\n');
    await expect.poll(() => existsSync(left), LONG).toBe(true);
    await house.close();
    await rm(left);

    house = await startHouse(options);
    const ec2 = new EC2Client(house.client());
    const InstanceIds = [instance];
    await ec2.send(new RebootInstancesCommand({ InstanceIds }));
    await ec2.send(new StopInstancesCommand({ InstanceIds }));
    await untilState(ec2, instance, 'stopped');
    await ec2.send(new StartInstancesCommand({ InstanceIds }));
    await untilState(ec2, instance, 'running');
    expect((await finished(house, instance)).match(/finished at/g)).toHaveLength(1);
    expect(existsSync(left)).toBe(false);
    await house.close();
  });
});

describe.skipIf(cannotIsolate)('on an instance with namespaces of its own', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await startHouse({ ...kept('netns'), isolation: 'netns' });
  });
  afterAll(() => house.close());

  test('a script runs there as root; what it writes is the console’s, what it leaves is there', async () => {
    const instance = await launch(
      house,
      '#!/bin/bash\nid -un; curl -s http://169.254.169.254/latest/meta-data/instance-id; echo\necho here > /etc/left; echo oops >&2; sleep 600 &\n',
    );
    const shown = await finished(house, instance);
    expect(shown).toMatch(
      /^Cloud-init v\. 22\.2\.2 running 'modules:final' at \w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000\. Up \d+\.\d\d seconds\.\r\n/,
    );
    expect(shown).toContain(`root\r\n${instance}\r\noops\r\n`);
    expect(shown).toMatch(/Datasource DataSourceEc2\. {2}Up \d+\.\d\d seconds\r\n$/);
    expect((await sh(house, instance, 'cat /etc/left; pgrep -xc sleep')).stdout).toBe('here\n1\n');
  });

  test('it has neither a home nor a region, as on EC2; bootcmd alone knows the instance’s id', async () => {
    const script = 'echo "home ${HOME-none} region ${AWS_REGION-none} id ${INSTANCE_ID-none}"';
    const instance = await launch(house, `#cloud-config\nbootcmd: ['${script}']\nruncmd: ['${script}']\n`);
    const shown = await finished(house, instance);
    expect(shown).toContain(`home none region none id ${instance}\r\n`);
    expect(shown).toContain('home none region none id none\r\n');
  });

  test('a script that fails is told, as cloud-init tells it', async () => {
    const shown = await finished(house, await launch(house, '#!/bin/sh\nexit 5\n'));
    expect(shown).toContain('Failed to run /var/lib/cloud/instance/scripts/part-001 [5]\r\n');
  });

  test('a cloud-config writes files and runs commands', async () => {
    const instance = await launch(
      house,
      '#cloud-config\nwrite_files: [{path: /opt/app/conf, content: configured, permissions: "0600"}]\nruncmd: [[cat, /opt/app/conf], "stat -c %a /opt/app/conf"]\n',
    );
    expect(await finished(house, instance)).toContain('configured600\r\n');
  });

  test('a script that floods or forks without end is bounded, and its instance can be terminated', async () => {
    const flood = await launch(
      house,
      '#!/bin/sh\nhead -c 50000000 /dev/zero | tr "\\0" x | fold -w 100\necho the end\n',
    );
    const bomb = await launch(house, '#!/bin/sh\nbomb() { bomb | bomb & }; bomb\nsleep 600\n');
    await expect
      .poll(() => consoleOf(house, flood), LONG)
      .toContain('[what followed was too much and is not kept]');
    const ec2 = new EC2Client(house.client());
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [flood, bomb] }));
    const folder = (id: string) => existsSync(path.join(data, 'netns', 'instances', id));
    await expect.poll(() => folder(flood) || folder(bomb), LONG).toBe(false);
  });
});
