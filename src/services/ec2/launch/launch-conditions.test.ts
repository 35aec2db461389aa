import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, IMAGE_ID, type Bench } from '../../../../test/ec2-bench.ts';
import { documentOf } from '../../../../test/in-process-house.ts';
import type { RunInstancesRequest } from '../../../model/generated/ec2.ts';

/** Each resource and each condition key of a launch, once as it allows and once as it refuses. */

let bench: Bench;
let count = 0;
let SnapshotId: string;
beforeAll(async () => {
  bench = await openBench();
  await bench.ec2('CreateKeyPair', { KeyName: 'key', KeyType: 'ed25519' });
  await bench.addProfile('Held');
  const id = await bench.runningInstance({ InstanceType: 't3.micro' });
  const { Volumes } = await bench.ec2('DescribeVolumes', {
    Filters: [{ Name: 'attachment.instance-id', Values: [id] }],
  });
  ({ SnapshotId = '' } = await bench.ec2('CreateSnapshot', { VolumeId: Volumes?.[0]?.VolumeId ?? '' }));
  bench.settle();
});
afterAll(() => bench.close());

async function runAs(policy: string, input: Partial<RunInstancesRequest>): Promise<string> {
  const user = await bench.addUser(`user-${++count}`, { policy });
  const call = bench.ec2('RunInstances', { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1, ...input }, user);
  try {
    await call;
    return 'launched';
  } catch {
    return (await failure(call)).split(':')[0] ?? '';
  }
}

const ALLOWED = [
  { Effect: 'Allow', Action: ['ec2:RunInstances', 'ec2:CreateTags'], Resource: '*' },
  { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
];
const DISK = () => ({ BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { SnapshotId } }] });

describe('each resource of a launch can be denied', () => {
  test.each<[string, () => Partial<RunInstancesRequest>]>([
    ['arn:aws:ec2:*::image/*', () => ({})],
    ['arn:aws:ec2:*:*:instance/*', () => ({})],
    ['arn:aws:ec2:*:*:subnet/*', () => ({})],
    ['arn:aws:ec2:*:*:network-interface/*', () => ({})],
    ['arn:aws:ec2:*:*:security-group/*', () => ({})],
    ['arn:aws:ec2:*:*:volume/*', () => ({})],
    ['arn:aws:ec2:*:*:key-pair/key', () => ({ KeyName: 'key' })],
    ['arn:aws:ec2:*::snapshot/*', DISK],
  ])('%s', async (Resource, input) => {
    const denied = documentOf(...ALLOWED, { Effect: 'Deny', Action: 'ec2:RunInstances', Resource });
    expect(await runAs(denied, input())).toBe('UnauthorizedOperation');
    const notAsked = documentOf(...ALLOWED, {
      Effect: 'Deny',
      Action: 'ec2:RunInstances',
      Resource: 'arn:aws:ec2:*:*:launch-template/*',
    });
    expect(await runAs(notAsked, input())).toBe('launched');
  });
});

