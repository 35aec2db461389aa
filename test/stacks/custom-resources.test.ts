import { readFile } from 'node:fs/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { zipOf } from '../zip.ts';
import { settled } from './settled.ts';

let house: TestHouse;
let stacks: CloudFormationClient;
let s3: S3Client;
/** The function's ARN. */
let token: string;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'told' }));
  const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['Function', 'Arn'] } } };
  const base = await create('base', { Role: ROLE, Function: FUNCTION() }, { Outputs });
  token = base.Outputs?.[0]?.OutputValue ?? '';
});
afterAll(() => house.close());

const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    },
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
  },
};

/** Writes each event that it gets into a bucket, and answers as the resource's properties say. */
const CODE = String.raw`
const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
const https = require('node:https');
exports.handler = async (event) => {
  const s3 = new S3Client({ forcePathStyle: true });
  const { ResponseURL, ...shown } = event;
  const Key = event.LogicalResourceId + '/' + Date.now() + '/' + event.RequestType;
  await s3.send(new PutObjectCommand({ Bucket: 'told', Key, Body: JSON.stringify(shown) }));
  const { Id, Fails = '', Answer, Data, NoEcho } = event.ResourceProperties;
  if (Fails.includes('silent')) return;
  const isFailed = Fails.split(' ').includes(event.RequestType);
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = Answer ?? JSON.stringify({
    Status: isFailed ? 'FAILED' : 'SUCCESS', Reason: isFailed ? 'the moon is full' : undefined,
    PhysicalResourceId: Id, StackId, RequestId, LogicalResourceId, Data: Data && JSON.parse(Data),
    NoEcho: NoEcho === 'true',
  });
  // As code written for AWS does: TLS, its usual port, AWS's name.
  const url = new URL(ResponseURL);
  const options = { hostname: url.hostname, path: url.pathname + url.search, method: 'PUT' };
  const status = () => new Promise((resolve, reject) => {
    const request = https.request(options, (response) => { response.resume(); resolve(response.statusCode); });
    request.on('error', reject);
    request.end(body);
  });
  const first = await status();
  const statuses = JSON.stringify([first, event.ResourceProperties.Twice && await status()]);
  if (event.ResourceProperties.Twice) await s3.send(new PutObjectCommand({ Bucket: 'told', Key: 'twice', Body: statuses }));
};
`;

const FUNCTION = (code = CODE, Runtime = 'nodejs20.x') => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ Runtime, Handler: 'index.handler', Timeout: 30 },
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { ZipFile: code },
  },
});
const custom = (properties: object) => ({
  Type: 'Custom::Thing',
  Properties: { ServiceToken: token, ...properties },
});

function template(resources: object, more: object = {}): string {
  return JSON.stringify({ Resources: resources, ...more });
}

async function create(StackName: string, resources: object, more: object = {}) {
  await stacks.send(
    new CreateStackCommand({ StackName, TemplateBody: template(resources, more), Capabilities }),
  );
  return settled(stacks, StackName);
}

async function update(StackName: string, resources: object, more: object = {}) {
  await stacks.send(
    new UpdateStackCommand({ StackName, TemplateBody: template(resources, more), Capabilities }),
  );
  return settled(stacks, StackName);
}

async function remove(StackName: string) {
  const { StackId = '' } = await settled(stacks, StackName);
  await stacks.send(new DeleteStackCommand({ StackName }));
  return settled(stacks, StackId);
}

/** A resource's events, oldest first. */
async function eventsOf(StackName: string, logicalId: string): Promise<readonly StackEvent[]> {
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.filter(({ LogicalResourceId }) => LogicalResourceId === logicalId).reverse();
}

const failureOf = async (StackName: string, logicalId: string) =>
  (await eventsOf(StackName, logicalId)).find(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
    ?.ResourceStatusReason;

/** What the function was told of a resource: keys of events, oldest first. */
async function told(logicalId: string): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: 'told', Prefix: `${logicalId}/` }),
  );
  return Contents.map(({ Key = '' }) => Key).sort();
}

