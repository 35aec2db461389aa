import {
  CreateImageCommand,
  CreateLaunchTemplateCommand,
  CreateVolumeCommand,
  DescribeImageAttributeCommand,
  DescribeInstanceImageMetadataCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeVolumesModificationsCommand,
  DescribeVolumeStatusCommand,
  EC2Client,
  GetConsoleOutputCommand,
  GetInstanceMetadataDefaultsCommand,
  GetLaunchTemplateDataCommand,
  ModifyInstanceCreditSpecificationCommand,
  ModifyInstanceMetadataDefaultsCommand,
  ModifyVolumeCommand,
  MonitorInstancesCommand,
  RunInstancesCommand,
  waitUntilInstanceRunning,
  waitUntilVolumeAvailable,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { refusal } from './refusal.ts';

/** Launch templates, volumes, images and options of instances over the wire, where an answer that the model does not know fails. */

let house: TestHouse;
let ec2: EC2Client;
beforeAll(async () => {
  house = await startHouse();
  ec2 = new EC2Client(house.client());
});
afterAll(async () => {
  ec2.destroy();
  await house.close();
});

const quickly = () => ({ client: ec2, maxWaitTime: 30, minDelay: 1, maxDelay: 1 });

test('the SDK launches by a template with every kind of data in it', async () => {
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'whole',
      VersionDescription: 'first',
      LaunchTemplateData: {
        ImageId: 'ami-0abcdef1234567890',
        InstanceType: 't3.small',
        BlockDeviceMappings: [
          { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 9, VolumeType: 'gp3', Iops: 4000 } },
        ],
        NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true, DeleteOnTermination: true }],
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
        Monitoring: { Enabled: true },
        Placement: { AvailabilityZone: 'us-east-1b' },
        CreditSpecification: { CpuCredits: 'standard' },
        CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
        PrivateDnsNameOptions: { HostnameType: 'resource-name' },
        MaintenanceOptions: { AutoRecovery: 'disabled' },
        DisableApiStop: true,
        InstanceInitiatedShutdownBehavior: 'terminate',
        UserData: Buffer.from('#!/bin/sh').toString('base64'),
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'from', Value: 'template' }] }],
      },
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'a', Value: 'b' }] }],
    }),
  );
  const { LaunchTemplateVersions } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: 'whole', Versions: ['$Latest'] }),
  );
  expect(LaunchTemplateVersions?.[0]?.LaunchTemplateData).toMatchObject({
    InstanceType: 't3.small',
    BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { Iops: 4000 } }],
    MaintenanceOptions: { AutoRecovery: 'disabled' },
  });
  const { Instances } = await ec2.send(
    new RunInstancesCommand({ MinCount: 1, MaxCount: 1, LaunchTemplate: { LaunchTemplateName: 'whole' } }),
  );
  const id = Instances?.[0]?.InstanceId ?? '';
  await waitUntilInstanceRunning(quickly(), { InstanceIds: [id] });
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
    InstanceType: 't3.small',
    Placement: { AvailabilityZone: 'us-east-1b' },
    PrivateDnsName: `${id}.ec2.internal`,
    CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
    MaintenanceOptions: { AutoRecovery: 'disabled' },
    MetadataOptions: { HttpTokens: 'required', State: 'applied' },
  });
  const { LaunchTemplateData } = await ec2.send(new GetLaunchTemplateDataCommand({ InstanceId: id }));
  expect(LaunchTemplateData).toMatchObject({ InstanceType: 't3.small', DisableApiStop: true });
});

test('a template’s name is refused in AWS’s words over the wire too', async () => {
  const LaunchTemplateData = { InstanceType: 't3.nano' as const };
  expect(
    await refusal(
      ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'a b', LaunchTemplateData })),
    ),
  ).toMatchObject({ code: 'InvalidLaunchTemplateName.MalformedException', status: 400 });
});

