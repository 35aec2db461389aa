import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

/** What is refused at once and makes nothing. */

let house: TestHouse;
let stacks: CloudFormationClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
});
afterAll(() => house.close());

const parameter = (Value: unknown = 'x', more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: '/refusals/kept', Type: 'String', Value },
  ...more,
});
const body = (resources: object, more: object = {}) => JSON.stringify({ Resources: resources, ...more });

describe('a template that is refused by ValidateTemplate, CreateStack and CreateChangeSet alike', () => {
  const maps = { Mappings: { Sizes: { small: { cpu: '1' } } } };
  test.each<[string, RegExp, object, object?]>([
    [
      'a function that there is not',
      /^Template error: Encountered unsupported function: Fn::Foo Supported functions are: \[Fn::Base64, /,
      { A: parameter({ 'Fn::Foo': 'x' }) },
    ],
    [
      'one deep inside another, in an output',
      /^Template error: Encountered unsupported function: Fn::Foo /,
      { A: parameter() },
      { Outputs: { X: { Value: { 'Fn::Join': ['', ['a', { 'Fn::Foo': 'x' }]] } } } },
    ],
    [
      'a map that there is not',
      /^Template validation error: Template error: Mapping named 'Nowhere' is not present in the 'Mappings' section of template\.$/,
      { A: parameter({ 'Fn::FindInMap': ['Nowhere', { Ref: 'AWS::Region' }, 'cpu'] }) },
    ],
    [
      'a key that the map has not',
      /^Template error: Unable to get mapping for Sizes::huge::cpu$/,
      { A: parameter({ 'Fn::FindInMap': ['Sizes', 'huge', 'cpu'] }) },
      maps,
    ],
    [
      'an item beyond the end of a list',
      /^Template error: Fn::Select cannot select nonexistent value at index 2$/,
      { A: parameter({ 'Fn::Select': ['2', ['a', 'b']] }) },
    ],
    [
      'snapshots of what has none',
      /^Template error: resource type AWS::SSM::Parameter does not support deletion policy Snapshot$/,
      { A: parameter('x', { DeletionPolicy: 'Snapshot' }) },
    ],
    [
      'snapshots of what has none where it is replaced (guess: the words are those of the deletion policy)',
      /^Template error: resource type AWS::SSM::Parameter does not support update replace policy Snapshot$/,
      { A: parameter('x', { UpdateReplacePolicy: 'Snapshot' }) },
    ],
    [
      'a type that AWS has and Utsuwa has not',
      /^Resource types that AWS has and Utsuwa has not built: \[AWS::SNS::Topic\]$/,
      { A: { Type: 'AWS::SNS::Topic' } },
    ],
    [
      'a type that nobody has, which is named alone',
      /^Template format error: Unrecognized resource types: \[AWS::SNS::Topick\]$/,
      { A: { Type: 'AWS::SNS::Topick' }, B: { Type: 'AWS::SNS::Topic' } },
    ],
  ])('%s', async (_what, words, resources, more) => {
    const TemplateBody = body(resources, more);
    const expected = {
      code: 'ValidationError',
      status: 400,
      message: expect.stringMatching(words) as string,
    };
    const StackName = 'refused';
    expect(await refusal(stacks.send(new ValidateTemplateCommand({ TemplateBody })))).toMatchObject(expected);
    expect(await refusal(stacks.send(new CreateStackCommand({ StackName, TemplateBody })))).toMatchObject(
      expected,
    );
    const set = { StackName, TemplateBody, ChangeSetName: 'c', ChangeSetType: 'CREATE' as const };
    expect(await refusal(stacks.send(new CreateChangeSetCommand(set)))).toMatchObject(expected);
    expect(await refusal(stacks.send(new DescribeStackEventsCommand({ StackName })))).toBeDefined();
  });

  test('maps with a default, keys that parameters give and lists of functions are taken', async () => {
    const TemplateBody = body(
      {
        A: parameter({ 'Fn::FindInMap': ['Nowhere', 'a', 'b', { DefaultValue: 'x' }] }),
        B: parameter({ 'Fn::FindInMap': ['Sizes', { Ref: 'Size' }, 'cpu'] }),
        C: parameter({ 'Fn::Select': [3, { 'Fn::Split': [':', { Ref: 'AWS::StackId' }] }] }),
      },
      {
        ...maps,
        Transform: 'AWS::LanguageExtensions',
        Parameters: { Size: { Type: 'String', Default: 'small' } },
      },
    );
    expect(await refusal(stacks.send(new ValidateTemplateCommand({ TemplateBody })))).toBeUndefined();
  });
});

test.each([
  ['e_1', 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*'],
  ['1e', 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*'],
  ['a'.repeat(129), 'Member must have length less than or equal to 128'],
])('no stack is called %s', async (StackName, problem) => {
  const create = stacks.send(new CreateStackCommand({ StackName, TemplateBody: body({ A: parameter() }) }));
  expect(await refusal(create)).toMatchObject({
    code: 'ValidationError',
    status: 400,
    message: `1 validation error detected: Value '${StackName}' at 'stackName' failed to satisfy constraint: ${problem}`,
  });
});

test('a change set that makes a stack is held to the length of its name', async () => {
  const StackName = 'a'.repeat(129);
  const set = {
    StackName,
    TemplateBody: body({ A: parameter() }),
    ChangeSetName: 'c',
    ChangeSetType: 'CREATE' as const,
  };
  expect((await refusal(stacks.send(new CreateChangeSetCommand(set))))?.message).toMatch(
    /length less than or equal to 128/,
  );
});

test('a change set is not named without its stack', async () => {
  const plain = { ChangeSetName: 'plain' };
  for (const call of [
    stacks.send(new DescribeChangeSetCommand(plain)),
    stacks.send(new ExecuteChangeSetCommand(plain)),
    stacks.send(new DeleteChangeSetCommand(plain)),
    stacks.send(new GetTemplateCommand(plain)),
  ]) {
    expect(await refusal(call)).toMatchObject({
      code: 'ValidationError',
      status: 400,
      message: 'StackName must be specified if ChangeSetName is not specified as an ARN.',
    });
  }
});

test('no update changes the type of a resource', async () => {
  const StackName = 'retyped';
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody: body({ B: parameter() }) }));
  expect((await settled(stacks, StackName)).StackStatus).toBe('CREATE_COMPLETE');
  const TemplateBody = body({ B: { Type: 'AWS::S3::Bucket' } });
  const message =
    'Update of resource type is not permitted. The new template modifies resource type of the following resources: [B]';
  expect(await refusal(stacks.send(new UpdateStackCommand({ StackName, TemplateBody })))).toMatchObject({
    code: 'ValidationError',
    status: 400,
    message,
  });
  const { Id: ChangeSetName } = await stacks.send(
    new CreateChangeSetCommand({ StackName, TemplateBody, ChangeSetName: 'retype' }),
  );
  expect(await stacks.send(new DescribeChangeSetCommand({ ChangeSetName }))).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason: message,
  });
  const ssm = new SSMClient(house.client());
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/refusals/kept' }));
  expect(Parameter?.Value).toBe('x');
});

