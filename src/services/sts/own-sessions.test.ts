import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  allow,
  answer,
  documentOf,
  openInProcessHouse,
  type InProcessHouse,
} from '../../../test/in-process-house.ts';
import { sealMessage } from '../../credentials/sealed-message.ts';
import type { Caller } from '../../kernel/caller.ts';
import type {
  Credentials,
  GetFederationTokenResponse,
  GetSessionTokenResponse,
} from '../../model/generated/sts.ts';
import { stsService } from './service.ts';

let inside: InProcessHouse;
beforeAll(async () => {
  inside = await openInProcessHouse({ sts: stsService });
});
afterAll(() => inside.close());

const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
});

function sts<T>(caller: Caller, operation: string, input: object = {}): Promise<T> {
  return answer(inside.call(caller, 'sts', operation, input));
}

async function callerOf(credentials: Credentials | undefined): Promise<Caller> {
  const caller = credentials && (await inside.callerOf(credentials));
  if (caller === undefined) throw new Error('the session has ended');
  return caller;
}

function secondsLeft(credentials: Credentials | undefined): number {
  return Math.round(((credentials?.Expiration.getTime() ?? 0) - inside.clock.now().getTime()) / 1000);
}

let made = 0;
const fresh = (name: string) => `${name}-${++made}`;

describe('GetCallerIdentity', () => {
  test('answers root, user, role session and federated user, and needs no permission', async () => {
    const user = await inside.addUser('Bob', {
      path: '/staff/',
      policy: documentOf({ Effect: 'Deny', Action: '*', Resource: '*' }),
    });
    expect(await sts(inside.root, 'GetCallerIdentity')).toEqual({
      UserId: ACCOUNT,
      Account: ACCOUNT,
      Arn: `arn:aws:iam::${ACCOUNT}:root`,
    });
    expect(await sts(user, 'GetCallerIdentity')).toEqual({
      UserId: user.principalId,
      Account: ACCOUNT,
      Arn: `arn:aws:iam::${ACCOUNT}:user/staff/Bob`,
    });
    const able = await inside.addUser(fresh('able'), { policy: allow('sts:*') });
    const { roleId, arn } = await inside.addRole('Reader', { trust: TRUST, path: '/x/' });
    const role = await sts<GetSessionTokenResponse>(able, 'AssumeRole', {
      RoleArn: arn,
      RoleSessionName: 'me',
    });
    expect(await sts(await callerOf(role.Credentials), 'GetCallerIdentity')).toEqual({
      UserId: `${roleId}:me`,
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/me`,
    });
    const federated = await sts<GetFederationTokenResponse>(able, 'GetFederationToken', { Name: 'eve' });
    expect(await sts(await callerOf(federated.Credentials), 'GetCallerIdentity')).toEqual({
      UserId: `${ACCOUNT}:eve`,
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:federated-user/eve`,
    });
  });
});