test('what tools read is answered in shapes that the model knows', async () => {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0abcdef1234567890',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    }),
  );
  const InstanceId = Instances?.[0]?.InstanceId ?? '';
  await waitUntilInstanceRunning(quickly(), { InstanceIds: [InstanceId] });
  const volume = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 4 }));
  const VolumeId = volume.VolumeId ?? '';
  await waitUntilVolumeAvailable(quickly(), { VolumeIds: [VolumeId] });
  await ec2.send(new ModifyVolumeCommand({ VolumeId, Size: 5 }));
  await ec2.send(new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: 'required' }));
  const { ImageId = '' } = await ec2.send(
    new CreateImageCommand({ InstanceId, Name: 'shapes', NoReboot: true }),
  );
  const Attribute = 'blockDeviceMapping';
  const answers = await Promise.all([
    ec2.send(new DescribeVolumeStatusCommand({ VolumeIds: [VolumeId] })),
    ec2.send(new DescribeVolumesModificationsCommand({ VolumeIds: [VolumeId] })),
    ec2.send(new DescribeImageAttributeCommand({ ImageId, Attribute })),
    ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['m7g.medium', 't2.nano'] })),
    ec2.send(new DescribeInstanceTypeOfferingsCommand({ LocationType: 'availability-zone', MaxResults: 5 })),
    ec2.send(new DescribeInstanceImageMetadataCommand({ InstanceIds: [InstanceId] })),
    ec2.send(new GetConsoleOutputCommand({ InstanceId })),
    ec2.send(new GetInstanceMetadataDefaultsCommand({})),
    ec2.send(new MonitorInstancesCommand({ InstanceIds: [InstanceId] })),
    ec2.send(
      new ModifyInstanceCreditSpecificationCommand({
        InstanceCreditSpecifications: [{ InstanceId, CpuCredits: 'standard' }, { InstanceId: 'i-x' }],
      }),
    ),
  ]);
  expect(answers.map(({ $metadata }) => $metadata.httpStatusCode)).toEqual(answers.map(() => 200));
  expect(answers[1].VolumesModifications).toMatchObject([{ OriginalSize: 4, TargetSize: 5 }]);
  expect(answers[9].UnsuccessfulInstanceCreditSpecifications).toMatchObject([
    { Error: { Code: 'InvalidInstanceID.Malformed' } },
  ]);
});

test('by the AWS CLI: template, launch, volume, snapshot and image, with its waiters', async () => {
  const text = async (...args: string[]) => {
    const { code, stdout, stderr } = await house.aws([...args, '--output', 'text']);
    expect(stderr, args.join(' ')).toBe('');
    expect(code).toBe(0);
    return stdout.trim();
  };
  const data = JSON.stringify({ ImageId: 'ami-0abcdef1234567890', InstanceType: 't3.micro' });
  const lt = await text(
    'ec2',
    'create-launch-template',
    '--launch-template-name',
    'cli',
    '--launch-template-data',
    data,
    '--query',
    'LaunchTemplate.LaunchTemplateId',
  );
  const id = await text(
    'ec2',
    'run-instances',
    '--launch-template',
    `LaunchTemplateId=${lt},Version=$Latest`,
    '--placement',
    'AvailabilityZone=us-east-1a',
    '--query',
    'Instances[0].InstanceId',
  );
  await text('ec2', 'wait', 'instance-running', '--instance-ids', id);
  const volume = await text(
    'ec2',
    'create-volume',
    '--availability-zone',
    'us-east-1a',
    '--size',
    '3',
    '--query',
    'VolumeId',
  );
  await text('ec2', 'wait', 'volume-available', '--volume-ids', volume);
  await text('ec2', 'attach-volume', '--instance-id', id, '--volume-id', volume, '--device', '/dev/sdf');
  await text('ec2', 'wait', 'volume-in-use', '--volume-ids', volume);
  const snapshot = await text('ec2', 'create-snapshot', '--volume-id', volume, '--query', 'SnapshotId');
  await text('ec2', 'wait', 'snapshot-completed', '--snapshot-ids', snapshot);
  const image = await text('ec2', 'create-image', '--instance-id', id, '--name', 'cli', '--no-reboot');
  await text('ec2', 'wait', 'image-available', '--image-ids', image);
  await text('ec2', 'wait', 'instance-status-ok', '--instance-ids', id);
}, 600_000);
