import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
  type AssumeRoleCommandInput,
  type Credentials as Temporary,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askServer } from '../src/cli/control-client.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { allow, documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

let made = 0;
const fresh = (name: string) => `${name}-${++made}`;

interface Someone {
  readonly name: string;
  readonly arn: string;
  readonly sts: STSClient;
  readonly iam: IAMClient;
  readonly key: Credentials;
}

/** A user with a key and, when given, an inline policy. */
async function addUser(policy?: string): Promise<Someone> {
  const name = fresh('user');
  const { User } = await iam.send(new CreateUserCommand({ UserName: name }));
  if (policy !== undefined) {
    await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'own', PolicyDocument: policy }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  const key = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  return { name, arn: User?.Arn ?? '', key, ...clients(key) };
}

/** A role that its account trusts, with an inline policy. @returns its ARN */
async function addRole(
  policy: string,
  more: object = {},
): Promise<{ name: string; arn: string; id: string }> {
  const name = fresh('role');
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: TRUST, ...more }),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'own', PolicyDocument: policy }));
  return { name, arn: Role?.Arn ?? '', id: Role?.RoleId ?? '' };
}

const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { AWS: ACCOUNT },
  Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
});

function clients(credentials: Credentials): { sts: STSClient; iam: IAMClient } {
  return { sts: new STSClient(house.client(credentials)), iam: new IAMClient(house.client(credentials)) };
}

function clientsOf(temporary: Temporary | undefined): { sts: STSClient; iam: IAMClient } {
  if (temporary === undefined) throw new Error('no credentials were answered');
  return clients(keysOf(temporary));
}

function keysOf({ AccessKeyId, SecretAccessKey, SessionToken }: Temporary): Credentials {
  return {
    accessKeyId: AccessKeyId ?? '',
    secretAccessKey: SecretAccessKey ?? '',
    sessionToken: SessionToken ?? '',
  };
}

/** Lets a user who may assume anything assume a role. */
async function session(role: { arn: string }, input: Partial<AssumeRoleCommandInput> = {}) {
  const { sts } = await addUser(allow('sts:*'));
  const assumed = await sts.send(
    new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'me', ...input }),
  );
  return clientsOf(assumed.Credentials);
}

const EVERYTHING = allow('*');
const advance = (milliseconds: number) => askServer(house.port, 'POST', 'clock/advance', { milliseconds });
const HOURS = 3_600_000;

