import { EC2Client, RebootInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { launchInstance } from './instances.ts';
import { cannotIsolate } from './netns/isolating-house.ts';
import { onTerminal } from './terminal.ts';

/** What runs on an instance ends with it, a shell on a terminal as well. */
describe.each(['process', 'netns'] as const)('with isolation %s', (isolation) => {
  describe.skipIf(isolation === 'netns' && cannotIsolate)('a shell', () => {
    let house: TestHouse;
    let instance: string;
    beforeAll(async () => {
      house = await startHouse({ isolation });
      instance = await launchInstance(house);
    });
    afterAll(() => house.close());

    const open = () => onTerminal(['shell', '--port', String(house.port), '--instance', instance]);

    test('is interactive, on the operator’s terminal, with the instance’s home; its exit code is ours', async () => {
      const shell = open();
      await shell.shows(/[$#] $/);
      shell.type('test -t 0 && test -t 1 && echo on-a-"terminal"\n');
      await shell.shows('on-a-terminal');
      shell.type('echo home: $HOME.\n');
      const home = isolation === 'netns' ? 'home: /home/ec2-user.' : `${instance}/home.`;
      await shell.shows(home);
      shell.type('exit 3\n');
      expect(await shell.exitCode).toBe(3);
    });

    test('has job control: Ctrl-C ends what runs in it, not the shell', async () => {
      const shell = open();
      await shell.shows(/[$#] $/);
      // Told by what runs in the foreground: Ctrl-C before that would be the shell's own.
      shell.type(`sh -c 'echo st"arted"; exec sleep 600'\n`);
      await shell.shows('started');
      shell.type('\u0003');
      shell.type('echo still-"here"\n');
      expect(await shell.shows('still-here')).not.toContain('no job control');
      shell.type('exit\n');
      await shell.exitCode;
    });

    test('ends when its instance is rebooted, and when it is stopped', async () => {
      const ec2 = new EC2Client(house.client());
      const InstanceIds = [instance];
      const first = open();
      await first.shows(/[$#] $/);
      await ec2.send(new RebootInstancesCommand({ InstanceIds }));
      expect(await first.exitCode).not.toBe(0);
      const second = open();
      await second.shows(/[$#] $/);
      second.type('echo st"arted"; sleep 600\n');
      await second.shows('started');
      await ec2.send(new StopInstancesCommand({ InstanceIds }));
      expect(await second.exitCode).not.toBe(0);
    });
  });
});
