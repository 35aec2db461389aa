import {
  AddLayerVersionPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DeleteLayerVersionCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  LambdaClient,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  RemoveLayerVersionPermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type PublishLayerVersionCommandInput,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, REGION, type Credentials } from '../house.ts';
import { runUtsuwa } from '../utsuwa-cli.ts';
import { zipOf, type ZippedFile } from '../zip.ts';
import { allow, openLambdaWorld, userClient, userKeys, type LambdaWorld } from './lambda-world.ts';

let world: LambdaWorld;
beforeAll(async () => {
  world = await openLambdaWorld();
});
afterAll(() => world.house.close());

type Files = Readonly<Record<string, string>> | readonly ZippedFile[];

/** @returns the ARN of the version */
async function publish(
  LayerName: string,
  files: Files,
  given: Partial<PublishLayerVersionCommandInput> = {},
): Promise<string> {
  const Content = { ZipFile: zipOf(files) };
  const made = await world.lambda.send(new PublishLayerVersionCommand({ LayerName, Content, ...given }));
  return made.LayerVersionArn ?? '';
}

const arnOf = (name: string, version?: number) =>
  `arn:aws:lambda:${REGION}:${ACCOUNT}:layer:${name}${version === undefined ? '' : `:${version}`}`;
const CODE = { 'index.js': 'exports.handler = async () => require("greet")();' };
const layerSaying = (word: string) => ({
  'nodejs/node_modules/greet/index.js': `module.exports = () => ${JSON.stringify(word)};`,
});

