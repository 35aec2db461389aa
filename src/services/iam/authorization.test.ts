import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iamSamples } from '../../../test/declarations/iam.ts';
import {
  ACCOUNT,
  allow,
  documentOf,
  openInProcessHouse,
  type InProcessHouse,
} from '../../../test/in-process-house.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { UserCaller } from '../../kernel/caller.ts';
import { awsManagedPolicy } from './managed-policies/aws-managed-policies.ts';
import { iamService } from './service.ts';

let inside: InProcessHouse;
let inputs: Readonly<Record<string, object>>;
let nobody: UserCaller;
beforeAll(async () => {
  inside = await openInProcessHouse({ iam: iamService }, (arn) => awsManagedPolicy(arn)?.document);
  inputs = await iamSamples.inputs(inside);
  nobody = await inside.addUser('nobody');
});
afterAll(() => inside.close());

let made = 0;
const userWith = (policy: string) => inside.addUser(`caller-${++made}`, { policy });

/** The error with which the call ends; `undefined` when it is answered. */
async function refusal(caller: UserCaller, operation: string, input: object): Promise<AwsError | undefined> {
  try {
    await inside.call(caller, 'iam', operation, input);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** The permissions that the last call asked for. */
function lastAsked() {
  return (inside.house.trail.recent(1)[0]?.decisions ?? []).map(({ authorization }) => authorization);
}

/** What a caller asks for on itself, written so that it is right for the next one too. */
function ownOr(resource: string, { arn }: UserCaller): string {
  return resource === arn ? `arn:aws:iam::${ACCOUNT}:user/\${aws:username}` : resource;
}

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

describe.each(iamService.operations.map(({ name }) => name))('%s', (operation) => {
  test('is refused to a user without policies, and allowed to one with exactly its permissions', async () => {
    const input = inputs[operation] ?? {};
    const refused = await refusal(nobody, operation, input);
    const [first] = lastAsked();
    expect(refused).toMatchObject({ code: 'AccessDenied', status: 403 });
    expect(refused?.message).toMatch(
      new RegExp(
        `^User: ${nobody.arn} is not authorized to perform: ${first?.action} on resource: .+ because no identity-based policy allows the ${first?.action} action\\. Go to `,
      ),
    );

    const granted: { readonly action: string; readonly resource: string }[] = [];
    // One more permission comes to light with each that is granted.
    for (;;) {
      const caller = await userWith(
        documentOf(
          { Effect: 'Allow', Action: 'iam:none', Resource: '*' },
          ...granted.map(({ action, resource }) => ({ Effect: 'Allow', Action: action, Resource: resource })),
        ),
      );
      const outcome = await refusal(caller, operation, input);
      const asked = lastAsked();
      if (outcome?.code !== 'AccessDenied') break;
      expect(asked.length).toBe(granted.length + 1);
      granted.splice(
        0,
        granted.length,
        ...asked.map((one) => ({ ...one, resource: ownOr(one.resource, caller) })),
      );
    }
    expect(granted.length).toBeGreaterThan(0);
  });
});

describe('a denial names the resource as AWS does', () => {
  const trust = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const tags = { Tags: [{ Key: 'a', Value: 'b' }] };
  test.each([
    ['GetRole', { RoleName: 'X' }, 'role X'],
    ['ListAttachedRolePolicies', { RoleName: 'X' }, 'role X'],
    [
      'AttachRolePolicy',
      { RoleName: 'X', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      'role X',
    ],
    ['CreateRole', { RoleName: 'X', Path: '/p/', AssumeRolePolicyDocument: trust }, role('p/X')],
    ['ListRoles', {}, `arn:aws:iam::${ACCOUNT}:role/`],
    ['ListRoles', { PathPrefix: '/p/' }, `arn:aws:iam::${ACCOUNT}:role/p/`],
    ['CreatePolicy', { PolicyName: 'X', PolicyDocument: allow('s3:*') }, 'policy X'],
    [
      'GetPolicy',
      { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/X` },
      `policy arn:aws:iam::${ACCOUNT}:policy/X`,
    ],
    [
      'CreatePolicyVersion',
      { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/X`, PolicyDocument: allow('s3:*') },
      `policy arn:aws:iam::${ACCOUNT}:policy/X`,
    ],
    ['ListPolicies', {}, 'policy path /'],
    ['CreateInstanceProfile', { InstanceProfileName: 'X' }, `arn:aws:iam::${ACCOUNT}:instance-profile/X`],
    ['GetInstanceProfile', { InstanceProfileName: 'X' }, 'instance profile X'],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'X', RoleName: 'Y' }, 'instance profile X'],
    ['RemoveRoleFromInstanceProfile', { InstanceProfileName: 'X', RoleName: 'Y' }, 'instance profile X'],
    ['ListInstanceProfiles', {}, `arn:aws:iam::${ACCOUNT}:instance-profile/`],
    ['ListInstanceProfilesForRole', { RoleName: 'X' }, 'role X'],
    ['ListAccountAliases', {}, '*'],
    ['GetAccountSummary', {}, '*'],
  ])('%s %o', async (operation, input, resource) => {
    expect((await refusal(nobody, operation, input))?.message).toContain(
      `User: ${nobody.arn} is not authorized to perform: iam:${operation} on resource: ${resource} because no identity-based policy allows the iam:${operation} action. Go to `,
    );
  });

  test.each([
    ['CreateRole', { RoleName: 'X', AssumeRolePolicyDocument: trust, ...tags }, 'iam:TagRole', role('X')],
    [
      'CreatePolicy',
      { PolicyName: 'X', PolicyDocument: allow('s3:*'), ...tags },
      'iam:TagPolicy',
      'policy X',
    ],
    [
      'CreateInstanceProfile',
      { InstanceProfileName: 'X', ...tags },
      'iam:TagInstanceProfile',
      `arn:aws:iam::${ACCOUNT}:instance-profile/X`,
    ],
  ])('%s with tags asks for %s too', async (operation, input, action, resource) => {
    const caller = await userWith(allow(`iam:${operation}`));
    expect((await refusal(caller, operation, input))?.message).toContain(
      `${action} on resource: ${resource} because`,
    );
  });
});

describe('iam:PassRole', () => {
  async function prepare() {
    const name = `passed-${++made}`;
    await inside.addRole(name, { trust: allow('sts:*'), path: '/team/', tags: { team: 'blue' } });
    await inside.call(inside.root, 'iam', 'CreateInstanceProfile', { InstanceProfileName: name });
    return { InstanceProfileName: name, RoleName: name };
  }

  function passing(statement: object): string {
    return documentOf(
      { Effect: 'Allow', Action: 'iam:AddRoleToInstanceProfile', Resource: '*' },
      { Effect: 'Allow', Action: 'iam:PassRole', ...statement },
    );
  }

  test('is needed by AddRoleToInstanceProfile; its denial names the role’s ARN with its path', async () => {
    const input = await prepare();
    const caller = await userWith(allow('iam:AddRoleToInstanceProfile'));
    expect(await refusal(caller, 'AddRoleToInstanceProfile', input)).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining(
        `User: ${caller.arn} is not authorized to perform: iam:PassRole on resource: ${role(`team/${input.RoleName}`)} because no identity-based policy allows the iam:PassRole action. Go to `,
      ),
    });
  });

  test.each([
    ['on the role', { Resource: `${role('team/')}*` }, true],
    ['on roles of another path', { Resource: `${role('other/')}*` }, false],
    [
      'to EC2',
      { Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } },
      true,
    ],
    [
      'to Lambda',
      { Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } },
      false,
    ],
    [
      'for any instance',
      {
        Resource: '*',
        Condition: { ArnLike: { 'iam:AssociatedResourceArn': `arn:aws:ec2:*:${ACCOUNT}:instance/*` } },
      },
      true,
    ],
    [
      'for one instance',
      {
        Resource: '*',
        Condition: {
          ArnLike: { 'iam:AssociatedResourceArn': `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-1` },
        },
      },
      false,
    ],
    [
      'of roles with a tag',
      { Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } } },
      true,
    ],
    [
      'of roles with another tag',
      { Resource: '*', Condition: { StringEquals: { 'iam:ResourceTag/team': 'red' } } },
      false,
    ],
  ])('%s', async (_what, statement, allowed) => {
    const caller = await userWith(passing(statement));
    const refused = await refusal(caller, 'AddRoleToInstanceProfile', await prepare());
    expect(refused?.code).toBe(allowed ? undefined : 'AccessDenied');
  });
});

