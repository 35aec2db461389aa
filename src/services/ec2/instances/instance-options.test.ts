import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { documentOf } from '../../../../test/in-process-house.ts';
import type { RunInstancesRequest } from '../../../model/generated/ec2.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function show(id: string) {
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0];
}

const launch = (input: Partial<RunInstancesRequest> = {}) =>
  bench.ec2('RunInstances', { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1, ...input });

async function stopped(): Promise<string> {
  const id = await bench.runningInstance({ InstanceType: 't3.micro' });
  await bench.ec2('StopInstances', { InstanceIds: [id] });
  bench.settle();
  return id;
}

describe('the metadata defaults of an account', () => {
  test('stand between the launch and the image', async () => {
    expect(await bench.ec2('GetInstanceMetadataDefaults', {})).toEqual({
      AccountLevel: { ManagedBy: 'account' },
    });
    await bench.ec2('ModifyInstanceMetadataDefaults', { HttpTokens: 'required', HttpPutResponseHopLimit: 4 });
    await bench.ec2('ModifyInstanceMetadataDefaults', { InstanceMetadataTags: 'enabled' });
    expect((await bench.ec2('GetInstanceMetadataDefaults', {})).AccountLevel).toMatchObject({
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 4,
      InstanceMetadataTags: 'enabled',
    });
    const options = async (input: Partial<RunInstancesRequest> = {}) =>
      (await launch(input)).Instances?.[0]?.MetadataOptions;
    expect(await options()).toMatchObject({
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 4,
      InstanceMetadataTags: 'enabled',
      HttpEndpoint: 'enabled',
    });
    expect(await options({ MetadataOptions: { HttpTokens: 'optional' } })).toMatchObject({
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 4,
    });
    await bench.ec2('ModifyInstanceMetadataDefaults', {
      HttpTokens: 'no-preference',
      HttpPutResponseHopLimit: -1,
      InstanceMetadataTags: 'no-preference',
    });
    expect(await options()).toMatchObject({
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 1,
      InstanceMetadataTags: 'disabled',
    });
    expect(
      await failure(bench.ec2('ModifyInstanceMetadataDefaults', { HttpPutResponseHopLimit: 65 })),
    ).toMatch(/^InvalidParameterValue: /);
  });

  test('can enforce session tokens for all instances', async () => {
    const id = await bench.runningInstance();
    await bench.ec2('ModifyInstanceMetadataDefaults', { HttpTokensEnforced: 'enabled' });
    expect(await failure(launch({ MetadataOptions: { HttpTokens: 'optional' } }))).toMatch(
      /^UnsupportedOperation: You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account\./,
    );
    await launch({ MetadataOptions: { HttpTokens: 'required' } });
    await bench.ec2('ModifyInstanceMetadataOptions', { InstanceId: id, HttpTokens: 'required' });
    expect(
      await failure(bench.ec2('ModifyInstanceMetadataOptions', { InstanceId: id, HttpTokens: 'optional' })),
    ).toMatch(/^UnsupportedOperation: You can't enable IMDSv1/);
    await bench.ec2('ModifyInstanceMetadataDefaults', { HttpTokensEnforced: 'no-preference' });
  });

  test('are an attribute that policies can hold', async () => {
    const user = await bench.addUser('hardener', {
      policy: documentOf({
        Effect: 'Allow',
        Action: 'ec2:ModifyInstanceMetadataDefaults',
        Resource: '*',
        Condition: { StringEquals: { 'ec2:Attribute/HttpTokens': 'required' } },
      }),
    });
    await bench.ec2('ModifyInstanceMetadataDefaults', { HttpTokens: 'required' }, user);
    const soften = bench.ec2('ModifyInstanceMetadataDefaults', { HttpTokens: 'optional' }, user);
    expect(await failure(soften)).toMatch(/^UnauthorizedOperation: /);
    await bench.ec2('ModifyInstanceMetadataDefaults', { HttpTokens: 'no-preference' });
  });
});

describe('options of an instance', () => {
  test('monitoring is switched on and off', async () => {
    const id = await bench.runningInstance();
    const { InstanceMonitorings } = await bench.ec2('MonitorInstances', { InstanceIds: [id] });
    expect(InstanceMonitorings).toEqual([{ InstanceId: id, Monitoring: { State: 'pending' } }]);
    expect((await show(id))?.Monitoring).toEqual({ State: 'enabled' });
    await bench.ec2('UnmonitorInstances', { InstanceIds: [id] });
    expect((await show(id))?.Monitoring).toEqual({ State: 'disabled' });
  });

  test('private names are by address, or by id once that is chosen', async () => {
    const id = await stopped();
    expect((await show(id))?.PrivateDnsName).toMatch(/^ip-172-31-\d+-\d+\.ec2\.internal$/);
    await bench.ec2('ModifyPrivateDnsNameOptions', {
      InstanceId: id,
      PrivateDnsHostnameType: 'resource-name',
      EnableResourceNameDnsARecord: true,
    });
    expect(await show(id)).toMatchObject({
      PrivateDnsName: `${id}.ec2.internal`,
      PrivateDnsNameOptions: {
        HostnameType: 'resource-name',
        EnableResourceNameDnsARecord: true,
        EnableResourceNameDnsAAAARecord: false,
      },
    });
    expect((await bench.house.instances.byId(id))?.privateDnsName).toBe(`${id}.ec2.internal`);
    const { Instances } = await launch({ PrivateDnsNameOptions: { HostnameType: 'resource-name' } });
    expect(Instances?.[0]?.PrivateDnsName).toBe(`${Instances?.[0]?.InstanceId}.ec2.internal`);
    const running = await bench.runningInstance();
    expect(
      await failure(
        bench.ec2('ModifyPrivateDnsNameOptions', {
          InstanceId: running,
          PrivateDnsHostnameType: 'resource-name',
        }),
      ),
    ).toMatch(/^IncorrectInstanceState: /);
  });

  test('placement: tenancy while stopped; hosts and groups are refused by name', async () => {
    const id = await stopped();
    await bench.ec2('ModifyInstancePlacement', { InstanceId: id, Tenancy: 'dedicated' });
    expect((await show(id))?.Placement?.Tenancy).toBe('dedicated');
    expect(await failure(bench.ec2('ModifyInstancePlacement', { InstanceId: id, GroupName: 'g' }))).toBe(
      "NotImplemented: the parameter `GroupName` is part of AWS's API of EC2 but is not served by Utsuwa",
    );
  });

  test('CPU credits: each instance by itself', async () => {
    const burstable = await bench.runningInstance({ InstanceType: 't3.micro' });
    const other = await bench.runningInstance({ InstanceType: 'm5.large' });
    const answer = await bench.ec2('ModifyInstanceCreditSpecification', {
      InstanceCreditSpecifications: [burstable, other, 'i-0123456789abcdef0', 'i-x'].map((InstanceId) => ({
        InstanceId,
        CpuCredits: 'standard',
      })),
    });
    expect(answer.SuccessfulInstanceCreditSpecifications).toEqual([{ InstanceId: burstable }]);
    expect(answer.UnsuccessfulInstanceCreditSpecifications?.map((each) => each.Error?.Code)).toEqual([
      'InstanceCreditSpecification.NotSupported',
      'InvalidInstanceID.NotFound',
      'InvalidInstanceID.Malformed',
    ]);
    expect(
      await bench.ec2('DescribeInstanceCreditSpecifications', { InstanceIds: [burstable] }),
    ).toMatchObject({
      InstanceCreditSpecifications: [{ InstanceId: burstable, CpuCredits: 'standard' }],
    });
    for (const [InstanceFamily, CpuCredits] of [
      ['t2', 'standard'],
      ['t4g', 'unlimited'],
    ] as const) {
      expect(await bench.ec2('GetDefaultCreditSpecification', { InstanceFamily })).toEqual({
        InstanceFamilyCreditSpecification: { InstanceFamily, CpuCredits },
      });
    }
  });

  test('CPU options within what the type has', async () => {
    const { Instances } = await launch({
      InstanceType: 'm5.4xlarge',
      CpuOptions: { CoreCount: 4, ThreadsPerCore: 1 },
    });
    expect(Instances?.[0]?.CpuOptions).toEqual({ CoreCount: 4, ThreadsPerCore: 1 });
    expect(
      await failure(launch({ InstanceType: 'm5.large', CpuOptions: { CoreCount: 2, ThreadsPerCore: 1 } })),
    ).toBe(
      'InvalidParameterValue: Value (2) for parameter CoreCount is invalid. m5.large has at most 1 cores.',
    );
    expect(
      await failure(launch({ InstanceType: 'm5.large', CreditSpecification: { CpuCredits: 'standard' } })),
    ).toBe(
      'InvalidParameterCombination: The CreditSpecification parameter is not supported for the m5.large instance type.',
    );
  });

  test('volumes go with the instance or stay, as is changed later', async () => {
    const id = await bench.runningInstance();
    const root = (await show(id))?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId ?? '';
    const keep = (DeviceName: string) =>
      bench.ec2('ModifyInstanceAttribute', {
        InstanceId: id,
        BlockDeviceMappings: [{ DeviceName, Ebs: { DeleteOnTermination: false } }],
      });
    expect(await failure(keep('/dev/none'))).toBe(
      'InvalidInstanceAttributeValue: No device is currently mapped at /dev/none',
    );
    await keep('/dev/xvda');
    await bench.ec2('TerminateInstances', { InstanceIds: [id] });
    bench.settle();
    expect(await bench.ec2('DescribeVolumes', { VolumeIds: [root] })).toMatchObject({
      Volumes: [{ State: 'available' }],
    });
  });

  test('sourceDestCheck is reset; of the others AWS resets none here', async () => {
    const id = await bench.runningInstance();
    await bench.ec2('ModifyInstanceAttribute', { InstanceId: id, SourceDestCheck: { Value: false } });
    await bench.ec2('ResetInstanceAttribute', { InstanceId: id, Attribute: 'sourceDestCheck' });
    expect((await show(id))?.SourceDestCheck).toBe(true);
    const other = bench.ec2('ResetInstanceAttribute', { InstanceId: id, Attribute: 'userData' });
    expect(await failure(other)).toMatch(/^InvalidParameterValue: /);
  });
});

test('the image of each instance is told, also a deregistered one', async () => {
  const { Images } = await bench.ec2('DescribeImages', {
    Owners: ['amazon'],
    Filters: [{ Name: 'name', Values: ['al2023-ami-2023.6*-kernel-6.1-x86_64'] }],
  });
  const ImageId = Images?.[0]?.ImageId ?? '';
  const id = await bench.runningInstance({ ImageId });
  const { InstanceImageMetadata } = await bench.ec2('DescribeInstanceImageMetadata', { InstanceIds: [id] });
  expect(InstanceImageMetadata).toMatchObject([
    {
      InstanceId: id,
      State: { Name: 'running' },
      ImageMetadata: { ImageId, ImageOwnerAlias: 'amazon', IsPublic: true },
    },
  ]);
});

test('what no instance here has is told honestly', async () => {
  const id = await bench.runningInstance();
  expect((await bench.ec2('GetPasswordData', { InstanceId: id })).PasswordData).toBe('');
  expect(await failure(bench.ec2('GetInstanceUefiData', { InstanceId: id }))).toMatch(
    /^UnsupportedOperation: /,
  );
  expect(await bench.ec2('GetEbsEncryptionByDefault', {})).toEqual({
    EbsEncryptionByDefault: false,
    SseType: 'none',
  });
  expect(
    await bench.ec2('ReportInstanceStatus', { Instances: [id], Status: 'impaired', ReasonCodes: ['other'] }),
  ).toEqual({});
});
