import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  SignalResourceCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

let house: TestHouse;
let stacks: CloudFormationClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
});
afterAll(() => house.close());

const Capabilities = ['CAPABILITY_IAM' as const];
const INSTANCE = {
  Type: 'AWS::EC2::Instance',
  Properties: { ImageId: 'ami-0abcdef1234567890', InstanceType: 't3.micro' },
};
const policy = (ResourceSignal: object) => ({ CreationPolicy: { ResourceSignal } });

const create = (StackName: string, Resources: object) =>
  stacks.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }), Capabilities }),
  );

async function failureOf(StackName: string, logicalId: string): Promise<string | undefined> {
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.find(
    (event) => event.LogicalResourceId === logicalId && event.ResourceStatus === 'CREATE_FAILED',
  )?.ResourceStatusReason;
}

test('an instance with a CreationPolicy is there once as many signals came, by its role from the instance too', async () => {
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'cloudformation:SignalResource', Resource: '*' },
  };
  await create('ready', {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement },
        Policies: [{ PolicyName: 'signal', PolicyDocument }],
      },
    },
    Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
    Instance: {
      ...INSTANCE,
      Properties: { ...INSTANCE.Properties, IamInstanceProfile: { Ref: 'Profile' } },
      ...policy({ Count: 2, Timeout: 'PT15M' }),
    },
  });
  const instance = async () => {
    const { StackResources = [] } = await stacks.send(
      new DescribeStackResourcesCommand({ StackName: 'ready', LogicalResourceId: 'Instance' }),
    );
    return StackResources[0];
  };
  await expect.poll(async () => (await instance())?.PhysicalResourceId, { timeout: 120_000 }).toMatch(/^i-/);
  expect((await instance())?.ResourceStatus).toBe('CREATE_IN_PROGRESS');
  const id = (await instance())?.PhysicalResourceId ?? '';
  const command = [
    'aws',
    'cloudformation',
    'signal-resource',
    '--stack-name',
    'ready',
    '--status',
    'SUCCESS',
  ];
  const more = ['--logical-resource-id', 'Instance', '--unique-id', id, '--region', 'us-east-1'];
  expect(await house.onInstance(id, [...command, ...more])).toMatchObject({ code: 0 });
  expect((await instance())?.ResourceStatus).toBe('CREATE_IN_PROGRESS');
  const again = { StackName: 'ready', LogicalResourceId: 'Instance', Status: 'SUCCESS' } as const;
  expect(await refusal(stacks.send(new SignalResourceCommand({ ...again, UniqueId: id })))).toMatchObject({
    code: 'ValidationError',
  });
  await stacks.send(new SignalResourceCommand({ ...again, UniqueId: 'second' }));
  expect((await settled(stacks, 'ready')).StackStatus).toBe('CREATE_COMPLETE');
  expect(await refusal(stacks.send(new SignalResourceCommand({ ...again, UniqueId: 'late' })))).toMatchObject(
    {
      message: 'Resource Instance is in CREATE_COMPLETE state and cannot be signaled',
    },
  );
});

test('too few signals in time fail the resource, and so does one of failure, in AWS’s words', async () => {
  await create('late', { Instance: { ...INSTANCE, ...policy({ Count: 2, Timeout: 'PT1S' }) } });
  expect((await settled(stacks, 'late')).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await failureOf('late', 'Instance')).toBe(
    'Failed to receive 2 resource signal(s) within the specified duration',
  );
  await create('odd', { Instance: { ...INSTANCE, ...policy({ Timeout: '15 minutes' }) } });
  expect((await settled(stacks, 'odd')).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await failureOf('odd', 'Instance')).toMatch(
    /^CreationPolicy: Count must be an integer, and Timeout/,
  );
});

test('a wait condition tells why it was said to have failed', async () => {
  await create('told', {
    Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
    Wait: {
      Type: 'AWS::CloudFormation::WaitCondition',
      Properties: { Handle: { Ref: 'Handle' }, Timeout: '600' },
    },
  });
  const { StackResources = [] } = await stacks.send(
    new DescribeStackResourcesCommand({ StackName: 'told', LogicalResourceId: 'Handle' }),
  );
  const body = JSON.stringify({ Status: 'FAILURE', UniqueId: 'i-1', Reason: 'the kiln is cold' });
  await fetch(StackResources[0]?.PhysicalResourceId ?? '', { method: 'PUT', body });
  expect((await settled(stacks, 'told')).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await failureOf('told', 'Wait')).toBe(
    "WaitCondition received failed message: 'the kiln is cold' for uniqueId: i-1",
  );
});

test('what CodeDeploy would do with an alias is refused by name', async () => {
  const Alias = {
    Type: 'AWS::Lambda::Alias',
    Properties: { Name: 'live', FunctionName: 'f', FunctionVersion: '1' },
    UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: 'a', DeploymentGroupName: 'g' } },
  };
  expect((await refusal(create('deployed', { Alias })))?.message).toContain('Utsuwa has no CodeDeploy');
});