describe('condition keys', () => {
  const trust = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

  function only(action: string, Condition: object): string {
    return documentOf({ Effect: 'Allow', Action: action, Resource: '*', Condition });
  }

  test('iam:PolicyARN limits what may be attached', async () => {
    const RoleName = `attached-${++made}`;
    await inside.addRole(RoleName, { trust });
    const caller = await userWith(
      only('iam:AttachRolePolicy', { ArnEquals: { 'iam:PolicyARN': READ_ONLY } }),
    );
    const attach = async (PolicyArn: string) =>
      (await refusal(caller, 'AttachRolePolicy', { RoleName, PolicyArn }))?.code;
    expect(await attach(READ_ONLY)).toBeUndefined();
    expect(await attach('arn:aws:iam::aws:policy/AdministratorAccess')).toBe('AccessDenied');
  });

  test('iam:PermissionsBoundary: one may make only roles that are bounded, and change only such', async () => {
    const bounded = { StringEquals: { 'iam:PermissionsBoundary': READ_ONLY } };
    const caller = await userWith(only('iam:*', bounded));
    const create = async (PermissionsBoundary?: string) => {
      const RoleName = `bounded-${++made}`;
      const input = { RoleName, AssumeRolePolicyDocument: trust, PermissionsBoundary };
      return { RoleName, code: (await refusal(caller, 'CreateRole', input))?.code };
    };
    expect((await create()).code).toBe('AccessDenied');
    expect((await create('arn:aws:iam::aws:policy/AdministratorAccess')).code).toBe('AccessDenied');
    const { RoleName, code } = await create(READ_ONLY);
    expect(code).toBeUndefined();
    const policy = { PolicyName: 'p', PolicyDocument: allow('s3:*') };
    expect(await refusal(caller, 'PutRolePolicy', { RoleName, ...policy })).toBeUndefined();
    const free = `free-${++made}`;
    await inside.addRole(free, { trust });
    expect((await refusal(caller, 'PutRolePolicy', { RoleName: free, ...policy }))?.code).toBe(
      'AccessDenied',
    );
  });

  test('aws:RequestTag and aws:TagKeys see the tags of a request, aws:ResourceTag those of the role', async () => {
    const RoleName = `tagged-${++made}`;
    await inside.addRole(RoleName, { trust, tags: { Team: 'blue' } });
    const tag = async (policy: string, Key: string, Value: string) => {
      const caller = await userWith(policy);
      return (await refusal(caller, 'TagRole', { RoleName, Tags: [{ Key, Value }] }))?.code;
    };
    const request = only('iam:TagRole', { StringEquals: { 'aws:RequestTag/stage': ['dev', 'test'] } });
    expect(await tag(request, 'stage', 'dev')).toBeUndefined();
    expect(await tag(request, 'stage', 'prod')).toBe('AccessDenied');
    const keys = only('iam:TagRole', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['stage'] } });
    expect(await tag(keys, 'stage', 'any')).toBeUndefined();
    expect(await tag(keys, 'owner', 'any')).toBe('AccessDenied');
    const resource = only('iam:TagRole', { StringEquals: { 'iam:ResourceTag/team': 'blue' } });
    expect(await tag(resource, 'x', 'y')).toBeUndefined();
    const other = only('iam:TagRole', { StringEquals: { 'aws:ResourceTag/Team': 'red' } });
    expect(await tag(other, 'x', 'y')).toBe('AccessDenied');
  });

  test('a path in Resource limits to entities that really have it', async () => {
    const name = `inpath-${++made}`;
    await inside.addRole(name, { trust, path: '/team/' });
    const caller = await userWith(allow('iam:GetRole', `${role('team/')}*`));
    expect(await refusal(caller, 'GetRole', { RoleName: name })).toBeUndefined();
    const outside = `outside-${++made}`;
    await inside.addRole(outside, { trust });
    expect((await refusal(caller, 'GetRole', { RoleName: outside }))?.code).toBe('AccessDenied');
    // Whether a role exists is told only to those who may read it.
    expect((await refusal(caller, 'GetRole', { RoleName: 'absent' }))?.code).toBe('AccessDenied');
  });

  test('another account’s policy cannot even be read, by root either', async () => {
    const PolicyArn = 'arn:aws:iam::111122223333:policy/Theirs';
    const call = inside.call(inside.root, 'iam', 'GetPolicy', { PolicyArn });
    await expect(call).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: iam:GetPolicy on resource: policy ${PolicyArn}`,
    });
  });
});
