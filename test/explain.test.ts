import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateAccessKeyCommand,
  GetUserCommand,
  IAMClient,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SetDefaultPolicyVersionCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askServer } from '../src/cli/control-client.ts';
import type { ToldRequest } from '../src/kernel/told-request.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { allow, documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** Why a request was refused, and that what is proposed allows it: over the wire, with the real AWS CLI. */

let house: TestHouse;
let iam: IAMClient;
let s3: S3Client;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
});
afterAll(() => house.close());

async function user(UserName: string, policy?: string): Promise<Credentials> {
  await iam.send(new CreateUserCommand({ UserName }));
  if (policy !== undefined) {
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: policy }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const explained = async (id: string) =>
  (await askServer(house.port, 'GET', `explain/${id}`)) as unknown as ToldRequest;

async function lastRefused(): Promise<ToldRequest> {
  const { refusals } = await askServer(house.port, 'GET', 'refusals');
  return explained((refusals as { requestId: string }[])[0]?.requestId ?? '');
}

/** The commands that were proposed. */
function commandsOf(told: ToldRequest): string[] {
  return told.evaluations.flatMap(({ edits = [] }) => edits.map(({ command = '' }) => command));
}

/** A proposed command's arguments behind `aws`; only the last one is quoted. */
function argumentsOf(command: string): string[] {
  const [head = '', document = ''] = command.split(" '");
  return [...head.split(' ').slice(1), document.replace(/'$/, '')];
}

/** Does what was proposed. */
async function apply(told: ToldRequest): Promise<string[]> {
  const commands = commandsOf(told);
  for (const command of commands) {
    const [service, operation = '', ...rest] = argumentsOf(command);
    const flag = (name: string) => rest[rest.indexOf(`--${name}`) + 1] ?? '';
    const PolicyDocument = rest.at(-1) ?? '';
    switch (`${service} ${operation}`) {
      case 'iam put-user-policy': {
        const named = { UserName: flag('user-name'), PolicyName: flag('policy-name') };
        await iam.send(new PutUserPolicyCommand({ ...named, PolicyDocument }));
        break;
      }
      case 'iam create-policy-version': {
        const PolicyArn = flag('policy-arn');
        await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
        break;
      }
      case 'iam update-assume-role-policy':
        await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: flag('role-name'), PolicyDocument }));
        break;
      case 's3api put-bucket-policy':
        await s3.send(new PutBucketPolicyCommand({ Bucket: flag('bucket'), Policy: PolicyDocument }));
        break;
      default:
        throw new Error(`the proposal is another: ${command}`);
    }
  }
  return commands;
}

describe('what is proposed allows the request when it is done', () => {
  test('a missing Allow of the user’s own', async () => {
    const ann = new IAMClient(house.client(await user('ann')));
    const call = () => refusal(ann.send(new GetUserCommand({ UserName: 'ann' })));
    const id = /authorization id: ([\da-z]+)$/.exec((await call())?.message ?? '')?.[1] ?? '';
    const told = await explained(id);
    expect(told).toMatchObject({
      authorizationId: id,
      caller: arnOf('ann'),
      service: 'iam',
      operation: 'GetUser',
      errorCode: 'AccessDenied',
      evaluations: [{ decision: 'implicit-deny', decidedBy: 'identity-based policy', policies: [] }],
    });
    const [command = ''] = commandsOf(told);
    expect(await house.aws(argumentsOf(command))).toMatchObject({ code: 0 });
    expect(command).toMatch(/^aws iam put-user-policy --user-name ann --policy-name allow-iam-GetUser /);
    expect(await call()).toBeUndefined();
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'ann',
        PolicyName: 'allow-iam-GetUser',
        PolicyDocument: allow('iam:GetRole'),
      }),
    );
    expect(await call()).toMatchObject({ code: 'AccessDenied' });
  });

  test('a boundary and a user’s policy: both, and not one of them', async () => {
    const credentials = await user('ben');
    const boundary = { PolicyName: 'limits', PolicyDocument: allow('s3:*') };
    const { Policy } = await iam.send(new CreatePolicyCommand(boundary));
    const PermissionsBoundary = Policy?.Arn ?? '';
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'ben', PermissionsBoundary }));
    const ben = new IAMClient(house.client(credentials));
    const call = () => refusal(ben.send(new GetUserCommand({ UserName: 'ben' })));
    expect((await call())?.message).toContain('because no permissions boundary allows');
    const told = await lastRefused();
    expect(told.evaluations[0]?.edits).toHaveLength(2);
    const commands = await apply(told);
    expect(commands.map((command) => command.split(' ')[2])).toEqual([
      'create-policy-version',
      'put-user-policy',
    ]);
    expect(await call()).toBeUndefined();
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: PermissionsBoundary, VersionId: 'v1' }));
    expect((await call())?.message).toContain('because no permissions boundary allows');
  });

  test('a Deny in a bucket’s policy, told with its place and text', async () => {
    const Bucket = 'explained';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const deny = {
      Sid: 'Closed',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:ListBucket',
      Resource: ['arn:aws:s3:::explained', 'arn:aws:s3:::explained/*'],
      Condition: { StringEquals: { 'aws:PrincipalType': 'User' } },
    };
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: documentOf(deny) }));
    const cat = new S3Client({
      ...house.client(await user('cat', allow('s3:*'))),
      forcePathStyle: true,
    });
    const call = () => refusal(cat.send(new ListObjectsV2Command({ Bucket })));
    expect(await call()).toMatchObject({ code: 'AccessDenied' });
    const told = await lastRefused();
    expect(told.evaluations[0]?.policies[0]).toMatchObject({
      type: 'resource-based policy',
      label: 'arn:aws:s3:::explained',
      statements: [{ sid: 'Closed', effect: 'Deny', matched: true, decided: true, line: 1, column: 38 }],
    });
    expect(JSON.parse(told.evaluations[0]?.policies[0]?.statements[0]?.text ?? '')).toEqual(deny);
    await apply(told);
    expect(await call()).toBeUndefined();
  });

  test('a trust policy that names someone else', async () => {
    const trust = documentOf({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    const { Role } = await iam.send(
      new CreateRoleCommand({ RoleName: 'guarded', AssumeRolePolicyDocument: trust }),
    );
    const dan = new STSClient(house.client(await user('dan', allow('sts:AssumeRole'))));
    const call = () =>
      refusal(dan.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'session' })));
    expect(await call()).toMatchObject({ code: 'AccessDenied' });
    const [command] = await apply(await lastRefused());
    expect(command).toContain('update-assume-role-policy --role-name guarded');
    expect(await call()).toBeUndefined();
  });
});

