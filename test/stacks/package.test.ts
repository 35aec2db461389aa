import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type Credentials, type TestHouse } from '../house.ts';
import { makeUser } from '../identities.ts';
import { settled } from './settled.ts';

/** `aws cloudformation package`, `deploy` by a bucket, `validate-template` and `wait`, by the real AWS CLI. */

const Bucket = 'artifacts';

const MAIN = `
Parameters:
  Greeting: { Type: String, Default: hello }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
  Greeter:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: greeter
      Environment: { Variables: { GREETING: !Ref Greeting } }
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: inner.yaml }
Outputs:
  Name: { Value: !Ref Greeter }
`;

const INNER = `
Resources:
  Group: { Type: AWS::IAM::Group }
`;

let house: TestHouse;
let folder: string;
let s3: S3Client;
beforeAll(async () => {
  house = await startHouse();
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-package-'));
  await writeFile(path.join(folder, 'main.yaml'), MAIN);
  await writeFile(path.join(folder, 'inner.yaml'), INNER);
  await mkdir(path.join(folder, 'greeter'));
  const handler = 'export const handler = async () => process.env.GREETING;\n';
  await writeFile(path.join(folder, 'greeter/index.mjs'), handler);
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  await loadRooms();
});
/** The CLI asks again after 30 seconds only where a stack takes long, as while rooms load from their sources. */
async function loadRooms(): Promise<void> {
  const stacks = new CloudFormationClient(house.client());
  const inline = MAIN.replace('Code: greeter', "Code: { ZipFile: 'exports.handler = async () => 1' }");
  const TemplateBody = inline.slice(0, inline.indexOf('  Inner:'));
  const Capabilities = ['CAPABILITY_IAM' as const];
  const made = await stacks.send(new CreateStackCommand({ StackName: 'rooms', TemplateBody, Capabilities }));
  await settled(stacks, made.StackId ?? '');
}
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

const cloudformation = (args: readonly string[], credentials?: Credentials) =>
  house.aws(['cloudformation', ...args], credentials, { cwd: folder });
const PACKAGE = ['package', '--template-file', 'main.yaml', '--s3-bucket', Bucket, '--output-template-file'];
const CAPABILITIES = ['--capabilities', 'CAPABILITY_IAM'];

async function keys(Prefix = ''): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key = '' }) => Key);
}

async function greeting(): Promise<unknown> {
  const described = [
    'describe-stacks',
    '--stack-name',
    'packaged',
    '--query',
    'Stacks[0].Outputs[0].OutputValue',
  ];
  const { stdout } = await cloudformation([...described, '--output', 'text']);
  const lambda = new LambdaClient(house.client());
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: stdout.trim() }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

test('package uploads code and nested templates once; deploy takes them, and its own template, from a bucket', async () => {
  const packaged = await cloudformation([...PACKAGE, 'out.yaml']);
  expect(packaged).toMatchObject({ code: 0 });
  const uploaded = await keys();
  expect(uploaded.filter((key) => key.endsWith('.template'))).toHaveLength(1);
  expect(uploaded).toHaveLength(2);
  const out = await readFile(path.join(folder, 'out.yaml'), 'utf8');
  expect(out).toContain(`S3Bucket: ${Bucket}`);
  expect(out).toMatch(/TemplateURL: \S+\/artifacts\/\w+\.template/);
  await cloudformation([...PACKAGE, 'again.yaml']);
  expect(await keys()).toEqual(uploaded);

  const deploy = ['deploy', '--stack-name', 'packaged', '--template-file', 'out.yaml', ...CAPABILITIES];
  const byBucket = ['--s3-bucket', Bucket, '--s3-prefix', 'templates'];
  const deployed = await cloudformation([...deploy, ...byBucket]);
  expect(deployed).toMatchObject({ code: 0, stderr: expect.stringContaining('Uploading to templates/') });
  expect(await keys('templates/')).toHaveLength(1);
  expect(await cloudformation(['wait', 'stack-create-complete', '--stack-name', 'packaged'])).toMatchObject({
    code: 0,
  });
  expect(await greeting()).toBe('hello');
  const changed = await cloudformation([...deploy, ...byBucket, '--parameter-overrides', 'Greeting=servus']);
  expect(changed.stdout).toContain('Successfully created/updated stack - packaged');
  expect(await cloudformation(['wait', 'stack-update-complete', '--stack-name', 'packaged'])).toMatchObject({
    code: 0,
  });
  expect(await greeting()).toBe('servus');
  await cloudformation(['delete-stack', '--stack-name', 'packaged']);
  expect(await cloudformation(['wait', 'stack-delete-complete', '--stack-name', 'packaged'])).toMatchObject({
    code: 0,
  });
}, 600_000);

test('validate-template reads a template from a bucket, and asks no type of what a condition may leave out', async () => {
  const body = `
Conditions: { Never: !Equals [a, b] }
Resources:
  Key: { Type: AWS::KMS::Key, Condition: Never, Properties: {} }
  Group: { Type: AWS::IAM::Group }
`;
  await writeFile(path.join(folder, 'conditional.yaml'), body);
  await house.aws(['s3', 'cp', path.join(folder, 'conditional.yaml'), `s3://${Bucket}/conditional.yaml`]);
  const url = `${house.endpoint}/${Bucket}/conditional.yaml`;
  const valid = await cloudformation(['validate-template', '--template-url', url]);
  expect(valid).toMatchObject({ code: 0, stdout: expect.stringContaining('CAPABILITY_IAM') });
});

test('wait fails in the CLI’s words for a stack that rolls back', async () => {
  const body = 'Resources: { Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: artifacts } } }';
  const made = await cloudformation(['create-stack', '--stack-name', 'doomed', '--template-body', body]);
  expect(made).toMatchObject({ code: 0 });
  const waited = await cloudformation(['wait', 'stack-create-complete', '--stack-name', 'doomed']);
  expect(waited.code).not.toBe(0);
  expect(waited.stderr).toContain('Waiter StackCreateComplete failed');
  const query = 'StackEvents[?ResourceStatus==`CREATE_FAILED`].ResourceStatusReason';
  const events = await cloudformation(['describe-stack-events', '--stack-name', 'doomed', '--query', query]);
  expect(events.stdout).toContain('you already own it');
  await s3.send(new ListObjectsV2Command({ Bucket }));
});

test('who may not put to the bucket packages nothing, in S3’s words', async () => {
  const keysOf = await makeUser(house, 'reader', {
    Effect: 'Allow',
    Action: ['s3:Get*', 's3:List*'],
    Resource: '*',
  });
  const refused = await cloudformation([...PACKAGE, 'refused.yaml', '--s3-prefix', 'mine'], keysOf);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain('is not authorized to perform: s3:PutObject');
});
