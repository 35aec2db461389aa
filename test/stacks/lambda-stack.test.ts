import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  GetLayerVersionPolicyCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListLayersCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { askUrl } from '../lambda/url-client.ts';
import { zipOf } from '../zip.ts';
import { settled } from './settled.ts';

let house: TestHouse;
let stacks: CloudFormationClient;
let lambda: LambdaClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  lambda = new LambdaClient(house.client());
});
afterAll(() => house.close());

/** The article's template, with the code that it leaves out. */
const SEED = (code: string) => `
AWSTemplateFormatVersion: "2010-09-09"
Resources:
    LambdaFunction:
        Type: "AWS::Lambda::Function"
        Properties:
            FunctionName: "efs-s3"
            Role: !GetAtt IAMRole.Arn
${code}
    IAMRole:
        Type: "AWS::IAM::Role"
        Properties:
            Path: "/"
            RoleName: "efs-S3"
            AssumeRolePolicyDocument: "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Service\\":\\"lambda.amazonaws.com\\"},\\"Action\\":\\"sts:AssumeRole\\"}]}"
`;

const CODE = `
            Runtime: python3.12
            Handler: index.handler
            Code:
              ZipFile: |
                import os
                def handler(event, context):
                    return {"who": context.invoked_function_arn, "key": os.environ["AWS_ACCESS_KEY_ID"][:4]}
`;

const create = (StackName: string, TemplateBody: string) =>
  stacks.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));

async function call(FunctionName: string, Qualifier?: string): Promise<unknown> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Qualifier }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

