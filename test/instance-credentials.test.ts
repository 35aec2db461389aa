import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EC2Client, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromInstanceMetadata } from '@aws-sdk/credential-providers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { awsCliFolder } from './aws-cli.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { metadataEndpoint } from './instance-metadata.ts';
import { launchInstance, makeInstanceRole, trust } from './instances.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** The SDKs and the AWS CLI get, use and refresh an instance's credentials by their own means. */
const repository = fileURLToPath(new URL('..', import.meta.url));

const ENDPOINT_VARIABLE = 'AWS_EC2_METADATA_SERVICE_ENDPOINT';

let house: TestHouse;
let instance: string;

beforeAll(async () => {
  house = await startHouse();
  await makeInstanceRole(house, 'Worker');
  instance = await launch(house, 'Worker');
});
afterAll(() => house.close());
afterEach(() => {
  delete process.env[ENDPOINT_VARIABLE];
});

/** An instance with the profile; both versions of its metadata service answer. */
function launch(of: TestHouse, profile: string): Promise<string> {
  const IamInstanceProfile = { Name: profile };
  return launchInstance(of, { IamInstanceProfile, MetadataOptions: { HttpTokens: 'optional' } });
}

/** Credentials of an instance by the SDK's own provider; it finds the endpoint in the environment. */
async function sdkCredentials(endpoint: string): Promise<Credentials> {
  process.env[ENDPOINT_VARIABLE] = endpoint;
  return fromInstanceMetadata({ maxRetries: 0, timeout: 5000 })();
}

const sessionArn = (role: string, id: string) => `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${id}`;

async function advance(of: TestHouse, duration: string): Promise<void> {
  const { code, stderr } = await runUtsuwa(['clock', 'advance', duration, '--port', String(of.port)]);
  if (code !== 0) throw new Error(stderr);
}

describe('by the clients’ own default chains', () => {
  test('the AWS SDK for JavaScript', async () => {
    // By itself it waits a second for the metadata service, and asks once: too little on a busy machine.
    const script =
      "const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');" +
      'const ask = () => new STSClient({}).send(new GetCallerIdentityCommand({}));' +
      'ask().catch(ask).catch(ask).catch(ask).then((answer) => console.log(answer.Arn));';
    const { code, stdout } = await house.onInstance(instance, [process.execPath, '-e', script], {
      cwd: repository,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${sessionArn('Worker', instance)}\n` });
  });

  test('botocore, as boto3 uses it', async () => {
    const packages = path.join(await awsCliFolder(), 'awscli');
    const script =
      'import sys; sys.path.insert(0, sys.argv[1]); import botocore.session; ' +
      'session = botocore.session.get_session(); print(session.get_credentials().method); ' +
      "print(session.create_client('sts').get_caller_identity()['Arn'])";
    const { stdout, stderr } = await house.onInstance(instance, ['python3', '-c', script, packages]);
    expect({ stdout, stderr }).toEqual({
      stdout: `iam-role\n${sessionArn('Worker', instance)}\n`,
      stderr: '',
    });
  });

  test('the AWS CLI, also through a profile that names the metadata service as its source', async () => {
    await makeInstanceRole(house, 'Next', trust({ AWS: `arn:aws:iam::${ACCOUNT}:role/Worker` }));
    const configure = (name: string, value: string) =>
      house.onInstance(instance, ['aws', 'configure', 'set', name, value, '--profile', 'next']);
    await configure('role_arn', `arn:aws:iam::${ACCOUNT}:role/Next`);
    await configure('credential_source', 'Ec2InstanceMetadata');
    await configure('role_session_name', 'chained');
    const who = ['aws', 'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];
    const chained = await house.onInstance(instance, [...who, '--profile', 'next']);
    expect(chained.stdout.trim()).toBe(sessionArn('Next', 'chained'));
    expect((await house.onInstance(instance, who)).stdout.trim()).toBe(sessionArn('Worker', instance));
  });

  test('a role that EC2 may not assume gives none, and the metadata service says why', async () => {
    await makeInstanceRole(house, 'eksClusterRole', trust({ Service: 'eks.amazonaws.com' }));
    const id = await launch(house, 'eksClusterRole');
    const { code, stderr } = await house.onInstance(id, ['aws', 'sts', 'get-caller-identity']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('Unable to locate credentials');
    const url = `${await metadataEndpoint(house, id)}/latest/meta-data/iam/security-credentials/`;
    expect(await (await fetch(url)).text()).toBe('eksClusterRole');
    const answer = await fetch(`${url}eksClusterRole`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ Code: 'AssumeRoleUnauthorizedAccess' });
  });
});

describe('rotation', () => {
  test('in moved time: new credentials within the hour, the old ones until their own end, then ExpiredToken', async () => {
    const endpoint = await metadataEndpoint(house, instance);
    const first = await sdkCredentials(endpoint);
    expect((await sdkCredentials(endpoint)).accessKeyId).toBe(first.accessKeyId);
    await advance(house, '1h');
    const second = await sdkCredentials(endpoint);
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    const who = (credentials: Credentials) =>
      new STSClient(house.client(credentials)).send(new GetCallerIdentityCommand({}));
    expect((await who(first)).Arn).toBe(sessionArn('Worker', instance));
    await advance(house, '5h');
    await expect(who(first)).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
    const describe = new EC2Client(house.client(first)).send(new DescribeInstancesCommand({}));
    await expect(describe).rejects.toMatchObject({ name: 'RequestExpired' });
    expect((await who(await sdkCredentials(endpoint))).Arn).toBe(sessionArn('Worker', instance));
  });
});

test('after a restart an instance has its metadata where it was, and its home as it was left', async () => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-restart-'));
  const kept = {
    place: { kind: 'sqlite', directory },
    instancesDirectory: path.join(directory, 'instances'),
  } as const;
  try {
    const before = await startHouse(kept);
    await makeInstanceRole(before, 'Lasting');
    const id = await launch(before, 'Lasting');
    const endpoint = await metadataEndpoint(before, id);
    await before.onInstance(id, ['sh', '-c', 'echo left > "$HOME/note"']);
    await before.close();
    const after = await startHouse(kept);
    try {
      expect((await sdkCredentials(endpoint)).accessKeyId).toMatch(/^ASIA/);
      expect(await metadataEndpoint(after, id)).toBe(endpoint);
      expect((await after.onInstance(id, ['sh', '-c', 'cat "$HOME/note"'])).stdout).toBe('left\n');
    } finally {
      await after.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
