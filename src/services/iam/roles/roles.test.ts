import {
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  AddRoleToInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
  type CreateRoleCommandInput,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../../../../test/house.ts';
import { allow, documentOf } from '../../../../test/in-process-house.ts';
import { codesOf, refusal } from '../../../../test/refusal.ts';

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const ROLE_ID = expect.stringMatching(/^AROA[A-Z2-7]{17}$/);

let made = 0;
const fresh = (name: string) => `${name}-${++made}`;

function create(RoleName: string, more: Partial<CreateRoleCommandInput> = {}) {
  return iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, ...more }));
}

async function newRole(name = fresh('Role'), more: Partial<CreateRoleCommandInput> = {}): Promise<string> {
  await create(name, more);
  return name;
}

async function newPolicy(name = fresh('Policy')): Promise<string> {
  const made = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: allow('s3:*') }));
  return made.Policy?.Arn ?? '';
}

describe('what is answered of a role', () => {
  test('CreateRole: neither MaxSessionDuration nor RoleLastUsed, and no tags that were not given', async () => {
    const { Role } = await create('Bare', { Path: '/service-role/' });
    expect(Role).toEqual({
      Path: '/service-role/',
      RoleName: 'Bare',
      RoleId: ROLE_ID,
      Arn: `arn:aws:iam::${ACCOUNT}:role/service-role/Bare`,
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: encodeURIComponent(TRUST).replaceAll('*', '%2A'),
    });
  });

  test('CreateRole with all that can be given (that Description is answered is a guess: AWS documents nothing)', async () => {
    const boundary = await newPolicy();
    const { Role } = await create('Full', {
      Description: 'all of it',
      MaxSessionDuration: 7200,
      PermissionsBoundary: boundary,
      Tags: [{ Key: 'Team', Value: 'Blue' }],
    });
    expect(Role).toEqual({
      Path: '/',
      RoleName: 'Full',
      RoleId: ROLE_ID,
      Arn: `arn:aws:iam::${ACCOUNT}:role/Full`,
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: expect.any(String),
      Description: 'all of it',
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: boundary,
      },
      Tags: [{ Key: 'Team', Value: 'Blue' }],
    });
  });

  test('GetRole, by the name in any case: MaxSessionDuration and an empty RoleLastUsed beside the rest', async () => {
    await newRole('Whole', { Description: 'd', Tags: [{ Key: 'a', Value: '' }] });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'wHOLE' }));
    expect(Role).toEqual({
      Path: '/',
      RoleName: 'Whole',
      RoleId: ROLE_ID,
      Arn: `arn:aws:iam::${ACCOUNT}:role/Whole`,
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: expect.any(String),
      Description: 'd',
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'a', Value: '' }],
      RoleLastUsed: {},
    });
  });

  test('ListRoles: MaxSessionDuration, but no tags, boundary or last use', async () => {
    await newRole('Listed', {
      Path: '/listed/',
      PermissionsBoundary: READ_ONLY,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const { Roles, IsTruncated, Marker } = await iam.send(new ListRolesCommand({ PathPrefix: '/listed/' }));
    expect(Roles).toEqual([
      {
        Path: '/listed/',
        RoleName: 'Listed',
        RoleId: ROLE_ID,
        Arn: `arn:aws:iam::${ACCOUNT}:role/listed/Listed`,
        CreateDate: expect.any(Date),
        AssumeRolePolicyDocument: expect.any(String),
        MaxSessionDuration: 3600,
      },
    ]);
    expect(IsTruncated).toBe(false);
    expect(Marker).toBeUndefined();
  });
});

