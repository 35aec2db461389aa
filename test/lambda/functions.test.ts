import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionEventInvokeConfigCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT } from '../house.ts';
import { zipOf } from '../zip.ts';
import { functionArn, openLambdaWorld, trusting, type LambdaWorld } from './lambda-world.ts';

let world: LambdaWorld;
beforeAll(async () => {
  world = await openLambdaWorld();
});
afterAll(() => world.house.close());

const FILES = { 'index.mjs': 'export const handler = async () => 1;' };
const create = (given: Partial<CreateFunctionCommandInput>) =>
  world.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'refused',
      Role: world.roleArn,
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipOf(FILES) },
      ...given,
    }),
  );

describe('CreateFunction', () => {
  test('answers a function on its way; read again it is active, with AWS’s defaults', async () => {
    const zip = zipOf(FILES);
    const made = await create({ FunctionName: 'made', Code: { ZipFile: zip }, Tags: { team: 'blue' } });
    expect(made).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating' });
    const maxWaitTime = 10;
    await waitUntilFunctionActiveV2({ client: world.lambda, maxWaitTime }, { FunctionName: 'made' });
    const { $metadata: _metadata, ...read } = await world.lambda.send(
      new GetFunctionCommand({ FunctionName: 'made' }),
    );
    expect(read).toEqual({
      Configuration: {
        FunctionName: 'made',
        FunctionArn: functionArn('made'),
        Runtime: 'nodejs20.x',
        Role: world.roleArn,
        Handler: 'index.handler',
        CodeSize: zip.length,
        Description: '',
        Timeout: 3,
        MemorySize: 128,
        LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
        CodeSha256: createHash('sha256').update(zip).digest('base64'),
        Version: '$LATEST',
        TracingConfig: { Mode: 'PassThrough' },
        RevisionId: made.RevisionId,
        State: 'Active',
        LastUpdateStatus: 'Successful',
        PackageType: 'Zip',
        Architectures: ['x86_64'],
        EphemeralStorage: { Size: 512 },
        SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
        RuntimeVersionConfig: {
          RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/),
        },
        LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/made' },
      },
      Code: { RepositoryType: 'S3', Location: expect.any(String) },
      Tags: { team: 'blue' },
    });
    const { $metadata: _other, ...alone } = await world.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: functionArn('made') }),
    );
    expect(alone).toEqual(read.Configuration);
    const location = read.Code?.Location ?? '';
    const fetched = await fetch(location);
    expect(fetched.headers.get('content-type')).toBe('application/zip');
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(zip);
    expect((await fetch(`${location.slice(0, -2)}xx`)).status).toBe(403);
  });

  test.each<[string, Partial<CreateFunctionCommandInput>, string, RegExp]>([
    [
      'no code',
      { Code: {} },
      'InvalidParameterValueException',
      /^Please provide a source for function code\.$/,
    ],
    [
      'code twice',
      { Code: { ZipFile: zipOf(FILES), S3Bucket: 'abc', S3Key: 'k' } },
      'InvalidParameterValueException',
      /^Please do not provide other FunctionCode parameters/,
    ],
    [
      'no runtime',
      { Runtime: undefined },
      'InvalidParameterValueException',
      /^Runtime and Handler are mandatory/,
    ],
    [
      'a runtime that AWS blocks',
      { Runtime: 'nodejs8.10' },
      'InvalidParameterValueException',
      /^The runtime parameter of nodejs8\.10 is no longer supported for creating or updating AWS Lambda functions\. We recommend you use a supported runtime while creating or updating functions\.$/,
    ],
    [
      'a runtime that AWS has not',
      { Runtime: 'cobol' as 'nodejs20.x' },
      'ValidationException',
      /at 'runtime' failed to satisfy constraint: Member must satisfy enum value set/,
    ],
    [
      'a bad role',
      { Role: 'r1' },
      'ValidationException',
      /^1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:\(aws\[a-zA-Z-\]\*\)\?:iam::\\d\{12\}:role\/\?\[a-zA-Z_0-9\+=,\.@\\-_\/\]\+$/,
    ],
    [
      'a role that is not there',
      { Role: `arn:aws:iam::${ACCOUNT}:role/nobody` },
      'InvalidParameterValueException',
      /^The role defined for the function cannot be assumed by Lambda\.$/,
    ],
    [
      'another account’s role',
      { Role: 'arn:aws:iam::111122223333:role/theirs' },
      'AccessDeniedException',
      /^Cross-account pass role is not allowed\.$|iam:PassRole/,
    ],
    [
      'too long a timeout',
      { Timeout: 901 },
      'ValidationException',
      /Member must have value less than or equal to 900/,
    ],
    [
      'too little memory',
      { MemorySize: 127 },
      'ValidationException',
      /Member must have value greater than or equal to 128/,
    ],
    [
      'too much memory',
      { MemorySize: 10_241 },
      'ValidationException',
      /Member must have value less than or equal to 10240/,
    ],
    [
      'a reserved variable',
      { Environment: { Variables: { AWS_REGION: 'x', A1: 'b' } } },
      'InvalidParameterValueException',
      /Reserved keys used in this request: AWS_REGION$/,
    ],
    [
      'too large an environment',
      { Environment: { Variables: { AA: 'x'.repeat(4096) } } },
      'InvalidParameterValueException',
      /exceeded the 4KB limit/,
    ],
    [
      'a bad variable',
      { Environment: { Variables: { '1A': 'x' } } },
      'ValidationException',
      /Member must satisfy/,
    ],
    [
      'log lines in JSON',
      { LoggingConfig: { LogFormat: 'JSON' } },
      'InvalidParameterValueException',
      /^Utsuwa does not build log lines in JSON$/,
    ],
    [
      'a VPC',
      { VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } },
      'InvalidParameterValueException',
      /^Utsuwa does not build functions in a VPC$/,
    ],
    [
      'an image',
      { PackageType: 'Image', Code: { ImageUri: 'x' } },
      'InvalidParameterValueException',
      /^Utsuwa does not build functions from container images$/,
    ],
    ['a long name', { FunctionName: 'x'.repeat(65) }, 'ValidationException', /less than or equal to 64$/],
    [
      'another region',
      { FunctionName: 'arn:aws:lambda:eu-west-1:000000000000:function:a' },
      'ResourceNotFoundException',
      /^Functions from 'eu-west-1' are not reachable in this region \('us-east-1'\)$/,
    ],
  ])('with %s is refused', async (_what, given, name, message) => {
    await expect(create(given)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  test('with a role that trusts somebody else is refused, in AWS’s words', async () => {
    const iam = new IAMClient(world.house.client());
    const { Role } = await iam.send(
      new CreateRoleCommand({ RoleName: 'for-ec2', AssumeRolePolicyDocument: trusting('ec2.amazonaws.com') }),
    );
    await expect(create({ Role: Role?.Arn })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    });
  });

  test('twice is a conflict', async () => {
    const name = await world.make(FILES);
    await expect(create({ FunctionName: name })).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `Function already exist: ${name}`,
    });
  });

  test('reads code from S3 as the caller, and says what S3 said', async () => {
    const s3 = new S3Client(world.house.client());
    await s3.send(new CreateBucketCommand({ Bucket: 'code-bucket' }));
    const zip = zipOf(FILES);
    await s3.send(new PutObjectCommand({ Bucket: 'code-bucket', Key: 'code.zip', Body: zip }));
    const made = await create({
      FunctionName: 'from-s3',
      Code: { S3Bucket: 'code-bucket', S3Key: 'code.zip' },
    });
    expect(made.CodeSha256).toBe(createHash('sha256').update(zip).digest('base64'));
    expect((await world.invoke('from-s3')).payload).toBe(1);
    await expect(create({ Code: { S3Bucket: 'code-bucket', S3Key: 'none' } })).rejects.toMatchObject({
      message:
        'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
    });
  });
});