describe('each condition key of a launch lets pass and refuses', () => {
  const instance = 'arn:aws:ec2:*:*:instance/*';
  const volume = 'arn:aws:ec2:*:*:volume/*';
  const options = (MetadataOptions: RunInstancesRequest['MetadataOptions']) => ({ MetadataOptions });
  test.each<[string, string, string, Partial<RunInstancesRequest>, Partial<RunInstancesRequest>]>([
    ['ec2:InstanceType', 't3.micro', instance, { InstanceType: 't3.micro' }, { InstanceType: 't3.nano' }],
    [
      'ec2:MetadataHttpTokens',
      'required',
      instance,
      options({ HttpTokens: 'required' }),
      options({ HttpTokens: 'optional' }),
    ],
    [
      'ec2:MetadataHttpEndpoint',
      'enabled',
      instance,
      options({ HttpEndpoint: 'enabled' }),
      options({ HttpEndpoint: 'disabled' }),
    ],
    [
      'ec2:MetadataHttpPutResponseHopLimit',
      '2',
      instance,
      options({ HttpPutResponseHopLimit: 2 }),
      options({ HttpPutResponseHopLimit: 3 }),
    ],
    [
      'ec2:InstanceMetadataTags',
      'enabled',
      instance,
      options({ InstanceMetadataTags: 'enabled' }),
      options({ InstanceMetadataTags: 'disabled' }),
    ],
    [
      'ec2:InstanceProfile',
      'arn:aws:iam::123456789012:instance-profile/Held',
      instance,
      { IamInstanceProfile: { Name: 'Held' } },
      {},
    ],
    ['ec2:Tenancy', 'default', instance, {}, { Placement: { Tenancy: 'dedicated' } }],
    ['ec2:EbsOptimized', 'true', instance, { EbsOptimized: true }, {}],
    [
      'ec2:AvailabilityZone',
      'us-east-1b',
      instance,
      { Placement: { AvailabilityZone: 'us-east-1b' } },
      { Placement: { AvailabilityZone: 'us-east-1c' } },
    ],
    [
      'ec2:Encrypted',
      'true',
      volume,
      { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true } }] },
      {},
    ],
    [
      'ec2:VolumeSize',
      '9',
      volume,
      { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 9 } }] },
      {},
    ],
    [
      'ec2:VolumeType',
      'gp3',
      volume,
      {},
      { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeType: 'gp2' } }] },
    ],
    ['ec2:ImageID', IMAGE_ID, 'arn:aws:ec2:*::image/*', {}, { ImageId: 'ami-0123456789abcdef0' }],
    ['ec2:KeyPairName', 'key', 'arn:aws:ec2:*:*:key-pair/*', { KeyName: 'key' }, { KeyName: 'none' }],
    ['ec2:Region', 'us-east-1', '*', {}, { ImageId: 'ami-0123456789abcdef0' }],
  ])('%s', async (key, value, Resource, passes, fails) => {
    const limited = (held: string) =>
      documentOf(...ALLOWED, {
        Effect: 'Deny',
        Action: 'ec2:RunInstances',
        Resource,
        Condition: { StringNotEquals: { [key]: held } },
      });
    expect(await runAs(limited(value), passes)).toBe('launched');
    // Of the region there is only one here: another one is asked for.
    const refusing = key === 'ec2:Region' ? limited('eu-west-1') : limited(value);
    expect(await runAs(refusing, fails)).toBe('UnauthorizedOperation');
  });

  test('ec2:ResourceTag of subnet, security group, key pair and image', async () => {
    const { Subnets } = await bench.ec2('DescribeSubnets', {});
    const { SecurityGroups } = await bench.ec2('DescribeSecurityGroups', {});
    const { KeyPairs } = await bench.ec2('DescribeKeyPairs', {});
    const subnet = Subnets?.find(({ AvailabilityZone }) => AvailabilityZone === 'us-east-1a')?.SubnetId ?? '';
    const parts = [
      ['subnet/*', subnet],
      ['security-group/*', SecurityGroups?.[0]?.GroupId ?? ''],
      ['key-pair/*', KeyPairs?.[0]?.KeyPairId ?? ''],
    ] as const;
    for (const [resource, id] of parts) {
      const policy = documentOf(...ALLOWED, {
        Effect: 'Deny',
        Action: 'ec2:RunInstances',
        Resource: `arn:aws:ec2:*:*:${resource}`,
        Condition: { StringNotEquals: { 'ec2:ResourceTag/stage': 'test' } },
      });
      const input = { SubnetId: subnet, KeyName: 'key' };
      expect(await runAs(policy, input), resource).toBe('UnauthorizedOperation');
      await bench.ec2('CreateTags', { Resources: [id], Tags: [{ Key: 'stage', Value: 'test' }] });
      expect(await runAs(policy, input), resource).toBe('launched');
    }
  });
});

test('tags at launch need ec2:CreateTags for each kind that is tagged', async () => {
  const tagging = (ResourceType: 'instance' | 'volume' | 'network-interface') => ({
    TagSpecifications: [{ ResourceType, Tags: [{ Key: 'a', Value: 'b' }] }],
  });
  const policy = documentOf(
    { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: 'arn:aws:ec2:*:*:instance/*',
      Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances', 'aws:RequestTag/a': 'b' } },
    },
  );
  expect(await runAs(policy, tagging('instance'))).toBe('launched');
  expect(await runAs(policy, tagging('volume'))).toBe('UnauthorizedOperation');
  expect(await runAs(policy, tagging('network-interface'))).toBe('UnauthorizedOperation');
});
