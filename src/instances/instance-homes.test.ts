import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBench, type Bench } from '../../test/ec2-bench.ts';
import { InstanceHomes } from './instance-homes.ts';

let bench: Bench;
let directory: string;
beforeAll(async () => {
  bench = await openBench();
  directory = mkdtempSync(path.join(tmpdir(), 'utsuwa-homes-'));
});
afterAll(async () => {
  await bench.close();
  rmSync(directory, { recursive: true, force: true });
});

test('a home lasts, for its owner alone, until the instance is terminated', async () => {
  const homes = new InstanceHomes(bench.house, directory);
  const [one, other] = [await bench.runningInstance(), await bench.runningInstance()];
  const home = await homes.of(one);
  expect(home).toBe(path.join(directory, one, 'home'));
  expect(statSync(home).mode & 0o777).toBe(0o700);
  const kept = path.join(await homes.of(other), 'kept');
  writeFileSync(kept, '');
  writeFileSync(path.join(home, 'left'), '');
  await homes.close();

  const again = new InstanceHomes(bench.house, directory);
  expect(existsSync(path.join(await again.of(one), 'left'))).toBe(true);
  await bench.ec2('StopInstances', { InstanceIds: [one] });
  bench.settle();
  expect(existsSync(home)).toBe(true);
  await bench.ec2('TerminateInstances', { InstanceIds: [one] });
  await expect.poll(() => existsSync(path.join(directory, one))).toBe(false);
  expect(existsSync(kept)).toBe(true);
  await again.close();
});

test('without a directory homes are temporary', async () => {
  const homes = new InstanceHomes(bench.house, undefined);
  const home = await homes.of(await bench.runningInstance());
  writeFileSync(path.join(home, 'left'), '');
  await homes.close();
  expect(existsSync(home)).toBe(false);
});

test.each(['..', '../i-1', 'i-1/../..', '', 'i-', 'i-xyz'])(
  'what is no id makes no folder: %j',
  async (id) => {
    const homes = new InstanceHomes(bench.house, directory);
    await expect(homes.of(id)).rejects.toThrow('an instance id is');
    await homes.close();
  },
);
