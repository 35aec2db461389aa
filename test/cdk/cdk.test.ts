import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { makeUser } from '../identities.ts';
import { refusal } from '../refusal.ts';
import { APP, cdk, runCdk } from './cdk.ts';

/** The real CDK from npm, with its current bootstrap template. */

const ENVIRONMENT = 'aws://000000000000/us-east-1';
const STAGING = 'cdk-hnb659fds-assets-000000000000-us-east-1';

let house: TestHouse;
let folder: string;
let stacks: CloudFormationClient;

beforeAll(async () => {
  house = await startHouse();
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-cdk-'));
  stacks = new CloudFormationClient(house.client());
  await cdk(house, folder, ['bootstrap', ENVIRONMENT]);
  await cdk(house, folder, ['synth', 'Site', '--app', APP, '-o', path.join(folder, 'site'), '-q']);
}, 600_000);
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

/** Where the templates lie that the app wrote: its own, or those of a variant of it. */
function synthesized(variant?: 'green' | 'refused' | 'limited'): string {
  return path.join(folder, variant === undefined ? 'site' : `site-${variant}`);
}

async function stackOf(StackName: string) {
  const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName }));
  const outputs = (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
    OutputKey,
    OutputValue,
  ]);
  return { status: Stacks?.[0]?.StackStatus, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

test('cdk bootstrap makes the staging bucket, roles, repository and parameter; again it changes nothing', async () => {
  expect((await stackOf('CDKToolkit')).status).toBe('CREATE_COMPLETE');
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  const { ServerSideEncryptionConfiguration } = await s3.send(
    new GetBucketEncryptionCommand({ Bucket: STAGING }),
  );
  expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
  ]);
  const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: STAGING }));
  expect(Rules?.map(({ ID }) => ID)).toEqual(['CleanupOldVersions', 'AbortIncompleteMultipartUploads']);
  expect(await cdk(house, folder, ['bootstrap', ENVIRONMENT])).toContain('bootstrapped (no changes)');
}, 600_000);

test('who may only assume the CDK’s roles deploys, again, updates, diffs and destroys an instance with its role, a bucket and a function from an asset', async () => {
  const roles = 'arn:aws:iam::000000000000:role/cdk-*';
  const deployer = await makeUser(house, 'deployer', {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: roles,
  });
  const run = (...args: readonly string[]) => cdk(house, folder, args, deployer);
  const [blue, green] = [synthesized(), synthesized('green')];
  const deploy = ['deploy', 'Site', '--require-approval', 'never'];
  expect(await run('diff', '--app', blue)).toContain('AWS::EC2::Instance');
  await run(...deploy, '--app', blue);
  const { status, outputs } = await stackOf('Site');
  expect(status).toBe('CREATE_COMPLETE');

  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: STAGING }));
  const asset = Contents.find(({ Key }) => Key?.endsWith('.zip'))?.Key;
  const head = await s3.send(new HeadObjectCommand({ Bucket: STAGING, Key: asset }));
  expect(head.ServerSideEncryption).toBe('aws:kms');
  const lambda = new LambdaClient(house.client());
  const Payload = Buffer.from(JSON.stringify({ name: 'you' }));
  const invoked = await lambda.send(new InvokeCommand({ FunctionName: outputs['FunctionName'], Payload }));
  expect(JSON.parse(Buffer.from(invoked.Payload ?? []).toString())).toBe(
    `hello you, from ${outputs['BucketName']}`,
  );
  const ec2 = new EC2Client(house.client());
  const InstanceIds = [outputs['InstanceId'] ?? ''];
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  expect(Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile?.Arn).toContain(
    'instance-profile/Site-Instance',
  );

  expect(await run('diff', '--app', blue)).toContain('There were no differences');
  expect(await run(...deploy, '--app', blue)).toContain('(no changes)');
  const difference = await run('diff', '--app', green);
  expect(difference).toContain("Reads the site's bucket (green)");
  await run(...deploy, '--app', green);
  expect((await stackOf('Site')).status).toBe('UPDATE_COMPLETE');
  const iam = new IAMClient(house.client());
  const named = new GetRoleCommand({ RoleName: outputs['RoleName'] });
  expect((await iam.send(named)).Role?.Description).toBe("Reads the site's bucket (green)");

  await run('destroy', 'Site', '--force', '--app', green);
  const gone = await refusal(stacks.send(new DescribeStacksCommand({ StackName: 'Site' })));
  expect(gone?.message).toBe('Stack with id Site does not exist');
  expect(await refusal(iam.send(named))).toMatchObject({ code: 'NoSuchEntity' });
}, 600_000);

test('who may not assume the CDK’s roles is refused in AWS’s words', async () => {
  const out = synthesized('refused');
  const keys = await makeUser(house, 'nobody-much', {
    Effect: 'Allow',
    Action: 's3:ListAllMyBuckets',
    Resource: '*',
  });
  const { code, text } = await runCdk(
    house,
    folder,
    ['deploy', '--app', out, '--require-approval', 'never'],
    keys,
  );
  expect(code).toBe(1);
  expect(text).toContain('user/nobody-much is not authorized to perform: ');
  expect(text).toContain('because no identity-based policy allows the ');
  expect(await refusal(stacks.send(new DescribeStacksCommand({ StackName: 'Refused' })))).toBeDefined();
}, 600_000);

test('an execution role that may not do a resource fails there, and the stack rolls back', async () => {
  const limited = ['--qualifier', 'limited', '--toolkit-stack-name', 'Limited'];
  const policies = ['AmazonS3FullAccess', 'AmazonSSMReadOnlyAccess'].map(
    (name) => `arn:aws:iam::aws:policy/${name}`,
  );
  await cdk(house, folder, [
    'bootstrap',
    ENVIRONMENT,
    ...limited,
    '--cloudformation-execution-policies',
    policies.join(','),
  ]);
  const out = synthesized('limited');
  const deploy = ['deploy', '--app', out, '--require-approval', 'never', '--toolkit-stack-name', 'Limited'];
  const { code, text } = await runCdk(house, folder, deploy);
  expect(code).toBe(1);
  const role = 'assumed-role/cdk-limited-cfn-exec-role-000000000000-us-east-1/';
  expect(text).toContain(role);
  expect(text).toContain('ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'Bounded' }));
  const reasons = StackEvents.map(({ ResourceStatusReason = '' }) => ResourceStatusReason).join('\n');
  expect(reasons).toMatch(/cdk-limited-cfn-exec-role\S+ is not authorized to perform: ec2:\w+/);
  await cdk(house, folder, ['destroy', '--force', '--app', out]);
}, 600_000);
