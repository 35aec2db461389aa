import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteAliasCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionUrlConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  UpdateFunctionUrlConfigCommand,
  type AddPermissionCommandInput,
  type CreateFunctionUrlConfigCommandInput,
} from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, REGION, type Credentials } from '../house.ts';
import { runUtsuwa } from '../utsuwa-cli.ts';
import {
  allow,
  functionArn,
  openLambdaWorld,
  userClient,
  userKeys,
  type LambdaWorld,
} from './lambda-world.ts';
import { askUrl, signed, type UrlRequest } from './url-client.ts';

let world: LambdaWorld;
beforeAll(async () => {
  world = await openLambdaWorld();
});
afterAll(() => world.house.close());

const ECHO = 'export const handler = async (event) => event;';
const FORBIDDEN = {
  Message:
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
};

/** Gives a function a URL. @returns the URL */
async function urlFor(
  FunctionName: string,
  given: Partial<CreateFunctionUrlConfigCommandInput> = {},
): Promise<string> {
  const creating = new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...given });
  return (await world.lambda.send(creating)).FunctionUrl ?? '';
}

const permit = (FunctionName: string, StatementId: string, given: Partial<AddPermissionCommandInput>) =>
  world.lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId,
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      ...given,
    }),
  );

/** Lets everybody, as the console does. */
async function open(FunctionName: string, Qualifier?: string): Promise<void> {
  await permit(FunctionName, 'url', { FunctionUrlAuthType: 'NONE', Qualifier });
  await permit(FunctionName, 'invoke', {
    Action: 'lambda:InvokeFunction',
    InvokedViaFunctionUrl: true,
    Qualifier,
  });
}

/** A function that everybody may call by its URL. @returns the URL */
async function publicUrl(code: string, given: Partial<CreateFunctionUrlConfigCommandInput> = {}) {
  const name = await world.make({ 'index.mjs': code });
  await open(name);
  return urlFor(name, given);
}

