import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeLogGroupsCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { makeUser } from '../identities.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

/** A request that names resource types is held to them: policies rest on it. */

let house: TestHouse;
/** Of a user who may make and change stacks only of parameters. */
let stacks: CloudFormationClient;
beforeAll(async () => {
  house = await startHouse();
  const held = {
    'ForAllValues:StringEquals': {
      'cloudformation:ResourceTypes': ['AWS::SSM::Parameter', 'AWS::CloudFormation::Stack'],
    },
    Null: { 'cloudformation:ResourceTypes': 'false' },
  };
  const key = await makeUser(
    house,
    'held',
    {
      Effect: 'Allow',
      Action: ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:CreateChangeSet'],
      Resource: '*',
      Condition: held,
    },
    {
      Effect: 'Allow',
      Action: ['cloudformation:Describe*', 'cloudformation:DeleteStack', 'ssm:*', 'logs:*', 's3:*'],
      Resource: '*',
    },
  );
  stacks = new CloudFormationClient(house.client(key));
});
afterAll(() => house.close());

const PARAMETER = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } };
const LOGS = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'not-allowed' } };
const body = (Resources: object) => JSON.stringify({ Resources });
const ofParameters = ['AWS::SSM::Parameter'];
const notGiven = {
  code: 'ValidationError',
  message: 'ResourceTypes does not include the type of every resource: [AWS::Logs::LogGroup]',
};

test('a creation with another type is refused, by a change set too (guess: its words)', async () => {
  const TemplateBody = body({ P: PARAMETER, L: LOGS });
  const request = { StackName: 'other', TemplateBody, ResourceTypes: ofParameters };
  expect(await refusal(stacks.send(new CreateStackCommand(request)))).toMatchObject(notGiven);
  const set = { ...request, ChangeSetName: 'set', ChangeSetType: 'CREATE' as const };
  expect(await refusal(stacks.send(new CreateChangeSetCommand(set)))).toMatchObject(notGiven);
  expect(
    await refusal(stacks.send(new CreateStackCommand({ StackName: 'other', TemplateBody }))),
  ).toMatchObject({
    code: 'AccessDenied',
  });
});

test('an update may change, make and remove only what it names; the rest may stay (guess: its words)', async () => {
  const admin = new CloudFormationClient(house.client());
  const TemplateBody = body({ P: PARAMETER, L: LOGS });
  await admin.send(new CreateStackCommand({ StackName: 'mixed', TemplateBody }));
  await settled(admin, 'mixed');
  const update = (Resources: object) =>
    stacks.send(
      new UpdateStackCommand({
        StackName: 'mixed',
        TemplateBody: body(Resources),
        ResourceTypes: ofParameters,
      }),
    );
  const changed = { ...LOGS, Properties: { ...LOGS.Properties, RetentionInDays: 7 } };
  const other = { ...LOGS, Properties: { LogGroupName: 'another' } };
  expect(await refusal(update({ P: PARAMETER, L: changed }))).toMatchObject(notGiven);
  expect(await refusal(update({ P: PARAMETER }))).toMatchObject(notGiven);
  expect(await refusal(update({ P: PARAMETER, L: LOGS, M: other }))).toMatchObject(notGiven);
  await update({ P: { ...PARAMETER, Properties: { Type: 'String', Value: 'y' } }, L: LOGS });
  expect((await settled(stacks, 'mixed')).StackStatus).toBe('UPDATE_COMPLETE');
});

test.each(['AWS::*', 'AWS::SSM::*', 'AWS::SSM::Parameter'])(
  '`%s` includes AWS::SSM::Parameter',
  async (type) => {
    const admin = new CloudFormationClient(house.client());
    const StackName = `pattern-${type.replaceAll(/[^A-Za-z]/g, '')}`;
    const request = { StackName, TemplateBody: body({ P: PARAMETER }), ResourceTypes: [type] };
    await admin.send(new CreateStackCommand(request));
    expect((await settled(admin, StackName)).StackStatus).toBe('CREATE_COMPLETE');
    expect(
      (
        await refusal(
          admin.send(new CreateStackCommand({ ...request, StackName: 'x', ResourceTypes: ['Custom::*'] })),
        )
      )?.code,
    ).toBe('ValidationError');
  },
);

test('they hold for nested stacks too', async () => {
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'held-templates' }));
  await s3.send(new PutObjectCommand({ Bucket: 'held-templates', Key: 'in.json', Body: body({ L: LOGS }) }));
  const TemplateURL = 'https://held-templates.s3.amazonaws.com/in.json';
  const Inner = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } };
  const ResourceTypes = [...ofParameters, 'AWS::CloudFormation::Stack'];
  const request = { StackName: 'nesting', TemplateBody: body({ Inner }), ResourceTypes };
  const { StackId } = await stacks.send(new CreateStackCommand(request));
  expect((await settled(stacks, 'nesting')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: StackId }));
  expect(
    StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason,
  ).toBe(notGiven.message);
  const logs = new CloudWatchLogsClient(house.client());
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'not-allowed' }));
  expect(logGroups).toHaveLength(1);
});

test('they cannot be named beside capabilities (AWS documents the rule; its words are a guess)', async () => {
  expect(
    await refusal(
      stacks.send(
        new CreateStackCommand({
          StackName: 'both',
          TemplateBody: body({ P: PARAMETER }),
          ResourceTypes: ofParameters,
          Capabilities: ['CAPABILITY_IAM'],
        }),
      ),
    ),
  ).toMatchObject({
    code: 'ValidationError',
    message: 'Only one of the Capabilities and ResourceTypes parameters can be specified.',
  });
});
