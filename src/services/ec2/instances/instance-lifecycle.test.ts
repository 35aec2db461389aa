import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function describeOne(id: string) {
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0];
}
const stateOf = async (id: string) => (await describeOne(id))?.State;

describe('states follow the clock', () => {
  test('pending → running → stopping → stopped → pending → running → shutting-down → terminated', async () => {
    const { Instances } = await bench.ec2('RunInstances', {
      ImageId: 'ami-56d4ad31',
      MinCount: 1,
      MaxCount: 1,
    });
    const id = Instances?.[0]?.InstanceId ?? '';
    const InstanceIds = [id];
    expect(await stateOf(id)).toEqual({ Code: 0, Name: 'pending' });
    bench.settle();
    expect(await stateOf(id)).toEqual({ Code: 16, Name: 'running' });

    expect(await bench.ec2('StopInstances', { InstanceIds })).toEqual({
      StoppingInstances: [
        {
          InstanceId: id,
          CurrentState: { Code: 64, Name: 'stopping' },
          PreviousState: { Code: 16, Name: 'running' },
        },
      ],
    });
    bench.settle();
    const stopped = await describeOne(id);
    expect(stopped?.State).toEqual({ Code: 80, Name: 'stopped' });
    expect(stopped?.StateReason?.Code).toBe('Client.UserInitiatedShutdown');
    expect(stopped?.StateTransitionReason).toMatch(/^User initiated \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\)$/);
    expect(stopped?.PublicIpAddress).toBeUndefined();
    expect(await bench.house.instances.running()).not.toContain(id);

    const { StartingInstances } = await bench.ec2('StartInstances', { InstanceIds });
    expect(StartingInstances).toMatchObject([
      { CurrentState: { Name: 'pending' }, PreviousState: { Name: 'stopped' } },
    ]);
    bench.settle();
    const started = await describeOne(id);
    expect(started?.State?.Name).toBe('running');
    expect(started?.PrivateIpAddress).toBe(stopped?.PrivateIpAddress);
    expect(started?.LaunchTime?.getTime()).toBeGreaterThan(stopped?.LaunchTime?.getTime() ?? 0);

    const { TerminatingInstances } = await bench.ec2('TerminateInstances', { InstanceIds });
    expect(TerminatingInstances).toMatchObject([
      { CurrentState: { Code: 32, Name: 'shutting-down' }, PreviousState: { Name: 'running' } },
    ]);
    bench.settle();
    const ended = await describeOne(id);
    expect(ended?.State).toEqual({ Code: 48, Name: 'terminated' });
    expect(ended).toMatchObject({ NetworkInterfaces: [], BlockDeviceMappings: [], SecurityGroups: [] });
  });

  test('a terminated instance disappears after about an hour, and its row with the next launch', async () => {
    const id = await bench.runningInstance();
    await bench.ec2('TerminateInstances', { InstanceIds: [id] });
    bench.clock.advance(59 * 60_000);
    expect((await stateOf(id))?.Name).toBe('terminated');
    bench.clock.advance(2 * 60_000);
    expect(await failure(bench.ec2('DescribeInstances', { InstanceIds: [id] }))).toBe(
      `InvalidInstanceID.NotFound: The instance ID '${id}' does not exist`,
    );
    expect(await bench.house.instances.byId(id)).toBeUndefined();
    await bench.runningInstance();
    const row = await bench.house.store.read((tx) =>
      tx.selectFrom('instances').select('id').where('id', '=', id).executeTakeFirst(),
    );
    expect(row).toBeUndefined();
  });
});