async function kindsTold(logicalId: string): Promise<readonly (string | undefined)[]> {
  return (await told(logicalId)).map((key) => key.split('/')[2]);
}

async function event(key: string): Promise<Record<string, unknown>> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'told', Key: key }));
  return JSON.parse((await Body?.transformToString()) ?? '') as Record<string, unknown>;
}

test('a function is told of each step in AWS’s form, and its data are the resource’s attributes', async () => {
  const thing = (size: number, Id = 'thing-1') => ({
    Whole: custom({ Id, Size: size, Is: true, List: [1, { Deep: false }], Data: '{"Name":"kiln"}' }),
  });
  const Outputs = {
    Ref: { Value: { Ref: 'Whole' } },
    Name: { Value: { 'Fn::GetAtt': ['Whole', 'Name'] } },
  };
  const stack = await create('whole', thing(1), { Outputs });
  expect(stack).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    Outputs: [{ OutputValue: 'thing-1' }, { OutputValue: 'kiln' }],
  });
  const [created = ''] = await told('Whole');
  const first = await event(created);
  const properties = {
    ServiceToken: token,
    ...{ Id: 'thing-1', Size: '1', Is: 'true', List: ['1', { Deep: 'false' }], Data: '{"Name":"kiln"}' },
  };
  expect(first).toEqual({
    RequestType: 'Create',
    ServiceToken: token,
    StackId: stack.StackId,
    RequestId: expect.stringMatching(/^[\da-f-]{36}$/),
    LogicalResourceId: 'Whole',
    ResourceType: 'Custom::Thing',
    ResourceProperties: properties,
  });

  await update('whole', thing(2), { Outputs });
  const changed = await event((await told('Whole'))[1] ?? '');
  expect(changed).toMatchObject({
    RequestType: 'Update',
    PhysicalResourceId: 'thing-1',
    ResourceProperties: { ...properties, Size: '2' },
    OldResourceProperties: properties,
  });

  expect((await update('whole', thing(2, 'thing-2'), { Outputs })).Outputs?.[0]?.OutputValue).toBe('thing-2');
  expect(await kindsTold('Whole')).toEqual(['Create', 'Update', 'Update', 'Delete']);
  expect(await event((await told('Whole'))[3] ?? '')).toMatchObject({ PhysicalResourceId: 'thing-1' });

  expect((await remove('whole')).StackStatus).toBe('DELETE_COMPLETE');
  expect(await event((await told('Whole'))[4] ?? '')).toMatchObject({
    RequestType: 'Delete',
    PhysicalResourceId: 'thing-2',
    ResourceProperties: { ...properties, Size: '2', Id: 'thing-2' },
  });
});

test('what fails is told by its reason, and undone by a request of its own', async () => {
  const stack = await create('failing', { Failing: custom({ Id: 'half-made', Fails: 'Create' }) });
  expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await failureOf('failing', 'Failing')).toMatch(
    /^Received response status \[FAILED\] from custom resource\. Message returned: the moon is full \(RequestId: [\da-f-]{36}\)$/,
  );
  expect(await kindsTold('Failing')).toEqual(['Create', 'Delete']);
  expect(await event((await told('Failing'))[1] ?? '')).toMatchObject({ PhysicalResourceId: 'half-made' });
});