test('a change set may select from what its own change brings', async () => {
  const TemplateBody = body({
    Made: { Type: 'AWS::S3::Bucket' },
    Told: parameter({ 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Made', 'Arn'] }] }] }),
    Net: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Part: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: { Ref: 'Net' },
        CidrBlock: { 'Fn::Select': [1, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Net', 'CidrBlock'] }, 4, 8] }] },
      },
    },
  });
  const set = { StackName: 'selects', TemplateBody, ChangeSetName: 'c', ChangeSetType: 'CREATE' as const };
  await stacks.send(new CreateChangeSetCommand(set));
  const { Changes = [] } = await stacks.send(
    new DescribeChangeSetCommand({ ...set, IncludePropertyValues: true }),
  );
  const told = Changes.find((change) => change.ResourceChange?.LogicalResourceId === 'Told');
  expect(told?.ResourceChange?.AfterContext).toContain('"Value":"{{changeSet:KNOWN_AFTER_APPLY}}"');
});

test('a property that is not built fails its resource by name; switched off it is as without', async () => {
  const Properties = { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.9.1.0/24', EnableDns64: false };
  const TemplateBody = (more: object) =>
    body({
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } },
      Subnet: { Type: 'AWS::EC2::Subnet', Properties: { ...Properties, ...more } },
    });
  await stacks.send(
    new CreateStackCommand({ StackName: 'lacking', TemplateBody: TemplateBody({ Ipv6Native: true }) }),
  );
  expect((await settled(stacks, 'lacking')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'lacking' }));
  expect(StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
    LogicalResourceId: 'Subnet',
    ResourceStatusReason: 'Utsuwa has not built of AWS::EC2::Subnet: [Ipv6Native]',
  });
  await stacks.send(new CreateStackCommand({ StackName: 'had', TemplateBody: TemplateBody({}) }));
  expect((await settled(stacks, 'had')).StackStatus).toBe('CREATE_COMPLETE');
});

test('an inline policy of nobody fails', async () => {
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  };
  const Properties = { PolicyName: 'p', PolicyDocument };
  await stacks.send(
    new CreateStackCommand({
      StackName: 'nobody',
      TemplateBody: body({ P: { Type: 'AWS::IAM::Policy', Properties } }),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  expect((await settled(stacks, 'nobody')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'nobody' }));
  expect(StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
    LogicalResourceId: 'P',
    ResourceStatusReason: 'At least one of [Groups,Roles,Users] must be non-empty.',
  });
});
