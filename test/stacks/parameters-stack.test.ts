import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ecr';
import {
  GetParameterCommand,
  ListTagsForResourceCommand as ListParameterTagsCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
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

const TEMPLATE = `
Parameters:
  Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64}
  Level: {Type: String, Default: info}
Resources:
  Parameter:
    Type: AWS::SSM::Parameter
    Properties: {Name: /stack/level, Type: String, Value: !Ref Level, Tags: {team: blue}}
  Repository:
    Type: AWS::ECR::Repository
    Properties:
      ImageScanningConfiguration: {ScanOnPush: true}
      LifecyclePolicy:
        LifecyclePolicyText: '{"rules":[{"rulePriority":1,"description":"Untagged images","selection":{"tagStatus":"untagged"},"action":{"type":"expire"}}]}'
      RepositoryPolicyText:
        Version: 2012-10-17
        Statement:
          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "ecr:BatchGetImage"}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: {LogGroupName: /stack/logs, RetentionInDays: 7}
  Key:
    Type: AWS::KMS::Key
    Condition: WithKey
Conditions:
  WithKey: !Equals [!Ref Level, key]
Outputs:
  Logs: {Value: !GetAtt Logs.Arn}
  Image: {Value: !Ref Image}
  Value: {Value: !GetAtt Parameter.Value}
  Arn: {Value: !GetAtt Repository.Arn}
`;

test('a stack of a parameter and a repository, with an image that a public parameter names', async () => {
  const StackName = 'parameters';
  const ssm = new SSMClient(house.client());
  const ecr = new ECRClient(house.client());
  const Tags = [{ Key: 'cost', Value: '1' }];
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody: TEMPLATE, Tags }));
  expect((await settled(stacks, StackName)).StackStatus).toBe('CREATE_COMPLETE');
  const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName }));
  const outputs = Object.fromEntries(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
  expect(outputs['Logs']).toBe('arn:aws:logs:us-east-1:000000000000:log-group:/stack/logs:*');
  expect(outputs).toMatchObject({ Image: expect.stringMatching(/^ami-/) as string, Value: 'info' });
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
  const { repositoryName, repositoryArn: resourceArn } = repositories?.[0] ?? {};
  expect(repositoryName).toMatch(/^parameters-repository-[a-z0-9]{12}$/);
  expect(resourceArn).toBe(outputs['Arn']);
  expect((await ecr.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toContainEqual(Tags[0]);
  await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }));

  const Parameters = [{ ParameterKey: 'Level', ParameterValue: 'debug' }];
  await stacks.send(new UpdateStackCommand({ StackName, UsePreviousTemplate: true, Parameters, Tags }));
  expect((await settled(stacks, StackName)).StackStatus).toBe('UPDATE_COMPLETE');
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/stack/level' }));
  expect(Parameter).toMatchObject({ Value: 'debug', Version: 2 });

  await stacks.send(new DeleteStackCommand({ StackName }));
  await settled(stacks, Stacks?.[0]?.StackId ?? '');
  expect(await refusal(ssm.send(new GetParameterCommand({ Name: '/stack/level' })))).toMatchObject({
    code: 'ParameterNotFound',
  });
  expect((await ecr.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
});

test('a type that is not built fails by its name where its condition holds', async () => {
  const Parameters = [{ ParameterKey: 'Level', ParameterValue: 'key' }];
  const create = stacks.send(
    new CreateStackCommand({ StackName: 'with-key', TemplateBody: TEMPLATE, Parameters }),
  );
  expect(await refusal(create)).toMatchObject({
    message: 'Resource types that AWS has and Utsuwa has not built: [AWS::KMS::Key]',
  });
});

test('a change of the stack’s tags alone reaches its parameters', async () => {
  const StackName = 'tagged-parameters';
  const TemplateBody =
    'Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Name: /tagged/one, Type: String, Value: x, Tags: {own: "1"}}}}';
  const tags = async () => {
    const { TagList = [] } = await new SSMClient(house.client()).send(
      new ListParameterTagsCommand({ ResourceType: 'Parameter', ResourceId: '/tagged/one' }),
    );
    const given = TagList.filter(({ Key = '' }) => !Key.startsWith('aws:'));
    return Object.fromEntries(given.map(({ Key = '', Value }) => [Key, Value]));
  };
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody, Tags: [{ Key: 'cost', Value: '1' }] }));
  await settled(stacks, StackName);
  expect(await tags()).toEqual({ own: '1', cost: '1' });
  const Tags = [{ Key: 'team', Value: 'blue' }];
  await stacks.send(new UpdateStackCommand({ StackName, UsePreviousTemplate: true, Tags }));
  expect((await settled(stacks, StackName)).StackStatus).toBe('UPDATE_COMPLETE');
  expect(await tags()).toEqual({ own: '1', team: 'blue' });
});

test('a value that a property does not list is refused before the service is asked', async () => {
  const StackName = 'listed';
  const TemplateBody =
    'Resources: {Logs: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: "8", LogGroupClass: STANDARD}}}';
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody }));
  await settled(stacks, StackName);
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
  expect(StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
    ResourceStatusReason:
      'Properties validation failed for resource Logs with message:\n#/RetentionInDays: failed validation constraint for keyword [enum]',
  });
});

test('events have milliseconds, are in their order by time too, and a resource’s are named by it', async () => {
  const { StackEvents = [] } = await stacks.send(
    new DescribeStackEventsCommand({ StackName: 'tagged-parameters' }),
  );
  const times = StackEvents.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
  expect(times.length).toBeGreaterThan(6);
  expect(times.every((time, at) => at === 0 || time < (times[at - 1] ?? 0))).toBe(true);
  const isOwn = ({ ResourceType }: StackEvent) => ResourceType === 'AWS::CloudFormation::Stack';
  for (const { EventId } of StackEvents.filter(isOwn)) expect(EventId).toMatch(/^[0-9a-f-]{36}$/);
  for (const event of StackEvents.filter((one) => !isOwn(one))) {
    const { LogicalResourceId, ResourceStatus, Timestamp } = event;
    expect(event.EventId).toBe(`${LogicalResourceId}-${ResourceStatus}-${Timestamp?.toISOString()}`);
  }
});
