import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  allow,
  answer,
  documentOf,
  openInProcessHouse,
  type InProcessHouse,
} from '../../../test/in-process-house.ts';
import type { Caller, ServiceCaller } from '../../kernel/caller.ts';
import type { AssumeRoleResponse, Credentials } from '../../model/generated/sts.ts';
import { stsService } from './service.ts';

let inside: InProcessHouse;
beforeAll(async () => {
  inside = await openInProcessHouse({ sts: stsService });
});
afterAll(() => inside.close());

const ROOT_OF_ACCOUNT = `arn:aws:iam::${ACCOUNT}:root`;
const ASSUME_ANYTHING = allow('sts:*');

function trusts(
  principal: object | string,
  actions: string | string[] = 'sts:AssumeRole',
  more: object = {},
): string {
  return documentOf({ Effect: 'Allow', Principal: principal, Action: actions, ...more });
}

function assume(caller: Caller, input: object): Promise<AssumeRoleResponse> {
  return answer(inside.call(caller, 'sts', 'AssumeRole', { RoleSessionName: 'session', ...input }));
}

async function sessionOf(response: AssumeRoleResponse): Promise<Caller> {
  const caller = await inside.callerOf(response.Credentials as Credentials);
  if (caller === undefined) throw new Error('the session has ended');
  return caller;
}

let made = 0;
const fresh = (name: string) => `${name}-${++made}`;

