import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function devicesOf(id = '') {
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings;
}

async function find(
  Owners: readonly string[],
  name: string,
  ...more: readonly (readonly [string, string])[]
) {
  const Filters = [['name', name] as const, ...more].map(([Name, value]) => ({ Name, Values: [value] }));
  const { Images = [] } = await bench.ec2('DescribeImages', { Owners, Filters });
  return Images.toSorted((a, b) => ((a.CreationDate ?? '') < (b.CreationDate ?? '') ? 1 : -1));
}

describe('published images are found as templates and Terraform look for them', () => {
  test.each([
    [
      ['amazon'],
      'al2023-ami-2023.*-kernel-6.1-x86_64',
      'al2023-ami-2023.8.20250818.0-kernel-6.1-x86_64',
      '/dev/xvda',
    ],
    [['amazon'], 'al2023-ami-*-arm64', 'al2023-ami-', '/dev/xvda'],
    [['amazon'], 'amzn2-ami-hvm-*-x86_64-gp2', 'amzn2-ami-hvm-2.0.', '/dev/xvda'],
    [['137112412989'], 'amzn2-ami-kernel-5.10-hvm-*-x86_64-gp2', 'amzn2-ami-kernel', '/dev/xvda'],
    [['099720109477'], 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*', 'ubuntu/', '/dev/sda1'],
    [['099720109477'], 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-*', 'ubuntu/', '/dev/sda1'],
    [['136693071363'], 'debian-12-amd64-*', 'debian-12-amd64-', '/dev/xvda'],
    [['amazon'], 'Windows_Server-2022-English-Full-Base-*', 'Windows_Server-2022', '/dev/sda1'],
  ] as const)('%s %s', async (owners, pattern, begins, root) => {
    const [image] = await find(
      owners,
      pattern,
      ['virtualization-type', 'hvm'],
      ['root-device-type', 'ebs'],
      ['state', 'available'],
    );
    expect(image?.Name?.startsWith(begins)).toBe(true);
    expect(image).toMatchObject({
      RootDeviceName: root,
      Public: true,
      State: 'available',
      ImageOwnerAlias: 'amazon',
    });
    expect(image?.ImageId).toMatch(/^ami-[0-9a-f]{17}$/);
  });

  test('Canonical’s lie below `amazon/`, as people look for them', async () => {
    const { Images } = await bench.ec2('DescribeImages', {
      Filters: [
        {
          Name: 'manifest-location',
          Values: ['amazon/ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-*'],
        },
      ],
    });
    expect(Images).toMatchObject([{ OwnerId: '099720109477', Architecture: 'x86_64' }]);
  });
});

describe('an image of an instance', () => {
  test('is made of its volumes, is pending, then can be launched', async () => {
    const InstanceId = await bench.runningInstance({
      InstanceType: 't3.micro',
      BlockDeviceMappings: [
        { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 33, VolumeType: 'gp3', DeleteOnTermination: true } },
        { DeviceName: '/dev/sdg', Ebs: { VolumeSize: 5 } },
      ],
    });
    const { ImageId = '' } = await bench.ec2('CreateImage', {
      InstanceId,
      Name: 'my-image',
      Description: 'mine',
      BlockDeviceMappings: [{ DeviceName: '/dev/sdg', NoDevice: '' }],
      TagSpecifications: [
        { ResourceType: 'image', Tags: [{ Key: 'team', Value: 'blue' }] },
        { ResourceType: 'snapshot', Tags: [{ Key: 'team', Value: 'red' }] },
      ],
    });
    const launch = { ImageId, MinCount: 1, MaxCount: 1, InstanceType: 't3.micro' } as const;
    expect(await failure(bench.ec2('RunInstances', launch))).toMatch(/^InvalidAMIID.Unavailable: /);
    bench.settle();
    const { Images } = await bench.ec2('DescribeImages', {
      Owners: ['self'],
      Filters: [{ Name: 'tag:team', Values: ['blue'] }],
    });
    expect(Images).toMatchObject([
      {
        ImageId,
        Name: 'my-image',
        Description: 'mine',
        State: 'available',
        Public: false,
        Architecture: 'x86_64',
        SourceInstanceId: InstanceId,
        BlockDeviceMappings: [
          { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8 } },
          { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 33, VolumeType: 'gp3', DeleteOnTermination: true } },
        ],
      },
    ]);
    const { Snapshots } = await bench.ec2('DescribeSnapshots', {
      OwnerIds: ['self'],
      Filters: [{ Name: 'tag:team', Values: ['red'] }],
    });
    expect(Snapshots?.map(({ State, VolumeSize }) => `${VolumeSize} ${State}`).toSorted()).toEqual([
      '33 completed',
      '8 completed',
    ]);
    const { Instances } = await bench.ec2('RunInstances', launch);
    const devices = await devicesOf(Instances?.[0]?.InstanceId);
    expect(devices?.map(({ DeviceName }) => DeviceName)).toEqual(['/dev/xvda', '/dev/sdf']);

    const used = Snapshots?.[0]?.SnapshotId ?? '';
    expect(await failure(bench.ec2('DeleteSnapshot', { SnapshotId: used }))).toBe(
      `InvalidSnapshot.InUse: The snapshot ${used} is currently in use by ${ImageId}`,
    );
    const { DeleteSnapshotResults } = await bench.ec2('DeregisterImage', {
      ImageId,
      DeleteAssociatedSnapshots: true,
    });
    expect(DeleteSnapshotResults).toHaveLength(2);
    expect(await failure(bench.ec2('RunInstances', launch))).toBe(
      `InvalidAMIID.Unavailable: The image ID '${ImageId}' is no longer available`,
    );
    expect(await failure(bench.ec2('DescribeImages', { ImageIds: [ImageId] }))).toBe(
      `InvalidAMIID.NotFound: The image id '[${ImageId}]' does not exist`,
    );
    expect(await failure(bench.ec2('DescribeSnapshots', { SnapshotIds: [used] }))).toBe(
      `InvalidSnapshot.NotFound: The snapshot '${used}' does not exist.`,
    );
    await bench.ec2('CreateImage', { InstanceId, Name: 'my-image' });
  });

  test('reboots a running instance, unless that is refused', async () => {
    const InstanceId = await bench.runningInstance();
    const heard: string[] = [];
    const end = bench.house.instances.onChange((id, event) => heard.push(`${id} ${event}`));
    await bench.ec2('CreateImage', { InstanceId, Name: 'no-reboot', NoReboot: true });
    expect(heard).toEqual([]);
    await bench.ec2('CreateImage', { InstanceId, Name: 'rebooted' });
    expect(heard).toEqual([`${InstanceId} rebooted`]);
    end();
  });

  test('has attributes that its owner sees', async () => {
    const InstanceId = await bench.runningInstance();
    const { ImageId = '' } = await bench.ec2('CreateImage', {
      InstanceId,
      Name: 'seen',
      Description: 'text',
    });
    expect(await bench.ec2('DescribeImageAttribute', { ImageId, Attribute: 'description' })).toEqual({
      ImageId,
      Description: { Value: 'text' },
    });
    expect(await bench.ec2('DescribeImageAttribute', { ImageId, Attribute: 'launchPermission' })).toEqual({
      ImageId,
      LaunchPermissions: [],
    });
    const [published] = await find(['amazon'], 'al2023-ami-2023*-x86_64');
    const id = published?.ImageId ?? '';
    expect(
      await failure(bench.ec2('DescribeImageAttribute', { ImageId: id, Attribute: 'description' })),
    ).toBe(`AuthFailure: Not authorized for image:${id}`);
    expect(await failure(bench.ec2('DeregisterImage', { ImageId: id }))).toMatch(/^AuthFailure: /);
  });

  test('has a name that AWS takes and nothing else has', async () => {
    const InstanceId = await bench.runningInstance();
    const { ImageId } = await bench.ec2('CreateImage', { InstanceId, Name: 'taken' });
    expect(await failure(bench.ec2('CreateImage', { InstanceId, Name: 'taken' }))).toBe(
      `InvalidAMIName.Duplicate: AMI name taken is already in use by AMI ${ImageId}`,
    );
    expect(await failure(bench.ec2('CreateImage', { InstanceId, Name: 'a*' }))).toMatch(
      /^InvalidAMIName.Malformed: /,
    );
  });
});