describe('layers', () => {
  test('bring packages for require and import, and their own AWS SDK before the runtime’s', async () => {
    const layer = await publish('packages', {
      ...layerSaying('hello'),
      'nodejs/node_modules/@aws-sdk/client-s3/index.js': `exports.S3Client = 'the layer’s';`,
    });
    const say = { Layers: [layer], Timeout: 30 };
    const required = await world.make(
      {
        'index.js': `exports.handler = async () => [require('greet')(), require('@aws-sdk/client-s3').S3Client];`,
      },
      say,
    );
    const imported = await world.make(
      {
        'index.mjs': `import greet from 'greet';
          import sdk from '@aws-sdk/client-s3';
          export const handler = async () => [greet(), sdk.S3Client];`,
      },
      say,
    );
    for (const name of [required, imported])
      expect((await world.invoke(name)).payload).toEqual(['hello', 'the layer’s']);
  });

  test('are published in versions, told, listed newest first, and deleted; numbers are not used again', async () => {
    const zip = zipOf(layerSaying('hello'));
    const given = {
      Description: 'greets',
      LicenseInfo: 'MIT',
      CompatibleRuntimes: ['nodejs20.x'],
      CompatibleArchitectures: ['x86_64'],
    } as const;
    const first = await world.lambda.send(
      new PublishLayerVersionCommand({
        LayerName: 'told',
        Content: { ZipFile: zip },
        ...given,
        CompatibleRuntimes: [...given.CompatibleRuntimes],
        CompatibleArchitectures: [...given.CompatibleArchitectures],
      }),
    );
    const version = {
      ...given,
      Version: 1,
      LayerVersionArn: arnOf('told', 1),
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    };
    expect(first).toMatchObject({
      ...version,
      LayerArn: arnOf('told'),
      Content: { CodeSize: zip.length, CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/) },
      $metadata: { httpStatusCode: 201 },
    });
    const fetched = await fetch(first.Content?.Location ?? '');
    expect(Buffer.from(await fetched.arrayBuffer()).equals(zip)).toBe(true);

    expect(await publish(arnOf('told'), layerSaying('again'))).toBe(arnOf('told', 2));
    const { LayerVersions } = await world.lambda.send(new ListLayerVersionsCommand({ LayerName: 'told' }));
    expect(LayerVersions?.map(({ Version }) => Version)).toEqual([2, 1]);
    expect(LayerVersions?.[1]).toEqual(version);
    expect(LayerVersions?.[0]).not.toHaveProperty('CompatibleRuntimes');
    const page = await world.lambda.send(new ListLayerVersionsCommand({ LayerName: 'told', MaxItems: 1 }));
    const rest = await world.lambda.send(
      new ListLayerVersionsCommand({ LayerName: 'told', Marker: page.NextMarker }),
    );
    expect([page, rest].map((one) => one.LayerVersions?.map(({ Version }) => Version))).toEqual([[2], [1]]);

    const fitting = await world.lambda.send(new ListLayersCommand({ CompatibleRuntime: 'nodejs20.x' }));
    expect(fitting.Layers).toContainEqual({
      LayerName: 'told',
      LayerArn: arnOf('told'),
      LatestMatchingVersion: version,
    });
    const byArn = await world.lambda.send(new GetLayerVersionByArnCommand({ Arn: arnOf('told', 1) }));
    expect(byArn).toMatchObject({ ...version, LayerArn: arnOf('told') });

    for (const VersionNumber of [1, 2, 2, 7]) {
      await world.lambda.send(new DeleteLayerVersionCommand({ LayerName: 'told', VersionNumber }));
    }
    expect(
      (await world.lambda.send(new ListLayerVersionsCommand({ LayerName: 'told' }))).LayerVersions,
    ).toEqual([]);
    expect(
      (await world.lambda.send(new ListLayersCommand({}))).Layers?.map((one) => one.LayerName),
    ).not.toContain('told');
    expect(await publish('told', layerSaying('third'))).toBe(arnOf('told', 3));
  });

  test('that are not there are told so in AWS’s words', async () => {
    const get = (VersionNumber: number) =>
      world.lambda.send(new GetLayerVersionCommand({ LayerName: 'nobody', VersionNumber }));
    await expect(get(1)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
    for (const number of [0, -1]) {
      await expect(get(number)).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
        message: 'Layer Version Cannot be less than 1',
      });
    }
    const nobodys = { LayerName: 'nobody', VersionNumber: 1 };
    await expect(world.lambda.send(new GetLayerVersionPolicyCommand(nobodys))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Layer version ${arnOf('nobody', 1)} does not exist.`,
    });
  });

  test('come from S3, read as the caller', async () => {
    const s3 = new S3Client({ ...world.house.client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'layers-bucket' }));
    await s3.send(
      new PutObjectCommand({ Bucket: 'layers-bucket', Key: 'l.zip', Body: zipOf(layerSaying('from S3')) }),
    );
    const Content = { S3Bucket: 'layers-bucket', S3Key: 'l.zip' };
    const publishing = new PublishLayerVersionCommand({ LayerName: 'from-s3', Content });
    const stranger = await userClient(world.house, 'no-s3', allow('lambda:*'));
    await expect(stranger.send(publishing)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('Your access has been denied by S3'),
    });
    const { LayerVersionArn = '' } = await world.lambda.send(publishing);
    const name = await world.make(CODE, { Layers: [LayerVersionArn] });
    expect((await world.invoke(name)).payload).toBe('from S3');
  });

  test.each([
    ['no zip', Buffer.from('x')],
    ['a link', zipOf([{ name: 'bin/x', mode: 0o120777, data: '/etc/shadow' }])],
    ['a path that leads out', zipOf({ '../x': '' })],
  ])('of %s are refused', async (_what, ZipFile) => {
    const publishing = new PublishLayerVersionCommand({ LayerName: 'bad', Content: { ZipFile } });
    await expect(world.lambda.send(publishing)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('Could not unzip uploaded file'),
    });
  });
});

describe('a function with layers', () => {
  test('finds their modules: later layers go over earlier ones, /opt is read-only', async () => {
    const under = await publish('under', {
      ...layerSaying('under'),
      'nodejs/node_modules/other/index.js': 'module.exports = "other";',
      'notes.txt': 'under',
    });
    const over = await publish('over', {
      ...layerSaying('over'),
      'nodejs/node20/node_modules/own/index.js': 'module.exports = 20;',
    });
    const files = {
      'index.js': `const fs = require('fs');
        exports.handler = async () => {
          let refused;
          try { fs.writeFileSync('/opt/x', ''); } catch ({ code }) { refused = code; }
          return [require('greet')(), require('other'), require('own'), fs.readFileSync('/opt/notes.txt', 'utf8'), refused];
        };`,
    };
    const name = await world.make(files, { Layers: [under, over] });
    expect((await world.invoke(name)).payload).toEqual(['over', 'other', 20, 'under', 'EROFS']);
    await world.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: name, Layers: [over, under] }),
    );
    expect((await world.invoke(name)).payload).toEqual(['under', 'other', 20, 'under', 'EROFS']);
    const { Layers } = await world.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    expect(Layers).toEqual([
      { Arn: over, CodeSize: expect.any(Number) },
      { Arn: under, CodeSize: expect.any(Number) },
    ]);
    await world.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Layers: [] }));
    expect((await world.invoke(name)).error).toBe('Unhandled');
  });

  test('finds Python’s packages, programs and libraries where AWS’s runtimes look', async () => {
    const layer = await publish('python', [
      { name: 'python/shared.py', data: 'word = "shared"' },
      { name: 'python/lib/python3.12/site-packages/own.py', data: 'word = "own"' },
      { name: 'bin/tool', data: '#!/bin/sh\necho from a tool', mode: 0o100755 },
    ]);
    const files = {
      'index.py': `import os, shared, own, subprocess, sys
def handler(event, context):
    return [shared.word, own.word, subprocess.check_output(["tool"], text=True), sys.path[:4], os.environ["LD_LIBRARY_PATH"]]`,
    };
    const name = await world.make(files, { Runtime: 'python3.12', Layers: [layer] });
    expect((await world.invoke(name)).payload).toEqual([
      'shared',
      'own',
      'from a tool\n',
      ['/var/task', '/opt/python/lib/python3.12/site-packages', '/opt/python', '/var/runtime'],
      '/var/task:/var/task/lib:/opt/lib',
    ]);
  });

  test('may have its custom runtime from one', async () => {
    const bootstrap = `#!/bin/sh
api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
exec "$(command -v python3)" - <<'END'
import http.client, os
connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
connection.request("GET", "/2018-06-01/runtime/invocation/next")
answer = connection.getresponse()
answer.read()
connection.request("POST", "/2018-06-01/runtime/invocation/%s/response" % answer.headers["Lambda-Runtime-Aws-Request-Id"], '"from a layer"')
connection.getresponse().read()
END
`;
    const layer = await publish('custom', [{ name: 'bootstrap', data: bootstrap, mode: 0o100755 }]);
    const name = await world.make({ any: '' }, { Runtime: 'provided.al2023', Layers: [layer] });
    expect((await world.invoke(name)).payload).toBe('from a layer');
  });

  test('keeps a layer that is deleted, in its published versions too, until it goes', async () => {
    const layer = await publish('kept', layerSaying('kept'));
    const name = await world.make(CODE, { Layers: [layer] });
    await world.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await world.lambda.send(new DeleteLayerVersionCommand({ LayerName: 'kept', VersionNumber: 1 }));
    await world.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Layers: [] }));
    expect((await world.invoke(`${name}:1`)).payload).toBe('kept');
    await expect(
      world.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Layers: [layer] })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `Layer version ${layer} does not exist.`,
    });
    await world.lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
  });

  test('has five at most, of one region, no layer twice, and not too much together', async () => {
    const layer = await publish('once', layerSaying('1'));
    const newer = await publish('once', layerSaying('2'));
    const create = (Layers: string[], ZipFile = zipOf(CODE)) =>
      world.lambda.send(
        new CreateFunctionCommand({
          FunctionName: 'limits',
          Role: world.roleArn,
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Code: { ZipFile },
          Layers,
        }),
      );
    const refused = (message: string) => ({ name: 'InvalidParameterValueException', message });
    const six = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => publish(`six-${n}`, layerSaying('x'))));
    await expect(create(six)).rejects.toMatchObject(refused('Cannot reference more than 5 layers.'));
    await expect(create([layer, newer])).rejects.toMatchObject(
      refused(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${layer} and ${newer} are versions of the same layer.`,
      ),
    );
    await expect(create([layer.replace(REGION, 'eu-west-1')])).rejects.toMatchObject(
      refused(
        `Layers are not in the same region as the function. Layers are expected to be in region ${REGION}.`,
      ),
    );
    await expect(create([arnOf('once')])).rejects.toMatchObject({ name: 'ValidationException' });
    const large = (claimedSize: number) => [{ name: 'large', data: 'x', claimedSize }];
    const heavy = await publish('heavy', large(200_000_000));
    const tooMuch = refused(
      'Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is 300000000 bytes.',
    );
    await expect(create([heavy], zipOf(large(100_000_000)))).rejects.toMatchObject(tooMuch);
    const name = await world.make(CODE, { Layers: [heavy] });
    const growing = new UpdateFunctionCodeCommand({
      FunctionName: name,
      ZipFile: zipOf(large(100_000_000)),
    });
    await expect(world.lambda.send(growing)).rejects.toMatchObject(tooMuch);
  });
});

