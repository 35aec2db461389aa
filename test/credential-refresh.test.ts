import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { control } from './control.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { handedOut, metadataEndpoint } from './instance-metadata.ts';
import { launchInstance, makeInstanceRole, trust } from './instances.ts';
import { startSteppingClient, type ClientName } from './stepping-client.ts';

/**
 * One process of each client lives through several rotations: its clock and emulated time are moved
 * together, and it asks for new credentials when it thinks it must.
 */
const CLIENTS: readonly ClientName[] = ['AWS SDK for JavaScript', 'botocore', 'AWS CLI'];

/** So much later every client thinks that credentials of six hours are about to end. */
const STEP_SECONDS = 5 * 3600 + 57 * 60;

let house: TestHouse;
let instance: string;
let endpoint: string;
/** How far emulated time is ahead by now, seconds. */
let ahead = 0;

beforeAll(async () => {
  house = await startHouse();
  await makeInstanceRole(house, 'Lasting');
  await makeInstanceRole(house, 'LastingTask', trust({ Service: 'ecs-tasks.amazonaws.com' }));
  instance = await launchInstance(house, {
    IamInstanceProfile: { Name: 'Lasting' },
    MetadataOptions: { HttpTokens: 'required' },
  });
  endpoint = await metadataEndpoint(house, instance);
});
afterAll(() => house.close());

async function advance(seconds: number): Promise<void> {
  await control(house, 'clock/advance', { milliseconds: seconds * 1000 });
  ahead += seconds;
}

describe.each(CLIENTS)('%s', (name) => {
  test('keeps an instance’s credentials while they hold and has new ones before they end, four times over', async () => {
    const client = await startSteppingClient(house, name, ['--instance', instance]);
    try {
      const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/Lasting/${instance}`;
      const used: Credentials[] = [];
      for (let i = 0; i < 4; i += 1) {
        const now = await handedOut(endpoint, 'Lasting');
        expect(await client.step(ahead)).toEqual({ arn, accessKeyId: now.accessKeyId });
        used.push(now);
        // Half an hour later nothing has changed.
        await advance(1800);
        expect(await client.step(ahead)).toEqual({ arn, accessKeyId: now.accessKeyId });
        await advance(STEP_SECONDS - 1800);
      }
      expect(new Set(used.map(({ accessKeyId }) => accessKeyId)).size).toBe(4);
      const outcomes = used.map((old) =>
        new STSClient(house.client(old)).send(new GetCallerIdentityCommand({})).then(
          ({ Arn }) => Arn,
          (error: Error) => error.name,
        ),
      );
      // The last ones have three minutes left.
      expect(await Promise.all(outcomes)).toEqual(['ExpiredToken', 'ExpiredToken', 'ExpiredToken', arn]);
    } finally {
      await client.end();
    }
  });

  test('refreshes a task’s credentials', async () => {
    const client = await startSteppingClient(house, name, ['--task-role', 'LastingTask']);
    try {
      const first = await client.step(ahead);
      expect(first.arn).toMatch(
        new RegExp(`^arn:aws:sts::${ACCOUNT}:assumed-role/LastingTask/[0-9a-f]{32}$`),
      );
      await advance(STEP_SECONDS);
      const second = await client.step(ahead);
      expect(second.arn).toBe(first.arn);
      expect(second.accessKeyId).not.toBe(first.accessKeyId);
    } finally {
      await client.end();
    }
  });
});