describe('changes', () => {
  test('of code and settings answer InProgress, have a new revision each, and hold', async () => {
    const FunctionName = await world.make(FILES);
    const { lambda } = world;
    const first = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const settings = await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName,
        Description: 'new',
        MemorySize: 256,
        RevisionId: first.RevisionId,
      }),
    );
    expect(settings).toMatchObject({
      LastUpdateStatus: 'InProgress',
      Description: 'new',
      MemorySize: 256,
      Timeout: 3,
    });
    expect(settings.RevisionId).not.toBe(first.RevisionId);
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 10 }, { FunctionName });
    const ZipFile = zipOf({ 'index.mjs': 'export const handler = async () => 2;' });
    await expect(
      lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, RevisionId: first.RevisionId })),
    ).rejects.toMatchObject({ name: 'PreconditionFailedException', $metadata: { httpStatusCode: 412 } });
    const dry = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, DryRun: true }));
    expect(dry.CodeSize).toBe(ZipFile.length);
    expect((await world.invoke(FunctionName)).payload).toBe(1);
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    expect((await world.invoke(FunctionName)).payload).toBe(2);
  });

  test('to a runtime that AWS blocks is refused', async () => {
    const FunctionName = 'modern';
    await create({ FunctionName });
    await waitUntilFunctionActiveV2({ client: world.lambda, maxWaitTime: 60 }, { FunctionName });
    await expect(
      world.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Runtime: 'nodejs12.x' })),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/^The runtime parameter of nodejs12\.x is no/),
    });
  });

  test('of a function that is not there: ResourceNotFoundException', async () => {
    await expect(
      world.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'nobody' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${functionArn('nobody')}`,
      Type: 'User',
    });
  });
});

describe('versions and aliases', () => {
  test('a version is published once a change, stays as it was, and is listed oldest first', async () => {
    const FunctionName = await world.make(FILES);
    const { lambda } = world;
    const one = await lambda.send(new PublishVersionCommand({ FunctionName, Description: 'one' }));
    expect(one).toMatchObject({
      Version: '1',
      FunctionArn: `${functionArn(FunctionName)}:1`,
      Description: 'one',
    });
    const again = await lambda.send(new PublishVersionCommand({ FunctionName, Description: 'one' }));
    expect(again.Version).toBe('1');
    const ZipFile = zipOf({ 'index.mjs': 'export const handler = async () => 2;' });
    const two = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true }));
    expect(two.Version).toBe('2');
    const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions?.map(({ Version, FunctionArn }) => [Version, FunctionArn])).toEqual([
      ['$LATEST', `${functionArn(FunctionName)}:$LATEST`],
      ['1', `${functionArn(FunctionName)}:1`],
      ['2', `${functionArn(FunctionName)}:2`],
    ]);
    expect(await world.invoke(FunctionName, {}, { Qualifier: '1' })).toMatchObject({
      payload: 1,
      version: '1',
    });
    expect(await world.invoke(`${FunctionName}:2`)).toMatchObject({ payload: 2, version: '2' });
    await expect(
      lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256: 'other' })),
    ).rejects.toMatchObject({
      message: expect.stringMatching(
        /^CodeSHA256 \(other\) is different from current CodeSHA256 in \$LATEST/,
      ),
    });
    await lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' }));
    await expect(world.invoke(FunctionName, {}, { Qualifier: '1' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${functionArn(FunctionName)}:1`,
    });
  });

  test('an alias leads to a version, to two by their shares, and keeps the version from deletion', async () => {
    const FunctionName = await world.make(FILES);
    const { lambda } = world;
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    const ZipFile = zipOf({
      'index.mjs': 'export const handler = async (_, { invokedFunctionArn }) => invokedFunctionArn;',
    });
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true }));
    const made = await lambda.send(
      new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }),
    );
    expect(made).toMatchObject({
      AliasArn: `${functionArn(FunctionName)}:live`,
      Name: 'live',
      FunctionVersion: '1',
      Description: '',
    });
    await expect(
      lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' })),
    ).rejects.toMatchObject({ message: `Alias already exists: ${functionArn(FunctionName)}:live` });
    expect(await world.invoke(FunctionName, {}, { Qualifier: 'live' })).toMatchObject({
      payload: 1,
      version: '1',
    });
    await lambda.send(
      new UpdateAliasCommand({
        FunctionName,
        Name: 'live',
        RoutingConfig: { AdditionalVersionWeights: { '2': 1 } },
      }),
    );
    expect(await world.invoke(FunctionName, {}, { Qualifier: 'live' })).toMatchObject({
      payload: `${functionArn(FunctionName)}:live`,
      version: '2',
    });
    const { Aliases } = await lambda.send(new ListAliasesCommand({ FunctionName, FunctionVersion: '1' }));
    expect(Aliases).toMatchObject([
      { Name: 'live', RoutingConfig: { AdditionalVersionWeights: { '2': 1 } } },
    ]);
    for (const Qualifier of ['1', '2']) {
      await expect(lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }))).rejects.toMatchObject(
        {
          name: 'ResourceConflictException',
        },
      );
    }
    await lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    await lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    await expect(lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).rejects.toMatchObject({
      message: `Cannot find alias arn: ${functionArn(FunctionName)}:live`,
    });
  });
});

