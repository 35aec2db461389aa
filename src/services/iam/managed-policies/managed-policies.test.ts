import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  ListRolesCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
  type CreatePolicyCommandInput,
  type ListPoliciesCommandInput,
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

const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const POLICY_ID = expect.stringMatching(/^ANPA[A-Z2-7]{17}$/);
const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

let made = 0;
const fresh = (name: string) => `${name}-${++made}`;

function create(PolicyName: string, more: Partial<CreatePolicyCommandInput> = {}) {
  return iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: allow('s3:*'), ...more }));
}

async function newPolicy(
  name = fresh('Policy'),
  more: Partial<CreatePolicyCommandInput> = {},
): Promise<string> {
  return (await create(name, more)).Policy?.Arn ?? '';
}

async function newRole(name = fresh('Role'), more: { Path?: string; PermissionsBoundary?: string } = {}) {
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: TRUST, ...more }));
  return name;
}

function addVersion(PolicyArn: string, SetAsDefault = false, document = allow('ec2:*')) {
  return iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document, SetAsDefault }));
}

async function versionsOf(PolicyArn: string) {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  return Versions.map(({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? '*' : ''}`);
}

describe('what is answered of a policy', () => {
  test('CreatePolicy: counts of 0, and no tags that were not given', async () => {
    const { Policy } = await create('Bare', { Path: '/team/', Description: 'told by GetPolicy alone' });
    expect(Policy).toEqual({
      PolicyName: 'Bare',
      PolicyId: POLICY_ID,
      Arn: `arn:aws:iam::${ACCOUNT}:policy/team/Bare`,
      Path: '/team/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: expect.any(Date),
      UpdateDate: expect.any(Date),
    });
  });

  test('GetPolicy: `Tags: []`, the description, and how many use it', async () => {
    const arn = await newPolicy('Used', { Description: 'used' });
    const RoleName = await newRole(undefined, { PermissionsBoundary: arn });
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: arn }));
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    expect(Policy).toEqual({
      PolicyName: 'Used',
      PolicyId: POLICY_ID,
      Arn: arn,
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 1,
      IsAttachable: true,
      Description: 'used',
      CreateDate: expect.any(Date),
      UpdateDate: expect.any(Date),
      Tags: [],
    });
  });

  test('ListPolicies: neither description nor tags', async () => {
    await newPolicy('Shown', { Path: '/shown/', Description: 'd', Tags: [{ Key: 'a', Value: 'b' }] });
    const { Policies } = await iam.send(new ListPoliciesCommand({ PathPrefix: '/shown/' }));
    expect(Policies).toHaveLength(1);
    expect(Object.keys(Policies?.[0] ?? {})).not.toEqual(expect.arrayContaining(['Description']));
    expect(Object.keys(Policies?.[0] ?? {})).not.toEqual(expect.arrayContaining(['Tags']));
  });
});

describe('making a policy', () => {
  test('a name is taken whatever its case and path', async () => {
    await newPolicy('Taken');
    expect(await refusal(create('TAKEN', { Path: '/else/' }))).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'A policy called TAKEN already exists. Duplicate names are not allowed.',
    });
  });

  test('50 at once with one name: one is made', async () => {
    const codes = await codesOf(Array.from({ length: 50 }, () => create('Race')));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  });

  test('6144 characters are enough, white space not counted; one more is too many', async () => {
    await newPolicy(fresh('Full'), { PolicyDocument: `${' '.repeat(9000)}${sized(6144)}` });
    expect(await refusal(create(fresh('Over'), { PolicyDocument: sized(6145) }))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for PolicySize: 6144',
    });
  });

  test.each([
    ['text that is no JSON', 'not json', 'MalformedPolicyDocument', 'Syntax errors in policy.'],
    [
      'a principal',
      documentOf({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }),
      'MalformedPolicyDocument',
      'Policy document should not specify a principal.',
    ],
    [
      'no resource',
      documentOf({ Effect: 'Allow', Action: 's3:*' }),
      'MalformedPolicyDocument',
      'Policy statement must contain resources.',
    ],
    [
      'an action without a vendor',
      allow('PutObject'),
      'MalformedPolicyDocument',
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'a character past U+00FF',
      allow('s3:*', 'arn:aws:s3:::字'),
      'ValidationError',
      'The specified value for policyDocument is invalid. It must contain only printable ASCII characters.',
    ],
  ])('refuses a document with %s', async (_what, PolicyDocument, code, message) => {
    expect(await refusal(create(fresh('Bad'), { PolicyDocument }))).toEqual({ code, status: 400, message });
  });
});

describe('versions', () => {
  test('are numbered on and on, five at most, newest first, never the default one deleted', async () => {
    const arn = await newPolicy();
    const { PolicyVersion } = await addVersion(arn);
    expect(PolicyVersion).toEqual({ VersionId: 'v2', IsDefaultVersion: false, CreateDate: expect.any(Date) });
    await addVersion(arn, true);
    await addVersion(arn);
    await addVersion(arn);
    expect(await versionsOf(arn)).toEqual(['v5', 'v4', 'v3*', 'v2', 'v1']);
    expect(await refusal(addVersion(arn))).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    const drop = (VersionId: string) =>
      refusal(iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId })));
    expect(await drop('v3')).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message: 'Cannot delete the default version of a policy.',
    });
    expect(await drop('v5')).toBeUndefined();
    expect(await drop('v5')).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Policy ${arn} version v5 does not exist or is not attachable.`,
    });
    const again = await addVersion(arn);
    expect(again.PolicyVersion?.VersionId).toBe('v6');
  });

  test('20 at once: four fit beside the first', async () => {
    const arn = await newPolicy();
    const codes = await codesOf(Array.from({ length: 20 }, () => addVersion(arn)));
    expect(codes.filter((code) => code === undefined)).toHaveLength(4);
    expect(await versionsOf(arn)).toHaveLength(5);
  });

  test('each keeps its document; the default is what GetPolicy names', async () => {
    const arn = await newPolicy();
    await addVersion(arn);
    const documentIn = async (VersionId: string) => {
      const got = await iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId }));
      return decodeURIComponent(got.PolicyVersion?.Document ?? '');
    };
    expect(await documentIn('v1')).toBe(allow('s3:*'));
    expect(await documentIn('v2')).toBe(allow('ec2:*'));
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: 'v2' }));
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    expect(Policy?.DefaultVersionId).toBe('v2');
    const unknown = new SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: 'v9' });
    expect((await refusal(iam.send(unknown)))?.code).toBe('NoSuchEntity');
    const malformed = new SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: 'nine' });
    expect((await refusal(iam.send(malformed)))?.code).toBe('ValidationError');
  });

  test('are listed in pages', async () => {
    const arn = await newPolicy();
    for (let n = 0; n < 4; n += 1) await addVersion(arn);
    const first = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn, MaxItems: 3 }));
    expect(first.Versions?.map(({ VersionId }) => VersionId)).toEqual(['v5', 'v4', 'v3']);
    expect(first.IsTruncated).toBe(true);
    const rest = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn, Marker: first.Marker }));
    expect(rest.Versions?.map(({ VersionId }) => VersionId)).toEqual(['v2', 'v1']);
  });
});