test('what the caller could bring is told before changes of the trust policy that asks for it', async () => {
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'for-a-partner',
      AssumeRolePolicyDocument: documentOf({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': 'e1' },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        },
      }),
    }),
  );
  const keys = await user('gil', documentOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }));
  const assume = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'session' });
  expect(await refusal(new STSClient(house.client(keys)).send(assume))).toMatchObject({
    code: 'AccessDenied',
  });
  const told = await lastRefused();
  const { wishes } = told.evaluations.find(({ decision }) => decision !== 'allowed') ?? {};
  expect(wishes?.map(({ text }) => text)).toEqual([
    'pass the external id: --external-id e1',
    expect.stringMatching(/^come with MFA: --serial-number ARN --token-code CODE/) as string,
  ]);
});

test('`utsuwa explain` lists the last refusals, and prints one: who, what, which statement, by which element, what would allow it', async () => {
  const conditional = documentOf({
    Sid: 'FromHome',
    Effect: 'Allow',
    Action: 'iam:GetUser',
    Resource: '*',
    Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
  });
  const eve = new IAMClient(house.client(await user('eve', conditional)));
  expect(await refusal(eve.send(new GetUserCommand({ UserName: 'eve' })))).toMatchObject({ status: 403 });
  const { requestId = '' } = await lastRefused();
  const listed = await runUtsuwa(['explain', '--port', String(house.port)]);
  expect(listed.stdout.split('\n')[0]).toContain(
    `${requestId}  ${arnOf('eve')}  iam:GetUser  ${arnOf('eve')}`,
  );
  const { stdout, code } = await runUtsuwa(['explain', '--port', String(house.port), requestId]);
  expect(code).toBe(0);
  for (const line of [
    `${arnOf('eve')} called iam:GetUser in us-east-1`,
    'refused: no identity-based policy allows iam:GetUser',
    'identity-based policy inline policy own of user eve',
    '1:38 Allow FromHome does not match: its Condition does not hold',
    '"Sid":"FromHome"',
    'IpAddress aws:SourceIp wants 192.0.2.0/24, and was 127.0.0.1',
    'StringEquals aws:SourceVpc wants vpc-1, and was missing',
    'condition keys that were missing: aws:SourceVpc',
    '→ call from another address; the condition is IpAddress 192.0.2.0/24',
    'what would allow it:',
    'aws iam put-user-policy --user-name eve',
  ]) {
    expect(stdout).toContain(line);
  }
});

test('an allowed request is explained too, and what is unknown is refused', async () => {
  const { $metadata } = await iam.send(new GetUserCommand({ UserName: 'admin' }));
  const told = await explained($metadata.requestId ?? '');
  expect(told.evaluations[0]).toMatchObject({ decision: 'allowed', decidedBy: 'identity-based policy' });
  expect(told.evaluations[0]?.policies[0]?.statements[0]).toMatchObject({ matched: true, decided: true });
  await expect(explained('unknown')).rejects.toThrow('no request `unknown` is remembered');
});
