import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListGroupsCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ServerProcess } from '../server-process.ts';
import { inStatus, settled, signalled } from './settled.ts';

/** Stacks outlive `kill -9`: what was begun is finished by the next process, once. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-stack-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (name: string) => startServer(['--data', path.join(folder, name)]);
const stacksOf = (server: ServerProcess) => new CloudFormationClient(server.client());
const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const gate = {
  Type: 'AWS::CloudFormation::WaitCondition',
  CreationPolicy: { ResourceSignal: { Timeout: 'PT10M' } },
};

async function groupsOf(server: ServerProcess): Promise<readonly string[]> {
  const { Groups = [] } = await new IAMClient(server.client()).send(
    new ListGroupsCommand({ MaxItems: 1000 }),
  );
  return Groups.map(({ GroupName }) => GroupName ?? '').sort();
}

test('a creation and an update that were stopped in the midst go on', async () => {
  const group = (name: string, more: object = {}) => ({
    Type: 'AWS::IAM::Group',
    Properties: { GroupName: name },
    ...more,
  });
  let server = await start('midst');
  const resources = {
    First: group('first'),
    Gate: { ...gate, DependsOn: 'First' },
    Last: group('last', { DependsOn: 'Gate' }),
  };
  const TemplateBody = JSON.stringify({ Resources: resources });
  const input = { StackName: 'stack', TemplateBody, Capabilities };
  const unheard = stacksOf(server)
    .send(new CreateStackCommand(input))
    .catch(() => undefined);
  await inStatus(stacksOf(server), 'stack', 'CREATE_IN_PROGRESS');
  while ((await groupsOf(server)).length === 0) await sleep(10);
  await server.end('SIGKILL');
  await unheard;

  server = await start('midst');
  expect(await groupsOf(server)).toEqual(['first']);
  const signal = {
    StackName: 'stack',
    LogicalResourceId: 'Gate',
    UniqueId: 'go',
    Status: 'SUCCESS',
  } as const;
  await signalled(stacksOf(server), signal);
  expect((await settled(stacksOf(server), 'stack')).StackStatus).toBe('CREATE_COMPLETE');
  expect(await groupsOf(server)).toEqual(['first', 'last']);

  const second = { First: group('renamed'), Gate2: { ...gate, DependsOn: 'First' }, Last: group('last') };
  const update = { ...input, TemplateBody: JSON.stringify({ Resources: second }) };
  const alsoUnheard = stacksOf(server)
    .send(new UpdateStackCommand(update))
    .catch(() => undefined);
  while (!(await groupsOf(server)).includes('renamed')) await sleep(10);
  await server.end('SIGKILL');
  await alsoUnheard;

  server = await start('midst');
  const failing = { ...signal, LogicalResourceId: 'Gate2', Status: 'FAILURE' } as const;
  await signalled(stacksOf(server), failing);
  expect((await settled(stacksOf(server), 'stack')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await groupsOf(server)).toEqual(['first', 'last']);
  await server.end();
});

const MEMBERS = 250;
const MOST_KILLS = 12;

test('killed again and again, a stack ends complete and everything in it is there once', async () => {
  const groups = Array.from({ length: MEMBERS }, (_, n) => [
    `Group${n}`,
    { Type: 'AWS::IAM::Group', ...(n % 50 === 0 ? {} : { DependsOn: `Group${n - 1}` }) },
  ]);
  const Instance = {
    Type: 'AWS::EC2::Instance',
    Properties: { ImageId: 'ami-0abcdef1234567890', InstanceType: 't3.micro' },
  };
  const TemplateBody = JSON.stringify({ Resources: { ...Object.fromEntries(groups), Instance } });
  let server = await start('again');
  const input = { StackName: 'many', TemplateBody, Capabilities };
  void stacksOf(server)
    .send(new CreateStackCommand(input))
    .catch(() => undefined);
  while ((await groupsOf(server)).length === 0) await sleep(1);
  for (let kills = 0; kills < MOST_KILLS; kills++) {
    const made = (await groupsOf(server)).length;
    if (made === MEMBERS) break;
    await server.end('SIGKILL');
    server = await start('again');
  }
  expect((await settled(stacksOf(server), 'many')).StackStatus).toBe('CREATE_COMPLETE');
  const { StackResources = [] } = await stacksOf(server).send(
    new DescribeStackResourcesCommand({ StackName: 'many' }),
  );
  const named = StackResources.filter(({ ResourceType }) => ResourceType === 'AWS::IAM::Group')
    .map(({ PhysicalResourceId }) => PhysicalResourceId ?? '')
    .sort();
  expect(await groupsOf(server)).toEqual(named);
  expect(new Set(named).size).toBe(MEMBERS);
  const { Reservations = [] } = await new EC2Client(server.client()).send(new DescribeInstancesCommand({}));
  expect(Reservations).toHaveLength(1);
  await server.end();
});

test('a custom resource whose answer is awaited is not asked for again, and its answer counts after a restart', async () => {
  let server = await start('asked');
  const s3 = () => new S3Client({ ...server.client(), forcePathStyle: true });
  await s3().send(new CreateBucketCommand({ Bucket: 'asked' }));
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const code = `
const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
exports.handler = (event) => new S3Client({ forcePathStyle: true }).send(
  new PutObjectCommand({ Bucket: 'asked', Key: String(Date.now()), Body: event.ResponseURL }));
`;
  const TemplateBody = JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement },
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...{ Runtime: 'nodejs20.x', Handler: 'index.handler', Timeout: 30, Code: { ZipFile: code } },
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        },
      },
      Asked: {
        Type: 'Custom::Asked',
        Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] } },
      },
    },
  });
  const unheard = stacksOf(server)
    .send(new CreateStackCommand({ StackName: 'asked', TemplateBody, Capabilities }))
    .catch(() => undefined);
  const asked = async () => {
    const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: 'asked' }));
    return Contents.map(({ Key = '' }) => Key);
  };
  while ((await asked()).length === 0) await sleep(20);
  await unheard;
  await server.end('SIGKILL');

  server = await start('asked');
  const [Key = ''] = await asked();
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: 'asked', Key }));
  const { pathname } = new URL((await Body?.transformToString()) ?? '');
  const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'answered' });
  expect((await fetch(`${server.endpoint}${pathname}`, { method: 'PUT', body })).status).toBe(200);
  expect((await settled(stacksOf(server), 'asked')).StackStatus).toBe('CREATE_COMPLETE');
  expect(await asked()).toEqual([Key]);
  expect((await fetch(`${server.endpoint}${pathname}`, { method: 'PUT', body })).status).toBe(403);
  await server.end();
});