describe('deleting a policy', () => {
  test('is refused while it is attached, bounds someone or has versions', async () => {
    const PolicyArn = await newPolicy();
    const RoleName = await newRole();
    const remove = () => refusal(iam.send(new DeletePolicyCommand({ PolicyArn })));
    const conflict = (message: string) => ({ code: 'DeleteConflict', status: 409, message });

    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await addVersion(PolicyArn);
    expect(await remove()).toEqual(conflict('Cannot delete a policy attached to entities.'));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    expect(await remove()).toEqual(
      conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      ),
    );
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(await remove()).toBeUndefined();
    expect(await remove()).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Policy ${PolicyArn} was not found.`,
    });

    const boundary = await newPolicy();
    await newRole(undefined, { PermissionsBoundary: boundary });
    expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: boundary })))).toEqual(
      conflict('Cannot delete a policy attached to entities.'),
    );
  });

  test('and attaching it at once cannot both succeed', async () => {
    for (let round = 0; round < 10; round += 1) {
      const PolicyArn = await newPolicy();
      const RoleName = await newRole();
      const [attached, deleted] = await codesOf([
        iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })),
        iam.send(new DeletePolicyCommand({ PolicyArn })),
      ]);
      expect([attached, deleted].filter((code) => code === undefined)).toHaveLength(1);
      expect(attached ?? deleted).toMatch(/^(NoSuchEntity|DeleteConflict)$/);
    }
  });
});

describe('an ARN', () => {
  test.each([
    ['of another path', `arn:aws:iam::${ACCOUNT}:policy/else/Exact`],
    ['in another case', `arn:aws:iam::${ACCOUNT}:policy/exact`],
  ])('%s is not found', async (_what, PolicyArn) => {
    await refusal(create('Exact'));
    expect(await refusal(iam.send(new GetPolicyCommand({ PolicyArn })))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Policy ${PolicyArn} was not found.`,
    });
  });

  test.each([
    ['that is none', 'policy-of-twenty-characters', 'ValidationError', 'Invalid ARN:  Could not be parsed!'],
    [
      'of a role',
      `arn:aws:iam::${ACCOUNT}:role/Role`,
      'InvalidInput',
      `ARN arn:aws:iam::${ACCOUNT}:role/Role is not valid.`,
    ],
    [
      'of another service',
      'arn:aws:s3:::policy/Role',
      'InvalidInput',
      'ARN arn:aws:s3:::policy/Role is not valid.',
    ],
    ['of 20 colons', ':'.repeat(20), 'ValidationError', 'Invalid ARN:  Could not be parsed!'],
  ])('%s is refused', async (_what, PolicyArn, code, message) => {
    expect(await refusal(iam.send(new GetPolicyCommand({ PolicyArn })))).toEqual({
      code,
      status: 400,
      message,
    });
  });

  test('shorter than 20 characters fails the model', async () => {
    const refused = await refusal(iam.send(new GetPolicyCommand({ PolicyArn: 'short' })));
    expect(refused).toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining('greater than or equal to 20'),
    });
  });
});