describe('snapshots', () => {
  test('are pending, then completed; volumes are made of them, no smaller', async () => {
    const InstanceId = await bench.runningInstance();
    const { Volumes } = await bench.ec2('DescribeVolumes', {
      Filters: [{ Name: 'attachment.instance-id', Values: [InstanceId] }],
    });
    const VolumeId = Volumes?.[0]?.VolumeId ?? '';
    const made = await bench.ec2('CreateSnapshot', { VolumeId, Description: 'of root' });
    const { SnapshotId = '' } = made;
    expect(made).toMatchObject({
      SnapshotId: expect.stringMatching(/^snap-0[0-9a-f]{16}$/),
      VolumeId,
      State: 'pending',
      Description: 'of root',
      VolumeSize: 8,
      OwnerId: '123456789012',
    });
    const zone = { AvailabilityZone: 'us-east-1c', SnapshotId };
    expect(await failure(bench.ec2('CreateVolume', zone))).toMatch(/^IncorrectState: /);
    bench.settle();
    expect(await bench.ec2('CreateVolume', zone)).toMatchObject({ Size: 8, SnapshotId });
    expect(await failure(bench.ec2('CreateVolume', { ...zone, Size: 4 }))).toBe(
      `InvalidBlockDeviceMapping: Volume of size 4GB is smaller than snapshot '${SnapshotId}', expect size >= 8GB`,
    );
    const { Instances } = await bench.ec2('RunInstances', {
      ImageId: 'ami-56d4ad31',
      MinCount: 1,
      MaxCount: 1,
      BlockDeviceMappings: [{ DeviceName: '/dev/sdh', Ebs: { SnapshotId } }],
    });
    expect(await devicesOf(Instances?.[0]?.InstanceId)).toHaveLength(2);
    await bench.ec2('DeleteSnapshot', { SnapshotId });
    expect(await failure(bench.ec2('DeleteSnapshot', { SnapshotId }))).toBe(
      `InvalidSnapshot.NotFound: The snapshot '${SnapshotId}' does not exist.`,
    );
  });

  test('of published images are everyone’s to use', async () => {
    const [image] = await find(['amazon'], 'al2023-ami-2023*-x86_64');
    const SnapshotId = image?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '';
    expect((await bench.ec2('DescribeSnapshots', { SnapshotIds: [SnapshotId] })).Snapshots).toMatchObject([
      { OwnerId: '137112412989', OwnerAlias: 'amazon' },
    ]);
    await bench.ec2('CreateVolume', { AvailabilityZone: 'us-east-1a', SnapshotId });
  });
});
