import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { documentOf } from '../../../../test/in-process-house.ts';
import type { Caller } from '../../../kernel/caller.ts';
import type { RunInstancesRequest } from '../../../model/generated/ec2.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Whether it is EC2's refusal of an action. */
function isRefused(error: string, action: string): boolean {
  return (
    error.startsWith('UnauthorizedOperation: ') && error.includes(`not authorized to perform: ${action} `)
  );
}

let count = 0;
async function create(LaunchTemplateData: object): Promise<string> {
  const LaunchTemplateName = `template-${++count}`;
  await bench.ec2('CreateLaunchTemplate', { LaunchTemplateName, LaunchTemplateData });
  return LaunchTemplateName;
}

async function run(
  LaunchTemplateName: string,
  input: Partial<RunInstancesRequest> = {},
  caller: Caller = bench.root,
) {
  const { Instances } = await bench.ec2(
    'RunInstances',
    { MinCount: 1, MaxCount: 1, LaunchTemplate: { LaunchTemplateName }, ...input },
    caller,
  );
  return Instances?.[0];
}

describe('a launch by a template', () => {
  test('takes everything from it, with EC2’s own tags', async () => {
    const { arn } = await bench.addProfile('TemplateProfile');
    const name = await create({
      ImageId: IMAGE_ID,
      InstanceType: 't3.small',
      IamInstanceProfile: { Name: 'TemplateProfile' },
      Monitoring: { Enabled: true },
      BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 9, VolumeType: 'gp3' } }],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 3 },
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '1' },
          ],
        },
      ],
    });
    const instance = await run(name);
    const { LaunchTemplates } = await bench.ec2('DescribeLaunchTemplates', { LaunchTemplateNames: [name] });
    expect(instance).toMatchObject({
      ImageId: IMAGE_ID,
      InstanceType: 't3.small',
      IamInstanceProfile: { Arn: arn },
      Monitoring: { State: 'enabled' },
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 3 },
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '1' },
        { Key: 'aws:ec2launchtemplate:id', Value: LaunchTemplates?.[0]?.LaunchTemplateId },
        { Key: 'aws:ec2launchtemplate:version', Value: '1' },
      ],
    });
    const sizes = (
      await bench.ec2('DescribeVolumes', { Filters: [{ Name: 'attachment.device', Values: ['/dev/sdf'] }] })
    ).Volumes;
    expect(sizes).toMatchObject([{ Size: 9, VolumeType: 'gp3' }]);
    await bench.ec2('DeleteTags', { Resources: [instance?.InstanceId ?? ''] });
    const { Tags } = await bench.ec2('DescribeTags', {
      Filters: [{ Name: 'resource-id', Values: [instance?.InstanceId ?? ''] }],
    });
    expect(Tags?.map(({ Key }) => Key)).toEqual([
      'aws:ec2launchtemplate:id',
      'aws:ec2launchtemplate:version',
    ]);
  });

  test('gives way to what the call says: options by member, disks by name, tags by key', async () => {
    const name = await create({
      ImageId: IMAGE_ID,
      InstanceType: 't3.small',
      BlockDeviceMappings: [
        { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 9, VolumeType: 'gp3' } },
        { DeviceName: '/dev/sdg', Ebs: { VolumeSize: 9 } },
      ],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 3 },
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '1' },
          ],
        },
      ],
    });
    const instance = await run(name, {
      InstanceType: 't3.large',
      BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 11 } }],
      MetadataOptions: { HttpPutResponseHopLimit: 5 },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'b', Value: '2' }] }],
    });
    expect(instance).toMatchObject({
      InstanceType: 't3.large',
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 5 },
    });
    expect(Object.fromEntries((instance?.Tags ?? []).map(({ Key, Value }) => [Key, Value]))).toMatchObject({
      a: '1',
      b: '2',
    });
    const { Volumes } = await bench.ec2('DescribeVolumes', {
      Filters: [{ Name: 'attachment.instance-id', Values: [instance?.InstanceId ?? ''] }],
    });
    expect(Volumes?.map(({ Size, VolumeType }) => `${Size} ${VolumeType}`).toSorted()).toEqual(
      ['11 gp3', '8 gp3', '9 gp2'].toSorted(),
    );
  });

  test('uses the default version unless another is named', async () => {
    const name = await create({ ImageId: IMAGE_ID, InstanceType: 't3.small' });
    await bench.ec2('CreateLaunchTemplateVersion', {
      LaunchTemplateName: name,
      LaunchTemplateData: { ImageId: IMAGE_ID, InstanceType: 't3.nano' },
    });
    const typeOf = async (Version?: string) =>
      (await run(name, { LaunchTemplate: { LaunchTemplateName: name, Version } }))?.InstanceType;
    expect(await typeOf()).toBe('t3.small');
    expect(await typeOf('$Latest')).toBe('t3.nano');
    expect(await typeOf('1')).toBe('t3.small');
  });

  test('is the same reservation again for the same client token', async () => {
    const name = await create({ ImageId: IMAGE_ID, InstanceType: 't3.small' });
    const first = await run(name, { ClientToken: 'again' });
    const second = await run(name, { ClientToken: 'again' });
    expect(second?.InstanceId).toBe(first?.InstanceId);
  });

  test('is refused in AWS’s words', async () => {
    const name = await create({ InstanceType: 't3.small' });
    expect(await failure(run(name))).toBe('MissingParameter: The request must contain the parameter ImageId');
    expect(await failure(run('missing'))).toBe(
      'InvalidLaunchTemplateName.NotFoundException: The specified launch template, with template name missing, does not exist.',
    );
    const both = { LaunchTemplateName: name, LaunchTemplateId: 'lt-07ff4bb0369cd679c' };
    expect(await failure(run(name, { LaunchTemplate: both }))).toMatch(/^InvalidParameterCombination: /);
    const required = await create({
      ImageId: IMAGE_ID,
      InstanceRequirements: { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1 } },
    });
    expect(await failure(run(required))).toMatch(/^NotImplemented: the parameter `InstanceRequirements`/);
    const profile = await create({ ImageId: IMAGE_ID, IamInstanceProfile: { Name: 'nobody' } });
    expect(await failure(run(profile))).toBe(
      'InvalidParameterValue: Value (nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    );
  });
});

