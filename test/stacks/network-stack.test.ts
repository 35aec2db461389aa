import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { settled } from './settled.ts';

let house: TestHouse;
let stacks: CloudFormationClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
});
afterAll(() => house.close());

const TEMPLATE = readFileSync(new URL('network.template.yaml', import.meta.url), 'utf8');

/** What failed, for a test that wanted nothing to. */
async function failures(name: string) {
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: name }));
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED') === true).map(
    (event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`,
  );
}

async function physical(name: string): Promise<Readonly<Record<string, string>>> {
  const { StackResources = [] } = await stacks.send(new DescribeStackResourcesCommand({ StackName: name }));
  return Object.fromEntries(
    StackResources.map((one) => [one.LogicalResourceId ?? '', one.PhysicalResourceId ?? '']),
  );
}

test('a network with everything in it is made, changed in place and by replacement, and deleted', async () => {
  await stacks.send(
    new CreateStackCommand({
      StackName: 'network',
      TemplateBody: TEMPLATE,
      Capabilities: ['CAPABILITY_IAM'],
      Tags: [{ Key: 'team', Value: 'blue' }],
    }),
  );
  const stack = await settled(stacks, 'network');
  expect(await failures('network')).toEqual([]);
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  const outputs = Object.fromEntries((stack.Outputs ?? []).map((one) => [one.OutputKey, one.OutputValue]));
  expect(outputs).toMatchObject({
    LatestVersion: '1',
    BucketArn: expect.stringMatching(/^arn:aws:s3:::network-bucket-[a-z0-9]{12}$/),
    SecondBlock: '10.0.1.0/24',
  });
  const before = await physical('network');
  const ec2 = new EC2Client(house.client());
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [before['Vpc'] ?? ''] }));
  expect(Vpcs[0]?.Tags).toEqual(
    expect.arrayContaining([
      { Key: 'Name', Value: 'network' },
      { Key: 'team', Value: 'blue' },
    ]),
  );

  await stacks.send(
    new UpdateStackCommand({
      StackName: 'network',
      TemplateBody: TEMPLATE.replace('InstanceType: t3.micro # of the instance', 'InstanceType: t3.small')
        .replace('CidrBlock: 10.0.7.0/24', 'CidrBlock: 10.0.8.0/24')
        .replace('VolumeType: gp3 # in the template', 'VolumeType: gp2'),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  const updated = await settled(stacks, 'network');
  expect(await failures('network')).toEqual([]);
  expect(updated.StackStatus).toBe('UPDATE_COMPLETE');
  const after = await physical('network');
  expect(after['Instance']).toBe(before['Instance']);
  expect(after['Spare']).not.toBe(before['Spare']);
  const changed = Object.keys(before).filter((id) => before[id] !== after[id]);
  expect(changed).toEqual(['Spare']);
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({ InstanceIds: [after['Instance'] ?? ''] }),
  );
  expect(Reservations[0]?.Instances?.[0]).toMatchObject({
    InstanceType: 't3.small',
    State: { Name: 'running' },
  });

  await stacks.send(new DeleteStackCommand({ StackName: 'network' }));
  const gone = await settled(stacks, stack.StackId ?? '');
  expect(gone.StackStatus).toBe('DELETE_COMPLETE');
  const { Vpcs: left = [] } = await ec2.send(new DescribeVpcsCommand({}));
  expect(left.map(({ VpcId }) => VpcId)).not.toContain(before['Vpc']);
});

test('tags go on an instance’s volumes where it says so', async () => {
  const Properties = { ImageId: 'ami-0abcdef1234567890', InstanceType: 't3.micro' };
  await stacks.send(
    new CreateStackCommand({
      StackName: 'tagged',
      TemplateBody: JSON.stringify({
        Resources: {
          Box: {
            Type: 'AWS::EC2::Instance',
            Properties: {
              ...Properties,
              PropagateTagsToVolumeOnCreation: true,
              Tags: [{ Key: 'Name', Value: 'box' }],
            },
          },
        },
      }),
    }),
  );
  expect((await settled(stacks, 'tagged')).StackStatus).toBe('CREATE_COMPLETE');
  const ec2 = new EC2Client(house.client());
  const { Volumes = [] } = await ec2.send(
    new DescribeVolumesCommand({ Filters: [{ Name: 'tag:Name', Values: ['box'] }] }),
  );
  expect(Volumes.map(({ Attachments }) => Attachments?.[0]?.InstanceId)).toEqual([
    (await physical('tagged'))['Box'],
  ]);
});