describe("a role's session", () => {
  test('may what the role may, at each call', async () => {
    const role = await addRole(allow('iam:ListUsers'));
    const me = await session(role);
    const listUsers = () => refusal(me.iam.send(new ListUsersCommand({})));
    expect(await listUsers()).toBeUndefined();
    expect(await refusal(me.iam.send(new GetUserCommand({ UserName: 'admin' })))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining(
        `User: arn:aws:sts::${ACCOUNT}:assumed-role/${role.name}/me is not authorized to perform: iam:GetUser ` +
          'on resource: user admin because no identity-based policy allows the iam:GetUser action',
      ),
    });
    await iam.send(new DeleteRolePolicyCommand({ RoleName: role.name, PolicyName: 'own' }));
    expect(await listUsers()).toMatchObject({ code: 'AccessDenied' });
  });

  test('with a session policy it may only what both allow', async () => {
    const me = await session(await addRole(allow('iam:*')), { Policy: allow(['iam:ListUsers', 's3:*']) });
    expect(await refusal(me.iam.send(new ListUsersCommand({})))).toBeUndefined();
    expect(await refusal(me.iam.send(new GetUserCommand({ UserName: 'admin' })))).toMatchObject({
      message: expect.stringContaining('because no session policy allows the iam:GetUser action'),
    });
  });

  test('with managed session policies too', async () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const me = await session(await addRole(EVERYTHING), { PolicyArns: [{ arn }] });
    expect(await refusal(me.iam.send(new ListUsersCommand({})))).toMatchObject({ code: 'AccessDenied' });
  });

  test('its tags decide', async () => {
    const policy = documentOf({
      Effect: 'Allow',
      Action: 'iam:ListUsers',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a', 'aws:SourceIdentity': 'Ann' } },
    });
    const role = await addRole(policy, { Tags: [{ Key: 'Team', Value: 'b' }] });
    const Tags = [{ Key: 'team', Value: 'a' }];
    const allowed = await session(role, { Tags, SourceIdentity: 'Ann' });
    expect(await refusal(allowed.iam.send(new ListUsersCommand({})))).toBeUndefined();
    const untagged = await session(role, { SourceIdentity: 'Ann' });
    expect(await refusal(untagged.iam.send(new ListUsersCommand({})))).toMatchObject({
      code: 'AccessDenied',
    });
  });

  test('has no user to mean: IAM wants a name', async () => {
    const me = await session(await addRole(EVERYTHING));
    for (const call of [me.iam.send(new GetUserCommand({})), me.iam.send(new ListAccessKeysCommand({}))]) {
      expect(await refusal(call)).toEqual({
        code: 'ValidationError',
        status: 400,
        message: 'Must specify userName when calling with non-User credentials',
      });
    }
  });

  test('assumes a further role, for an hour at most', async () => {
    const second = await addRole(allow('iam:ListUsers'), { MaxSessionDuration: 7200 });
    const me = await session(await addRole(allow('sts:AssumeRole')));
    const input = { RoleArn: second.arn, RoleSessionName: 'chained' };
    expect(await refusal(me.sts.send(new AssumeRoleCommand({ ...input, DurationSeconds: 7200 })))).toEqual({
      code: 'ValidationError',
      status: 400,
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
    const chained = await me.sts.send(new AssumeRoleCommand(input));
    const identity = await clientsOf(chained.Credentials).sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${second.name}/chained`,
      UserId: `${second.id}:chained`,
    });
  });

  test('may not ask for credentials of its own', async () => {
    const me = await session(await addRole(EVERYTHING));
    expect(await refusal(me.sts.send(new GetSessionTokenCommand({})))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: 'Cannot call GetSessionToken with session credentials',
    });
    expect(await refusal(me.sts.send(new GetFederationTokenCommand({ Name: 'eve' })))).toMatchObject({
      message: 'Cannot call GetFederationToken with session credentials',
    });
  });

  test('ends with its role; one made anew under the same name is another', async () => {
    const role = await addRole(EVERYTHING);
    const me = await session(role);
    await me.sts.send(new GetCallerIdentityCommand({}));
    await iam.send(new DeleteRolePolicyCommand({ RoleName: role.name, PolicyName: 'own' }));
    await iam.send(new DeleteRoleCommand({ RoleName: role.name }));
    const ended = {
      code: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid.',
    };
    expect(await refusal(me.sts.send(new GetCallerIdentityCommand({})))).toEqual(ended);
    await iam.send(new CreateRoleCommand({ RoleName: role.name, AssumeRolePolicyDocument: TRUST }));
    expect(await refusal(me.sts.send(new GetCallerIdentityCommand({})))).toEqual(ended);
  });

  test('GetRole says when the role was last used, and not before', async () => {
    const role = await addRole(EVERYTHING);
    const lastUsed = async () =>
      (await iam.send(new GetRoleCommand({ RoleName: role.name }))).Role?.RoleLastUsed;
    expect(await lastUsed()).toEqual({});
    const me = await session(role);
    expect(await lastUsed()).toEqual({});
    await me.sts.send(new GetCallerIdentityCommand({}));
    expect(await lastUsed()).toEqual({ LastUsedDate: expect.any(Date), Region: 'us-east-1' });
  });

  test('a changed trust policy counts for the next session, not for those that run', async () => {
    const role = await addRole(EVERYTHING);
    const user = await addUser(allow('sts:*'));
    const input = { RoleArn: role.arn, RoleSessionName: 'me' };
    const { Credentials: running } = await user.sts.send(new AssumeRoleCommand(input));
    const closed = documentOf({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: role.name, PolicyDocument: closed }));
    expect(await refusal(user.sts.send(new AssumeRoleCommand(input)))).toMatchObject({
      code: 'AccessDenied',
      message: `User: ${user.arn} is not authorized to perform: sts:AssumeRole on resource: ${role.arn}`,
    });
    expect(await refusal(clientsOf(running).sts.send(new GetCallerIdentityCommand({})))).toBeUndefined();
  });

  test('a trust policy names the very user: renamed it still may, made anew under the name it may not', async () => {
    const user = await addUser();
    const trust = documentOf({ Effect: 'Allow', Principal: { AWS: user.arn }, Action: 'sts:AssumeRole' });
    const role = await addRole(EVERYTHING, { AssumeRolePolicyDocument: trust });
    const input = { RoleArn: role.arn, RoleSessionName: 'me' };
    expect(await refusal(user.sts.send(new AssumeRoleCommand(input)))).toBeUndefined();
    const renamed = `${user.name}-renamed`;
    await iam.send(new UpdateUserCommand({ UserName: user.name, NewUserName: renamed }));
    expect(await refusal(user.sts.send(new AssumeRoleCommand(input)))).toBeUndefined();
    await iam.send(new UpdateUserCommand({ UserName: renamed, NewUserName: user.name }));
    const { sts } = await recreate(user);
    expect(await refusal(sts.send(new AssumeRoleCommand(input)))).toMatchObject({ code: 'AccessDenied' });
  });
});

/** Deletes a user with its key and makes one of the same name. */
async function recreate(user: Someone): Promise<{ sts: STSClient }> {
  const UserName = user.name;
  const AccessKeyId = user.key.accessKeyId;
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await iam.send(new DeleteUserCommand({ UserName }));
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return clients({
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  });
}

describe('credentials of GetSessionToken', () => {
  test('are the user, but call nothing of IAM and little of STS', async () => {
    const user = await addUser(EVERYTHING);
    const { Credentials } = await user.sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    const me = clientsOf(Credentials);
    expect((await me.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(user.arn);
    expect(await refusal(me.iam.send(new ListUsersCommand({})))).toEqual({
      code: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid',
    });
    const AccessKeyId = user.key.accessKeyId;
    expect(await refusal(me.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId })))).toMatchObject({
      code: 'AccessDenied',
    });
    const role = await addRole(EVERYTHING);
    const input = { RoleArn: role.arn, RoleSessionName: 'me' };
    expect(await refusal(me.sts.send(new AssumeRoleCommand(input)))).toBeUndefined();
  });

  test('outlive the deactivation of the key that asked for them (guess), not the end of the user', async () => {
    const user = await addUser();
    const { Credentials } = await user.sts.send(new GetSessionTokenCommand({}));
    const me = clientsOf(Credentials);
    const identity = () => refusal(me.sts.send(new GetCallerIdentityCommand({})));
    const key = { UserName: user.name, AccessKeyId: user.key.accessKeyId };
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
    expect(await refusal(user.sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      code: 'InvalidClientTokenId',
    });
    expect(await identity()).toBeUndefined();
    await recreate(user);
    expect(await identity()).toMatchObject({ code: 'InvalidClientTokenId' });
  });
});

describe('credentials of GetFederationToken', () => {
  test('call nothing of IAM, and of STS only GetCallerIdentity', async () => {
    const user = await addUser(EVERYTHING);
    const { Credentials, FederatedUser, PackedPolicySize } = await user.sts.send(
      new GetFederationTokenCommand({ Name: 'eve', Policy: EVERYTHING }),
    );
    expect(FederatedUser).toEqual({
      FederatedUserId: `${ACCOUNT}:eve`,
      Arn: `arn:aws:sts::${ACCOUNT}:federated-user/eve`,
    });
    expect(PackedPolicySize).toBeGreaterThan(0);
    const me = clientsOf(Credentials);
    expect((await me.sts.send(new GetCallerIdentityCommand({}))).UserId).toBe(`${ACCOUNT}:eve`);
    expect(await refusal(me.iam.send(new ListUsersCommand({})))).toMatchObject({
      code: 'InvalidClientTokenId',
    });
    const blob = { EncodedMessage: 'x' };
    expect(await refusal(me.sts.send(new DecodeAuthorizationMessageCommand(blob)))).toMatchObject({
      code: 'AccessDenied',
    });
  });
});

describe('the session token', () => {
  test.each([
    ['cut', (token: string) => token.slice(0, -4)],
    ['changed', (token: string) => token.slice(0, 99) + (token[99] === 'A' ? 'B' : 'A') + token.slice(100)],
    ['garbage', () => 'garbage'],
    ['of 9,000 characters', () => 'A'.repeat(9000)],
  ])('%s is refused', async (_, spoil) => {
    const { sts } = await addUser();
    const { Credentials } = await sts.send(new GetSessionTokenCommand({}));
    const keys = keysOf(Credentials as Temporary);
    const spoilt = clients({ ...keys, sessionToken: spoil(keys.sessionToken ?? '') });
    expect(await refusal(spoilt.sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      code: 'InvalidClientTokenId',
      status: 403,
    });
  });

  test("another session's is refused, and so is a temporary key without one", async () => {
    const { sts } = await addUser();
    const { Credentials: one } = await sts.send(new GetSessionTokenCommand({}));
    const { Credentials: two } = await sts.send(new GetSessionTokenCommand({}));
    const mixed = { ...keysOf(one as Temporary), sessionToken: two?.SessionToken ?? '' };
    const { sessionToken: _, ...without } = keysOf(one as Temporary);
    for (const keys of [mixed, without]) {
      expect(await refusal(clients(keys).sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
        code: 'InvalidClientTokenId',
      });
    }
  });
});

describe("STS's own words on inputs that break its model show the value", () => {
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/any`;
  test.each([
    [
      { RoleArn, RoleSessionName: 'Session1:2' },
      "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
    ],
    [
      { RoleArn, RoleSessionName: 'me', DurationSeconds: 899 },
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: " +
        'Member must have value greater than or equal to 900',
    ],
    [
      { RoleArn: 'short', RoleSessionName: 'me' },
      "1 validation error detected: Value 'short' at 'roleArn' failed to satisfy constraint: " +
        'Member must have length greater than or equal to 20',
    ],
    [{ RoleArn: 'nothing-valid-in-here', RoleSessionName: 'me' }, 'nothing-valid-in-here is invalid'],
    [{ RoleArn: 'arn:a:a::aaaaaaaaaa:', RoleSessionName: 'me' }, 'arn:a:a::aaaaaaaaaa: is invalid'],
  ])('%j', async (input, message) => {
    const { sts } = await addUser(EVERYTHING);
    expect(await refusal(sts.send(new AssumeRoleCommand(input)))).toEqual({
      code: 'ValidationError',
      status: 400,
      message,
    });
  });
});

describe('the AWS CLI', () => {
  test('assumes a role from a profile-less shell and works as its session', async () => {
    const role = await addRole(allow('iam:ListUsers'));
    const { Credentials, AssumedRoleUser } = await house.awsJson<{
      Credentials: Temporary;
      AssumedRoleUser: object;
    }>(['sts', 'assume-role', '--role-arn', role.arn, '--role-session-name', 'cli']);
    expect(AssumedRoleUser).toEqual({
      AssumedRoleId: `${role.id}:cli`,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.name}/cli`,
    });
    const me = keysOf(Credentials);
    expect(await house.awsJson(['sts', 'get-caller-identity'], me)).toEqual({
      UserId: `${role.id}:cli`,
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.name}/cli`,
    });
    const refused = await house.aws(['iam', 'list-roles'], me);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain(
      'An error occurred (AccessDenied) when calling the ListRoles operation: User: ' +
        `arn:aws:sts::${ACCOUNT}:assumed-role/${role.name}/cli is not authorized to perform: iam:ListRoles`,
    );
  });
});

// The clock never runs back, so what moves it comes last.
describe('as time passes', () => {
  test('revoking older sessions by aws:TokenIssueTime leaves younger ones', async () => {
    const role = await addRole(EVERYTHING);
    const old = await session(role);
    const { now } = (await advance(5000)) as { now: string };
    const revoke = documentOf({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': now } },
    });
    const policy = { RoleName: role.name, PolicyName: 'revoke', PolicyDocument: revoke };
    await iam.send(new PutRolePolicyCommand(policy));
    await advance(5000);
    const young = await session(role);
    expect(await refusal(old.iam.send(new ListUsersCommand({})))).toMatchObject({ code: 'AccessDenied' });
    expect(await refusal(young.iam.send(new ListUsersCommand({})))).toBeUndefined();
  });

  test('a session ends when its time is over: ExpiredToken', async () => {
    const role = await addRole(EVERYTHING);
    const hour = await session(role);
    const long = await session(await addRole(EVERYTHING, { MaxSessionDuration: 43_200 }), {
      DurationSeconds: 43_200,
    });
    await advance(HOURS - 10_000);
    expect(await refusal(hour.iam.send(new ListUsersCommand({})))).toBeUndefined();
    await advance(11_000);
    expect(await refusal(hour.iam.send(new ListUsersCommand({})))).toEqual({
      code: 'ExpiredToken',
      status: 403,
      message: 'The security token included in the request is expired',
    });
    expect(await refusal(hour.sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      code: 'ExpiredToken',
    });
    expect(await refusal(long.iam.send(new ListUsersCommand({})))).toBeUndefined();
    await advance(12 * HOURS);
    expect(await refusal(long.iam.send(new ListUsersCommand({})))).toMatchObject({ code: 'ExpiredToken' });
  });

  test('long-term keys do not age', async () => {
    const user = await addUser();
    await advance(366 * 24 * HOURS);
    expect(await refusal(user.sts.send(new GetCallerIdentityCommand({})))).toBeUndefined();
    await iam.send(
      new PutUserPolicyCommand({ UserName: user.name, PolicyName: 'p', PolicyDocument: EVERYTHING }),
    );
    await iam.send(new DeleteUserPolicyCommand({ UserName: user.name, PolicyName: 'p' }));
  });
});
