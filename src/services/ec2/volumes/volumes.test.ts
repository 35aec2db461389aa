import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { documentOf } from '../../../../test/in-process-house.ts';
import type { CreateVolumeRequest } from '../../../model/generated/ec2.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const ZONE = { AvailabilityZone: 'us-east-1a' };

async function create(input: Partial<CreateVolumeRequest> = {}): Promise<string> {
  const { VolumeId = '' } = await bench.ec2('CreateVolume', { ...ZONE, Size: 10, ...input });
  bench.settle();
  return VolumeId;
}

async function show(id: string) {
  return (await bench.ec2('DescribeVolumes', { VolumeIds: [id] })).Volumes?.[0];
}

async function onInstance(): Promise<string> {
  return bench.runningInstance({ Placement: ZONE });
}

describe('a volume', () => {
  test('is creating, then available, with the speed of its type', async () => {
    const made = await bench.ec2('CreateVolume', {
      ...ZONE,
      Size: 20,
      VolumeType: 'gp3',
      Encrypted: true,
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'team', Value: 'blue' }] }],
    });
    expect(made).toEqual({
      VolumeId: expect.stringMatching(/^vol-0[0-9a-f]{16}$/),
      Size: 20,
      SnapshotId: '',
      AvailabilityZone: 'us-east-1a',
      AvailabilityZoneId: expect.stringMatching(/^use1-az\d$/),
      State: 'creating',
      CreateTime: expect.any(Date),
      Attachments: [],
      Encrypted: true,
      Iops: 3000,
      Tags: [{ Key: 'team', Value: 'blue' }],
      VolumeType: 'gp3',
      MultiAttachEnabled: false,
      Throughput: 125,
      Operator: { Managed: false },
    });
    bench.settle();
    const { Volumes } = await bench.ec2('DescribeVolumes', {
      Filters: [
        { Name: 'tag:team', Values: ['blue'] },
        { Name: 'status', Values: ['available'] },
      ],
    });
    expect(Volumes).toEqual([{ ...made, State: 'available' }]);
  });

  test('is attached to an instance and detached again; DescribeInstances agrees each time', async () => {
    const InstanceId = await onInstance();
    const VolumeId = await create();
    const devices = async () => {
      const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [InstanceId] });
      return Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings?.map(
        ({ DeviceName, Ebs }) => `${DeviceName} ${Ebs?.Status}`,
      );
    };
    const heard: string[] = [];
    const end = bench.house.instances.onChange((id) => heard.push(id));
    const attached = await bench.ec2('AttachVolume', { InstanceId, VolumeId, Device: '/dev/sdf' });
    expect(attached).toMatchObject({ InstanceId, VolumeId, Device: '/dev/sdf', State: 'attaching' });
    expect(await devices()).toEqual(['/dev/xvda attached', '/dev/sdf attaching']);
    bench.settle();
    expect(await show(VolumeId)).toMatchObject({
      State: 'in-use',
      Attachments: [{ InstanceId, Device: '/dev/sdf', State: 'attached', DeleteOnTermination: false }],
    });
    expect((await bench.ec2('DetachVolume', { VolumeId })).State).toBe('detaching');
    expect(await devices()).toEqual(['/dev/xvda attached', '/dev/sdf detaching']);
    bench.settle();
    expect(await devices()).toEqual(['/dev/xvda attached']);
    expect(await show(VolumeId)).toMatchObject({ State: 'available', Attachments: [] });
    expect(heard).toEqual([InstanceId, InstanceId]);
    end();
    const other = await onInstance();
    await bench.ec2('AttachVolume', { InstanceId: other, VolumeId, Device: 'xvdh' });
    bench.settle();
    expect((await show(VolumeId))?.Attachments).toMatchObject([{ InstanceId: other, Device: 'xvdh' }]);
  });

  test('outlives the instance that it was attached to, and the root volume goes with it', async () => {
    const InstanceId = await onInstance();
    const VolumeId = await create();
    await bench.ec2('AttachVolume', { InstanceId, VolumeId, Device: '/dev/sdf' });
    bench.settle();
    const { Volumes } = await bench.ec2('DescribeVolumes', {
      Filters: [
        { Name: 'attachment.instance-id', Values: [InstanceId] },
        { Name: 'attachment.device', Values: ['/dev/xvda'] },
      ],
    });
    const root = Volumes?.[0]?.VolumeId ?? '';
    await bench.ec2('TerminateInstances', { InstanceIds: [InstanceId] });
    bench.settle();
    expect((await show(VolumeId))?.State).toBe('available');
    expect(await failure(show(root))).toBe(`InvalidVolume.NotFound: The volume '${root}' does not exist.`);
  });

  test('grows while it is used: modifying, optimizing, completed', async () => {
    const VolumeId = await create({ VolumeType: 'gp2' });
    const state = async () => {
      const answer = await bench.ec2('DescribeVolumesModifications', { VolumeIds: [VolumeId] });
      return answer.VolumesModifications?.[0]?.ModificationState;
    };
    const { VolumeModification } = await bench.ec2('ModifyVolume', { VolumeId, Size: 30, VolumeType: 'gp3' });
    expect(VolumeModification).toMatchObject({
      ModificationState: 'modifying',
      OriginalSize: 10,
      OriginalIops: 100,
      OriginalVolumeType: 'gp2',
      TargetSize: 30,
      TargetIops: 3000,
      TargetVolumeType: 'gp3',
      Progress: 0,
    });
    expect((await show(VolumeId))?.Size).toBe(10);
    expect(await failure(bench.ec2('ModifyVolume', { VolumeId, Size: 31 }))).toBe(
      `IncorrectModificationState: Volume ${VolumeId} cannot be modified in modification state MODIFYING`,
    );
    bench.clock.advance(bench.house.settings.pace.volumeModification);
    expect(await state()).toBe('optimizing');
    expect(await show(VolumeId)).toMatchObject({ Size: 30, VolumeType: 'gp3', Iops: 3000, Throughput: 125 });
    bench.settle();
    expect(await state()).toBe('completed');
    expect(await failure(bench.ec2('ModifyVolume', { VolumeId, Size: 20 }))).toBe(
      'InvalidParameterValue: New size cannot be smaller than existing size',
    );
  });

  test('has an attribute and a status', async () => {
    const VolumeId = await create();
    await bench.ec2('ModifyVolumeAttribute', { VolumeId, AutoEnableIO: { Value: true } });
    expect(await bench.ec2('DescribeVolumeAttribute', { VolumeId, Attribute: 'autoEnableIO' })).toEqual({
      VolumeId,
      AutoEnableIO: { Value: true },
    });
    const { VolumeStatuses } = await bench.ec2('DescribeVolumeStatus', { VolumeIds: [VolumeId] });
    expect(VolumeStatuses).toMatchObject([{ VolumeId, VolumeStatus: { Status: 'ok' } }]);
  });

  test('is made once a client token', async () => {
    const input = { ...ZONE, Size: 3, ClientToken: 'volume-token' };
    const first = await bench.ec2('CreateVolume', input);
    expect((await bench.ec2('CreateVolume', input)).VolumeId).toBe(first.VolumeId);
    expect(await failure(bench.ec2('CreateVolume', { ...input, Size: 4 }))).toMatch(
      /^IdempotentParameterMismatch: /,
    );
  });

  test('of ten that race to attach one is attached', async () => {
    const VolumeId = await create();
    const instances = await Promise.all(Array.from({ length: 3 }, onInstance));
    const racing = instances.map((InstanceId) =>
      bench.ec2('AttachVolume', { InstanceId, VolumeId, Device: '/dev/sdf' }),
    );
    const settled = await Promise.allSettled(racing);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('what a volume cannot be', () => {
  test.each<[string, Partial<CreateVolumeRequest>, string]>([
    [
      'in no zone',
      { AvailabilityZone: undefined },
      'MissingParameter: The request must contain the parameter zone',
    ],
    [
      'in a zone that is not',
      { AvailabilityZone: 'us-east-1z' },
      "InvalidZone.NotFound: The zone 'us-east-1z' does not exist.",
    ],
    [
      'of no size',
      { Size: undefined },
      'MissingParameter: The request must contain the parameter size/snapshot',
    ],
    [
      'too small',
      { VolumeType: 'st1' },
      'InvalidParameterValue: The volume size is invalid for st1 volumes: 10 GiB. st1 volumes must be at least 125 GiB in size. Please specify a volume size above the minimum limit',
    ],
    [
      'too large',
      { Size: 2_000_000_000 },
      'InvalidParameterValue: The volume size is invalid for gp2 volumes: 2000000000 GiB. gp2 volumes must be at most 16384 GiB in size. Please specify a volume size below the maximum limit',
    ],
    [
      'of a negative size',
      { Size: -1 },
      'InvalidParameterValue: The volume size is invalid for gp2 volumes: -1 GiB. gp2 volumes must be at least 1 GiB in size. Please specify a volume size above the minimum limit',
    ],
    [
      'io1 without iops',
      { VolumeType: 'io1' },
      'MissingParameter: The request must contain the parameter iops',
    ],
    [
      'gp2 with iops',
      { Iops: 100 },
      'InvalidParameterCombination: The parameter iops is not supported for gp2 volumes.',
    ],
    [
      'too fast for its size',
      { VolumeType: 'io1', Iops: 1000 },
      'InvalidParameterValue: Iops to volume size ratio of 100.000000 is too high; maximum is 50.000000',
    ],
    [
      'gp2 with throughput',
      { Throughput: 125 },
      'InvalidParameterCombination: throughput can only be specified for volumeType gp3.',
    ],
    [
      'of a snapshot that is not there',
      { SnapshotId: 'snap-0123456789abcdef0' },
      "InvalidSnapshot.NotFound: The snapshot 'snap-0123456789abcdef0' does not exist.",
    ],
    [
      'attached to several',
      { MultiAttachEnabled: true },
      "NotImplemented: the parameter `MultiAttachEnabled` is part of AWS's API of EC2 but is not served by Utsuwa",
    ],
  ])('%s', async (_what, input, expected) => {
    expect(await failure(bench.ec2('CreateVolume', { ...ZONE, Size: 10, ...input }))).toBe(expected);
  });

  test('attached, detached or deleted out of turn', async () => {
    const InstanceId = await onInstance();
    const elsewhere = await bench.runningInstance({ Placement: { AvailabilityZone: 'us-east-1b' } });
    const VolumeId = await create();
    const attach = (input: object) =>
      failure(bench.ec2('AttachVolume', { InstanceId, VolumeId, Device: '/dev/sdf', ...input }));
    expect(await attach({ InstanceId: elsewhere })).toBe(
      `InvalidVolume.ZoneMismatch: The volume '${VolumeId}' is not in the same availability zone as instance '${elsewhere}'`,
    );
    expect(await attach({ Device: '/etc/passwd' })).toBe(
      'InvalidParameterValue: Value (/etc/passwd) for parameter device is invalid. /etc/passwd is not a valid EBS device name.',
    );
    expect(await attach({ Device: '/dev/xvda' })).toBe(
      "InvalidParameterValue: Invalid value '/dev/xvda' for unixDevice. Attachment point /dev/xvda is already in use",
    );
    expect(await failure(bench.ec2('DetachVolume', { VolumeId }))).toBe(
      `IncorrectState: Volume '${VolumeId}' is in the 'available' state.`,
    );
    await bench.ec2('AttachVolume', { InstanceId, VolumeId, Device: '/dev/sdf' });
    expect(await attach({ Device: '/dev/sdg' })).toBe(
      `VolumeInUse: ${VolumeId} is already attached to an instance`,
    );
    expect(await failure(bench.ec2('DeleteVolume', { VolumeId }))).toBe(
      `VolumeInUse: Volume ${VolumeId} is currently attached to ${InstanceId}`,
    );
    const { Volumes } = await bench.ec2('DescribeVolumes', {
      Filters: [
        { Name: 'attachment.instance-id', Values: [InstanceId] },
        { Name: 'attachment.device', Values: ['/dev/xvda'] },
      ],
    });
    const root = Volumes?.[0]?.VolumeId ?? '';
    expect(await failure(bench.ec2('DetachVolume', { VolumeId: root }))).toBe(
      `OperationNotPermitted: Unable to detach root volume '${root}' from instance '${InstanceId}'`,
    );
  });
});

describe('who may', () => {
  test('make a volume: by its type and encryption, by its tags', async () => {
    const policy = documentOf(
      {
        Effect: 'Allow',
        Action: 'ec2:CreateVolume',
        Resource: '*',
        Condition: { StringEquals: { 'ec2:VolumeType': 'gp3' }, Bool: { 'ec2:Encrypted': 'true' } },
      },
      {
        Effect: 'Allow',
        Action: 'ec2:CreateTags',
        Resource: 'arn:aws:ec2:*:*:volume/*',
        Condition: { StringEquals: { 'ec2:CreateAction': 'CreateVolume' } },
      },
    );
    const user = await bench.addUser('maker', { policy });
    const make = (input: Partial<CreateVolumeRequest>) =>
      bench.ec2('CreateVolume', { ...ZONE, Size: 10, ...input }, user);
    const tags = {
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'a', Value: 'b' }] }],
    } as const;
    await make({ VolumeType: 'gp3', Encrypted: true, ...tags });
    expect(await failure(make({ VolumeType: 'gp3' }))).toMatch(/^UnauthorizedOperation: /);
    expect(await failure(make({ VolumeType: 'gp2', Encrypted: true }))).toMatch(/^UnauthorizedOperation: /);
  });

  test('attach: both the instance and the volume are asked for', async () => {
    const InstanceId = await onInstance();
    const VolumeId = await create();
    const onlyVolume = await bench.addUser('only-volume', {
      policy: documentOf({
        Effect: 'Allow',
        Action: 'ec2:AttachVolume',
        Resource: 'arn:aws:ec2:*:*:volume/*',
      }),
    });
    expect(
      await failure(bench.ec2('AttachVolume', { InstanceId, VolumeId, Device: '/dev/sdf' }, onlyVolume)),
    ).toMatch(/not authorized to perform: ec2:AttachVolume on resource: .*:instance\/i-/);
  });
});