describe('making a role', () => {
  test('a name is taken whatever its case', async () => {
    const name = await newRole();
    expect(await refusal(create(name.toUpperCase()))).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: `Role with name ${name.toUpperCase()} already exists.`,
    });
  });

  test('50 at once with one name: one is made', async () => {
    const name = fresh('Race');
    const codes = await codesOf(Array.from({ length: 50 }, () => create(name)));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'EntityAlreadyExists')).toHaveLength(49);
  });

  test.each([
    ['a name with a slash', { RoleName: 'a/b' }, 'ValidationError', /roleName/],
    ['a name of 65 characters', { RoleName: 'r'.repeat(65) }, 'ValidationError', /less than or equal to 64/],
    ['an empty name', { RoleName: '' }, 'ValidationError', /roleName/],
    ['a path without its last slash', { Path: '/a' }, 'ValidationError', /path/],
    ['a session of 59 minutes', { MaxSessionDuration: 3540 }, 'ValidationError', /maxSessionDuration/],
    ['a session of 13 hours', { MaxSessionDuration: 46_800 }, 'ValidationError', /maxSessionDuration/],
    ['a description of 1001 characters', { Description: 'd'.repeat(1001) }, 'ValidationError', /description/],
    [
      'a document that is no JSON',
      { AssumeRolePolicyDocument: '{' },
      'MalformedPolicyDocument',
      /^This policy contains invalid Json$/,
    ],
    [
      'an identity policy as trust',
      { AssumeRolePolicyDocument: allow('s3:*') },
      'MalformedPolicyDocument',
      /Has prohibited field Resource/,
    ],
    [
      'a bare name as boundary',
      { PermissionsBoundary: 'a-name-of-twenty-chars' },
      'ValidationError',
      /^Invalid ARN: {2}Could not be parsed!$/,
    ],
    ['51 tags', { Tags: tags(51) }, 'ValidationError', /less than or equal to 50/],
    [
      'a tag key twice in different case',
      { Tags: [...tags(1), { Key: 'KEY0', Value: '' }] },
      'InvalidInput',
      /^Duplicate tag keys found\. Please note that Tag keys are case insensitive\.$/,
    ],
    ['a tag of AWS’s own', { Tags: [{ Key: 'aws:x', Value: '' }] }, 'InvalidInput', /aws:/],
    [
      'a nest of 100,000 brackets',
      { AssumeRolePolicyDocument: '['.repeat(100_000) },
      'MalformedPolicyDocument',
      /Json/,
    ],
  ])('refuses %s', async (_what, input, code, message) => {
    const refused = await refusal(create(fresh('Refused'), input));
    expect(refused).toMatchObject({ code, status: 400, message: expect.stringMatching(message) });
  });

  test('a trust policy of more than 2048 characters is too large; white space does not count', async () => {
    const long = documentOf({
      Effect: 'Allow',
      Principal: { Service: Array.from({ length: 100 }, (_, n) => `service-${n}.amazonaws.com`) },
      Action: 'sts:AssumeRole',
    });
    expect(await refusal(create(fresh('Long'), { AssumeRolePolicyDocument: long }))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for ACLSizePerRole: 2048',
    });
    await newRole(fresh('Airy'), { AssumeRolePolicyDocument: `${TRUST}${' '.repeat(5000)}` });
  });

  test('a boundary that does not exist is refused', async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/Nowhere`;
    expect(await refusal(create(fresh('Unbound'), { PermissionsBoundary: arn }))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Scope ARN: ${arn} does not exist or is not attachable.`,
    });
  });
});

describe('an unknown role', () => {
  const RoleName = 'Nobody';
  test.each([
    ['GetRole', () => iam.send(new GetRoleCommand({ RoleName }))],
    ['DeleteRole', () => iam.send(new DeleteRoleCommand({ RoleName }))],
    ['UpdateRole', () => iam.send(new UpdateRoleCommand({ RoleName }))],
    ['AttachRolePolicy', () => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }))],
    ['ListAttachedRolePolicies', () => iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))],
    ['ListRolePolicies', () => iam.send(new ListRolePoliciesCommand({ RoleName }))],
    ['TagRole', () => iam.send(new TagRoleCommand({ RoleName, Tags: tags(1) }))],
    ['ListRoleTags', () => iam.send(new ListRoleTagsCommand({ RoleName }))],
  ])('%s says that it cannot be found', async (_operation, call) => {
    expect(await refusal(call())).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The role with name Nobody cannot be found.',
    });
  });
});

describe('changing a role', () => {
  test('UpdateRole sets description and longest session; what is left out stays (guess: AWS documents nothing)', async () => {
    const RoleName = await newRole();
    await iam.send(new UpdateRoleCommand({ RoleName, Description: 'new', MaxSessionDuration: 43_200 }));
    await iam.send(new UpdateRoleCommand({ RoleName }));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({ Description: 'new', MaxSessionDuration: 43_200 });
  });

  test('UpdateRoleDescription answers the role', async () => {
    const RoleName = await newRole();
    const { Role } = await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: 'told' }));
    expect(Role).toMatchObject({ RoleName, Description: 'told' });
  });

  test('the boundary is set, shown by GetRole and taken away, twice without an error (guess: AWS documents nothing)', async () => {
    const RoleName = await newRole();
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: READ_ONLY }));
    const bound = await iam.send(new GetRoleCommand({ RoleName }));
    expect(bound.Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(READ_ONLY);
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    const unbound = await iam.send(new GetRoleCommand({ RoleName }));
    expect(unbound.Role?.PermissionsBoundary).toBeUndefined();
  });
});

