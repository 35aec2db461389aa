import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function consoleOf(InstanceId: string): Promise<string | undefined> {
  const { Output } = await bench.ec2('GetConsoleOutput', { InstanceId });
  return Output === undefined ? undefined : Buffer.from(Output, 'base64').toString();
}

test('a console shows what was written to it, in base64, with the time of the last line', async () => {
  const id = await bench.runningInstance();
  expect(await consoleOf(id)).toBeUndefined();
  await bench.house.instances.appendConsoleOutput(id, 'one\n');
  await bench.house.instances.appendConsoleOutput(id, 'zwei ü\n');
  const now = bench.clock.now();
  expect(await consoleOf(id)).toBe('one\nzwei ü\n');
  const { Timestamp } = await bench.ec2('GetConsoleOutput', { InstanceId: id });
  expect(Math.abs((Timestamp?.getTime() ?? 0) - now.getTime())).toBeLessThan(60_000);
});

test('the newest 64 KB are kept, cut between characters', async () => {
  const id = await bench.runningInstance();
  await bench.house.instances.appendConsoleOutput(id, 'gone');
  for (let i = 0; i < 3; i++) await bench.house.instances.appendConsoleOutput(id, 'ü'.repeat(20_000));
  await bench.house.instances.appendConsoleOutput(id, 'end');
  const text = (await consoleOf(id)) ?? '';
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
  expect(Buffer.byteLength(text)).toBeGreaterThan(65_530);
  expect(text).toMatch(/^ü+end$/);
});

test('hostile bytes are kept from the store: U+0000 goes, a lone surrogate is replaced', async () => {
  const id = await bench.runningInstance();
  await bench.house.instances.appendConsoleOutput(id, 'a\u0000b\ud800c');
  expect(await consoleOf(id)).toBe('ab\ufffdc');
});

test('an instance that is not there takes no output and shows none', async () => {
  const id = 'i-0123456789abcdef0';
  await bench.house.instances.appendConsoleOutput(id, 'lost');
  expect(await failure(consoleOf(id))).toBe(
    `InvalidInstanceID.NotFound: The instance ID '${id}' does not exist`,
  );
});

test('a machine that shuts itself down stops, or is terminated where its owner said so', async () => {
  for (const [behavior, state] of [
    ['stop', 'stopped'],
    ['terminate', 'terminated'],
  ] as const) {
    const id = await bench.runningInstance({
      InstanceInitiatedShutdownBehavior: behavior,
      DisableApiTermination: true,
    });
    await bench.house.instances.shutDown(id);
    bench.settle();
    const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [id] });
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
      State: { Name: state },
      StateReason: {
        Code: 'Client.InstanceInitiatedShutdown',
        Message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
      },
    });
  }
});
