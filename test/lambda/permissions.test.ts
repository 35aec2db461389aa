import {
  AddPermissionCommand,
  CreateFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateUserCommand,
  DeleteUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT } from '../house.ts';
import { runUtsuwa } from '../utsuwa-cli.ts';
import { zipOf } from '../zip.ts';
import { PYTHON_S3 } from './python-s3.ts';
import { allow, functionArn, openLambdaWorld, userClient, type LambdaWorld } from './lambda-world.ts';

let world: LambdaWorld;
let iam: IAMClient;
beforeAll(async () => {
  world = await openLambdaWorld();
  iam = new IAMClient(world.house.client());
});
afterAll(() => world.house.close());

const FILES = { 'index.mjs': 'export const handler = async () => 1;' };

const userWith = (name: string, ...statements: object[]) => userClient(world.house, name, ...statements);
const arnOf = (user: string) => `arn:aws:iam::${ACCOUNT}:user/${user}`;

describe('iam:PassRole', () => {
  const creating = (client: LambdaClient, FunctionName: string) =>
    client.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: world.roleArn,
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Code: { ZipFile: zipOf(FILES) },
      }),
    );

  test('is needed to make a function, and said when it lacks', async () => {
    const client = await userWith('no-pass', allow('lambda:*'));
    await expect(creating(client, 'a')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${arnOf('no-pass')} is not authorized to perform: iam:PassRole on resource: ${world.roleArn} because no identity-based policy allows the iam:PassRole action`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('may be bound to Lambda and to one function', async () => {
    const bound = (arn: string, service = 'lambda.amazonaws.com') =>
      allow('iam:PassRole', world.roleArn, {
        StringEquals: { 'iam:PassedToService': service },
        ArnEquals: { 'iam:AssociatedResourceArn': arn },
      });
    const client = await userWith('bound', allow('lambda:*'), bound(functionArn('mine')));
    await creating(client, 'mine');
    await expect(creating(client, 'other')).rejects.toMatchObject({
      message: expect.stringContaining('iam:PassRole'),
    });
    const toEc2 = await userWith(
      'to-ec2',
      allow('lambda:*'),
      bound(functionArn('mine'), 'ec2.amazonaws.com'),
    );
    await expect(
      toEc2.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'mine', Role: world.roleArn })),
    ).rejects.toMatchObject({ message: expect.stringContaining('iam:PassRole') });
    await toEc2.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'mine', Timeout: 5 }));
  });
});

describe('who may call', () => {
  test('is the caller’s policies, by the function’s ARN with its qualifier, also for what is not there', async () => {
    const name = await world.make(FILES);
    const client = await userWith('one-only', allow('lambda:InvokeFunction', functionArn(name)));
    expect((await client.send(new InvokeCommand({ FunctionName: name }))).StatusCode).toBe(200);
    for (const [FunctionName, arn] of [
      [`${name}:$LATEST`, `${functionArn(name)}:$LATEST`],
      ['nobody', functionArn('nobody')],
    ] as const) {
      await expect(client.send(new InvokeCommand({ FunctionName }))).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: `User: ${arnOf('one-only')} is not authorized to perform: lambda:InvokeFunction on resource: ${arn} because no identity-based policy allows the lambda:InvokeFunction action`,
      });
    }
    const dry = new InvokeCommand({ FunctionName: name, InvocationType: 'DryRun' });
    expect((await client.send(dry)).StatusCode).toBe(204);
  });

  test('is also whom the function’s policy names: a user without any permission, until it goes', async () => {
    const name = await world.make(FILES);
    const client = await userWith('named');
    const call = () => client.send(new InvokeCommand({ FunctionName: name }));
    await expect(call()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const { Statement } = await world.lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: 's',
        Action: 'lambda:InvokeFunction',
        Principal: arnOf('named'),
      }),
    );
    const statement = {
      Sid: 's',
      Effect: 'Allow',
      Principal: { AWS: arnOf('named') },
      Action: 'lambda:InvokeFunction',
      Resource: functionArn(name),
    };
    expect(JSON.parse(Statement ?? '')).toEqual(statement);
    expect((await call()).StatusCode).toBe(200);
    const { Policy, RevisionId } = await world.lambda.send(new GetPolicyCommand({ FunctionName: name }));
    expect(JSON.parse(Policy ?? '')).toEqual({
      Version: '2012-10-17',
      Id: 'default',
      Statement: [statement],
    });
    await expect(
      world.lambda.send(
        new RemovePermissionCommand({ FunctionName: name, StatementId: 's', RevisionId: 'x' }),
      ),
    ).rejects.toMatchObject({ name: 'PreconditionFailedException' });
    await world.lambda.send(
      new RemovePermissionCommand({ FunctionName: name, StatementId: 's', RevisionId }),
    );
    await expect(call()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(world.lambda.send(new GetPolicyCommand({ FunctionName: name }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  });

  test('a user made anew is not whom the policy named: it shows the old one’s id', async () => {
    const name = await world.make(FILES);
    await iam.send(new CreateUserCommand({ UserName: 'again' }));
    await world.lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: 's',
        Action: 'lambda:InvokeFunction',
        Principal: arnOf('again'),
      }),
    );
    await iam.send(new DeleteUserCommand({ UserName: 'again' }));
    const client = await userWith('again');
    await expect(client.send(new InvokeCommand({ FunctionName: name }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const { Policy } = await world.lambda.send(new GetPolicyCommand({ FunctionName: name }));
    expect(JSON.parse(Policy ?? '')).toMatchObject({
      Statement: [{ Principal: { AWS: expect.stringMatching(/^AIDA/) } }],
    });
  });

  test('another account needs both sides: the function’s policy and its own', async () => {
    const name = await world.make(FILES);
    const made = await runUtsuwa([
      'account',
      'create',
      '--port',
      String(world.house.port),
      '--name',
      'theirs',
    ]);
    const account = /\b\d{12}\b/.exec(made.stdout)?.[0] ?? '';
    const env = await runUtsuwa(['env', '--port', String(world.house.port), '--account', account]);
    const value = (key: string) => new RegExp(`${key}='?([^'\n;]+)`).exec(env.stdout)?.[1] ?? '';
    const theirs = new LambdaClient(
      world.house.client({
        accessKeyId: value('AWS_ACCESS_KEY_ID'),
        secretAccessKey: value('AWS_SECRET_ACCESS_KEY'),
      }),
    );
    const call = () => theirs.send(new InvokeCommand({ FunctionName: functionArn(name) }));
    await expect(call()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/is not authorized to perform: lambda:InvokeFunction on resource: \S+$/),
    });
    await world.lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: 's',
        Action: 'lambda:InvokeFunction',
        Principal: account,
      }),
    );
    expect((await call()).StatusCode).toBe(200);
  });
});

describe('AddPermission', () => {
  test('writes conditions as AWS does', async () => {
    const name = await world.make(FILES);
    const { Statement } = await world.lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: 's3',
        Action: 'lambda:InvokeFunction',
        Principal: 's3.amazonaws.com',
        SourceArn: 'arn:aws:s3:::bucket',
        SourceAccount: ACCOUNT,
      }),
    );
    expect(JSON.parse(Statement ?? '')).toEqual({
      Sid: 's3',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: functionArn(name),
      Condition: {
        StringEquals: { 'AWS:SourceAccount': ACCOUNT },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' },
      },
    });
  });

  test.each([
    [
      'nobody',
      'InvalidParameterValueException',
      'The provided principal was invalid. Please check the principal and try again.',
    ],
    [
      `arn:aws:iam::${ACCOUNT}:user/nobody`,
      'InvalidParameterValueException',
      'The provided principal was invalid. Please check the principal and try again.',
    ],
  ])('refuses the principal %s', async (Principal, name, message) => {
    const FunctionName = await world.make(FILES);
    const add = new AddPermissionCommand({
      FunctionName,
      StatementId: 's',
      Action: 'lambda:InvokeFunction',
      Principal,
    });
    await expect(world.lambda.send(add)).rejects.toMatchObject({ name, message });
  });

  test('refuses a statement id twice, and who may not', async () => {
    const FunctionName = await world.make(FILES);
    const input = { FunctionName, StatementId: 's', Action: 'lambda:InvokeFunction', Principal: '*' };
    await world.lambda.send(new AddPermissionCommand(input));
    await expect(world.lambda.send(new AddPermissionCommand(input))).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message:
        'The statement id (s) provided already exists. Please provide a new statement id, or remove the existing statement.',
    });
    const client = await userWith(
      'only-s3',
      allow('lambda:AddPermission', '*', { StringEquals: { 'lambda:Principal': 's3.amazonaws.com' } }),
    );
    await expect(client.send(new AddPermissionCommand({ ...input, StatementId: 't' }))).rejects.toMatchObject(
      {
        name: 'AccessDeniedException',
      },
    );
    await client.send(
      new AddPermissionCommand({ ...input, StatementId: 't', Principal: 's3.amazonaws.com' }),
    );
  });
});

test('a function’s calls carry lambda:SourceFunctionArn', async () => {
  await new S3Client(world.house.client()).send(new CreateBucketCommand({ Bucket: 'by-function' }));
  const bound = {
    Version: '2012-10-17',
    Statement: [
      allow('s3:ListBucket', 'arn:aws:s3:::by-function', {
        ArnEquals: { 'lambda:SourceFunctionArn': functionArn('the-one') },
      }),
    ],
  };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'functions',
      PolicyName: 'bound',
      PolicyDocument: JSON.stringify(bound),
    }),
  );
  const lists = {
    's3.py': PYTHON_S3,
    'app.py':
      'import s3\ndef handler(event, context):\n    return s3.call("GET", "/by-function", "list-type=2")\n',
  };
  const python = { Runtime: 'python3.12', Handler: 'app.handler' } as const;
  await world.make(lists, { ...python, FunctionName: 'the-one' });
  await world.make(lists, { ...python, FunctionName: 'another' });
  expect((await world.invoke('the-one')).payload).toBe(200);
  expect((await world.invoke('another')).payload).toBe(403);
});

test('a function whose role is gone is refused: it cannot be assumed', async () => {
  const another = await openLambdaWorld();
  const name = await another.make(FILES);
  const theirIam = new IAMClient(another.house.client());
  await theirIam.send(new DeleteRolePolicyCommand({ RoleName: 'functions', PolicyName: 'own' }));
  await theirIam.send(new DeleteRoleCommand({ RoleName: 'functions' }));
  await expect(another.invoke(name)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'The role defined for the function cannot be assumed by Lambda.',
  });
  await another.house.close();
});
