import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { inStatus, settled } from './settled.ts';

/** Stacks within stacks. */

const Bucket = 'nested-templates';

let house: TestHouse;
let stacks: CloudFormationClient;
let s3: S3Client;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => house.close());

const nesting = (Key: string) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: `https://${Bucket}.s3.amazonaws.com/${Key}` },
});

async function store(Key: string, Resources: object): Promise<string> {
  const Body = JSON.stringify({ Resources });
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  return Body;
}

test('every stack knows its parent and the root of all, from its first event on', async () => {
  await store('leaf.json', { Gate: { Type: 'AWS::CloudFormation::WaitConditionHandle' } });
  await store('middle.json', { Leaf: nesting('leaf.json') });
  const TemplateBody = await store('top.json', { Middle: nesting('middle.json') });
  const { StackId: top = '' } = await stacks.send(new CreateStackCommand({ StackName: 'top', TemplateBody }));
  expect((await settled(stacks, 'top')).StackStatus).toBe('CREATE_COMPLETE');
  const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({}));
  const middle = Stacks.find(({ ParentId }) => ParentId === top);
  const leaf = Stacks.find(({ ParentId }) => ParentId === middle?.StackId);
  expect([middle?.RootId, leaf?.RootId]).toEqual([top, top]);
  await stacks.send(new DeleteStackCommand({ StackName: 'top' }));
  await inStatus(stacks, top, 'DELETE_COMPLETE');
});

test('a template that nests itself ends with its stack rolled back (guess: AWS documents no depth)', async () => {
  const TemplateBody = await store('self.json', { Self: nesting('self.json') });
  const { StackId = '' } = await stacks.send(new CreateStackCommand({ StackName: 'self', TemplateBody }));
  expect((await settled(stacks, StackId)).StackStatus).toBe('ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: StackId }));
  expect(
    StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason,
  ).toMatch(/^Embedded stack arn:aws:cloudformation:.* was not successfully created: /);
  const { StackSummaries = [] } = await stacks.send(new ListStacksCommand({}));
  const within = StackSummaries.filter(({ RootId }) => RootId === StackId);
  expect(within).toHaveLength(20);
  expect(new Set(within.map((stack) => stack.StackStatus))).toEqual(new Set(['DELETE_COMPLETE']));
});