test('F4.4: the article’s function with code deploys, runs with the role’s credentials, and is removed', async () => {
  await create('seed', SEED(CODE));
  expect((await settled(stacks, 'seed')).StackStatus).toBe('CREATE_COMPLETE');
  expect(await call('efs-s3')).toEqual({
    who: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:efs-s3`,
    key: 'ASIA',
  });
  await stacks.send(new DeleteStackCommand({ StackName: 'seed' }));
  await expect
    .poll(() => lambda.send(new ListFunctionsCommand({})).then(({ Functions }) => Functions), {
      timeout: 120_000,
    })
    .toEqual([]);
});

test('F4.4: without code it is refused as CloudFormation refuses it', async () => {
  const refused = await create('bare', SEED('')).then(
    () =>
      settled(stacks, 'bare').then(() => stacks.send(new DescribeStackEventsCommand({ StackName: 'bare' }))),
    (error: Error) => error,
  );
  const said =
    refused instanceof Error
      ? refused.message
      : (refused.StackEvents ?? []).map(({ ResourceStatusReason }) => ResourceStatusReason).join('\n');
  expect(said).toContain('required key [Code] not found');
});

const WHOLE = `
Parameters:
  Text: {Type: String, Default: one}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      MemorySize: "256"
      ReservedConcurrentExecutions: 2
      Environment: {Variables: {TEXT: !Ref Text}}
      Code: {ZipFile: "exports.handler = async () => process.env.TEXT;"}
      Tags: [{Key: text, Value: !Ref Text}]
  Version:
    Type: AWS::Lambda::Version
    Properties: {FunctionName: !Ref Function, Description: !Ref Text}
  Alias:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref Function, FunctionVersion: !GetAtt Version.Version, Name: live}
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Function
      Principal: s3.amazonaws.com
      SourceAccount: !Ref AWS::AccountId
Outputs:
  Name: {Value: !Ref Function}
  Arn: {Value: !GetAtt Function.Arn}
  Alias: {Value: !Ref Alias}
  Version: {Value: !Ref Version}
`;

test('a function with version, alias and permission is made, changed in place, and removed', async () => {
  const StackName = 'whole';
  const outputs = async () => {
    const { StackStatus, Outputs } = await settled(stacks, StackName);
    const values = Object.fromEntries(
      (Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
    return { StackStatus, ...values } as Record<string, string>;
  };
  await create(StackName, WHOLE);
  const first = await outputs();
  const name = first['Name'] ?? '';
  expect(name).toMatch(/^whole-Function-[a-zA-Z0-9]{12}$/);
  const arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
  expect(first).toEqual({
    StackStatus: 'CREATE_COMPLETE',
    Name: name,
    Arn: arn,
    Alias: `${arn}:live`,
    Version: `${arn}:1`,
  });
  const { Configuration, Tags, Concurrency } = await lambda.send(
    new GetFunctionCommand({ FunctionName: name }),
  );
  expect({ memory: Configuration?.MemorySize, Tags, Concurrency }).toMatchObject({
    memory: 256,
    Tags: { text: 'one' },
    Concurrency: { ReservedConcurrentExecutions: 2 },
  });
  expect(await call(name, 'live')).toBe('one');
  const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: name }));
  expect(JSON.parse(Policy ?? '')).toMatchObject({
    Statement: [
      {
        Sid: expect.stringMatching(/^whole-Permission-[a-zA-Z0-9]{12}$/),
        Principal: { Service: 's3.amazonaws.com' },
      },
    ],
  });

  await stacks.send(
    new UpdateStackCommand({
      StackName,
      UsePreviousTemplate: true,
      Parameters: [{ ParameterKey: 'Text', ParameterValue: 'two' }],
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  expect(await outputs()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Name: name, Version: `${arn}:2` });
  expect(await call(name)).toBe('two');
  expect((await lambda.send(new GetAliasCommand({ FunctionName: name, Name: 'live' }))).FunctionVersion).toBe(
    '2',
  );
  expect((await lambda.send(new GetFunctionCommand({ FunctionName: name }))).Tags).toMatchObject({
    text: 'two',
  });

  await stacks.send(new DeleteStackCommand({ StackName }));
  await expect
    .poll(
      () =>
        lambda.send(new GetFunctionCommand({ FunctionName: name })).catch(({ name: error }: Error) => error),
      { timeout: 120_000 },
    )
    .toBe('ResourceNotFoundException');
});

test('a role that Lambda may not assume fails the function in Lambda’s words, and all is taken back', async () => {
  await create('wrong', SEED(CODE).replace('lambda.amazonaws.com', 'ec2.amazonaws.com'));
  expect((await settled(stacks, 'wrong')).StackStatus).toBe('ROLLBACK_COMPLETE');
  const { StackEvents } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'wrong' }));
  const failed = StackEvents?.find(
    ({ ResourceStatus, LogicalResourceId }) =>
      ResourceStatus === 'CREATE_FAILED' && LogicalResourceId === 'LambdaFunction',
  );
  expect(failed?.ResourceStatusReason).toContain(
    'The role defined for the function cannot be assumed by Lambda.',
  );
});

const LAYERED = `
Parameters: {Key: {Type: String}}
Resources:
  Layer:
    Type: AWS::Lambda::LayerVersion
    Properties:
      LayerName: stack-layer
      Content: {S3Bucket: stack-layers, S3Key: !Ref Key}
      CompatibleRuntimes: [nodejs20.x]
  Shared:
    Type: AWS::Lambda::LayerVersionPermission
    Properties: {Action: "lambda:GetLayerVersion", LayerVersionArn: !Ref Layer, Principal: "*"}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: layered
      Runtime: nodejs20.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Layers: [!Ref Layer]
      Code: {ZipFile: "exports.handler = async () => require('word');"}
  Url:
    Type: AWS::Lambda::Url
    Properties:
      AuthType: NONE
      TargetFunctionArn: !GetAtt Function.Arn
      Cors: {AllowOrigins: [!Sub "https://\${Key}.example"], MaxAge: "60"}
  ByUrl:
    Type: AWS::Lambda::Permission
    Properties: {Action: "lambda:InvokeFunctionUrl", FunctionName: !Ref Function, Principal: "*", FunctionUrlAuthType: NONE}
  ByUrlToo:
    Type: AWS::Lambda::Permission
    Properties: {Action: "lambda:InvokeFunction", FunctionName: !Ref Function, Principal: "*", InvokedViaFunctionUrl: true}
Outputs:
  Layer: {Value: !GetAtt Layer.LayerVersionArn}
  Url: {Value: !GetAtt Url.FunctionUrl}
  Function: {Value: !Ref Url}
`;

test('a layer with its permission and a URL are made, replaced by a new version, changed in place, and removed', async () => {
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'stack-layers' }));
  for (const word of ['one', 'two']) {
    const Body = zipOf({ 'nodejs/node_modules/word/index.js': `module.exports = '${word}';` });
    await s3.send(new PutObjectCommand({ Bucket: 'stack-layers', Key: word, Body }));
  }
  const given = (ParameterValue: string) => ({
    StackName: 'layered',
    TemplateBody: LAYERED,
    Capabilities: ['CAPABILITY_IAM' as const],
    Parameters: [{ ParameterKey: 'Key', ParameterValue }],
  });
  const output = async (key: string) =>
    (await settled(stacks, 'layered')).Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  const layer = () => output('Layer');
  const urlSays = async (origin: string) => {
    const { text, headers } = await askUrl((await output('Url')) ?? '', { headers: { origin } });
    return [text, headers['access-control-allow-origin']];
  };
  const arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:layer:stack-layer`;
  await stacks.send(new CreateStackCommand(given('one')));
  expect(await layer()).toBe(`${arn}:1`);
  expect(await call('layered')).toBe('one');
  expect(await output('Function')).toBe(`arn:aws:lambda:us-east-1:${ACCOUNT}:function:layered`);
  expect(await urlSays('https://one.example')).toEqual(['"one"', 'https://one.example']);
  const url = await output('Url');
  const policyOf = (VersionNumber: number) =>
    lambda.send(new GetLayerVersionPolicyCommand({ LayerName: 'stack-layer', VersionNumber }));
  expect((await policyOf(1)).Policy).toContain('"Sid":"layered-Shared-');
  await stacks.send(new UpdateStackCommand(given('two')));
  expect(await layer()).toBe(`${arn}:2`);
  expect(await output('Url')).toBe(url);
  expect(await urlSays('https://two.example')).toEqual(['"two"', 'https://two.example']);
  expect((await policyOf(2)).Policy).toContain('"Sid":"layered-Shared-');
  await stacks.send(new DeleteStackCommand({ StackName: 'layered' }));
  const left = () => lambda.send(new ListLayersCommand({})).then(({ Layers }) => Layers);
  await expect.poll(left, { timeout: 120_000 }).toEqual([]);
});

const EVENTS = `
Parameters: {Retries: {Type: String}, Failures: {Type: String, Default: ""}}
Conditions: {Destined: !Not [!Equals [!Ref Failures, ""]]}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: evented
      Runtime: nodejs20.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: {ZipFile: "exports.handler = async () => 1;"}
  Settings:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Function
      Qualifier: $LATEST
      MaximumRetryAttempts: !Ref Retries
      DestinationConfig: !If [Destined, {OnFailure: {Destination: !Ref Failures}}, !Ref AWS::NoValue]
`;

test('what becomes of a function’s events is set, changed in place, removed; destinations are refused by name', async () => {
  const given = (retries: string, failures = '') => ({
    StackName: 'evented',
    TemplateBody: EVENTS,
    Capabilities: ['CAPABILITY_IAM' as const],
    Parameters: [
      { ParameterKey: 'Retries', ParameterValue: retries },
      { ParameterKey: 'Failures', ParameterValue: failures },
    ],
  });
  const status = async () => (await settled(stacks, 'evented')).StackStatus;
  const retries = () =>
    lambda
      .send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'evented' }))
      .then(({ MaximumRetryAttempts }) => MaximumRetryAttempts);
  await stacks.send(new CreateStackCommand(given('0')));
  expect([await status(), await retries()]).toEqual(['CREATE_COMPLETE', 0]);
  await stacks.send(new UpdateStackCommand(given('1')));
  expect([await status(), await retries()]).toEqual(['UPDATE_COMPLETE', 1]);
  await stacks.send(new UpdateStackCommand(given('2', 'arn:aws:sqs:us-east-1:000000000000:queue')));
  expect([await status(), await retries()]).toEqual(['UPDATE_ROLLBACK_COMPLETE', 1]);
  const { StackEvents } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'evented' }));
  const reasons = StackEvents?.map(({ ResourceStatusReason }) => ResourceStatusReason).join('\n');
  expect(reasons).toContain('Utsuwa does not build destinations of events');
  await stacks.send(new DeleteStackCommand({ StackName: 'evented' }));
  await expect
    .poll(() => retries().catch(({ name }: Error) => name), { timeout: 120_000 })
    .toBe('ResourceNotFoundException');
});