describe('a role’s tags', () => {
  test('a key in other case is the same tag: value and spelling are the last given', async () => {
    const RoleName = await newRole(fresh('Tagged'), { Tags: [{ Key: 'Department', Value: 'foo' }] });
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'department', Value: 'bar' }] }));
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }));
    expect(Tags).toEqual([{ Key: 'department', Value: 'bar' }]);
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['DEPARTMENT', 'absent'] }));
    expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([]);
  });

  test('no more than 50', async () => {
    const RoleName = await newRole(fresh('Tagged'), { Tags: tags(50) });
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'key49', Value: 'changed' }] }));
    const one = [{ Key: 'another', Value: '' }];
    expect(await refusal(iam.send(new TagRoleCommand({ RoleName, Tags: one })))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'The number of tags has reached the maximum limit.',
    });
  });

  test('are listed in pages, also when keys are as long as they can be', async () => {
    const Tags = Array.from({ length: 7 }, (_, n) => ({ Key: `${n}`.padEnd(128, '字'), Value: `${n}` }));
    const RoleName = await newRole(fresh('Tagged'), { Tags });
    const values: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new ListRoleTagsCommand({ RoleName, MaxItems: 3, Marker }));
      values.push(...(page.Tags ?? []).map(({ Value }) => Value));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(values).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });
});

describe('a role’s inline policies', () => {
  test('are put, replaced, got, listed and deleted', async () => {
    const RoleName = await newRole();
    const PolicyName = 'inline';
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: allow('s3:Get*') }));
    const document = allow('s3:*', "arn:aws:s3:::it's(a)test!*");
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: document }));
    const { PolicyDocument = '', ...got } = await iam.send(
      new GetRolePolicyCommand({ RoleName, PolicyName }),
    );
    expect(got).toMatchObject({ RoleName, PolicyName });
    expect(PolicyDocument).not.toMatch(/[!'()* {}"]/);
    expect(decodeURIComponent(PolicyDocument)).toBe(document);
    const listed = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    expect(listed.PolicyNames).toEqual(['inline']);
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    const gone = new DeleteRolePolicyCommand({ RoleName, PolicyName });
    expect(await refusal(iam.send(gone))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The role policy with name inline cannot be found.',
    });
  });

  test('together they hold 10240 characters without white space', async () => {
    const RoleName = await newRole();
    const put = (PolicyName: string, size: number) =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: sized(size) }));
    await put('first', 6000);
    await put('second', 4240);
    await put('second', 4240);
    expect(await refusal(put('third', 200))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: `Maximum policy size of 10240 bytes exceeded for role ${RoleName}`,
    });
  });

  test('one that is no policy is refused', async () => {
    const RoleName = await newRole();
    const put = new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: '{"Statement": 1}' });
    expect(await refusal(iam.send(put))).toMatchObject({ code: 'MalformedPolicyDocument', status: 400 });
  });
});