describe('who may assume a role', () => {
  test('a user that the trust policy names needs no policy of its own', async () => {
    const user = await inside.addUser(fresh('named'));
    const { arn, roleId } = await inside.addRole('Named', {
      trust: trusts({ AWS: user.arn }),
      path: '/service-role/',
    });
    const response = await assume(user, { RoleArn: arn });
    expect(response).toMatchObject({
      AssumedRoleUser: {
        AssumedRoleId: `${roleId}:session`,
        Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Named/session`,
      },
    });
    expect(response.PackedPolicySize).toBeUndefined();
    expect(response.SourceIdentity).toBeUndefined();
    expect(response.Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      SessionToken: expect.stringMatching(/^[A-Za-z0-9+/=]+$/),
      Expiration: expect.any(Date),
    });
    expect(await sessionOf(response)).toMatchObject({
      kind: 'assumed-role',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Named/session`,
      principalArn: arn,
      userId: `${roleId}:session`,
    });
  });

  test('an account as principal only delegates: the user needs a policy that allows sts:AssumeRole', async () => {
    const trust = trusts({ AWS: ROOT_OF_ACCOUNT });
    const { arn } = await inside.addRole(fresh('Delegating'), { trust });
    const without = await inside.addUser(fresh('without'));
    await expect(assume(without, { RoleArn: arn })).rejects.toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message:
        `User: ${without.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn} ` +
        'because no identity-based policy allows the sts:AssumeRole action',
    });
    const able = await inside.addUser(fresh('able'), { policy: allow('sts:AssumeRole', arn) });
    await expect(assume(able, { RoleArn: arn })).resolves.toHaveProperty('Credentials');
  });

  test('a trust policy that does not name the caller refuses without a reason, whatever its own policies allow', async () => {
    const { arn } = await inside.addRole(fresh('ForEc2'), {
      trust: trusts({ Service: 'ec2.amazonaws.com' }),
    });
    const user = await inside.addUser(fresh('mighty'), { policy: allow('*') });
    await expect(assume(user, { RoleArn: arn })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ${user.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    });
  });

  test('an unknown role is refused in the same words as a forbidden one', async () => {
    const user = await inside.addUser(fresh('curious'), { policy: allow('*') });
    for (const RoleArn of [
      `arn:aws:iam::${ACCOUNT}:role/does-not-exist`,
      `arn:aws:iam::999999999999:role/elsewhere`,
      `arn:aws:iam::${ACCOUNT}:user/nobody`,
    ]) {
      await expect(assume(user, { RoleArn })).rejects.toMatchObject({
        code: 'AccessDenied',
        message: `User: ${user.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      });
    }
  });

  test("a role's ARN counts to the letter: its case and its path", async () => {
    const user = await inside.addUser(fresh('exact'), { policy: ASSUME_ANYTHING });
    await inside.addRole('Exact', { trust: trusts({ AWS: user.arn }), path: '/a/' });
    for (const resource of ['role/Exact', 'role/a/exact', 'role/b/Exact', 'role/a/Exact/', 'role/a/']) {
      await expect(assume(user, { RoleArn: `arn:aws:iam::${ACCOUNT}:${resource}` })).rejects.toMatchObject({
        code: 'AccessDenied',
      });
    }
    await expect(assume(user, { RoleArn: `arn:aws:iam::${ACCOUNT}:role/a/Exact` })).resolves.toBeDefined();
  });

  test('an explicit deny in the own policies wins over a trust policy that names the user', async () => {
    const policy = documentOf({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' });
    const user = await inside.addUser(fresh('denied'), { policy });
    const { arn } = await inside.addRole(fresh('Open'), { trust: trusts({ AWS: user.arn }) });
    await expect(assume(user, { RoleArn: arn })).rejects.toMatchObject({
      message:
        `User: ${user.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn} ` +
        'with an explicit deny in an identity-based policy',
    });
  });

  test('the root user may assume no role', async () => {
    const { arn } = await inside.addRole(fresh('NotForRoot'), { trust: trusts({ AWS: ROOT_OF_ACCOUNT }) });
    await expect(assume(inside.root, { RoleArn: arn })).rejects.toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: 'Roles may not be assumed by root accounts.',
    });
  });

  test('a role of another account needs both sides', async () => {
    const user = await inside.addUser(fresh('stranger'));
    const stranger = { ...user, accountId: '111111111111', arn: 'arn:aws:iam::111111111111:user/stranger' };
    const { arn } = await inside.addRole(fresh('Shared'), { trust: trusts({ AWS: stranger.arn }) });
    await expect(assume(stranger, { RoleArn: arn })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ${stranger.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    });
  });

  test.each([
    'nothing-valid-in-here',
    'arn:a:a::aaaaaaaaaa:',
    'arn:aws:s3:::bucket/aaaaaaaaa',
    'arn:aws:iam::12:role/aaaaaa',
  ])('what is no ARN of IAM is refused: %s', async (RoleArn) => {
    const user = await inside.addUser(fresh('typo'));
    await expect(assume(user, { RoleArn })).rejects.toMatchObject({
      code: 'ValidationError',
      status: 400,
      message: `${RoleArn} is invalid`,
    });
  });

  test('a trust policy asks for the external id, the session name, a tag of the role', async () => {
    const { arn } = await inside.addRole(fresh('Conditional'), {
      trust: trusts({ AWS: ROOT_OF_ACCOUNT }, 'sts:AssumeRole', {
        Condition: {
          StringEquals: { 'sts:ExternalId': 'secret', 'aws:ResourceTag/team': 'a' },
          StringLike: { 'sts:RoleSessionName': '${aws:username}' },
        },
      }),
      tags: { team: 'a' },
    });
    const user = await inside.addUser(fresh('partner'), { policy: ASSUME_ANYTHING });
    const good = { RoleArn: arn, ExternalId: 'secret', RoleSessionName: user.userName };
    await expect(assume(user, good)).resolves.toBeDefined();
    await expect(assume(user, { ...good, ExternalId: 'guess' })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    await expect(assume(user, { ...good, ExternalId: undefined })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    await expect(assume(user, { ...good, RoleSessionName: 'other' })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });

  test('a second factor cannot be proved: no user has a device', async () => {
    const user = await inside.addUser(fresh('mfa'), { policy: ASSUME_ANYTHING });
    const { arn } = await inside.addRole(fresh('Mfa'), { trust: trusts({ AWS: user.arn }) });
    const SerialNumber = `arn:aws:iam::${ACCOUNT}:mfa/phone`;
    await expect(assume(user, { RoleArn: arn, SerialNumber, TokenCode: '123456' })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringMatching(
        /^MultiFactorAuthentication failed, unable to validate MFA code\. {2}Please/,
      ),
    });
    await expect(assume(user, { RoleArn: arn, TokenCode: '123456' })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });
});

describe('how long a session lasts', () => {
  test('an hour by default, up to what the role grants', async () => {
    const user = await inside.addUser(fresh('patient'));
    const { arn } = await inside.addRole(fresh('Long'), {
      trust: trusts({ AWS: user.arn }),
      maxSessionDuration: 7200,
    });
    const lasts = async (input: object) => {
      const now = inside.clock.now().getTime();
      const { Credentials } = await assume(user, { RoleArn: arn, ...input });
      return Math.round(((Credentials?.Expiration.getTime() ?? 0) - now) / 1000);
    };
    expect(Math.abs((await lasts({})) - 3600)).toBeLessThanOrEqual(1);
    expect(Math.abs((await lasts({ DurationSeconds: 7200 })) - 7200)).toBeLessThanOrEqual(1);
    await expect(assume(user, { RoleArn: arn, DurationSeconds: 7201 })).rejects.toMatchObject({
      code: 'ValidationError',
      status: 400,
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  test('a chained session lasts an hour at most, whatever the role grants', async () => {
    const user = await inside.addUser(fresh('chain'));
    const first = await inside.addRole(fresh('First'), {
      trust: trusts({ AWS: user.arn }),
      policy: ASSUME_ANYTHING,
    });
    const second = await inside.addRole(fresh('Second'), {
      trust: trusts({ AWS: first.arn }),
      maxSessionDuration: 43_200,
    });
    const session = await sessionOf(await assume(user, { RoleArn: first.arn }));
    await expect(assume(session, { RoleArn: second.arn, DurationSeconds: 3601 })).rejects.toMatchObject({
      code: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
    const chained = await sessionOf(await assume(session, { RoleArn: second.arn, DurationSeconds: 3600 }));
    expect(chained).toMatchObject({ kind: 'assumed-role', principalArn: second.arn });
  });
});

describe('session policies', () => {
  test('an inline one narrows what the session may do', async () => {
    const user = await inside.addUser(fresh('narrow'));
    const target = await inside.addRole(fresh('Target'), { trust: trusts({ AWS: ROOT_OF_ACCOUNT }) });
    const { arn } = await inside.addRole(fresh('Wide'), {
      trust: trusts({ AWS: user.arn }),
      policy: ASSUME_ANYTHING,
    });
    const response = await assume(user, { RoleArn: arn, Policy: allow('s3:GetObject') });
    expect(response.PackedPolicySize).toBeGreaterThan(0);
    expect(response.PackedPolicySize).toBeLessThan(20);
    const session = await sessionOf(response);
    await expect(assume(session, { RoleArn: target.arn })).rejects.toMatchObject({
      message: expect.stringMatching(/because no session policy allows the sts:AssumeRole action$/),
    });
    await expect(inside.call(session, 'sts', 'GetCallerIdentity')).resolves.toBeDefined();
  });

  test('a managed one is looked up at each call', async () => {
    const user = await inside.addUser(fresh('managed'));
    const target = await inside.addRole(fresh('Target'), { trust: trusts({ AWS: ROOT_OF_ACCOUNT }) });
    const policyArn = await inside.addPolicy(fresh('Session'), allow('sts:AssumeRole', target.arn));
    const { arn } = await inside.addRole(fresh('Wide'), {
      trust: trusts({ AWS: user.arn }),
      policy: ASSUME_ANYTHING,
    });
    const response = await assume(user, { RoleArn: arn, PolicyArns: [{ arn: policyArn }] });
    const session = await sessionOf(response);
    await expect(assume(session, { RoleArn: target.arn })).resolves.toBeDefined();
    await inside.house.store.write(async (tx) => {
      await tx
        .updateTable('policy_versions')
        .set({ document: allow('s3:*') })
        .where('document', 'like', `%${target.arn}%`)
        .execute();
    });
    await expect(assume(session, { RoleArn: target.arn })).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('malformed, unknown and too many are refused', async () => {
    const user = await inside.addUser(fresh('careless'));
    const { arn } = await inside.addRole(fresh('Wide'), { trust: trusts({ AWS: user.arn }) });
    const refusal = (input: object) =>
      assume(user, { RoleArn: arn, ...input }).catch((error: unknown) => error);
    expect(await refusal({ Policy: '{' })).toMatchObject({ code: 'MalformedPolicyDocument', status: 400 });
    expect(await refusal({ Policy: '{}' })).toMatchObject({ code: 'MalformedPolicyDocument' });
    expect(await refusal({ PolicyArns: [{ arn: 'gibberish-that-is-long' }] })).toMatchObject({
      code: 'ValidationError',
      message: 'gibberish-that-is-long is invalid',
    });
    const unknown = `arn:aws:iam::${ACCOUNT}:policy/unknown`;
    expect(await refusal({ PolicyArns: [{ arn: unknown }] })).toMatchObject({
      code: 'NoSuchEntity',
      message: `Policy ${unknown} does not exist or is not attachable.`,
    });
    expect(await refusal({ PolicyArns: Array.from({ length: 11 }, () => ({ arn: unknown })) })).toMatchObject(
      {
        code: 'ValidationError',
      },
    );
    expect(await refusal({ PolicyArns: [{}] })).toMatchObject({ code: 'ValidationError' });
  });

  test.each([
    ['a policy of more than 2,048 characters', { Policy: allow('s3:GetObject') + ' '.repeat(2048) }],
    [
      'fifty long tags',
      {
        Tags: Array.from({ length: 50 }, (_, i) => ({
          Key: `key-${i}`,
          Value: randomBytes(96).toString('hex'),
        })),
      },
    ],
  ])('%s has no room in a session', async (_, input) => {
    const user = await inside.addUser(fresh('verbose'));
    const { arn } = await inside.addRole(fresh('Wide'), {
      trust: trusts({ AWS: user.arn }, ['sts:AssumeRole', 'sts:TagSession']),
    });
    await expect(assume(user, { RoleArn: arn, ...input })).rejects.toMatchObject({
      code: 'PackedPolicyTooLarge',
      status: 400,
      message: expect.stringMatching(
        /^Packed policy consumes \d{3,}% of allotted space, please use smaller policy\.$/,
      ),
    });
  });

  test.each(['['.repeat(100_000), '{"a":'.repeat(100_000), ' '.repeat(100_000), '\u0000', 'null'])(
    'a hostile policy is malformed',
    async (Policy) => {
      const user = await inside.addUser(fresh('hostile'));
      const { arn } = await inside.addRole(fresh('Wide'), { trust: trusts({ AWS: user.arn }) });
      await expect(assume(user, { RoleArn: arn, Policy })).rejects.toMatchObject({
        code: 'MalformedPolicyDocument',
        status: 400,
      });
    },
  );
});

describe('session tags and source identity', () => {
  const TAGGING = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

  test('tags want sts:TagSession, in the trust policy too', async () => {
    const user = await inside.addUser(fresh('tagger'), { policy: ASSUME_ANYTHING });
    const { arn } = await inside.addRole(fresh('Untaggable'), { trust: trusts({ AWS: ROOT_OF_ACCOUNT }) });
    await expect(assume(user, { RoleArn: arn, Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ${user.arn} is not authorized to perform: sts:TagSession on resource: ${arn}`,
    });
  });

  test('tags become aws:PrincipalTag of the session and win over the tags of the role', async () => {
    const user = await inside.addUser(fresh('tagger'));
    const target = await inside.addRole(fresh('Target'), { trust: trusts({ AWS: ROOT_OF_ACCOUNT }) });
    const policy = documentOf({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'blue', 'aws:PrincipalTag/kept': 'yes' } },
    });
    const trust = trusts({ AWS: user.arn }, TAGGING);
    const { arn } = await inside.addRole(fresh('Tagged'), {
      trust,
      policy,
      tags: { team: 'red', kept: 'yes' },
    });
    const plain = await sessionOf(await assume(user, { RoleArn: arn }));
    await expect(assume(plain, { RoleArn: target.arn })).rejects.toMatchObject({ code: 'AccessDenied' });
    const response = await assume(user, { RoleArn: arn, Tags: [{ Key: 'TEAM', Value: 'blue' }] });
    expect(response.PackedPolicySize).toBeGreaterThan(0);
    await expect(assume(await sessionOf(response), { RoleArn: target.arn })).resolves.toBeDefined();
  });

  test('transitive tags follow into the next role, which must let them be set, and cannot be changed', async () => {
    const user = await inside.addUser(fresh('tagger'));
    const first = await inside.addRole(fresh('First'), {
      trust: trusts({ AWS: user.arn }, TAGGING),
      policy: ASSUME_ANYTHING,
    });
    const second = await inside.addRole(fresh('Second'), {
      trust: trusts({ AWS: first.arn }, TAGGING, {
        Condition: { StringEquals: { 'aws:RequestTag/project': 'x' } },
      }),
    });
    const closed = await inside.addRole(fresh('Closed'), { trust: trusts({ AWS: first.arn }) });
    const session = await sessionOf(
      await assume(user, {
        RoleArn: first.arn,
        Tags: [
          { Key: 'project', Value: 'x' },
          { Key: 'own', Value: 'y' },
        ],
        TransitiveTagKeys: ['Project'],
      }),
    );
    const chained = await sessionOf(await assume(session, { RoleArn: second.arn }));
    expect(chained).toMatchObject({ session: { tags: { project: 'x' }, transitiveTagKeys: ['project'] } });
    expect(chained).not.toHaveProperty('session.tags.own');
    await expect(assume(session, { RoleArn: closed.arn })).rejects.toMatchObject({
      message: expect.stringContaining('is not authorized to perform: sts:TagSession on resource'),
    });
    await expect(
      assume(session, { RoleArn: second.arn, Tags: [{ Key: 'PROJECT', Value: 'z' }] }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key " +
        'from the calling session.',
    });
  });

  test.each([
    [
      { Tags: [{ Key: 'a', Value: '1' }], TransitiveTagKeys: ['b'] },
      'The specified transitive tag key must be included in the requested tags.',
    ],
    [
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [{ Tags: [{ Key: 'aws:x', Value: '1' }] }, 'Tag keys beginning with aws: are reserved for system use.'],
  ])('tags that make no sense are refused: %j', async (input, message) => {
    const user = await inside.addUser(fresh('tagger'));
    const { arn } = await inside.addRole(fresh('Tagged'), { trust: trusts({ AWS: user.arn }, TAGGING) });
    await expect(assume(user, { RoleArn: arn, ...input })).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      status: 400,
      message,
    });
  });

  test('a tag named like a part of JavaScript is a tag like any', async () => {
    const user = await inside.addUser(fresh('tagger'));
    const { arn } = await inside.addRole(fresh('Tagged'), { trust: trusts({ AWS: user.arn }, TAGGING) });
    const Tags = ['__proto__', 'constructor', 'toString'].map((Key) => ({ Key, Value: 'v' }));
    const session = await sessionOf(
      await assume(user, { RoleArn: arn, Tags, TransitiveTagKeys: ['__proto__'] }),
    );
    const { tags } = (session as { session: { tags: object } }).session;
    expect(new Map(Object.entries(tags))).toEqual(
      new Map([
        ['__proto__', 'v'],
        ['constructor', 'v'],
        ['toString', 'v'],
      ]),
    );
  });

  test('a source identity wants a permission of its own, is answered, stays on and cannot be changed', async () => {
    const user = await inside.addUser(fresh('source'), { policy: ASSUME_ANYTHING });
    const closed = await inside.addRole(fresh('Closed'), { trust: trusts({ AWS: ROOT_OF_ACCOUNT }) });
    await expect(assume(user, { RoleArn: closed.arn, SourceIdentity: 'Ann' })).rejects.toMatchObject({
      message: `User: ${user.arn} is not authorized to perform: sts:SetSourceIdentity on resource: ${closed.arn}`,
    });
    const first = await inside.addRole(fresh('First'), {
      trust: trusts({ AWS: user.arn }, TAGGING),
      policy: ASSUME_ANYTHING,
    });
    const second = await inside.addRole(fresh('Second'), { trust: trusts({ AWS: first.arn }, TAGGING) });
    const response = await assume(user, { RoleArn: first.arn, SourceIdentity: 'Ann' });
    expect(response.SourceIdentity).toBe('Ann');
    const session = await sessionOf(response);
    expect((await assume(session, { RoleArn: second.arn })).SourceIdentity).toBe('Ann');
    // Guess: AWS documents that the value cannot be changed, not the error.
    await expect(assume(session, { RoleArn: second.arn, SourceIdentity: 'Bob' })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });
});