describe('AWS’s own policies', () => {
  test('are shown as from this account, with their real document', async () => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: READ_ONLY }));
    expect(Policy).toMatchObject({
      PolicyName: 'AmazonS3ReadOnlyAccess',
      PolicyId: POLICY_ID,
      DefaultVersionId: 'v3',
      Tags: [],
    });
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: READ_ONLY, VersionId: 'v3' }),
    );
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toHaveProperty('Statement');
    expect(await versionsOf(READ_ONLY)).toEqual(['v3*']);
    expect((await iam.send(new ListPolicyTagsCommand({ PolicyArn: READ_ONLY }))).Tags).toEqual([]);
  });

  test.each([
    ['DeletePolicy', () => new DeletePolicyCommand({ PolicyArn: READ_ONLY }), ''],
    [
      'CreatePolicyVersion',
      () => new CreatePolicyVersionCommand({ PolicyArn: READ_ONLY, PolicyDocument: allow('s3:*') }),
      '',
    ],
    [
      'DeletePolicyVersion',
      () => new DeletePolicyVersionCommand({ PolicyArn: READ_ONLY, VersionId: 'v1' }),
      ' version v1',
    ],
    [
      'SetDefaultPolicyVersion',
      () => new SetDefaultPolicyVersionCommand({ PolicyArn: READ_ONLY, VersionId: 'v1' }),
      ' version v1',
    ],
    ['TagPolicy', () => new TagPolicyCommand({ PolicyArn: READ_ONLY, Tags: [{ Key: 'a', Value: 'b' }] }), ''],
    ['UntagPolicy', () => new UntagPolicyCommand({ PolicyArn: READ_ONLY, TagKeys: ['a'] }), ''],
  ])('%s refuses everyone, an administrator and root alike', async (operation, command, version) => {
    const root = new IAMClient(house.client(house.root));
    for (const [client, name] of [
      [iam, 'user/admin'],
      [root, 'root'],
    ] as const) {
      expect(await refusal(client.send(command() as GetPolicyCommand))).toEqual({
        code: 'AccessDenied',
        status: 403,
        message: `User: arn:aws:iam::${ACCOUNT}:${name} is not authorized to perform: iam:${operation} on resource: policy ${READ_ONLY}${version}`,
      });
    }
  });
});