describe('a URL’s settings', () => {
  test('are made, told, changed and deleted', async () => {
    const name = await world.make({ 'index.mjs': ECHO });
    const Cors = { AllowOrigins: ['https://example.com'], MaxAge: 60 };
    const made = await world.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: 'NONE', Cors }),
    );
    const host = `[a-z0-9]{32}\\.lambda-url\\.${REGION}\\.localhost:${world.house.port}`;
    const told = {
      FunctionUrl: expect.stringMatching(new RegExp(`^http://${host}/$`)),
      FunctionArn: functionArn(name),
      AuthType: 'NONE',
      Cors,
      InvokeMode: 'BUFFERED',
      CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    };
    expect(made).toMatchObject({ ...told, $metadata: { httpStatusCode: 201 } });
    await expect(urlFor(name)).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `Failed to create function url config for [functionArn = ${functionArn(name)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    });
    const it = { FunctionName: name };
    const changed = await world.lambda.send(
      new UpdateFunctionUrlConfigCommand({ ...it, AuthType: 'AWS_IAM', Cors: {} }),
    );
    expect(changed).toMatchObject({ FunctionUrl: made.FunctionUrl, AuthType: 'AWS_IAM' });
    const read = await world.lambda.send(new GetFunctionUrlConfigCommand(it));
    expect(read).toMatchObject({ AuthType: 'AWS_IAM', CreationTime: made.CreationTime });
    expect(read.Cors).toBeUndefined();
    await world.lambda.send(new DeleteFunctionUrlConfigCommand(it));
    for (const Command of [GetFunctionUrlConfigCommand, DeleteFunctionUrlConfigCommand]) {
      await expect(world.lambda.send(new Command(it) as GetFunctionUrlConfigCommand)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'The resource you requested does not exist.',
      });
    }
    expect((await askUrl(made.FunctionUrl ?? '')).status).toBe(404);
  });

  test('are an alias’s own, which leads to its version and goes with it', async () => {
    const name = await world.make({
      'index.mjs': 'export const handler = async (e, c) => c.functionVersion;',
    });
    await world.lambda.send(new PublishVersionCommand({ FunctionName: name }));
    await world.lambda.send(
      new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: '1' }),
    );
    const url = await urlFor(name, { Qualifier: 'live' });
    await open(name, 'live');
    expect((await askUrl(url)).text).toBe('"1"');
    await urlFor(name);
    const listing = new ListFunctionUrlConfigsCommand({ FunctionName: name });
    const arns = async () =>
      (await world.lambda.send(listing)).FunctionUrlConfigs?.map(({ FunctionArn }) => FunctionArn);
    expect(await arns()).toEqual([functionArn(name), `${functionArn(name)}:live`]);
    await world.lambda.send(new DeleteAliasCommand({ FunctionName: name, Name: 'live' }));
    expect(await arns()).toEqual([functionArn(name)]);
    await expect(urlFor(name, { Qualifier: 'nobody' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('that stream answers are refused by name', async () => {
    const name = await world.make({ 'index.mjs': ECHO });
    await expect(urlFor(name, { InvokeMode: 'RESPONSE_STREAM' })).rejects.toMatchObject({
      message: 'Utsuwa does not build streamed responses',
    });
  });

  test('may be bound by policy to one kind of authentication', async () => {
    const name = await world.make({ 'index.mjs': ECHO });
    const bound = allow('lambda:CreateFunctionUrlConfig', '*', {
      StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' },
    });
    const client = await userClient(world.house, 'iam-urls-only', bound);
    const create = (AuthType: 'NONE' | 'AWS_IAM') =>
      client.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType }));
    await expect(create('NONE')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect((await create('AWS_IAM')).AuthType).toBe('AWS_IAM');
  });
});

describe('a request', () => {
  test('comes to the function in payload format 2.0', async () => {
    const url = await publicUrl(ECHO);
    const { status, headers, text } = await askUrl(url, {
      method: 'POST',
      target: '/my%20path?a=1&a=2&b=%C3%A9',
      headers: {
        'content-type': 'application/json',
        'X-Mixed': 'Case',
        cookie: 'one=1; two=2',
        'user-agent': 'me',
      },
      body: '{"hello":"é"}',
    });
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    const urlId = new URL(url).host.split('.')[0];
    const event = JSON.parse(text) as Record<string, object>;
    expect(event).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/my%20path',
      rawQueryString: 'a=1&a=2&b=%C3%A9',
      cookies: ['one=1', 'two=2'],
      headers: {
        'content-length': '14',
        'content-type': 'application/json',
        host: new URL(url).host,
        'user-agent': 'me',
        'x-mixed': 'Case',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': String(world.house.port),
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { a: '1,2', b: 'é' },
      requestContext: {
        accountId: 'anonymous',
        apiId: urlId,
        domainName: new URL(url).hostname,
        domainPrefix: urlId,
        http: {
          method: 'POST',
          path: '/my%20path',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'me',
        },
        requestId: headers['x-amzn-requestid'],
        routeKey: '$default',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      body: '{"hello":"é"}',
      isBase64Encoded: false,
    });
  });

  test.each([
    ['application/octet-stream', Buffer.from([0, 255, 1]), 'AP8B', true],
    ['application/x-www-form-urlencoded', Buffer.from('a=1'), 'YT0x', true],
    ['text/plain', Buffer.from([255]), '/w==', true],
    ['text/plain; charset=utf-8', Buffer.from('plain'), 'plain', false],
    ['application/problem+json', Buffer.from('{}'), '{}', false],
  ])('with a body of %s', async (type, body, text, isBase64Encoded) => {
    const url = await publicUrl(ECHO);
    const answer = await askUrl(url, { method: 'PUT', headers: { 'content-type': type }, body });
    expect(JSON.parse(answer.text)).toMatchObject({ body: text, isBase64Encoded });
  });

  test('may be 6 MB with all that comes with it', async () => {
    const url = await publicUrl('export const handler = async ({ body }) => body.length;');
    const send = (size: number) =>
      askUrl(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(size) });
    expect((await send(6 * 1024 * 1024 - 4096)).text).toBe(String(6 * 1024 * 1024 - 4096));
    expect((await send(6 * 1024 * 1024 - 10)).status).toBe(413);
    expect((await send(6 * 1024 * 1024 + 10)).status).toBe(413);
  });
});

describe('an answer', () => {
  const answering = (code: string) => publicUrl(`export const handler = async () => (${code});`);

  test('has the function’s status, headers and cookies', async () => {
    const url = await answering(`{ statusCode: 201, body: 'made', cookies: ['a=1; Path=/', 'b=2'],
      headers: { 'Content-Type': 'text/plain', 'X-Own': 'yes', 'Content-Length': '1', 'X-Number': 7 } }`);
    const { status, headers, text } = await askUrl(url);
    expect({ status, text }).toEqual({ status: 201, text: 'made' });
    expect(headers).toMatchObject({
      'content-type': 'text/plain',
      'x-own': 'yes',
      'x-number': '7',
      'content-length': '4',
      'set-cookie': ['a=1; Path=/', 'b=2'],
    });
  });

  test('may be bytes', async () => {
    const url = await answering(`{ statusCode: 200, body: 'AP8B', isBase64Encoded: true }`);
    expect([...(await askUrl(url)).body]).toEqual([0, 255, 1]);
  });

  test.each([
    ['"text"', '"text"'],
    ['{ a: 1 }', '{"a":1}'],
    ['undefined', 'null'],
  ])('without a status is JSON, 200: %s', async (code, text) => {
    const answer = await askUrl(await answering(code));
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([
      200,
      'application/json',
      text,
    ]);
  });

  test.each([
    ['(() => { throw new Error("secret") })()'],
    ['{ statusCode: "no number" }'],
    ['{ statusCode: 99 }'],
    ['{ statusCode: 200, headers: { "bad name": "x" } }'],
    ['{ statusCode: 200, headers: { a: "x\\r\\nInjected: 1" } }'],
    ['{ statusCode: 200, cookies: ["a\\r\\nInjected: 1"] }'],
  ])('that HTTP cannot say, or a failure, is 502 and tells nothing: %s', async (code) => {
    const { status, text, headers } = await askUrl(await answering(code));
    expect({ status, text }).toEqual({ status: 502, text: 'Internal Server Error' });
    expect(headers).not.toHaveProperty('injected');
  });

  test('of a function that may not run more is 429', async () => {
    const name = await world.make({ 'index.mjs': ECHO });
    await open(name);
    const url = await urlFor(name);
    await world.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 0 }),
    );
    const { status, headers } = await askUrl(url);
    expect([status, headers['x-amzn-errortype']]).toEqual([429, 'TooManyRequestsException']);
  });
});

describe('who may call a URL', () => {
  const refused = async (url: string, request?: UrlRequest) => {
    const { status, headers, text } = await askUrl(url, request);
    expect([status, headers['x-amzn-errortype']]).toEqual([403, 'AccessDeniedException']);
    expect(JSON.parse(text)).toEqual(FORBIDDEN);
  };

  test('without authentication is whom the function’s policy lets: both for the URL and for the call', async () => {
    const name = await world.make({ 'index.mjs': ECHO });
    const url = await urlFor(name);
    await refused(url);
    await permit(name, 'url', { FunctionUrlAuthType: 'NONE' });
    await refused(url);
    await permit(name, 'invoke', { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true });
    expect((await askUrl(url)).status).toBe(200);
    // Whoever has leave by URL has none without it.
    const client = await userClient(world.house, 'by-url-only');
    await expect(client.send(new InvokeCommand({ FunctionName: name }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await world.lambda.send(new RemovePermissionCommand({ FunctionName: name, StatementId: 'url' }));
    await permit(name, 'url', { FunctionUrlAuthType: 'AWS_IAM' });
    await refused(url);
  });

  test('FunctionUrlAuthType is a condition of InvokeFunctionUrl alone', async () => {
    const name = await world.make({ 'index.mjs': ECHO });
    await expect(
      permit(name, 's', { Action: 'lambda:InvokeFunction', FunctionUrlAuthType: 'NONE' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  test('with AWS_IAM is who signs and has leave of their own for both', async () => {
    const name = await world.make({ 'index.mjs': ECHO });
    const url = await urlFor(name, { AuthType: 'AWS_IAM' });
    await refused(url);
    const arn = functionArn(name);
    const viaUrl = { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } };
    const iamOnly = { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } };
    const keys = await userKeys(world.house, 'caller', [
      allow('lambda:InvokeFunctionUrl', arn, iamOnly),
      allow('lambda:InvokeFunction', arn, viaUrl),
    ]);
    const request = {
      method: 'POST',
      target: '/a?b=c',
      headers: { 'content-type': 'text/plain' },
      body: 'hello',
    };
    const answer = await askUrl(url, await signed(url, keys, request));
    expect(answer.status).toBe(200);
    const event = JSON.parse(answer.text) as { headers: object; requestContext: object };
    expect(event).toMatchObject({
      body: 'hello',
      requestContext: {
        accountId: ACCOUNT,
        authorizer: {
          iam: {
            accessKey: keys.accessKeyId,
            accountId: ACCOUNT,
            callerId: expect.stringMatching(/^AIDA/),
            userArn: `arn:aws:iam::${ACCOUNT}:user/caller`,
          },
        },
      },
    });
    expect(event.headers).not.toHaveProperty('authorization');
    await expect(
      new LambdaClient(world.house.client(keys)).send(new InvokeCommand({ FunctionName: name })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });

    const half = await userKeys(world.house, 'half', [allow('lambda:InvokeFunctionUrl', arn)]);
    await refused(url, await signed(url, half));
    const none = await userKeys(world.house, 'none', []);
    await refused(url, await signed(url, none));
    const principal = { Principal: `arn:aws:iam::${ACCOUNT}:user/none` };
    await permit(name, 'a', { ...principal, FunctionUrlAuthType: 'AWS_IAM' });
    await permit(name, 'b', { ...principal, Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true });
    expect((await askUrl(url, await signed(url, none))).status).toBe(200);
  });

  test('with AWS_IAM a role’s session signs too; its token is not shown to the function', async () => {
    const iam = new IAMClient(world.house.client());
    const trust = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' };
    const role = await iam.send(
      new CreateRoleCommand({
        RoleName: 'url-caller',
        AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
      }),
    );
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [allow(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'])],
    });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'url-caller', PolicyName: 'p', PolicyDocument }));
    const { Credentials: session } = await new STSClient(world.house.client()).send(
      new AssumeRoleCommand({ RoleArn: role.Role?.Arn, RoleSessionName: 'mine' }),
    );
    const keys: Credentials = {
      accessKeyId: session?.AccessKeyId ?? '',
      secretAccessKey: session?.SecretAccessKey ?? '',
      sessionToken: session?.SessionToken ?? '',
    };
    const name = await world.make({ 'index.mjs': ECHO });
    const url = await urlFor(name, { AuthType: 'AWS_IAM' });
    const { status, text } = await askUrl(url, await signed(url, keys));
    expect(status).toBe(200);
    expect(text).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/url-caller/mine`);
    expect(text).not.toContain(keys.sessionToken);
  });

  test('signatures that are wrong, for another service, or of nobody are refused', async () => {
    const url = await urlFor(await world.make({ 'index.mjs': ECHO }), { AuthType: 'AWS_IAM' });
    const told = async (request: UrlRequest) => {
      const { status, headers, text } = await askUrl(url, request);
      return [status, headers['x-amzn-errortype'], (JSON.parse(text) as { Message: string }).Message];
    };
    const { admin } = world.house;
    const changed = await signed(url, admin, { method: 'POST', body: 'one' });
    expect(await told({ ...changed, body: 'two' })).toEqual([
      403,
      'InvalidSignatureException',
      expect.stringContaining(
        'The request signature we calculated does not match the signature you provided.',
      ),
    ]);
    expect(await told(await signed(url, admin, {}, 'execute-api'))).toEqual([
      403,
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'lambda'.",
    ]);
    const nobody = { accessKeyId: 'AKIAQAAAAAAAAAAAAAAA', secretAccessKey: 'x' };
    expect(await told(await signed(url, nobody))).toEqual([
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ]);
    const nonsense = { headers: { authorization: 'AWS4-HMAC-SHA256 nonsense' } };
    expect((await told(nonsense))[0]).toBe(403);
  });

  test('of another account needs both sides', async () => {
    const port = String(world.house.port);
    const made = await runUtsuwa(['account', 'create', '--port', port, '--name', 'url-callers']);
    const account = /\b\d{12}\b/.exec(made.stdout)?.[0] ?? '';
    const env = await runUtsuwa(['env', '--port', port, '--account', account, '--root']);
    const value = (key: string) => new RegExp(`${key}='?([^'\n;]+)`).exec(env.stdout)?.[1] ?? '';
    const root = { accessKeyId: value('AWS_ACCESS_KEY_ID'), secretAccessKey: value('AWS_SECRET_ACCESS_KEY') };
    const both = allow(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']);
    const keys = await userKeys(world.house, 'across', [both], root);
    const bare = await userKeys(world.house, 'across-bare', [], root);
    const name = await world.make({ 'index.mjs': ECHO });
    const url = await urlFor(name, { AuthType: 'AWS_IAM' });
    await refused(url, await signed(url, keys));
    await permit(name, 'a', { Principal: account, FunctionUrlAuthType: 'AWS_IAM' });
    await permit(name, 'b', { Principal: account, Action: 'lambda:InvokeFunction' });
    expect((await askUrl(url, await signed(url, keys))).status).toBe(200);
    await refused(url, await signed(url, bare));
  });
});

