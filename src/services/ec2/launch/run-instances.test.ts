import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import type { RunInstancesRequest } from '../../../model/generated/ec2.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const ONE = { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1 } as const;
const run = (input: Partial<RunInstancesRequest>) => bench.ec2('RunInstances', { ...ONE, ...input });
const refused = (input: Partial<RunInstancesRequest>) => failure(run(input));

test('an instance is launched as AWS answers it: pending, in a default subnet, its root volume on its way', async () => {
  const reservation = await run({ InstanceType: 't3.micro' });
  expect(reservation).toMatchObject({
    ReservationId: expect.stringMatching(/^r-[0-9a-f]{17}$/),
    OwnerId: '123456789012',
    Groups: [],
  });
  expect(reservation.Instances).toHaveLength(1);
  const [instance] = reservation.Instances ?? [];
  expect(instance).toMatchObject({
    InstanceId: expect.stringMatching(/^i-[0-9a-f]{17}$/),
    ImageId: IMAGE_ID,
    State: { Code: 0, Name: 'pending' },
    StateReason: { Code: 'pending', Message: 'pending' },
    StateTransitionReason: '',
    InstanceType: 't3.micro',
    Architecture: 'x86_64',
    AmiLaunchIndex: 0,
    PrivateIpAddress: expect.stringMatching(/^172\.31\.\d+\.\d+$/),
    PrivateDnsName: expect.stringMatching(/^ip-172-31-\d+-\d+\.ec2\.internal$/),
    Placement: { AvailabilityZone: 'us-east-1a', GroupName: '', Tenancy: 'default' },
    Monitoring: { State: 'disabled' },
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    VirtualizationType: 'hvm',
    SecurityGroups: [{ GroupName: 'default', GroupId: expect.stringMatching(/^sg-[0-9a-f]{17}$/) }],
    BlockDeviceMappings: [],
    MetadataOptions: {
      State: 'pending',
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 1,
      HttpEndpoint: 'enabled',
    },
  });
  expect(instance?.NetworkInterfaces?.[0]).toMatchObject({
    Attachment: { DeviceIndex: 0, Status: 'attached' },
    SubnetId: instance?.SubnetId,
    VpcId: instance?.VpcId,
    PrivateIpAddress: instance?.PrivateIpAddress,
    MacAddress: expect.stringMatching(/^02(?::[0-9a-f]{2}){5}$/),
  });
  expect(instance?.IamInstanceProfile).toBeUndefined();
  const { Reservations } = await bench.ec2('DescribeInstances', {
    InstanceIds: [instance?.InstanceId ?? ''],
  });
  expect(Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings).toMatchObject([
    {
      DeviceName: '/dev/xvda',
      Ebs: { DeleteOnTermination: true, VolumeId: expect.stringMatching(/^vol-/) },
    },
  ]);
});

test('times of instances are whole seconds', async () => {
  const { Instances } = await run({});
  expect(Instances?.[0]?.LaunchTime?.getMilliseconds()).toBe(0);
  const { Reservations } = await bench.ec2('DescribeInstances', {});
  const all = Reservations?.flatMap((reservation) => reservation.Instances ?? []) ?? [];
  const times = all.flatMap(({ LaunchTime, UsageOperationUpdateTime, BlockDeviceMappings }) => [
    LaunchTime,
    UsageOperationUpdateTime,
    BlockDeviceMappings?.[0]?.Ebs?.AttachTime,
  ]);
  expect(times.filter((time) => time?.getMilliseconds() !== 0)).toEqual([]);
});

test('ARM instances boot by UEFI, also of an image that says nothing of it', async () => {
  const mode = async (InstanceType: 't4g.nano' | 't3.nano') =>
    (await run({ InstanceType })).Instances?.map((each) => [each.BootMode, each.CurrentInstanceBootMode]);
  expect(await mode('t4g.nano')).toEqual([[undefined, 'uefi']]);
  expect(await mode('t3.nano')).toEqual([[undefined, 'legacy-bios']]);
});

test('instances of one launch share the reservation and have addresses of their own', async () => {
  const { Instances } = await run({ MinCount: 2, MaxCount: 5 });
  expect(Instances?.map(({ AmiLaunchIndex }) => AmiLaunchIndex)).toEqual([0, 1, 2, 3, 4]);
  expect(new Set(Instances?.map(({ PrivateIpAddress }) => PrivateIpAddress)).size).toBe(5);
});

test('20 racing launches never share an address', async () => {
  const launched = await Promise.all(Array.from({ length: 20 }, () => run({ MinCount: 2, MaxCount: 2 })));
  const addresses = launched.flatMap(
    ({ Instances }) => Instances?.map((each) => each.PrivateIpAddress) ?? [],
  );
  expect(new Set(addresses).size).toBe(40);
});

