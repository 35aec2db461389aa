import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import type { ModifyInstanceAttributeRequest } from '../../../model/generated/ec2.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const modify = (InstanceId: string, asked: Partial<ModifyInstanceAttributeRequest>) =>
  bench.ec2('ModifyInstanceAttribute', { InstanceId, ...asked });
async function stopped(): Promise<string> {
  const id = await bench.runningInstance();
  await bench.ec2('StopInstances', { InstanceIds: [id] });
  bench.settle();
  return id;
}
async function describeOne(id: string) {
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0];
}

describe('ModifyInstanceAttribute', () => {
  test('takes termination protection off, in either form of the request', async () => {
    const id = await bench.runningInstance({ DisableApiTermination: true });
    await modify(id, { DisableApiTermination: { Value: false } });
    await modify(id, { Attribute: 'disableApiTermination', Value: 'true' });
    expect(await failure(bench.ec2('TerminateInstances', { InstanceIds: [id] }))).toMatch(
      /^OperationNotPermitted: /,
    );
    await modify(id, { Attribute: 'disableApiTermination', Value: 'false' });
    await bench.ec2('TerminateInstances', { InstanceIds: [id] });
    expect((await describeOne(id))?.State?.Name).toBe('shutting-down');
  });

  test('changes type and user data of a stopped instance only', async () => {
    const id = await stopped();
    await modify(id, { InstanceType: { Value: 'm5.large' } });
    await modify(id, { UserData: { Value: Buffer.from('new') } });
    expect((await describeOne(id))?.InstanceType).toBe('m5.large');
    expect((await bench.house.instances.byId(id))?.userData).toBe(Buffer.from('new').toString('base64'));
    const running = await bench.runningInstance();
    expect(await failure(modify(running, { InstanceType: { Value: 'm5.large' } }))).toMatch(
      /^IncorrectInstanceState: The instance 'i-[0-9a-f]+' is not in the 'stopped' state\.$/,
    );
    expect(await failure(modify(running, { UserData: { Value: Buffer.from('new') } }))).toBe(
      `IncorrectInstanceState: The instance '${running}' is not in the 'stopped' state.`,
    );
    expect(await failure(modify(id, { InstanceType: { Value: 't4g.micro' } }))).toMatch(
      /^InvalidParameterValue: The architecture/,
    );
  });

  test('a type that AWS does not have is InvalidInstanceAttributeValue (its words are a guess: AWS documents the code)', async () => {
    const id = await stopped();
    const words = "InvalidInstanceAttributeValue: Invalid value 't9.large' for InstanceType.";
    expect(await failure(modify(id, { InstanceType: { Value: 't9.large' } }))).toBe(words);
    expect(await failure(modify(id, { Attribute: 'instanceType', Value: 't9.large' }))).toBe(words);
    expect((await describeOne(id))?.InstanceType).toBe('m1.small');
  });

  test('changes one attribute at a time, and something: no groups at all are no attribute', async () => {
    const id = await bench.runningInstance();
    const nothing = 'InvalidParameterCombination: No attributes specified.';
    expect(await failure(modify(id, {}))).toBe(nothing);
    expect(await failure(modify(id, { Groups: [] }))).toBe(nothing);
    expect((await describeOne(id))?.SecurityGroups).toHaveLength(1);
    expect(
      await failure(modify(id, { SourceDestCheck: { Value: false }, DisableApiStop: { Value: true } })),
    ).toBe('InvalidParameterCombination: Fields for multiple attribute types specified');
  });

  test('security groups must exist in the VPC', async () => {
    const id = await bench.runningInstance();
    const own = (await describeOne(id))?.SecurityGroups?.[0]?.GroupId ?? '';
    await modify(id, { Groups: [own] });
    expect(await failure(modify(id, { Groups: ['sg-00000000'] }))).toBe(
      "InvalidGroup.NotFound: The security group 'sg-00000000' does not exist",
    );
  });
});

test('volumes and network interfaces of an instance are described, and gone with it', async () => {
  const id = await bench.runningInstance({
    BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 20, VolumeType: 'gp3' } }],
  });
  const byInstance = { Filters: [{ Name: 'attachment.instance-id', Values: [id] }] };
  const { Volumes } = await bench.ec2('DescribeVolumes', byInstance);
  expect(
    Volumes?.map(({ Size, State, VolumeType }) => ({ Size, State, VolumeType })).toSorted(
      (a, b) => (a.Size ?? 0) - (b.Size ?? 0),
    ),
  ).toEqual([
    { Size: 8, State: 'in-use', VolumeType: 'gp3' },
    { Size: 20, State: 'in-use', VolumeType: 'gp3' },
  ]);
  const { NetworkInterfaces } = await bench.ec2('DescribeNetworkInterfaces', byInstance);
  expect(NetworkInterfaces).toMatchObject([
    { Status: 'in-use', Attachment: { InstanceId: id, DeviceIndex: 0 } },
  ]);
  await bench.ec2('TerminateInstances', { InstanceIds: [id] });
  expect((await bench.ec2('DescribeNetworkInterfaces', byInstance)).NetworkInterfaces).toEqual([]);
  expect((await bench.ec2('DescribeVolumes', byInstance)).Volumes).toEqual([]);
  const kept = Volumes?.find(({ Size }) => Size === 20)?.VolumeId ?? '';
  expect((await bench.ec2('DescribeVolumes', { VolumeIds: [kept] })).Volumes).toMatchObject([
    { State: 'available' },
  ]);
  expect(await failure(bench.ec2('DescribeVolumes', { VolumeIds: ['vol-00000000'] }))).toBe(
    "InvalidVolume.NotFound: The volume 'vol-00000000' does not exist.",
  );
});

test('credits: T2 is standard, later burstable types unlimited, others have none', async () => {
  const [t2, t3, m5] = [
    await bench.runningInstance({ InstanceType: 't2.micro' }),
    await bench.runningInstance({ InstanceType: 't3.micro' }),
    await bench.runningInstance({ InstanceType: 'm5.large' }),
  ];
  const { InstanceCreditSpecifications } = await bench.ec2('DescribeInstanceCreditSpecifications', {
    InstanceIds: [t2, t3, m5],
  });
  expect(InstanceCreditSpecifications).toEqual(
    expect.arrayContaining([
      { InstanceId: t2, CpuCredits: 'standard' },
      { InstanceId: t3, CpuCredits: 'unlimited' },
    ]),
  );
  expect(InstanceCreditSpecifications).toHaveLength(2);
});
