import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetInstanceProfileCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

let house: TestHouse;
let stacks: CloudFormationClient;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

const TEMPLATE = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Service: {Type: String, Default: ec2}
Resources:
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties: {Roles: [!Ref Role]}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: {Service: !Sub "\${Service}.amazonaws.com"}
            Action: sts:AssumeRole
      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
      Policies:
        - PolicyName: own
          PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}
Outputs:
  Arn: {Value: !GetAtt Role.Arn}
`;

test("a stack of a role and a profile is made in order, named by AWS's rule, and deleted", async () => {
  const { StackId } = await stacks.send(
    new CreateStackCommand({
      StackName: 'iam-stack',
      TemplateBody: TEMPLATE,
      Capabilities: ['CAPABILITY_IAM'],
      Tags: [{ Key: 'team', Value: 'blue' }],
    }),
  );
  expect(StackId).toMatch(
    new RegExp(`^arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/iam-stack/[0-9a-f-]{36}$`),
  );
  const stack = await settled(stacks, 'iam-stack');
  expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Tags: [{ Key: 'team', Value: 'blue' }] });
  const arn = stack.Outputs?.[0]?.OutputValue ?? '';
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  expect(name).toMatch(/^iam-stack-Role-[A-Za-z0-9]{12}$/);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  expect(Role?.Tags).toEqual([{ Key: 'team', Value: 'blue' }]);
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'iam-stack' }));
  const told = StackEvents.map((e) =>
    `${e.LogicalResourceId} ${e.ResourceStatus} ${e.ResourceStatusReason ?? ''}`.trim(),
  );
  expect(told.reverse()).toEqual([
    'iam-stack CREATE_IN_PROGRESS User Initiated',
    'Role CREATE_IN_PROGRESS',
    'Role CREATE_IN_PROGRESS Resource creation Initiated',
    'Role CREATE_COMPLETE',
    'Profile CREATE_IN_PROGRESS',
    'Profile CREATE_IN_PROGRESS Resource creation Initiated',
    'Profile CREATE_COMPLETE',
    'iam-stack CREATE_COMPLETE',
  ]);
  const profile = StackEvents.find((e) => e.LogicalResourceId === 'Profile' && e.PhysicalResourceId !== '');
  await stacks.send(new DeleteStackCommand({ StackName: 'iam-stack' }));
  const gone = await settled(stacks, StackId ?? '');
  expect(gone.StackStatus).toBe('DELETE_COMPLETE');
  expect(await refusal(iam.send(new GetRoleCommand({ RoleName: name })))).toMatchObject({
    code: 'NoSuchEntity',
  });
  const InstanceProfileName = profile?.PhysicalResourceId ?? '';
  expect(await refusal(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })))).toMatchObject({
    code: 'NoSuchEntity',
  });
  const missing = await refusal(stacks.send(new DescribeStacksCommand({ StackName: 'iam-stack' })));
  expect(missing).toMatchObject({
    code: 'ValidationError',
    status: 400,
    message: 'Stack with id iam-stack does not exist',
  });
});

test('the AWS CLI validates, deploys, updates by change set and deletes', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-stack-'));
  const file = path.join(folder, 'template.yaml');
  await writeFile(file, TEMPLATE);
  const cloudformation = (...args: string[]) => house.aws(['cloudformation', ...args]);
  const deploy = (...args: string[]) =>
    cloudformation('deploy', '--stack-name', 'cli', '--template-file', file, ...args);
  try {
    const valid = await cloudformation('validate-template', '--template-body', `file://${file}`);
    expect(valid.stdout).toContain('CAPABILITY_IAM');
    const refused = await deploy();
    expect(refused.stderr).toContain(
      'An error occurred (InsufficientCapabilitiesException) when calling the CreateChangeSet operation: Requires capabilities : [CAPABILITY_IAM]',
    );
    const made = await deploy('--capabilities', 'CAPABILITY_IAM');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('Successfully created/updated stack - cli');
    const again = await deploy('--capabilities', 'CAPABILITY_IAM');
    expect(again.stderr).toContain('No changes to deploy. Stack cli is up to date');
    const changed = await deploy(
      '--capabilities',
      'CAPABILITY_IAM',
      '--parameter-overrides',
      'Service=lambda',
    );
    expect(changed.stdout).toContain('Successfully created/updated stack - cli');
    const { StackResources } = await house.awsJson<{
      StackResources: { LogicalResourceId: string; PhysicalResourceId: string; ResourceStatus: string }[];
    }>(['cloudformation', 'describe-stack-resources', '--stack-name', 'cli']);
    expect(StackResources.map((r) => [r.LogicalResourceId, r.ResourceStatus])).toEqual([
      ['Profile', 'CREATE_COMPLETE'],
      ['Role', 'UPDATE_COMPLETE'],
    ]);
    const { Role } = await iam.send(
      new GetRoleCommand({ RoleName: StackResources[1]?.PhysicalResourceId ?? '' }),
    );
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('lambda.amazonaws.com');
    await cloudformation('delete-stack', '--stack-name', 'cli');
    const waited = await cloudformation('wait', 'stack-delete-complete', '--stack-name', 'cli');
    expect(waited).toMatchObject({ code: 0, stderr: '' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