describe('a role’s managed policies', () => {
  test('are attached (twice is no error), listed by name and path, and detached', async () => {
    const RoleName = await newRole();
    const own = await newPolicy('Zoo');
    for (const PolicyArn of [READ_ONLY, own, own]) {
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    const all = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(all.AttachedPolicies).toEqual([
      { PolicyName: 'AmazonS3ReadOnlyAccess', PolicyArn: READ_ONLY },
      { PolicyName: 'Zoo', PolicyArn: own },
    ]);
    const none = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName, PathPrefix: '/else/' }));
    expect(none.AttachedPolicies).toEqual([]);
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: own }));
    expect(await refusal(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: own })))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Policy ${own} was not found.`,
    });
  });

  test.each([
    ['a bare name', 'AmazonS3ReadOnlyAccess', 'ValidationError', 400, 'Invalid ARN:  Could not be parsed!'],
    [
      'a role’s ARN',
      `arn:aws:iam::${ACCOUNT}:role/Role`,
      'InvalidInput',
      400,
      `ARN arn:aws:iam::${ACCOUNT}:role/Role is not valid.`,
    ],
    [
      'an unknown policy',
      `arn:aws:iam::${ACCOUNT}:policy/X`,
      'NoSuchEntity',
      404,
      `Policy arn:aws:iam::${ACCOUNT}:policy/X does not exist or is not attachable.`,
    ],
    [
      'an unknown policy of AWS’s',
      'arn:aws:iam::aws:policy/X',
      'NoSuchEntity',
      404,
      'Policy arn:aws:iam::aws:policy/X does not exist or is not attachable.',
    ],
    [
      'another account’s policy',
      'arn:aws:iam::111122223333:policy/X',
      'NoSuchEntity',
      404,
      'Policy arn:aws:iam::111122223333:policy/X does not exist or is not attachable.',
    ],
    [
      'a service-linked role’s policy',
      'arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy',
      'PolicyNotAttachable',
      400,
      'Cannot attach a Service Role Policy to a Customer Role.',
    ],
  ])('AttachRolePolicy refuses %s', async (_what, PolicyArn, code, status, message) => {
    const RoleName = await newRole();
    const attach = new AttachRolePolicyCommand({ RoleName, PolicyArn });
    expect(await refusal(iam.send(attach))).toEqual({ code, status, message });
  });

  test('no more than ten, also when they come at once', async () => {
    const RoleName = await newRole();
    const arns = await Promise.all(Array.from({ length: 14 }, () => newPolicy()));
    const attach = (PolicyArn: string) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const codes = await codesOf(arns.map(attach));
    expect(codes.filter((code) => code === undefined)).toHaveLength(10);
    expect(await refusal(attach(await newPolicy()))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
    });
  });
});

describe('deleting a role', () => {
  test('is refused while something hangs on it, each in AWS’s words, and then works', async () => {
    const RoleName = await newRole();
    const profile = { InstanceProfileName: fresh('Profile') };
    await iam.send(new CreateInstanceProfileCommand(profile));
    await iam.send(new AddRoleToInstanceProfileCommand({ ...profile, RoleName }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: allow('s3:*') }));
    const remove = () => refusal(iam.send(new DeleteRoleCommand({ RoleName })));
    const conflict = (message: string) => ({ code: 'DeleteConflict', status: 409, message });

    expect(await remove()).toEqual(
      conflict('Cannot delete entity, must remove roles from instance profile first.'),
    );
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ ...profile, RoleName }));
    expect(await remove()).toEqual(conflict('Cannot delete entity, must detach all policies first.'));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }));
    expect(await remove()).toEqual(conflict('Cannot delete entity, must delete policies first.'));
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
    expect(await remove()).toBeUndefined();
    expect((await remove())?.code).toBe('NoSuchEntity');
  });

  test('made anew it has another id and none of its old tags', async () => {
    const name = fresh('Anew');
    const first = await create(name, { Tags: [{ Key: 'old', Value: '' }] });
    await iam.send(new DeleteRoleCommand({ RoleName: name }));
    const second = await create(name);
    expect(second.Role?.RoleId).not.toBe(first.Role?.RoleId);
    expect((await iam.send(new ListRoleTagsCommand({ RoleName: name }))).Tags).toEqual([]);
  });
});

describe('ListRoles in pages', () => {
  test('goes through all of a path by name, in whatever case, once', async () => {
    const names = ['b', 'A', 'c', 'D', 'e'].map((name) => `${name}-paged`);
    for (const name of names) await newRole(name, { Path: '/paged/' });
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new ListRolesCommand({ PathPrefix: '/paged/', MaxItems: 2, Marker }));
      expect(page.Roles?.length).toBeLessThanOrEqual(2);
      seen.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(seen).toEqual(['A-paged', 'b-paged', 'c-paged', 'D-paged', 'e-paged']);
  });

  test('a path is matched by its case and from its beginning', async () => {
    await newRole(fresh('InPath'), { Path: '/Team/a/' });
    const count = async (PathPrefix: string) =>
      (await iam.send(new ListRolesCommand({ PathPrefix }))).Roles?.length;
    expect(await count('/Team/')).toBe(1);
    expect(await count('/Tea')).toBe(1);
    expect(await count('/team/')).toBe(0);
    expect(await count('/a/')).toBe(0);
  });

  test('a foreign marker and a MaxItems out of range are refused', async () => {
    const foreign = new ListRolesCommand({ Marker: 'bm90aGluZw' });
    expect(await refusal(iam.send(foreign))).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'Invalid Marker.',
    });
    for (const MaxItems of [0, 1001]) {
      const refused = await refusal(iam.send(new ListRolesCommand({ MaxItems })));
      expect(refused).toMatchObject({ code: 'ValidationError', status: 400 });
    }
  });
});

function tags(count: number) {
  return Array.from({ length: count }, (_, n) => ({ Key: `key${n}`, Value: `${n}` }));
}

/** A policy document of so many characters, white space not counted. */
function sized(size: number): string {
  const empty = allow('s3:GetObject', 'arn:aws:s3:::bucket/');
  return allow('s3:GetObject', `arn:aws:s3:::bucket/${'x'.repeat(size - empty.length)}`);
}