test('the AWS CLI makes one that curl finds, as the README shows it', async () => {
  const name = await world.make({ 'index.mjs': ECHO });
  const it = ['--function-name', name];
  const permitting = ['lambda', 'add-permission', ...it, '--principal', '*', '--statement-id'];
  await world.house.awsJson([
    ...permitting,
    ...['url', '--action', 'lambda:InvokeFunctionUrl', '--function-url-auth-type', 'NONE'],
  ]);
  await world.house.awsJson([
    ...permitting,
    ...['invoke', '--action', 'lambda:InvokeFunction', '--invoked-via-function-url'],
  ]);
  const made = await world.house.awsJson<{ FunctionUrl: string }>([
    ...['lambda', 'create-function-url-config', ...it, '--auth-type', 'NONE'],
  ]);
  expect((await askUrl(made.FunctionUrl)).status).toBe(200);
});

describe('CORS', () => {
  const preflight = (origin: string): UrlRequest => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-a' },
  });

  test('as it is set is answered without the function, and stands in its answers', async () => {
    const url = await publicUrl(
      `export const handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'mine', a: 'b' } });`,
      {
        AuthType: 'AWS_IAM',
        Cors: {
          AllowOrigins: ['https://one.example'],
          AllowMethods: ['PUT', 'GET'],
          AllowHeaders: ['x-a', 'authorization'],
          ExposeHeaders: ['a'],
          AllowCredentials: true,
          MaxAge: 300,
        },
      },
    );
    const asked = await askUrl(url, preflight('https://one.example'));
    expect([asked.status, asked.text]).toEqual([200, '']);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': 'https://one.example',
      'access-control-allow-methods': 'PUT,GET',
      'access-control-allow-headers': 'x-a,authorization',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '300',
    });
    const stranger = await askUrl(url, preflight('https://two.example'));
    expect(stranger.status).toBe(200);
    expect(Object.keys(stranger.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    const { admin } = world.house;
    const sent = await askUrl(url, await signed(url, admin, { headers: { origin: 'https://one.example' } }));
    expect(sent.headers).toMatchObject({
      'access-control-allow-origin': 'https://one.example',
      'access-control-expose-headers': 'a',
      a: 'b',
    });
  });

  test('for everybody is a star; without settings it is the function’s own affair', async () => {
    const code = `export const handler = async ({ requestContext: { http } }) => ({ statusCode: 200, body: http.method, headers: { 'Access-Control-Allow-Origin': 'mine' } });`;
    const star = await publicUrl(code, { Cors: { AllowOrigins: ['*'] } });
    expect((await askUrl(star, { headers: { origin: 'https://x.example' } })).headers).toMatchObject({
      'access-control-allow-origin': '*',
    });
    const own = await askUrl(await publicUrl(code), preflight('https://x.example'));
    expect([own.text, own.headers['access-control-allow-origin']]).toEqual(['OPTIONS', 'mine']);
  });
});