describe('a service assumes a role on behalf of an instance', () => {
  const service: ServiceCaller = {
    kind: 'service',
    service: 'ec2.amazonaws.com',
    accountId: ACCOUNT,
    sourceArn: `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-0123456789abcdef0`,
    sessionContextKeys: { 'ec2:RoleDelivery': '2.0' },
  };

  test('judged by the trust policy alone, for longer than the role grants others, with its context keys', async () => {
    const { arn } = await inside.addRole(fresh('ForEc2'), {
      trust: trusts({ Service: 'ec2.amazonaws.com' }),
    });
    const now = inside.clock.now().getTime();
    const response = await assume(service, {
      RoleArn: arn,
      RoleSessionName: 'i-0123456789abcdef0',
      DurationSeconds: 21_600,
    });
    const hours = ((response.Credentials?.Expiration.getTime() ?? 0) - now) / 3_600_000;
    expect(hours).toBeCloseTo(6, 2);
    expect(await sessionOf(response)).toMatchObject({
      sessionName: 'i-0123456789abcdef0',
      session: { contextKeys: { 'ec2:RoleDelivery': '2.0' } },
    });
  });

  test('a role that trusts another service refuses it', async () => {
    const { arn } = await inside.addRole(fresh('ForEks'), {
      trust: trusts({ Service: 'eks.amazonaws.com' }),
    });
    await expect(assume(service, { RoleArn: arn })).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ec2.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    });
  });

  test('a condition on aws:SourceArn keeps a role to one instance', async () => {
    const { arn } = await inside.addRole(fresh('ForOne'), {
      trust: trusts({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole', {
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:ec2:*:${ACCOUNT}:instance/i-0123*` } },
      }),
    });
    await expect(assume(service, { RoleArn: arn })).resolves.toBeDefined();
    const other = { ...service, sourceArn: `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-9` };
    await expect(assume(other, { RoleArn: arn })).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('the end of a session', () => {
  test('a role deleted and made again under the same name ends the old sessions', async () => {
    const user = await inside.addUser(fresh('late'));
    const name = fresh('Recreated');
    const { arn, roleId } = await inside.addRole(name, { trust: trusts({ AWS: user.arn }) });
    const { Credentials: old } = await assume(user, { RoleArn: arn });
    await inside.house.store.write(async (tx) => {
      await tx.deleteFrom('roles').where('role_id', '=', roleId).execute();
    });
    expect(await inside.callerOf(old as Credentials)).toBeUndefined();
    await inside.addRole(name, { trust: trusts({ AWS: user.arn }) });
    expect(await inside.callerOf(old as Credentials)).toBeUndefined();
    const { Credentials: young } = await assume(user, { RoleArn: arn });
    expect(await inside.callerOf(young as Credentials)).toMatchObject({ principalArn: arn });
  });
});