test('an update that fails is taken back by an update to what was; a deletion that fails stays', async () => {
  await create('wavering', { Wavering: custom({ Id: 'one', Size: 1 }) });
  const failing = { Wavering: custom({ Id: 'one', Size: 2, Fails: 'Update' }) };
  expect((await update('wavering', failing)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await kindsTold('Wavering')).toEqual(['Create', 'Update', 'Update']);
  expect(await event((await told('Wavering'))[2] ?? '')).toMatchObject({
    ResourceProperties: { Size: '1' },
    OldResourceProperties: { Size: '2' },
  });
  const elsewhere = {
    Wavering: custom({ ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:x' }),
  };
  expect((await update('wavering', elsewhere)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const reasons = (await eventsOf('wavering', 'Wavering')).map((one) => one.ResourceStatusReason);
  expect(reasons).toContain('Modifying service token is not allowed.');
  await update('wavering', { Wavering: custom({ Id: 'one', Size: 3, Fails: 'Delete' }) });
  expect(await remove('wavering')).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: expect.stringContaining('[Wavering]'),
  });
});

test('a replacement that comes before a failure is removed again, and the former stays', async () => {
  await create('swapped', { Swapped: custom({ Id: 'old' }) });
  const bad = { Type: 'AWS::IAM::Group', Properties: { GroupName: 'bad name!' }, DependsOn: 'Swapped' };
  const stack = await update('swapped', { Swapped: custom({ Id: 'new' }), Bad: bad });
  expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await kindsTold('Swapped')).toEqual(['Create', 'Update', 'Delete']);
  expect(await event((await told('Swapped'))[2] ?? '')).toMatchObject({ PhysicalResourceId: 'new' });
});

test('answers that are none fail the resource in AWS’s words', async () => {
  const long = JSON.stringify({
    Status: 'SUCCESS',
    PhysicalResourceId: 'x',
    Data: { text: 'x'.repeat(4096) },
  });
  const cases: readonly [string, object, string | RegExp][] = [
    ['long', { Answer: long }, 'Response object is too long.'],
    ['nameless', {}, 'Invalid PhysicalResourceId'],
    ['broken', { Answer: '{' }, 'Invalid response object: it is no JSON object'],
    ['vague', { Answer: '{"Status":"MAYBE"}' }, 'Invalid response object: Status must be SUCCESS or FAILED'],
    [
      'silent',
      { Fails: 'silent', ServiceTimeout: 1 },
      /^CloudFormation did not receive a response from your Custom Resource\. Please check your logs for requestId \[/,
    ],
    [
      'topic',
      { ServiceToken: 'arn:aws:sns:us-east-1:000000000000:topic' },
      /^Utsuwa has no SNS: ServiceToken arn:aws:sns:/,
    ],
    ['nobody', { ServiceToken: 'kiln' }, 'Invalid service token.'],
    ['slow', { ServiceTimeout: 3601 }, 'ServiceTimeout must be an integer from 1 to 3600.'],
    ['missing', { ServiceToken: { Ref: 'AWS::NoValue' } }, /#: required key \[ServiceToken\] not found$/],
  ];
  await Promise.all(
    cases.map(async ([name, properties, reason]) => {
      expect((await create(name, { Odd: custom(properties) })).StackStatus).toMatch(/^ROLLBACK_/);
      expect(await failureOf(name, 'Odd')).toMatch(reason);
    }),
  );
});

test('a function that did not answer is told to undo what it may have made, by a name of CloudFormation’s', async () => {
  await create('quiet', { Quiet: custom({ Fails: 'silent', ServiceTimeout: 1 }) });
  const [created = '', removed] = await told('Quiet');
  expect(created).toMatch(/Create$/);
  expect(removed && (await event(removed))).toMatchObject({
    RequestType: 'Delete',
    PhysicalResourceId: expect.stringMatching(/^quiet-Quiet-[\dA-Za-z]{12}$/),
  });
});

test('an answer is taken once', async () => {
  await create('twice', { Twice: custom({ Id: 'once', Twice: 'yes' }) });
  await expect.poll(async () => event('twice').catch(() => undefined)).toEqual([200, 403]);
});

test('data that are not to be echoed stand as stars in events, and what was not given is no attribute', async () => {
  const parameter = (attribute: string) => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Type: 'String', Value: { 'Fn::GetAtt': ['Secret', attribute] } },
  });
  await create('secret', {
    Secret: custom({ Id: 'secret', Data: '{"Word":"celadon"}', NoEcho: true }),
    Kept: parameter('Word'),
  });
  const [kept] = await eventsOf('secret', 'Kept');
  expect(kept?.ResourceProperties).toBe('{"Type":"String","Value":"****"}');
  await create('absent', { Secret: custom({ Id: 'x' }), Kept: parameter('Word') });
  expect(await failureOf('absent', 'Kept')).toMatch(
    /^CustomResource attribute error: Vendor response doesn't contain Word key in object arn:aws:cloudformation:us-east-1:000000000000:stack\/absent\/[\da-f-]{36}\|Secret\|[\da-f-]{36} in S3 bucket cloudformation-custom-resource-storage-useast1$/,
  );
});

test('who may not call the function fails at the resource, with the reason', async () => {
  const iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: 'deployer' }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AWSCloudFormationFullAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName: 'deployer', PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'deployer' }));
  const deployer = new CloudFormationClient(
    house.client({
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    }),
  );
  const TemplateBody = JSON.stringify({ Resources: { Refused: custom({ Id: 'x' }) } });
  await deployer.send(new CreateStackCommand({ StackName: 'refused', TemplateBody }));
  expect((await settled(stacks, 'refused')).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(await failureOf('refused', 'Refused')).toContain(
    'is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:',
  );
  expect(await told('Refused')).toEqual([]);
});