test('functions are listed by name, in pages', async () => {
  const another = await openLambdaWorld();
  for (const FunctionName of ['c', 'a', 'b']) await another.make(FILES, { FunctionName });
  const seen: (string | undefined)[] = [];
  let Marker: string | undefined;
  do {
    const page = await another.lambda.send(new ListFunctionsCommand({ MaxItems: 2, Marker }));
    seen.push(...(page.Functions ?? []).map(({ FunctionName }) => FunctionName));
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  expect(seen).toEqual(['a', 'b', 'c']);
  await expect(another.lambda.send(new ListFunctionsCommand({ Marker: 'x' }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  const { AccountUsage, AccountLimit } = await another.lambda.send(new GetAccountSettingsCommand({}));
  expect(AccountUsage?.FunctionCount).toBe(3);
  expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, CodeSizeZipped: 52_428_800 });
  await another.house.close();
});

test('a deleted function is gone with all of it; one made anew is another', async () => {
  const FunctionName = await world.make(FILES, { Tags: { a: 'b' } });
  const { lambda } = world;
  const first = await lambda.send(new GetFunctionCommand({ FunctionName }));
  expect((await world.invoke(FunctionName)).payload).toBe(1);
  await lambda.send(new DeleteFunctionCommand({ FunctionName }));
  expect((await fetch(first.Code?.Location ?? '')).status).toBe(404);
  await expect(lambda.send(new GetFunctionCommand({ FunctionName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await world.make({ 'index.mjs': 'export const handler = async () => "anew";' }, { FunctionName });
  expect((await lambda.send(new GetFunctionCommand({ FunctionName }))).Tags).toBeUndefined();
  expect((await world.invoke(FunctionName)).payload).toBe('anew');
});

test('tags are the function’s own, by Lambda and by the Tagging API', async () => {
  const FunctionName = await world.make(FILES);
  const Resource = functionArn(FunctionName);
  const { lambda } = world;
  await lambda.send(new TagResourceCommand({ Resource, Tags: { team: 'blue', stage: 'one' } }));
  await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['stage'] }));
  const tagging = new ResourceGroupsTaggingAPIClient(world.house.client());
  const { FailedResourcesMap } = await tagging.send(
    new TagResourcesCommand({ ResourceARNList: [Resource], Tags: { own: 'er' } }),
  );
  expect(FailedResourcesMap).toEqual({});
  expect((await lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ team: 'blue', own: 'er' });
  const { ResourceTagMappingList } = await tagging.send(
    new GetResourcesCommand({ ResourceTypeFilters: ['lambda:function'], TagFilters: [{ Key: 'own' }] }),
  );
  expect(ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN)).toEqual([Resource]);
});

test('concurrency, what becomes of events, and code signing are as set, or as AWS has them', async () => {
  const FunctionName = await world.make(FILES);
  const { lambda } = world;
  const unset = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
  expect(unset.ReservedConcurrentExecutions).toBeUndefined();
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 5 }));
  const { Concurrency } = await lambda.send(new GetFunctionCommand({ FunctionName }));
  expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 5 });
  await expect(
    lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 901 })),
  ).rejects.toMatchObject({ message: expect.stringContaining('below its minimum value of [100]') });
  const config = { FunctionName, MaximumRetryAttempts: 1 };
  await lambda.send(new PutFunctionEventInvokeConfigCommand(config));
  expect(await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).toMatchObject({
    MaximumRetryAttempts: 1,
    FunctionArn: `${functionArn(FunctionName)}:$LATEST`,
  });
  const signing = await lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }));
  expect(signing.CodeSigningConfigArn).toBe('');
});