describe('ListPolicies', () => {
  test('refuses a prefix that does not end with a slash, which other listings take', async () => {
    const message =
      'The specified value for pathPrefix is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.';
    const refused = { code: 'ValidationError', status: 400, message };
    expect(await refusal(iam.send(new ListPoliciesCommand({ PathPrefix: '/foo' })))).toEqual(refused);
    expect(await refusal(iam.send(new ListRolesCommand({ PathPrefix: 'foo/' })))).toEqual(refused);
    expect(await refusal(iam.send(new ListRolesCommand({ PathPrefix: '/foo' })))).toBeUndefined();
  });

  async function walk(input: ListPoliciesCommandInput): Promise<string[]> {
    const names: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new ListPoliciesCommand({ ...input, Marker }));
      names.push(...(page.Policies ?? []).map(({ Arn = '' }) => Arn));
      expect(page.IsTruncated).toBe(page.Marker !== undefined);
      Marker = page.Marker;
    } while (Marker !== undefined);
    return names;
  }

  test('goes through AWS’s policies and the account’s once, whatever the pages', async () => {
    const twin = await newPolicy('AmazonS3ReadOnlyAccess');
    const all = await walk({ MaxItems: 1000 });
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(1500);
    expect(all.indexOf(twin) - all.indexOf(READ_ONLY)).toBe(1);
    expect(await walk({ MaxItems: 171 })).toEqual(all);
    const local = await walk({ Scope: 'Local', MaxItems: 7 });
    const aws = await walk({ Scope: 'AWS', MaxItems: 1000 });
    expect([...local, ...aws].sort()).toEqual([...all].sort());
    expect(local.every((arn) => arn.includes(`:${ACCOUNT}:`))).toBe(true);
  });

  test('by path', async () => {
    await newPolicy('InPath', { Path: '/by/path/' });
    expect(await walk({ PathPrefix: '/by/' })).toEqual([`arn:aws:iam::${ACCOUNT}:policy/by/path/InPath`]);
    const jobs = await walk({ PathPrefix: '/job-function/' });
    expect(jobs).toContain('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess');
    expect(jobs.every((arn) => arn.startsWith('arn:aws:iam::aws:policy/job-function/'))).toBe(true);
  });

  test('by use: OnlyAttached tells those attached, a usage filter those used so', async () => {
    const [attached, bounding] = [await newPolicy('OnlyAttached'), await newPolicy('OnlyBounding')];
    const RoleName = await newRole(undefined, { PermissionsBoundary: bounding });
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: attached }));
    const far = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: far }));
    const only = await walk({ OnlyAttached: true, MaxItems: 2 });
    expect(only).toEqual(expect.arrayContaining([attached, far]));
    expect(only).not.toContain(bounding);
    const bounds = await walk({ PolicyUsageFilter: 'PermissionsBoundary' });
    expect(bounds).toContain(bounding);
    expect(bounds).not.toContain(attached);
  });
});

describe('ListEntitiesForPolicy', () => {
  test('tells whom a policy is attached to and whom it bounds, in pages', async () => {
    const PolicyArn = await newPolicy();
    const roles = [
      await newRole('entity-a'),
      await newRole('Entity-B', { Path: '/e/' }),
      await newRole('entity-c'),
    ];
    for (const RoleName of roles) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await newRole('entity-d', { PermissionsBoundary: PolicyArn });
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, MaxItems: 1, Marker }));
      expect(page).toMatchObject({ PolicyGroups: [], PolicyUsers: [] });
      names.push(...(page.PolicyRoles ?? []).map(({ RoleName }) => RoleName));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(names).toEqual(['entity-a', 'Entity-B', 'entity-c', 'entity-d']);
    const rolesWith = async (more: object) => {
      const page = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, ...more }));
      return page.PolicyRoles?.map(({ RoleName }) => RoleName);
    };
    expect(await rolesWith({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['entity-d']);
    expect(await rolesWith({ PolicyUsageFilter: 'PermissionsPolicy', PathPrefix: '/e/' })).toEqual([
      'Entity-B',
    ]);
    expect(await rolesWith({ EntityFilter: 'User' })).toEqual([]);
  });

  test('tells AWS’s own policies’ users too', async () => {
    const page = await iam.send(
      new ListEntitiesForPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    );
    expect(page.PolicyUsers).toEqual([{ UserName: 'admin', UserId: expect.stringMatching(/^AIDA/) }]);
  });
});

describe('a policy’s tags', () => {
  test('keep keys apart that differ by case', async () => {
    const PolicyArn = await newPolicy(fresh('Tagged'), { Tags: [{ Key: 'Cost', Value: '1' }] });
    await iam.send(
      new TagPolicyCommand({
        PolicyArn,
        Tags: [
          { Key: 'cost', Value: '2' },
          { Key: 'Cost', Value: '3' },
        ],
      }),
    );
    const { Tags } = await iam.send(new ListPolicyTagsCommand({ PolicyArn }));
    expect(Tags).toEqual([
      { Key: 'Cost', Value: '3' },
      { Key: 'cost', Value: '2' },
    ]);
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['Cost'] }));
    const left = await iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(left.Policy?.Tags).toEqual([{ Key: 'cost', Value: '2' }]);
  });
});

/** A policy document of so many characters, white space not counted. */
function sized(size: number): string {
  const empty = allow('s3:GetObject', 'arn:aws:s3:::bucket/');
  return allow('s3:GetObject', `arn:aws:s3:::bucket/${'x'.repeat(size - empty.length)}`);
}