describe('what cannot be', () => {
  test('ids that are not there are named, one or many', async () => {
    const start = (...InstanceIds: string[]) => failure(bench.ec2('StartInstances', { InstanceIds }));
    expect(await start('i-00000000000000001')).toBe(
      "InvalidInstanceID.NotFound: The instance ID 'i-00000000000000001' does not exist",
    );
    expect(await start('i-00000000000000001', 'i-00000000000000002')).toBe(
      "InvalidInstanceID.NotFound: The instance IDs 'i-00000000000000001, i-00000000000000002' do not exist",
    );
    expect(await start('i-nonsense')).toBe('InvalidInstanceID.Malformed: Invalid id: "i-nonsense"');
  });

  test('starting what runs and stopping what is stopped changes nothing', async () => {
    const id = await bench.runningInstance();
    const { StartingInstances } = await bench.ec2('StartInstances', { InstanceIds: [id] });
    expect(StartingInstances).toMatchObject([
      { CurrentState: { Name: 'running' }, PreviousState: { Name: 'running' } },
    ]);
    await bench.ec2('StopInstances', { InstanceIds: [id] });
    bench.settle();
    const { StoppingInstances } = await bench.ec2('StopInstances', { InstanceIds: [id] });
    expect(StoppingInstances).toMatchObject([
      { CurrentState: { Name: 'stopped' }, PreviousState: { Name: 'stopped' } },
    ]);
  });

  test('a terminated instance can be neither started nor stopped nor rebooted; terminating it again succeeds', async () => {
    const id = await bench.runningInstance();
    const InstanceIds = [id];
    await bench.ec2('TerminateInstances', { InstanceIds });
    bench.settle();
    expect(await failure(bench.ec2('StartInstances', { InstanceIds }))).toBe(
      `IncorrectInstanceState: The instance '${id}' is not in a state from which it can be started.`,
    );
    expect(await failure(bench.ec2('StopInstances', { InstanceIds }))).toBe(
      `IncorrectInstanceState: This instance '${id}' is not in a state from which it can be stopped.`,
    );
    expect(await failure(bench.ec2('RebootInstances', { InstanceIds }))).toMatch(/^IncorrectInstanceState: /);
    expect(await bench.ec2('TerminateInstances', { InstanceIds })).toMatchObject({
      TerminatingInstances: [{ CurrentState: { Name: 'terminated' }, PreviousState: { Name: 'terminated' } }],
    });
  });

  test('a protected instance is not terminated, and none of the others of the call', async () => {
    const free = await bench.runningInstance();
    const kept = await bench.runningInstance({ DisableApiTermination: true });
    expect(await failure(bench.ec2('TerminateInstances', { InstanceIds: [free, kept] }))).toBe(
      `OperationNotPermitted: The instance '${kept}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    );
    expect((await stateOf(free))?.Name).toBe('running');
  });
});

test('a running instance reboots and stays running', async () => {
  const id = await bench.runningInstance();
  await bench.ec2('RebootInstances', { InstanceIds: [id] });
  expect((await stateOf(id))?.Name).toBe('running');
});

test('metadata options: answered as pending, described as applied; listeners hear of it', async () => {
  const id = await bench.runningInstance();
  const heard: string[] = [];
  const stop = bench.house.instances.onChange((changed) => heard.push(changed));
  const answer = await bench.ec2('ModifyInstanceMetadataOptions', {
    InstanceId: id,
    HttpTokens: 'required',
    HttpPutResponseHopLimit: 3,
  });
  stop();
  expect(answer.InstanceMetadataOptions).toMatchObject({ State: 'pending', HttpTokens: 'required' });
  expect(heard).toEqual([id]);
  expect((await describeOne(id))?.MetadataOptions).toMatchObject({
    State: 'applied',
    HttpTokens: 'required',
    HttpPutResponseHopLimit: 3,
    HttpEndpoint: 'enabled',
  });
});

test('status checks pass once an instance runs; others are shown only on demand', async () => {
  const id = await bench.runningInstance();
  const { InstanceStatuses } = await bench.ec2('DescribeInstanceStatus', { InstanceIds: [id] });
  expect(InstanceStatuses).toMatchObject([
    {
      InstanceId: id,
      InstanceState: { Name: 'running' },
      InstanceStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
      SystemStatus: { Status: 'ok' },
    },
  ]);
  await bench.ec2('StopInstances', { InstanceIds: [id] });
  expect(await bench.ec2('DescribeInstanceStatus', { InstanceIds: [id] })).toMatchObject({
    InstanceStatuses: [],
  });
  expect(
    await bench.ec2('DescribeInstanceStatus', { InstanceIds: [id], IncludeAllInstances: true }),
  ).toMatchObject({ InstanceStatuses: [{ InstanceStatus: { Status: 'not-applicable' } }] });
});

test('attributes that Terraform reads of an instance', async () => {
  const userData = Buffer.from('hello').toString('base64');
  const id = await bench.runningInstance({ UserData: userData, DisableApiStop: true });
  const attribute = (
    Attribute: 'disableApiStop' | 'disableApiTermination' | 'instanceInitiatedShutdownBehavior' | 'userData',
  ) => bench.ec2('DescribeInstanceAttribute', { InstanceId: id, Attribute });
  expect(await attribute('disableApiStop')).toEqual({ InstanceId: id, DisableApiStop: { Value: true } });
  expect(await attribute('disableApiTermination')).toEqual({
    InstanceId: id,
    DisableApiTermination: { Value: false },
  });
  expect(await attribute('instanceInitiatedShutdownBehavior')).toEqual({
    InstanceId: id,
    InstanceInitiatedShutdownBehavior: { Value: 'stop' },
  });
  expect(await attribute('userData')).toEqual({ InstanceId: id, UserData: { Value: userData } });
});