test('the AWS CLI makes, calls and deletes a function', async () => {
  const { house, roleArn } = world;
  const { writeFileSync, mkdtempSync, readFileSync, rmSync } = await import('node:fs');
  const folder = mkdtempSync('/tmp/utsuwa-lambda-');
  writeFileSync(
    `${folder}/code.zip`,
    zipOf({ 'app.py': 'def handler(event, context):\n    return event["name"]\n' }),
  );
  const base = ['--function-name', 'by-cli'];
  const made = await house.awsJson([
    ...['lambda', 'create-function', ...base, '--runtime', 'python3.12', '--handler', 'app.handler'],
    ...['--role', roleArn, '--zip-file', `fileb://${folder}/code.zip`],
  ]);
  expect(made).toMatchObject({ FunctionName: 'by-cli', State: 'Pending' });
  await house.aws(['lambda', 'wait', 'function-active-v2', ...base]);
  const invoked = await house.awsJson([
    ...['lambda', 'invoke', ...base, '--payload', '{"name":"ü"}', '--log-type', 'Tail', `${folder}/out`],
  ]);
  expect(invoked).toMatchObject({
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    LogResult: expect.any(String),
  });
  expect(JSON.parse(readFileSync(`${folder}/out`, 'utf8'))).toBe('ü');
  expect((await house.aws(['lambda', 'delete-function', ...base])).code).toBe(0);
  rmSync(folder, { recursive: true });
});
