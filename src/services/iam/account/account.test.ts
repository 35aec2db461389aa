import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccountAliasCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  IAMClient,
  ListAccountAliasesCommand,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  type GetAccountAuthorizationDetailsCommandInput,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../../../../test/house.ts';
import { allow, documentOf } from '../../../../test/in-process-house.ts';
import { refusal } from '../../../../test/refusal.ts';

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  await furnish();
});
afterAll(() => house.close());

const DOCUMENT = allow('s3:*');
const BOUNDARY = 'arn:aws:iam::aws:policy/PowerUserAccess';
const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const TRUST = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
const own = `arn:aws:iam::${ACCOUNT}:policy/p/Own`;

/** A user in a group, a role in a profile, a policy of two versions; each with policies and tags. */
async function furnish(): Promise<void> {
  const tagged = { Path: '/p/', Tags: [{ Key: 'a', Value: 'b' }] };
  const inline = { PolicyName: 'inline', PolicyDocument: DOCUMENT };
  await iam.send(new CreatePolicyCommand({ PolicyName: 'Own', ...tagged, PolicyDocument: DOCUMENT }));
  await iam.send(
    new CreatePolicyVersionCommand({ PolicyArn: own, PolicyDocument: TRUSTLESS, SetAsDefault: true }),
  );
  await iam.send(new CreateUserCommand({ UserName: 'User', ...tagged, PermissionsBoundary: BOUNDARY }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'User', ...inline }));
  await iam.send(new CreateGroupCommand({ GroupName: 'Group', Path: '/p/' }));
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'Group', ...inline }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'Group', UserName: 'User' }));
  await iam.send(new CreateRoleCommand({ RoleName: 'Role', ...tagged, AssumeRolePolicyDocument: TRUST }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'Role', ...inline }));
  for (const PolicyArn of [own, READ_ONLY]) {
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'Role', PolicyArn }));
  }
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'Profile' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'Profile', RoleName: 'Role' }));
}

const TRUSTLESS = allow('ec2:*');

function encoded(document: string): string {
  return encodeURIComponent(document).replaceAll('*', '%2A');
}

describe('the account’s alias', () => {
  const list = async () => (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases;
  const create = (AccountAlias: string) => iam.send(new CreateAccountAliasCommand({ AccountAlias }));
  const remove = (AccountAlias: string) => iam.send(new DeleteAccountAliasCommand({ AccountAlias }));

  test('is set, replaced by another and deleted', async () => {
    expect(await list()).toEqual([]);
    await create('first-alias');
    await create('second-alias');
    expect(await list()).toEqual(['second-alias']);
    expect(await refusal(remove('first-alias'))).toMatchObject({ code: 'NoSuchEntity', status: 404 });
    await remove('second-alias');
    expect(await list()).toEqual([]);
  });

  test('that is taken is refused (the words are a guess: AWS documents the code alone)', async () => {
    await create('taken-alias');
    expect(await refusal(create('taken-alias'))).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'The account alias taken-alias already exists.',
    });
    await remove('taken-alias');
  });

  test.each(['ab', 'Upper', '-begins', 'ends-', 'two--hyphens', 'a'.repeat(64), 'under_score'])(
    '%s is refused',
    async (alias) => {
      expect(await refusal(create(alias))).toMatchObject({ code: 'ValidationError', status: 400 });
    },
  );
});

test('GetAccountSummary counts what there is, beside the quotas', async () => {
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
  expect(SummaryMap).toMatchObject({
    Users: 2,
    UsersQuota: 5000,
    Groups: 1,
    GroupsQuota: 300,
    Roles: 1,
    RolesQuota: 1000,
    InstanceProfiles: 1,
    InstanceProfilesQuota: 1000,
    Policies: 1,
    PoliciesQuota: 1500,
    PolicyVersionsInUse: 2,
    VersionsPerPolicyQuota: 5,
    AttachedPoliciesPerRoleQuota: 10,
    AssumeRolePolicySizeQuota: 2048,
    AccessKeysPerUserQuota: 2,
    AccountAccessKeysPresent: 0,
  });
});