describe('who may use a layer', () => {
  let theirs: Credentials;
  beforeAll(async () => {
    const port = String(world.house.port);
    const made = await runUtsuwa(['account', 'create', '--port', port, '--name', 'layer-users']);
    const account = /\b\d{12}\b/.exec(made.stdout)?.[0] ?? '';
    const env = await runUtsuwa(['env', '--port', port, '--account', account, '--root']);
    const value = (key: string) => new RegExp(`${key}='?([^'\n;]+)`).exec(env.stdout)?.[1] ?? '';
    theirs = {
      accessKeyId: value('AWS_ACCESS_KEY_ID'),
      secretAccessKey: value('AWS_SECRET_ACCESS_KEY'),
    };
  });

  test('a function’s maker must be let read it', async () => {
    const layer = await publish('guarded', layerSaying('x'));
    const name = await world.make(CODE);
    const change = new UpdateFunctionConfigurationCommand({ FunctionName: name, Layers: [layer] });
    const without = await userClient(world.house, 'no-layers', allow('lambda:UpdateFunctionConfiguration'));
    await expect(without.send(change)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:user/no-layers is not authorized to perform: lambda:GetLayerVersion on resource: ${layer} because no identity-based policy allows the lambda:GetLayerVersion action`,
    });
    const only = allow('lambda:UpdateFunctionConfiguration', '*', {
      'ForAllValues:StringLike': { 'lambda:Layer': arnOf('allowed:*') },
    });
    const bound = await userClient(world.house, 'some-layers', only, allow('lambda:GetLayerVersion'));
    await expect(bound.send(change)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const allowed = await publish('allowed', layerSaying('allowed'));
    await bound.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Layers: [allowed] }));
    expect((await world.invoke(name)).payload).toBe('allowed');
  });

  test('another account needs both sides: the version’s policy and its own', async () => {
    const layer = await publish('shared', layerSaying('shared'));
    const keys = await userKeys(world.house, 'reader', [allow('lambda:GetLayerVersion')], theirs);
    const bare = await userKeys(world.house, 'bare', [], theirs);
    const reading = (by: Credentials) =>
      new LambdaClient(world.house.client(by)).send(new GetLayerVersionByArnCommand({ Arn: layer }));
    await expect(reading(keys)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `is not authorized to perform: lambda:GetLayerVersion on resource: ${layer}`,
      ),
    });
    const named = { LayerName: 'shared', VersionNumber: 1 };
    const add = (StatementId: string, given: object = {}) =>
      world.lambda.send(
        new AddLayerVersionPermissionCommand({
          ...named,
          StatementId,
          Action: 'lambda:GetLayerVersion',
          Principal: '*',
          ...given,
        }),
      );
    const { Statement, RevisionId } = await add('s1');
    const statement = {
      Sid: 's1',
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:GetLayerVersion',
      Resource: layer,
    };
    expect(JSON.parse(Statement ?? '')).toEqual(statement);
    const told = await world.lambda.send(new GetLayerVersionPolicyCommand(named));
    expect({ ...told, Policy: JSON.parse(told.Policy ?? '') }).toMatchObject({
      RevisionId,
      Policy: { Version: '2012-10-17', Id: 'default', Statement: [statement] },
    });
    expect((await reading(keys)).LayerVersionArn).toBe(layer);
    await expect(reading(bare)).rejects.toMatchObject({ name: 'AccessDeniedException' });

    await expect(add('s1')).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message:
        'The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.',
    });
    await expect(add('s2', { RevisionId: 'other' })).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      message:
        'The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id',
    });
    const organization = await add('s3', { OrganizationId: 'o-abcdefghij' });
    expect(JSON.parse(organization.Statement ?? '')).toMatchObject({
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    });
    const remove = (StatementId: string) =>
      world.lambda.send(new RemoveLayerVersionPermissionCommand({ ...named, StatementId }));
    await remove('s1');
    await expect(reading(keys)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(remove('s1')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Statement s1 is not found in resource policy.',
    });
  });
});
