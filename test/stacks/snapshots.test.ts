import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeSnapshotsCommand,
  DescribeVolumeAttributeCommand,
  DescribeVolumesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { makeUser } from '../identities.ts';
import { refusal } from '../refusal.ts';
import { inStatus, settled } from './settled.ts';

/** What a policy of Snapshot keeps of a volume that a stack no longer has. */

let house: TestHouse;
let admin: CloudFormationClient;
let ec2: EC2Client;
beforeAll(async () => {
  house = await startHouse();
  admin = new CloudFormationClient(house.client());
  ec2 = new EC2Client(house.client());
});
afterAll(() => house.close());

const template = (policies: object, properties: object = {}) =>
  JSON.stringify({
    Resources: {
      Disk: {
        Type: 'AWS::EC2::Volume',
        ...policies,
        Properties: { AvailabilityZone: 'us-east-1a', Size: 7, ...properties },
      },
    },
  });

async function makeStack(stacks: CloudFormationClient, StackName: string, TemplateBody: string) {
  const { StackId = '' } = await stacks.send(new CreateStackCommand({ StackName, TemplateBody }));
  const { StackStatus, StackStatusReason } = await settled(admin, StackName);
  expect([StackStatus, StackStatusReason]).toEqual(['CREATE_COMPLETE', undefined]);
  return { id: StackId, volumeId: await volumeOf(StackName) };
}

async function volumeOf(StackName: string): Promise<string> {
  const { StackResourceDetail } = await admin.send(
    new DescribeStackResourceCommand({ StackName, LogicalResourceId: 'Disk' }),
  );
  return StackResourceDetail?.PhysicalResourceId ?? '';
}

async function snapshotsOf(volumeId: string) {
  const Filters = [{ Name: 'volume-id', Values: [volumeId] }];
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ Filters }));
  return Snapshots;
}

async function autoEnableIo(VolumeId: string) {
  const input = { VolumeId, Attribute: 'autoEnableIO' } as const;
  return (await ec2.send(new DescribeVolumeAttributeCommand(input))).AutoEnableIO?.Value;
}

test('a volume with DeletionPolicy Snapshot is kept as a snapshot when its stack is deleted', async () => {
  const { id, volumeId } = await makeStack(admin, 'kept', template({ DeletionPolicy: 'Snapshot' }));
  await admin.send(new DeleteStackCommand({ StackName: 'kept' }));
  await inStatus(admin, id, 'DELETE_COMPLETE');
  expect(await refusal(ec2.send(new DescribeVolumesCommand({ VolumeIds: [volumeId] })))).toMatchObject({
    code: 'InvalidVolume.NotFound',
  });
  const [snapshot, ...others] = await snapshotsOf(volumeId);
  expect(others).toEqual([]);
  expect(snapshot).toMatchObject({ VolumeSize: 7, VolumeId: volumeId });
  expect(snapshot?.Tags).toContainEqual({ Key: 'aws:cloudformation:logical-id', Value: 'Disk' });
});

test('a volume that an update takes out of the template is kept by its DeletionPolicy', async () => {
  const rest = { Pair: { Type: 'AWS::EC2::KeyPair', Properties: { KeyName: 'rest' } } };
  const body = JSON.parse(template({ DeletionPolicy: 'Snapshot' })) as { Resources: object };
  const both = JSON.stringify({ Resources: { ...body.Resources, ...rest } });
  const { volumeId } = await makeStack(admin, 'dropped', both);
  await admin.send(
    new UpdateStackCommand({ StackName: 'dropped', TemplateBody: JSON.stringify({ Resources: rest }) }),
  );
  expect((await settled(admin, 'dropped')).StackStatus).toBe('UPDATE_COMPLETE');
  expect(await snapshotsOf(volumeId)).toHaveLength(1);
});

test('no update changes where a volume is, or what it was made from; the stack goes back to what it was', async () => {
  const { volumeId } = await makeStack(admin, 'fixed', template({}, { AutoEnableIO: true }));
  const update = (properties: object) =>
    admin.send(new UpdateStackCommand({ StackName: 'fixed', TemplateBody: template({}, properties) }));
  await update({ AvailabilityZone: 'us-east-1b', AutoEnableIO: true });
  expect((await settled(admin, 'fixed')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await admin.send(new DescribeStackEventsCommand({ StackName: 'fixed' }));
  expect(
    StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED')?.ResourceStatusReason,
  ).toBe(
    'Volume properties other than AutoEnableIO, type, size, and IOPS cannot be updated. Change the properties back to previous values and update the stack again.',
  );
  expect(await autoEnableIo(volumeId)).toBe(true);
  await update({ Size: 9 });
  expect((await settled(admin, 'fixed')).StackStatus).toBe('UPDATE_COMPLETE');
  expect(await autoEnableIo(volumeId)).toBe(false);
});

test('whoever may not make the snapshot does not get the volume deleted', async () => {
  const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
  const deny = { Effect: 'Deny', Action: 'ec2:CreateSnapshot', Resource: '*' };
  const key = await makeUser(house, 'sweeper', allow('cloudformation:*', 'ec2:*'), deny);
  const stacks = new CloudFormationClient(house.client(key));
  const { id, volumeId } = await makeStack(stacks, 'held', template({ DeletionPolicy: 'Snapshot' }));
  await stacks.send(new DeleteStackCommand({ StackName: 'held' }));
  await inStatus(admin, id, 'DELETE_FAILED');
  const { StackEvents = [] } = await admin.send(new DescribeStackEventsCommand({ StackName: id }));
  const failed = StackEvents.find(
    (event) => event.LogicalResourceId === 'Disk' && event.ResourceStatus === 'DELETE_FAILED',
  );
  expect(failed?.ResourceStatusReason).toMatch(
    /not authorized to perform: ec2:CreateSnapshot.*explicit deny/s,
  );
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({ VolumeIds: [volumeId] }));
  expect(Volumes).toHaveLength(1);
  await admin.send(new DeleteStackCommand({ StackName: 'held' }));
  await inStatus(admin, id, 'DELETE_COMPLETE');
  expect(await snapshotsOf(volumeId)).toHaveLength(1);
});