describe('GetSessionToken', () => {
  test('needs no permission and answers credentials of the same user, for twelve hours', async () => {
    const user = await inside.addUser(fresh('plain'), {
      policy: documentOf({ Effect: 'Deny', Action: '*', Resource: '*' }),
    });
    const { Credentials } = await sts<GetSessionTokenResponse>(user, 'GetSessionToken');
    expect(Math.abs(secondsLeft(Credentials) - 43_200)).toBeLessThanOrEqual(1);
    const session = await callerOf(Credentials);
    expect(session).toMatchObject({ kind: 'user', arn: user.arn, accessKeyId: Credentials?.AccessKeyId });
  });

  test("the root user's last an hour, however long was asked for", async () => {
    const asked = { DurationSeconds: 129_600 };
    const { Credentials } = await sts<GetSessionTokenResponse>(inside.root, 'GetSessionToken', asked);
    expect(Math.abs(secondsLeft(Credentials) - 3600)).toBeLessThanOrEqual(1);
    const session = await callerOf(Credentials);
    expect(session).toMatchObject({ kind: 'root' });
    await expect(
      sts(session, 'AssumeRole', { RoleArn: `arn:aws:iam::${ACCOUNT}:role/any`, RoleSessionName: 'me' }),
    ).rejects.toMatchObject({ message: 'Roles may not be assumed by root accounts.' });
  });

  test('such credentials may call AssumeRole and GetCallerIdentity of STS, for an hour at most, and nothing else', async () => {
    const user = await inside.addUser(fresh('session'), { policy: allow('*') });
    const { arn } = await inside.addRole(fresh('Any'), { trust: TRUST, maxSessionDuration: 43_200 });
    const { Credentials } = await sts<GetSessionTokenResponse>(user, 'GetSessionToken');
    const session = await callerOf(Credentials);
    await expect(sts(session, 'GetCallerIdentity')).resolves.toBeDefined();
    const role = { RoleArn: arn, RoleSessionName: 'me' };
    await expect(sts(session, 'AssumeRole', role)).resolves.toBeDefined();
    await expect(sts(session, 'AssumeRole', { ...role, DurationSeconds: 7200 })).rejects.toMatchObject({
      code: 'ValidationError',
    });
    for (const [operation, input] of [
      ['GetSessionToken', {}],
      ['GetFederationToken', { Name: 'eve' }],
    ] as const) {
      await expect(sts(session, operation, input)).rejects.toMatchObject({
        code: 'AccessDenied',
        message: `Cannot call ${operation} with session credentials`,
      });
    }
  });

  test('end with their user, also when one of the same name is made again', async () => {
    const name = fresh('leaving');
    const user = await inside.addUser(name);
    const { Credentials } = await sts<GetSessionTokenResponse>(user, 'GetSessionToken');
    await inside.house.store.write(async (tx) => {
      await tx.deleteFrom('users').where('user_id', '=', user.principalId).execute();
    });
    await inside.addUser(name);
    expect(await inside.callerOf(Credentials as Credentials)).toBeUndefined();
  });
});

describe('GetFederationToken', () => {
  test('answers the federated user, and always a packed size', async () => {
    const user = await inside.addUser(fresh('broker'), { policy: allow('sts:GetFederationToken') });
    const response = await sts<GetFederationTokenResponse>(user, 'GetFederationToken', { Name: 'eve' });
    expect(response).toEqual({
      Credentials: expect.objectContaining({ AccessKeyId: expect.stringMatching(/^ASIA/) }),
      FederatedUser: { FederatedUserId: `${ACCOUNT}:eve`, Arn: `arn:aws:sts::${ACCOUNT}:federated-user/eve` },
      PackedPolicySize: 0,
    });
    expect(Math.abs(secondsLeft(response.Credentials) - 43_200)).toBeLessThanOrEqual(1);
  });

  test('is refused on the ARN of the federated user', async () => {
    const user = await inside.addUser(fresh('broker'));
    await expect(sts(user, 'GetFederationToken', { Name: 'eve' })).rejects.toMatchObject({
      code: 'AccessDenied',
      message:
        `User: ${user.arn} is not authorized to perform: sts:GetFederationToken on resource: ` +
        `arn:aws:sts::${ACCOUNT}:federated-user/eve because no identity-based policy allows the sts:GetFederationToken action`,
    });
  });

  test('tags want sts:TagSession', async () => {
    const user = await inside.addUser(fresh('broker'), { policy: allow('sts:GetFederationToken') });
    const Tags = [{ Key: 'team', Value: 'a' }];
    await expect(sts(user, 'GetFederationToken', { Name: 'eve', Tags })).rejects.toMatchObject({
      message: expect.stringContaining('is not authorized to perform: sts:TagSession on resource'),
    });
    const able = await inside.addUser(fresh('broker'), { policy: allow('sts:*') });
    const { Credentials, PackedPolicySize } = await sts<GetFederationTokenResponse>(
      able,
      'GetFederationToken',
      {
        Name: 'eve',
        Tags,
      },
    );
    expect(PackedPolicySize).toBeGreaterThan(0);
    expect(await callerOf(Credentials)).toMatchObject({ session: { tags: { team: 'a' } } });
  });

  test('such credentials may call no other operation of STS', async () => {
    const user = await inside.addUser(fresh('broker'), { policy: allow('*') });
    const input = { Name: 'eve', Policy: allow('*') };
    const { Credentials } = await sts<GetFederationTokenResponse>(user, 'GetFederationToken', input);
    const session = await callerOf(Credentials);
    await expect(sts(session, 'GetCallerIdentity')).resolves.toBeDefined();
    await expect(
      sts(session, 'GetAccessKeyInfo', { AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }),
    ).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });

  test('a malformed policy is refused', async () => {
    await expect(sts(inside.root, 'GetFederationToken', { Name: 'eve', Policy: '[]' })).rejects.toMatchObject(
      {
        code: 'MalformedPolicyDocument',
        status: 400,
      },
    );
  });

  test("the root user's last an hour", async () => {
    const { Credentials } = await sts<GetFederationTokenResponse>(inside.root, 'GetFederationToken', {
      Name: 'eve',
    });
    expect(Math.abs(secondsLeft(Credentials) - 3600)).toBeLessThanOrEqual(1);
    expect(await callerOf(Credentials)).toMatchObject({ kind: 'federated-user', issuer: { kind: 'root' } });
  });
});