test('500 instances come up in calls of 100, each within a second', async () => {
  for (let call = 0; call < 5; call++) {
    const began = performance.now();
    const { Instances } = await run({ MinCount: 100, MaxCount: 100 });
    expect(Instances).toHaveLength(100);
    expect(performance.now() - began).toBeLessThan(1000);
  }
});

describe('a client token', () => {
  test('answers the same launch again, also when its members stand in another order', async () => {
    const first = await run({ ClientToken: 'same', KeyName: undefined, InstanceType: 't3.nano' });
    const again = await bench.ec2('RunInstances', {
      InstanceType: 't3.nano',
      ClientToken: 'same',
      MaxCount: 1,
      MinCount: 1,
      ImageId: IMAGE_ID,
    });
    expect(again.ReservationId).toBe(first.ReservationId);
    expect(again.Instances?.[0]?.InstanceId).toBe(first.Instances?.[0]?.InstanceId);
    expect(again.Instances?.[0]?.ClientToken).toBe('same');
  });

  test('with other parameters is a mismatch', async () => {
    await run({ ClientToken: 'other', InstanceType: 't3.nano' });
    expect(await refused({ ClientToken: 'other', InstanceType: 't3.micro' })).toBe(
      'IdempotentParameterMismatch: Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    );
  });

  test('launches once however many send it at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => run({ ClientToken: 'race' })));
    expect(new Set(all.map(({ ReservationId }) => ReservationId)).size).toBe(1);
  });
});

describe('an instance profile at launch', () => {
  test('makes the association', async () => {
    const { arn, id } = await bench.addProfile('AtLaunch');
    const { Instances } = await run({ IamInstanceProfile: { Name: 'AtLaunch' } });
    expect(Instances?.[0]?.IamInstanceProfile).toEqual({ Arn: arn, Id: id });
    const { IamInstanceProfileAssociations } = await bench.ec2('DescribeIamInstanceProfileAssociations', {
      Filters: [{ Name: 'instance-id', Values: [Instances?.[0]?.InstanceId ?? ''] }],
    });
    expect(IamInstanceProfileAssociations).toMatchObject([
      // `associating` for a moment, which may be over.
      { State: expect.stringMatching(/^associat(ing|ed)$/), IamInstanceProfile: { Arn: arn, Id: id } },
    ]);
  });

  test('that does not exist fails the launch', async () => {
    expect(await refused({ IamInstanceProfile: { Name: 'Yuta20220815' } })).toBe(
      'InvalidParameterValue: Value (Yuta20220815) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    );
  });
});

describe('what is wrong with a launch', () => {
  const cases: readonly (readonly [string, Partial<RunInstancesRequest>, string])[] = [
    ['no image', { ImageId: '' }, 'MissingParameter: The request must contain the parameter ImageId'],
    ['a malformed image', { ImageId: 'ami-XYZ' }, 'InvalidAMIID.Malformed: Invalid id: "ami-XYZ"'],
    [
      'no image at all',
      { ImageId: 'img' },
      'InvalidAMIID.Malformed: Invalid id: "img" (expecting "ami-...")',
    ],
    [
      'an unknown key pair',
      { KeyName: 'nokey' },
      "InvalidKeyPair.NotFound: The key pair 'nokey' does not exist",
    ],
    [
      'an unknown subnet',
      { SubnetId: 'subnet-00000000' },
      "InvalidSubnetID.NotFound: The subnet ID 'subnet-00000000' does not exist",
    ],
    [
      'an unknown security group',
      { SecurityGroupIds: ['sg-00000000'] },
      "InvalidGroup.NotFound: The security group 'sg-00000000' does not exist",
    ],
    [
      'a malformed security group',
      { SecurityGroupIds: ['web'] },
      'InvalidGroupId.Malformed: Invalid id: "web" (expecting "sg-...")',
    ],
    [
      'an availability zone of elsewhere',
      { Placement: { AvailabilityZone: 'eu-west-1a' } },
      'InvalidParameterValue: Invalid availability zone: [eu-west-1a]',
    ],
    [
      'user data that is no base64',
      { UserData: '#!/bin/sh' },
      'InvalidUserData.Malformed: Invalid BASE64 encoding of user data.',
    ],
    [
      'too much user data',
      { UserData: Buffer.alloc(16_385).toString('base64') },
      'InvalidParameterValue: User data is limited to 16384 bytes',
    ],
    [
      'tags on what it does not make',
      { TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }] },
      "InvalidParameterValue: 'vpc' is not a valid taggable resource type for this operation.",
    ],
    [
      'a reserved tag',
      { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'aws:x', Value: 'b' }] }] },
      "InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use",
    ],
    [
      'an ARM type on an x86 image',
      { ImageId: 'AL2023', InstanceType: 't4g.micro' },
      "InvalidParameterValue: The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.",
    ],
    [
      'an address outside the subnet',
      { PrivateIpAddress: '10.0.0.1' },
      "InvalidParameterValue: Value (10.0.0.1) for parameter privateIpAddress is invalid. Address does not fall within the subnet's address range",
    ],
    [
      'a launch template that is not there',
      { LaunchTemplate: { LaunchTemplateName: 'x' } },
      'InvalidLaunchTemplateName.NotFoundException: The specified launch template, with template name x, does not exist.',
    ],
    [
      'a hop limit out of bounds',
      { MetadataOptions: { HttpPutResponseHopLimit: 65 } },
      'InvalidParameterValue: Value (65) for parameter HttpPutResponseHopLimit is invalid. Specify a value between 1 and 64.',
    ],
  ];

  test.each(cases)('%s', async (_what, input, expected) => {
    expect(await refused(await withRealImage(input))).toBe(expected);
  });

  test('counts that cannot be', async () => {
    expect(await refused({ MinCount: 3, MaxCount: 2 })).toMatch(/^InvalidParameterCombination: /);
    expect(await refused({ MinCount: 0 })).toMatch(/^InvalidParameterValue: /);
    expect(await refused({ MinCount: 1001, MaxCount: 2000 })).toMatch(/^InstanceLimitExceeded: /);
  });

  test('nothing of a refused launch remains', async () => {
    bench.settle();
    const before = await bench.ec2('DescribeInstances', {});
    await refused({ IamInstanceProfile: { Name: 'Nobody' } });
    expect(await bench.ec2('DescribeInstances', {})).toEqual(before);
  });
});