describe('GetAccountAuthorizationDetails', () => {
  const details = (input: GetAccountAuthorizationDetailsCommandInput = {}) =>
    iam.send(new GetAccountAuthorizationDetailsCommand(input));

  test('tells a user with groups, policies, boundary and tags', async () => {
    const { UserDetailList, RoleDetailList, GroupDetailList, Policies } = await details({ Filter: ['User'] });
    expect(UserDetailList?.find(({ UserName }) => UserName === 'User')).toEqual({
      Path: '/p/',
      UserName: 'User',
      UserId: expect.stringMatching(/^AIDA/),
      Arn: `arn:aws:iam::${ACCOUNT}:user/p/User`,
      CreateDate: expect.any(Date),
      UserPolicyList: [{ PolicyName: 'inline', PolicyDocument: encoded(DOCUMENT) }],
      GroupList: ['Group'],
      AttachedManagedPolicies: [],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: BOUNDARY,
      },
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect([RoleDetailList, GroupDetailList, Policies]).toEqual([[], [], []]);
  });

  test('tells a group with its policies', async () => {
    const { GroupDetailList } = await details({ Filter: ['Group'] });
    expect(GroupDetailList).toEqual([
      {
        Path: '/p/',
        GroupName: 'Group',
        GroupId: expect.stringMatching(/^AGPA/),
        Arn: `arn:aws:iam::${ACCOUNT}:group/p/Group`,
        CreateDate: expect.any(Date),
        GroupPolicyList: [{ PolicyName: 'inline', PolicyDocument: encoded(DOCUMENT) }],
        AttachedManagedPolicies: [],
      },
    ]);
  });

  test('tells a role with its instance profiles, policies and tags', async () => {
    const { RoleDetailList } = await details({ Filter: ['Role'] });
    expect(RoleDetailList).toEqual([
      {
        Path: '/p/',
        RoleName: 'Role',
        RoleId: expect.stringMatching(/^AROA/),
        Arn: `arn:aws:iam::${ACCOUNT}:role/p/Role`,
        CreateDate: expect.any(Date),
        AssumeRolePolicyDocument: encoded(TRUST),
        InstanceProfileList: [
          expect.objectContaining({
            InstanceProfileName: 'Profile',
            Roles: [expect.objectContaining({ RoleName: 'Role' })],
          }),
        ],
        RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: encoded(DOCUMENT) }],
        AttachedManagedPolicies: [
          { PolicyName: 'AmazonS3ReadOnlyAccess', PolicyArn: READ_ONLY },
          { PolicyName: 'Own', PolicyArn: own },
        ],
        Tags: [{ Key: 'a', Value: 'b' }],
        RoleLastUsed: {},
      },
    ]);
  });

  test('tells the account’s policies with all their versions', async () => {
    const { Policies } = await details({ Filter: ['LocalManagedPolicy'] });
    expect(Policies).toMatchObject([
      {
        PolicyName: 'Own',
        Arn: own,
        DefaultVersionId: 'v2',
        AttachmentCount: 1,
        PolicyVersionList: [
          { VersionId: 'v2', IsDefaultVersion: true, Document: encoded(TRUSTLESS) },
          { VersionId: 'v1', IsDefaultVersion: false, Document: encoded(DOCUMENT) },
        ],
      },
    ]);
  });

  test('tells those of AWS’s own policies that the account uses', async () => {
    const { Policies = [] } = await details({ Filter: ['AWSManagedPolicy'] });
    expect(Policies.map(({ PolicyName }) => PolicyName)).toEqual([
      'AdministratorAccess',
      'AmazonS3ReadOnlyAccess',
      'PowerUserAccess',
    ]);
  });

  test('goes through all kinds in pages, each entity once', async () => {
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await details({ MaxItems: 2, Marker });
      const names = [
        ...(page.UserDetailList ?? []).map(({ UserName }) => UserName),
        ...(page.GroupDetailList ?? []).map(({ GroupName }) => GroupName),
        ...(page.RoleDetailList ?? []).map(({ RoleName }) => RoleName),
        ...(page.Policies ?? []).map(({ PolicyName }) => PolicyName),
      ];
      expect(names.length).toBeLessThanOrEqual(2);
      seen.push(...names);
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(seen).toEqual([
      'admin',
      'User',
      'Group',
      'Role',
      'Own',
      'AdministratorAccess',
      'AmazonS3ReadOnlyAccess',
      'PowerUserAccess',
    ]);
  });

  test('refuses an unknown filter and a foreign marker', async () => {
    expect(await refusal(details({ Filter: ['Everything' as 'User'] }))).toMatchObject({
      code: 'ValidationError',
      status: 400,
    });
    const Marker = Buffer.from('ListRoles\nrole').toString('base64url');
    expect(await refusal(details({ Marker }))).toMatchObject({ message: 'Invalid Marker.' });
    const garbled = Buffer.from('GetAccountAuthorizationDetails\nno-turn').toString('base64url');
    expect(await refusal(details({ Marker: garbled }))).toMatchObject({ message: 'Invalid Marker.' });
  });
});
