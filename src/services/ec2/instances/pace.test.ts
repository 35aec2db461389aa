import { afterEach, beforeEach, expect, test } from 'vitest';
import { IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import type { Settings } from '../../../operation/house.ts';
import { PACES } from '../../../operation/pace.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function statusOf(id: string) {
  const { InstanceStatuses } = await bench.ec2('DescribeInstanceStatus', {
    InstanceIds: [id],
    IncludeAllInstances: true,
  });
  const [status] = InstanceStatuses ?? [];
  return [
    status?.InstanceState?.Name,
    status?.InstanceStatus?.Status,
    status?.SystemStatus?.Details?.[0]?.Status,
  ];
}

async function launch(): Promise<string> {
  const { Instances } = await bench.ec2('RunInstances', { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1 });
  return Instances?.[0]?.InstanceId ?? '';
}

test('status checks are initializing while it starts and a while after, then ok; off there are none', async () => {
  const id = await launch();
  expect(await statusOf(id)).toEqual(['pending', 'initializing', 'initializing']);
  bench.clock.advance(PACES.fast.pending + PACES.fast.statusChecks);
  expect(await statusOf(id)).toEqual(['running', 'ok', 'passed']);
  await bench.ec2('StopInstances', { InstanceIds: [id] });
  bench.settle();
  expect(await statusOf(id)).toEqual(['stopped', 'not-applicable', undefined]);
});

test('at the pace of AWS an instance takes seconds to run and minutes to pass its checks', async () => {
  (bench.house.settings as { -readonly [Name in keyof Settings]: Settings[Name] }).pace = PACES.aws;
  const id = await launch();
  bench.clock.advance(5_000);
  expect((await statusOf(id))[0]).toBe('pending');
  bench.clock.advance(10_000);
  expect(await statusOf(id)).toEqual(['running', 'initializing', 'initializing']);
  bench.clock.advance(120_000);
  expect(await statusOf(id)).toEqual(['running', 'ok', 'passed']);
  await bench.ec2('TerminateInstances', { InstanceIds: [id] });
  bench.clock.advance(20_000);
  expect((await statusOf(id))[0]).toBe('shutting-down');
  bench.clock.advance(20_000);
  expect((await statusOf(id))[0]).toBe('terminated');
});
