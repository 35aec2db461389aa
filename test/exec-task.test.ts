import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  DeleteRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsCliFolder, type CliOptions, type CliResult } from './aws-cli.ts';
import { control } from './control.ts';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { policyOf } from './identities.ts';
import { makeInstanceRole, trust } from './instances.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** `bin/utsuwa exec --task-role`: a command with the credentials of a role, as in a container of ECS's. */
const repository = fileURLToPath(new URL('..', import.meta.url));
const BIN = path.join(repository, 'bin/utsuwa');

const TASK_ARN = new RegExp(`^arn:aws:sts::${ACCOUNT}:assumed-role/Task/[0-9a-f]{32}$`);
const ECS = trust({ Service: 'ecs-tasks.amazonaws.com' });

let house: TestHouse;
let iam: IAMClient;

beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  await makeInstanceRole(house, 'Task', ECS);
});
afterAll(() => house.close());

function inTask(role: string, command: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const args = ['exec', '--port', String(house.port), '--task-role', role, '--', ...command];
  return runUtsuwa(args, options);
}

/** What a command of a task's sees, and its endpoint, until `end` is called. */
async function startTask(role: string) {
  const print = 'console.log(JSON.stringify(process.env)); process.stdin.on("data", () => process.exit(0))';
  const args = [BIN, 'exec', '--port', String(house.port), '--task-role', role, '--'];
  const child = spawn(process.execPath, [...args, process.execPath, '-e', print], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const env = JSON.parse(String(line.value)) as Record<string, string>;
  const uri = env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '';
  const token = env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] ?? '';
  return {
    env,
    uri,
    get: (headers: Record<string, string> = { Authorization: token }, at = uri, method = 'GET') =>
      fetch(at, { method, headers }),
    end: async () => {
      child.stdin.write('\n');
      await exited;
    },
  };
}

describe('by the clients’ own default chains', () => {
  test('the AWS SDK for JavaScript', async () => {
    const script =
      "const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');" +
      'new STSClient({}).send(new GetCallerIdentityCommand({})).then((answer) => console.log(answer.Arn));';
    const { stdout } = await inTask('Task', [process.execPath, '-e', script], { cwd: repository });
    expect(stdout.trim()).toMatch(TASK_ARN);
  });

  test('botocore, as boto3 uses it', async () => {
    const packages = path.join(await awsCliFolder(), 'awscli');
    const script =
      'import sys; sys.path.insert(0, sys.argv[1]); import botocore.session; ' +
      'session = botocore.session.get_session(); print(session.get_credentials().method); ' +
      "print(session.create_client('sts').get_caller_identity()['Arn'])";
    const { stdout } = await inTask('Task', ['python3', '-c', script, packages]);
    const [method, arn] = stdout.split('\n');
    expect(method).toBe('container-role');
    expect(arn).toMatch(TASK_ARN);
  });

  test('the AWS CLI, with the operator’s own keys and profiles hidden, and the role by its ARN', async () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_PROFILE: 'work',
    };
    const who = ['aws', 'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];
    const { stdout } = await inTask(`arn:aws:iam::${ACCOUNT}:role/Task`, who, { env });
    expect(stdout.trim()).toMatch(TASK_ARN);
  });
});