describe('who may launch by a template', () => {
  const mayRun = (Condition: object, ...more: object[]) =>
    documentOf(
      { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*', Condition },
      { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*' },
      ...more,
    );

  test('the template is a resource of the launch: a policy that leaves it out refuses', async () => {
    const name = await create({ ImageId: IMAGE_ID, InstanceType: 't3.small' });
    const policy = documentOf({
      Effect: 'Allow',
      Action: 'ec2:RunInstances',
      NotResource: 'arn:aws:ec2:*:*:launch-template/*',
    });
    const user = await bench.addUser('without-template', { policy });
    expect(isRefused(await failure(run(name, {}, user)), 'ec2:RunInstances')).toBe(true);
    await bench.ec2('RunInstances', { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1 }, user);
  });

  test('ec2:LaunchTemplate holds a user to a template, ec2:IsLaunchTemplateResource to what it names', async () => {
    const name = await create({ ImageId: IMAGE_ID, InstanceType: 't3.small' });
    const other = await create({ ImageId: IMAGE_ID, InstanceType: 't3.small' });
    const { LaunchTemplates } = await bench.ec2('DescribeLaunchTemplates', { LaunchTemplateNames: [name] });
    const arn = `arn:aws:ec2:us-east-1:123456789012:launch-template/${LaunchTemplates?.[0]?.LaunchTemplateId}`;
    const user = await bench.addUser('held', {
      policy: mayRun({
        ArnLike: { 'ec2:LaunchTemplate': arn },
        Bool: { 'ec2:IsLaunchTemplateResource': 'true' },
      }),
    });
    expect((await run(name, {}, user))?.InstanceType).toBe('t3.small');
    // A type is no resource: it may be another.
    expect((await run(name, { InstanceType: 't3.nano' }, user))?.InstanceType).toBe('t3.nano');
    const withOther = run(name, { ImageId: 'ami-0123456789abcdef0' }, user);
    expect(isRefused(await failure(withOther), 'ec2:RunInstances')).toBe(true);
    expect(isRefused(await failure(run(other, {}, user)), 'ec2:RunInstances')).toBe(true);
    const plain = bench.ec2('RunInstances', { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1 }, user);
    expect(isRefused(await failure(plain), 'ec2:RunInstances')).toBe(true);
  });

  test('the template’s tags count, and iam:PassRole for the profile it names', async () => {
    await bench.addProfile('PassedByTemplate');
    const LaunchTemplateName = 'tagged';
    await bench.ec2('CreateLaunchTemplate', {
      LaunchTemplateName,
      LaunchTemplateData: { ImageId: IMAGE_ID, IamInstanceProfile: { Name: 'PassedByTemplate' } },
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'team', Value: 'blue' }] }],
    });
    const launching = { Effect: 'Allow', Action: 'ec2:RunInstances' };
    const others = { ...launching, NotResource: 'arn:aws:ec2:*:*:launch-template/*' };
    const ofTeam = (team: string) => ({
      ...launching,
      Resource: 'arn:aws:ec2:*:*:launch-template/*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': team } },
    });
    const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
    const blue = await bench.addUser('blue', { policy: documentOf(others, ofTeam('blue'), pass) });
    const red = await bench.addUser('red', { policy: documentOf(others, ofTeam('red'), pass) });
    const noPass = await bench.addUser('no-pass', { policy: documentOf(others, ofTeam('blue')) });
    expect(await run(LaunchTemplateName, {}, blue)).toBeDefined();
    expect(isRefused(await failure(run(LaunchTemplateName, {}, red)), 'ec2:RunInstances')).toBe(true);
    expect(isRefused(await failure(run(LaunchTemplateName, {}, noPass)), 'iam:PassRole')).toBe(true);
  });

  test('who may not use templates learns nothing of them', async () => {
    const user = await bench.addUser('nobody', {
      policy: documentOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
    });
    expect(isRefused(await failure(run('missing', {}, user)), 'ec2:RunInstances')).toBe(true);
  });
});