describe('GetAccessKeyInfo', () => {
  test('answers the account that a key carries, long-term or temporary, deleted ones too', async () => {
    for (const prefix of ['AKIA', 'ASIA'] as const) {
      const AccessKeyId = inside.house.ids.accessKey(prefix, ACCOUNT);
      expect(await sts(inside.root, 'GetAccessKeyInfo', { AccessKeyId })).toEqual({ Account: ACCOUNT });
    }
  });

  test.each(['AKIAIOSFODNN7EXAMPLE', 'aaaaaaaaaaaaaaaa', 'ASIAQNZGKIQY56JQ7WML'])(
    'a key of no account here is refused: %s (guess: AWS documents no error)',
    async (AccessKeyId) => {
      await expect(sts(inside.root, 'GetAccessKeyInfo', { AccessKeyId })).rejects.toMatchObject({
        code: 'ValidationError',
        message: `${AccessKeyId} is invalid`,
      });
    },
  );

  test('is refused without a resource in the sentence', async () => {
    const user = await inside.addUser(fresh('plain'));
    await expect(
      sts(user, 'GetAccessKeyInfo', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
    ).rejects.toMatchObject({
      message:
        `User: ${user.arn} is not authorized to perform: sts:GetAccessKeyInfo ` +
        'because no identity-based policy allows the sts:GetAccessKeyInfo action',
    });
  });
});

describe('DecodeAuthorizationMessage', () => {
  test('opens what the house sealed', async () => {
    const EncodedMessage = sealMessage(inside.house.keyRing, '{"allowed":false}');
    const user = await inside.addUser(fresh('decoder'), { policy: allow('sts:DecodeAuthorizationMessage') });
    expect(await sts(user, 'DecodeAuthorizationMessage', { EncodedMessage })).toEqual({
      DecodedMessage: '{"allowed":false}',
    });
  });

  test.each(['x', 'AAAA', 'ä'.repeat(100), 'A'.repeat(10_240), '\u0000\n'])(
    'refuses a blob of strangers',
    async (EncodedMessage) => {
      await expect(sts(inside.root, 'DecodeAuthorizationMessage', { EncodedMessage })).rejects.toMatchObject({
        code: 'InvalidAuthorizationMessageException',
        status: 400,
      });
    },
  );

  test('a session token is no message', async () => {
    const { Credentials } = await sts<GetSessionTokenResponse>(inside.root, 'GetSessionToken');
    const EncodedMessage = Credentials?.SessionToken ?? '';
    await expect(sts(inside.root, 'DecodeAuthorizationMessage', { EncodedMessage })).rejects.toMatchObject({
      code: 'InvalidAuthorizationMessageException',
    });
  });
});