describe('the endpoint', () => {
  test('answers credentials with their role, alike until they rotate, and ends with the command', async () => {
    const task = await startTask('Task');
    const answer = await task.get();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    const credentials = (await answer.json()) as Record<string, string>;
    expect(credentials).toEqual({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/Task`,
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      Token: expect.any(String),
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(await (await task.get()).json()).toEqual(credentials);
    await control(house, 'clock/advance', { milliseconds: 3_600_000 });
    const renewed = (await (await task.get()).json()) as Record<string, string>;
    expect(renewed['AccessKeyId']).not.toBe(credentials['AccessKeyId']);
    const old = new STSClient(
      house.client({
        accessKeyId: credentials['AccessKeyId'] ?? '',
        secretAccessKey: credentials['SecretAccessKey'] ?? '',
        sessionToken: credentials['Token'] ?? '',
      }),
    );
    expect((await old.send(new GetCallerIdentityCommand({}))).Arn).toMatch(TASK_ARN);
    await task.end();
    await expect(task.get()).rejects.toThrow('fetch failed');
  });

  test('gives nothing without its token, to another path, method or host', async () => {
    const task = await startTask('Task');
    const statusOf = async (answer: Promise<Response>) => {
      const { status, text } = await answer.then(async (got) => ({
        status: got.status,
        text: await got.text(),
      }));
      expect(text).not.toContain('SecretAccessKey');
      return status;
    };
    const token = task.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] ?? '';
    expect(await statusOf(task.get({}))).toBe(401);
    expect(await statusOf(task.get({ Authorization: `${token}x` }))).toBe(401);
    expect(await statusOf(task.get({ Authorization: token.replace(/.$/, '-') }))).toBe(
      token.endsWith('-') ? 200 : 401,
    );
    const headers = { Authorization: token };
    expect(await statusOf(task.get(headers, `${new URL(task.uri).origin}/v2/credentials/`))).toBe(404);
    expect(await statusOf(task.get(headers, `${new URL(task.uri).origin}/latest/meta-data/`))).toBe(404);
    expect(await statusOf(task.get(headers, task.uri, 'POST'))).toBe(405);
    const other = await startTask('Task');
    expect(
      await statusOf(task.get({ Authorization: other.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] ?? '' })),
    ).toBe(401);
    await Promise.all([task.end(), other.end()]);
  });

  test('an instance’s metadata is hidden, the home is empty and gone afterwards', async () => {
    const task = await startTask('Task');
    const names = Object.keys(task.env).filter((name) => /^(AWS|UTSUWA)_/.test(name));
    expect(names.sort()).toEqual([
      'AWS_CONTAINER_AUTHORIZATION_TOKEN',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_DEFAULT_REGION',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_ENDPOINT_URL',
      'AWS_EXECUTION_ENV',
      'AWS_REGION',
    ]);
    await task.end();
    const { stdout, code } = await inTask('Task', ['sh', '-c', 'ls -A "$HOME"; echo "$HOME"; exit 4']);
    expect(code).toBe(4);
    const home = stdout.trim();
    expect(home).toMatch(/utsuwa-task-\w+$/);
    expect((await inTask('Task', ['ls', home])).code).not.toBe(0);
  });
});

describe('the role’s trust policy decides', () => {
  test('a role that ECS may not assume is refused before anything runs', async () => {
    await makeInstanceRole(house, 'OnlyEc2');
    const { code, stdout, stderr } = await inTask('OnlyEc2', ['echo', 'ran']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`ECS cannot assume \`arn:aws:iam::${ACCOUNT}:role/OnlyEc2\``);
    expect(stderr).toContain('ecs-tasks.amazonaws.com');
  });

  test('aws:SourceAccount and aws:SourceArn are the task’s', async () => {
    const bound = (account: string) => ({
      ...ECS,
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:ecs:us-east-1:${account}:*` },
      },
    });
    await makeInstanceRole(house, 'Bound', bound(ACCOUNT));
    expect((await inTask('Bound', ['true'])).code).toBe(0);
    const elsewhere = policyOf(bound('111122223333'));
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Bound', PolicyDocument: elsewhere }));
    expect((await inTask('Bound', ['true'])).code).toBe(1);
  });

  test('a role that is not there, and what is no role', async () => {
    expect((await inTask('Nobody', ['true'])).stderr).toBe(
      `utsuwa: account ${ACCOUNT} has no role \`Nobody\`\n`,
    );
    expect((await inTask('arn:aws:iam::000000000000:user/admin', ['true'])).stderr).toBe(
      'utsuwa: `role` must be the name or the ARN of a role\n',
    );
    expect((await inTask('../../x', ['true'])).code).toBe(1);
  });

  test('a role deleted while the command runs gives nothing more, and the endpoint says why', async () => {
    await makeInstanceRole(house, 'Brief', ECS);
    const task = await startTask('Brief');
    const remove = ['iam', 'remove-role-from-instance-profile', '--instance-profile-name', 'Brief'];
    expect((await house.aws([...remove, '--role-name', 'Brief'])).code).toBe(0);
    await iam.send(new DeleteRoleCommand({ RoleName: 'Brief' }));
    const answer = await task.get();
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      code: 'CredentialsUnavailable',
      message: `account ${ACCOUNT} has no role \`Brief\``,
    });
    await task.end();
  });
});

test('what the role may not do is refused, and what it may is done', async () => {
  const list = ['aws', 'iam', 'list-roles', '--query', 'length(Roles)'];
  expect((await inTask('Task', list)).stderr).toContain('AccessDenied');
  const PolicyDocument = policyOf({ Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'Task', PolicyName: 'own', PolicyDocument }));
  expect(Number((await inTask('Task', list)).stdout)).toBeGreaterThan(0);
});