/** `AL2023` stands for the id that the image has here. */
async function withRealImage(input: Partial<RunInstancesRequest>): Promise<Partial<RunInstancesRequest>> {
  if (input.ImageId !== 'AL2023') return input;
  const { Images } = await bench.ec2('DescribeImages', {
    Owners: ['amazon'],
    Filters: [{ Name: 'name', Values: ['al2023-ami-2023.*-x86_64'] }],
  });
  return { ...input, ImageId: Images?.[0]?.ImageId ?? '' };
}

test('an image made for IMDSv2 makes instances that require its tokens, with two hops', async () => {
  const { Instances } = await run(await withRealImage({ ImageId: 'AL2023' }));
  expect(Instances?.[0]?.MetadataOptions).toMatchObject({
    HttpTokens: 'required',
    HttpPutResponseHopLimit: 2,
  });
});

test('a dry run is authorised, checked and keeps nothing', async () => {
  bench.settle();
  const before = await bench.ec2('DescribeInstances', {});
  expect(await refused({ DryRun: true })).toBe(
    'DryRunOperation: Request would have succeeded, but DryRun flag is set.',
  );
  expect(await refused({ DryRun: true, KeyName: 'nokey' })).toMatch(/^InvalidKeyPair.NotFound/);
  expect(await bench.ec2('DescribeInstances', {})).toEqual(before);
});

test('the launch is announced, and whoever looks it up sees what was asked for', async () => {
  const heard: string[] = [];
  const stop = bench.house.instances.onChange((id) => heard.push(id));
  const userData = Buffer.from('#!/bin/sh\necho hi\n').toString('base64');
  const { KeyMaterial } = await bench.ec2('CreateKeyPair', { KeyName: 'seen' });
  expect(KeyMaterial).toContain('PRIVATE KEY');
  const { Instances } = await run({
    UserData: userData,
    KeyName: 'seen',
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }],
    MetadataOptions: { InstanceMetadataTags: 'enabled', HttpTokens: 'required' },
  });
  stop();
  const id = Instances?.[0]?.InstanceId ?? '';
  expect(heard).toEqual([id]);
  expect(await bench.house.instances.byId(id)).toMatchObject({
    instanceId: id,
    accountId: '123456789012',
    region: 'us-east-1',
    state: 'pending',
    userData,
    keyName: 'seen',
    publicKey: expect.stringMatching(/^ssh-rsa AAAA\S+ seen$/),
    tags: { Name: 'web' },
    metadataOptions: { httpTokens: 'required', instanceMetadataTags: 'enabled' },
    vpcCidr: '172.31.0.0/16',
    subnetCidr: '172.31.0.0/20',
    availabilityZoneId: 'use1-az1',
    profile: undefined,
  });
  expect(await bench.house.instances.running()).toContain(id);
});
