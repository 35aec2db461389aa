import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  GetStackPolicyCommand,
  SetStackPolicyCommand,
} from '@aws-sdk/client-cloudformation';
import { EC2Client, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { makeUser } from '../identities.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

/** What requests ask for that cannot be: said at once, or where a resource's turn comes, before it is made. */

let house: TestHouse;
let stacks: CloudFormationClient;
let s3: S3Client;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'refused' }));
});
afterAll(() => house.close());

const P = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } };
const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const create = (StackName: string, Resources: object, more: object = {}, client = stacks) =>
  client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify({ Resources, ...more }),
      Capabilities,
    }),
  );
const nesting = (key: string) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: `https://refused.s3.amazonaws.com/${key}` },
});

/** The failures of a stack's resources in their order, as `ID: reason`. */
async function failures(StackName: string): Promise<readonly string[]> {
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
    .map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`)
    .reverse();
}

test('two outputs that export one name, also where parameters make it', async () => {
  const message =
    'Template format error: The Outputs section contains duplicate Export names: [d1]. Specify a unique name for each export.';
  for (const second of ['d1', { 'Fn::Sub': 'd${Number}' }]) {
    const Outputs = {
      A: { Value: 'a', Export: { Name: 'd1' } },
      B: { Value: 'b', Export: { Name: second } },
    };
    const Parameters = { Number: { Type: 'String', Default: '1' } };
    expect(await refusal(create('exports', { P }, { Parameters, Outputs }))).toMatchObject({
      code: 'ValidationError',
      message,
    });
  }
});

test('a change set with nested stacks says that it is not built; without any the wish is idle', async () => {
  const set = (StackName: string, Resources: object) =>
    stacks.send(
      new CreateChangeSetCommand({
        StackName,
        ChangeSetName: 'set',
        ChangeSetType: 'CREATE',
        IncludeNestedStacks: true,
        TemplateBody: JSON.stringify({ Resources }),
      }),
    );
  expect(await refusal(set('sets', { Inner: nesting('none.json') }))).toMatchObject({
    code: 'NotImplemented',
    message: 'Utsuwa does not make change sets of nested stacks',
  });
  await set('plain-set', { P });
});

test('a stack policy that is none, and CancelUpdateStack of what is not updated', async () => {
  await create('policed', { P });
  await settled(stacks, 'policed');
  const set = (Resource: string, Action = 'Update:*') =>
    stacks.send(
      new SetStackPolicyCommand({
        StackName: 'policed',
        StackPolicyBody: JSON.stringify({
          Statement: [{ Effect: 'Deny', Action, Principal: '*', Resource }],
        }),
      }),
    );
  expect(await refusal(set('LogicalResourceId/A'))).toMatchObject({
    code: 'ValidationError',
    message:
      "Error validating stack policy: Unknown logical id 'LogicalResourceId/A' in statement {} - stack policies can only be applied to logical ids referenced in the template",
  });
  expect(await refusal(set('*', 's3:*'))).toMatchObject({
    message: 'Error validating stack policy: Invalid stack policy',
  });
  const { StackPolicyBody } = await stacks.send(new GetStackPolicyCommand({ StackName: 'policed' }));
  expect(StackPolicyBody).toBeUndefined();
  await set('LogicalResourceId/P');
  expect(await refusal(stacks.send(new CancelUpdateStackCommand({ StackName: 'policed' })))).toMatchObject({
    code: 'ValidationError',
    message: 'CancelUpdateStack cannot be called from current stack status',
  });
});

test('only a resource that is left can be retained (of one that there never was: guess)', async () => {
  await s3.send(new PutObjectCommand({ Bucket: 'refused', Key: 'x', Body: 'x' }));
  const Bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'filled' } };
  await create('retaining', { P, Bucket });
  const { StackId = '' } = await settled(stacks, 'retaining');
  await s3.send(new PutObjectCommand({ Bucket: 'filled', Key: 'x', Body: 'x' }));
  const remove = (...RetainResources: string[]) =>
    stacks.send(new DeleteStackCommand({ StackName: 'retaining', RetainResources }));
  await remove();
  expect((await settled(stacks, 'retaining')).StackStatus).toBe('DELETE_FAILED');
  expect(await refusal(remove('Z'))).toMatchObject({
    message: 'Resource Z does not exist for stack retaining',
  });
  expect(await refusal(remove('P'))).toMatchObject({
    message:
      'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
  });
  await remove('Bucket');
  expect((await settled(stacks, StackId)).StackStatus).toBe('DELETE_COMPLETE');
});

test('a wait condition that would wait for more than twelve hours', async () => {
  const Handle = { Type: 'AWS::CloudFormation::WaitConditionHandle' };
  const Wait = {
    Type: 'AWS::CloudFormation::WaitCondition',
    Properties: { Handle: { Ref: 'Handle' }, Timeout: '99999' },
  };
  await create('waiting', { Handle, Wait });
  await settled(stacks, 'waiting');
  expect(await failures('waiting')).toEqual(['Wait: Value for Timeout property must be less than 43200']);
});

test('a CreationPolicy that is none fails its instance before it is launched', async () => {
  const CreationPolicy = { ResourceSignal: { Timeout: '15 minutes' } };
  const Properties = { ImageId: 'ami-0abcdef1234567890', InstanceType: 't3.micro' };
  await create('odd', { Instance: { Type: 'AWS::EC2::Instance', Properties, CreationPolicy } });
  await settled(stacks, 'odd');
  expect(await failures('odd')).toEqual([expect.stringMatching(/^Instance: CreationPolicy: Count must be/)]);
  const { Reservations } = await new EC2Client(house.client()).send(new DescribeInstancesCommand({}));
  expect(Reservations).toEqual([]);
});

test("a nested stack's failure is told bare, with S3's words where its template cannot be read", async () => {
  const Outputs = { Out: { Value: { Ref: 'Nowhere' } } };
  const Body = JSON.stringify({ Resources: { P }, Outputs });
  await s3.send(new PutObjectCommand({ Bucket: 'refused', Key: 'unresolved.json', Body }));
  await create('bare', { Inner: nesting('unresolved.json') });
  await settled(stacks, 'bare');
  expect(await failures('bare')).toEqual([
    'Inner: Template format error: Unresolved resource dependencies [Nowhere] in the Outputs block of the template',
  ]);
  const said =
    'S3 error: The specified key does not exist. For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html';
  await create('lost', { Inner: nesting('lost.json') });
  await settled(stacks, 'lost');
  expect(await failures('lost')).toEqual([`Inner: ${said}`]);
  const TemplateURL = 'https://refused.s3.amazonaws.com/lost.json';
  expect(
    await refusal(stacks.send(new CreateStackCommand({ StackName: 'away', TemplateURL }))),
  ).toMatchObject({ code: 'ValidationError', message: said });
});

test('an instance whose profile failed is cancelled, and no failure of its own is told beside', async () => {
  const key = await makeUser(
    house,
    'unpassing',
    { Effect: 'Allow', Action: ['cloudformation:*', 'ec2:*'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['iam:CreateRole', 'iam:GetRole', 'iam:DeleteRole', 'iam:*InstanceProfile'],
      Resource: '*',
    },
  );
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [trust] };
  const resources = {
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'unpassing', AssumeRolePolicyDocument } },
    Profile: {
      Type: 'AWS::IAM::InstanceProfile',
      Properties: { InstanceProfileName: 'unpassing', Roles: [{ Ref: 'Role' }] },
    },
    Instance: {
      Type: 'AWS::EC2::Instance',
      Properties: {
        ImageId: 'ami-0abcdef1234567890',
        InstanceType: 't3.micro',
        IamInstanceProfile: 'unpassing',
      },
    },
  };
  const client = new CloudFormationClient(house.client(key));
  await create('unpassing', resources, {}, client);
  await settled(stacks, 'unpassing');
  const told = await failures('unpassing');
  expect(told[0]).toMatch(/^Profile: .*is not authorized to perform: iam:PassRole/);
  expect(told.slice(1)).toEqual(['Instance: Resource creation cancelled']);
});