test('code in a template has AWS’s module to answer with, for Node.js and for Python', async () => {
  const python = `
import cfnresponse
def handler(event, context):
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {"Glaze": "tenmoku"}, "python-made")
`;
  const node = `
const response = require('cfn-response');
exports.handler = (event, context) => {
  response.send(event, context, response.SUCCESS, { Glaze: 'shino' });
};
`;
  const by = (name: string) => ({
    Type: 'AWS::CloudFormation::CustomResource',
    Properties: { ServiceToken: { 'Fn::GetAtt': [name, 'Arn'] } },
  });
  const stack = await create(
    'modules',
    {
      Role: ROLE,
      ...{ Node: FUNCTION(node), Python: FUNCTION(python, 'python3.12') },
      ...{ ByNode: by('Node'), ByPython: by('Python') },
    },
    {
      Outputs: {
        Glazes: { Value: { 'Fn::Sub': '${ByNode.Glaze} ${ByPython.Glaze}' } },
        Ids: { Value: { 'Fn::Sub': '${ByNode} ${ByPython}' } },
      },
    },
  );
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  const values = Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]),
  );
  expect(values).toEqual({
    Glazes: 'shino tenmoku',
    // Without an id of its own it is the log stream's name, as with AWS's module.
    Ids: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][\da-f]{32} python-made$/),
  });
  expect((await remove('modules')).StackStatus).toBe('DELETE_COMPLETE');
});

test('CDK’s own Custom::S3AutoDeleteObjects empties a bucket before its stack goes', async () => {
  const handler =
    '../../node_modules/aws-cdk-lib/custom-resource-handlers/dist/aws-s3/auto-delete-objects-handler/index.js';
  const code = zipOf({ 'index.js': await readFile(new URL(handler, import.meta.url)) });
  await s3.send(new CreateBucketCommand({ Bucket: 'assets' }));
  await s3.send(new PutObjectCommand({ Bucket: 'assets', Key: 'handler.zip', Body: code }));
  const provider = FUNCTION();
  const stack = await create(
    'emptied',
    {
      Role: ROLE,
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: { Tags: [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }] },
      },
      Provider: {
        ...provider,
        Properties: { ...provider.Properties, Code: { S3Bucket: 'assets', S3Key: 'handler.zip' } },
      },
      Emptier: {
        Type: 'Custom::S3AutoDeleteObjects',
        Properties: {
          ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] },
          BucketName: { Ref: 'Bucket' },
        },
      },
    },
    { Outputs: { Bucket: { Value: { Ref: 'Bucket' } } } },
  );
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  const Bucket = stack.Outputs?.[0]?.OutputValue;
  for (const Key of ['bowl', 'jar/lid']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'clay' }));
  expect((await remove('emptied')).StackStatus).toBe('DELETE_COMPLETE');
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets.map(({ Name = '' }) => Name).toSorted()).toEqual(['assets', 'told']);
});
