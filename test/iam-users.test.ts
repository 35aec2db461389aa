import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  ListMFADevicesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  ListUserPoliciesCommand,
  ListVirtualMFADevicesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { allow, documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';

let house: TestHouse;
let admin: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  admin = new IAMClient(house.client());
});
afterAll(() => house.close());

let made = 0;
const fresh = (name: string) => `${name}-${++made}`;
const arn = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;

async function addUser(policy?: string, name = fresh('user')): Promise<string> {
  await admin.send(new CreateUserCommand({ UserName: name }));
  if (policy !== undefined) {
    await admin.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'own', PolicyDocument: policy }));
  }
  return name;
}

async function addKey(UserName: string): Promise<Credentials> {
  const { AccessKey: key } = await admin.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: key?.AccessKeyId ?? '', secretAccessKey: key?.SecretAccessKey ?? '' };
}

/** What CreateAccessKey answers, when it does. */
interface AccessKeyInFull {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
}

/** A user's own client. */
async function clientOf(UserName: string): Promise<IAMClient> {
  return new IAMClient(house.client(await addKey(UserName)));
}

describe('users', () => {
  test('CreateUser answers the user, with tags and boundary only where given', async () => {
    const { User: plain } = await admin.send(new CreateUserCommand({ UserName: 'Plain' }));
    expect(plain).toEqual({
      Path: '/',
      UserName: 'Plain',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: arn('user/Plain'),
      CreateDate: expect.any(Date),
    });
    const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const Tags = [{ Key: 'team', Value: 'a' }];
    const input = { UserName: 'Full', Path: '/staff/x/', Tags, PermissionsBoundary: boundary };
    const { User: full } = await admin.send(new CreateUserCommand(input));
    expect(full).toMatchObject({
      Arn: arn('user/staff/x/Full'),
      Tags,
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: boundary,
      },
    });
    expect((await admin.send(new GetUserCommand({ UserName: 'FULL' }))).User).toEqual(full);
    expect((await admin.send(new GetUserCommand({ UserName: 'plain' }))).User).toEqual(plain);
  });

  test('names differ by more than case', async () => {
    await addUser(undefined, 'Cased');
    expect(await refusal(admin.send(new CreateUserCommand({ UserName: 'CASED' })))).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'User with name CASED already exists.',
    });
  });

  test('an unknown user is told by the name that was asked for', async () => {
    expect(await refusal(admin.send(new GetUserCommand({ UserName: 'nobody' })))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The user with name nobody cannot be found.',
    });
  });

  test.each([
    ['a space', { UserName: 'a b' }],
    ['nothing', { UserName: '' }],
    ['65 characters', { UserName: 'a'.repeat(65) }],
    ['U+0000', { UserName: 'a\u0000' }],
    ['a path without slashes', { UserName: 'ok', Path: 'x' }],
    ['a path of 513 characters', { UserName: 'ok', Path: `/${'a'.repeat(511)}/` }],
  ])('CreateUser refuses a name or path with %s', async (_, input) => {
    expect(await refusal(admin.send(new CreateUserCommand(input)))).toMatchObject({
      code: 'ValidationError',
      status: 400,
    });
  });

  test('a boundary must exist', async () => {
    const unknown = arn('policy/unknown');
    const UserName = fresh('bounded');
    expect(
      await refusal(admin.send(new CreateUserCommand({ UserName, PermissionsBoundary: unknown }))),
    ).toMatchObject({ code: 'NoSuchEntity', status: 404 });
    expect(await refusal(admin.send(new GetUserCommand({ UserName })))).toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  test('ListUsers pages by name under a path, without tags', async () => {
    const names = ['delta', 'Alpha', 'charlie', 'Bravo', 'echo'];
    for (const UserName of names) {
      await admin.send(new CreateUserCommand({ UserName, Path: '/list/', Tags: [{ Key: 'a', Value: 'b' }] }));
    }
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    let pages = 0;
    do {
      const page = await admin.send(new ListUsersCommand({ PathPrefix: '/list/', MaxItems: 2, Marker }));
      seen.push(...(page.Users ?? []).map((user) => user.UserName));
      expect(page.IsTruncated).toBe(page.Marker !== undefined);
      for (const user of page.Users ?? []) expect(user.Tags).toBeUndefined();
      ({ Marker } = page);
      pages += 1;
    } while (Marker !== undefined);
    expect(seen).toEqual(['Alpha', 'Bravo', 'charlie', 'delta', 'echo']);
    expect(pages).toBe(3);
    expect((await admin.send(new ListUsersCommand({ PathPrefix: '/li' }))).Users).toHaveLength(5);
    expect((await admin.send(new ListUsersCommand({ PathPrefix: '/list/none/' }))).Users).toEqual([]);
    expect(await refusal(admin.send(new ListUsersCommand({ Marker: 'rubbish' })))).toMatchObject({
      code: 'ValidationError',
      message: 'Invalid Marker.',
    });
  });

  test('GetUser without a name answers the caller; for root without name and path', async () => {
    const name = await addUser(allow('iam:GetUser'));
    expect((await (await clientOf(name)).send(new GetUserCommand({}))).User?.UserName).toBe(name);
    const root = new IAMClient(house.client(house.root));
    const { User } = await root.send(new GetUserCommand({}));
    expect(User).toMatchObject({ UserId: ACCOUNT, Arn: arn('root'), CreateDate: expect.any(Date) });
  });

  test('a renamed and moved user keeps its id, key, policies and groups, and has another ARN at once', async () => {
    const before = await addUser(allow('sts:*'));
    const GroupName = fresh('group');
    await admin.send(new CreateGroupCommand({ GroupName }));
    await admin.send(new AddUserToGroupCommand({ GroupName, UserName: before }));
    const key = await addKey(before);
    const { User: old } = await admin.send(new GetUserCommand({ UserName: before }));
    const after = fresh('Renamed');
    await admin.send(new UpdateUserCommand({ UserName: before, NewUserName: after, NewPath: '/new/' }));
    const identity = await new STSClient(house.client(key)).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Arn: arn(`user/new/${after}`), UserId: old?.UserId });
    expect((await admin.send(new ListUserPoliciesCommand({ UserName: after }))).PolicyNames).toEqual(['own']);
    expect((await admin.send(new ListGroupsForUserCommand({ UserName: after }))).Groups).toHaveLength(1);
    expect(await refusal(admin.send(new GetUserCommand({ UserName: before })))).toMatchObject({
      code: 'NoSuchEntity',
    });
    await expect(addUser(undefined, before)).resolves.toBe(before);
    expect(
      await refusal(
        admin.send(new UpdateUserCommand({ UserName: before, NewUserName: after.toUpperCase() })),
      ),
    ).toMatchObject({ code: 'EntityAlreadyExists', status: 409 });
    // Its own name in another case is nobody else's.
    await admin.send(new UpdateUserCommand({ UserName: after, NewUserName: after.toUpperCase() }));
    expect((await admin.send(new GetUserCommand({ UserName: after }))).User?.UserName).toBe(
      after.toUpperCase(),
    );
  });

  test('renaming wants iam:UpdateUser on the old ARN and on the new', async () => {
    const target = await addUser();
    const renamed = `${target}-renamed`;
    const half = await clientOf(await addUser(allow('iam:UpdateUser', arn(`user/${target}`))));
    expect(
      await refusal(half.send(new UpdateUserCommand({ UserName: target, NewUserName: renamed }))),
    ).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining(`iam:UpdateUser on resource: user ${renamed} because`),
    });
    const both = await clientOf(
      await addUser(allow('iam:UpdateUser', [arn(`user/${target}`), arn(`user/${renamed}`)])),
    );
    await both.send(new UpdateUserCommand({ UserName: target, NewUserName: renamed }));
  });

  test('DeleteUser is refused while keys, groups or policies remain', async () => {
    const UserName = await addUser(allow('s3:*'));
    const GroupName = fresh('group');
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await admin.send(new CreateGroupCommand({ GroupName }));
    await admin.send(new AddUserToGroupCommand({ GroupName, UserName }));
    await admin.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    const { accessKeyId: AccessKeyId } = await addKey(UserName);
    const refused = () => refusal(admin.send(new DeleteUserCommand({ UserName })));
    const conflict = (message: string) => ({ code: 'DeleteConflict', status: 409, message });
    expect(await refused()).toEqual(conflict('Cannot delete entity, must remove referenced objects first.'));
    await admin.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    expect(await refused()).toEqual(conflict('Cannot delete entity, must remove users from group first.'));
    await admin.send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
    expect(await refused()).toEqual(conflict('Cannot delete entity, must detach all policies first.'));
    await admin.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    expect(await refused()).toEqual(conflict('Cannot delete entity, must delete policies first.'));
    await admin.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'own' }));
    expect(await refused()).toBeUndefined();
    expect(await refused()).toMatchObject({ code: 'NoSuchEntity' });
  });

  test('of 50 racing CreateUser of one name one wins', async () => {
    const UserName = fresh('raced');
    const results = await Promise.all(
      Array.from({ length: 50 }, () => refusal(admin.send(new CreateUserCommand({ UserName })))),
    );
    expect(results.filter((result) => result === undefined)).toHaveLength(1);
    for (const result of results.filter((result) => result !== undefined)) {
      expect(result).toMatchObject({ code: 'EntityAlreadyExists', status: 409 });
    }
  });

  test('tags: keys differ by more than case, 50 at most, the same key overwrites', async () => {
    const UserName = await addUser();
    const tag = (Key: string, Value = '') => ({ Key, Value });
    const tags = async () => (await admin.send(new ListUserTagsCommand({ UserName }))).Tags;
    await admin.send(new TagUserCommand({ UserName, Tags: [tag('Team', 'a'), tag('b', '1')] }));
    await admin.send(new TagUserCommand({ UserName, Tags: [tag('TEAM', 'c')] }));
    expect(await tags()).toEqual([tag('b', '1'), tag('TEAM', 'c')]);
    expect(
      await refusal(admin.send(new TagUserCommand({ UserName, Tags: [tag('x'), tag('X')] }))),
    ).toMatchObject({
      code: 'InvalidInput',
    });
    await admin.send(new UntagUserCommand({ UserName, TagKeys: ['team', 'absent'] }));
    expect(await tags()).toEqual([tag('b', '1')]);
    const many = Array.from({ length: 50 }, (_, i) => tag(`k${i}`));
    expect(await refusal(admin.send(new TagUserCommand({ UserName, Tags: many })))).toMatchObject({
      code: 'LimitExceeded',
      status: 409,
    });
    await admin.send(new TagUserCommand({ UserName, Tags: many.slice(0, 49) }));
    expect(await tags()).toHaveLength(50);
  });

  test('inline policies: put, get (percent-encoded), list, delete, limits', async () => {
    const UserName = await addUser();
    const document = allow('s3:GetObject', 'arn:aws:s3:::b/*');
    expect(
      await refusal(admin.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: '{' }))),
    ).toMatchObject({
      code: 'MalformedPolicyDocument',
    });
    await admin.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: document }));
    const got = await admin.send(new GetUserPolicyCommand({ UserName, PolicyName: 'p' }));
    expect(got.PolicyDocument).not.toContain('*');
    expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(document);
    expect(await refusal(admin.send(new GetUserPolicyCommand({ UserName, PolicyName: 'q' })))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The user policy with name q cannot be found.',
    });
    const large = allow(
      's3:GetObject',
      Array.from({ length: 60 }, (_, i) => `arn:aws:s3:::bucket-number-${i}/*`),
    );
    expect(
      await refusal(
        admin.send(new PutUserPolicyCommand({ UserName, PolicyName: 'large', PolicyDocument: large })),
      ),
    ).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: `Maximum policy size of 2048 bytes exceeded for user ${UserName}`,
    });
    await admin.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'p' }));
    expect((await admin.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual([]);
  });

  test('managed policies: attach, list, detach, and their errors', async () => {
    const UserName = await addUser();
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await admin.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await admin.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    expect((await admin.send(new ListAttachedUserPoliciesCommand({ UserName }))).AttachedPolicies).toEqual([
      { PolicyName: 'AmazonS3ReadOnlyAccess', PolicyArn },
    ]);
    expect(
      await refusal(
        admin.send(new AttachUserPolicyCommand({ UserName, PolicyArn: 'not-an-arn-but-long-enough' })),
      ),
    ).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'Invalid ARN:  Could not be parsed!',
    });
    const unknown = arn('policy/unknown');
    expect(await refusal(admin.send(new AttachUserPolicyCommand({ UserName, PolicyArn: unknown })))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Policy ${unknown} does not exist or is not attachable.`,
    });
    await admin.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    expect(await refusal(admin.send(new DetachUserPolicyCommand({ UserName, PolicyArn })))).toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  test('a boundary limits what the own policies grant, at the next call', async () => {
    const UserName = await addUser(allow('iam:*'));
    const client = await clientOf(UserName);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await client.send(new ListGroupsCommand({}));
    await admin.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    expect(await refusal(client.send(new ListGroupsCommand({})))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringMatching(/because no permissions boundary allows the iam:ListGroups action/),
    });
    await admin.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    await admin.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    await client.send(new ListGroupsCommand({}));
  });
});

describe('groups', () => {
  test('CreateGroup, GetGroup, ListGroups, UpdateGroup', async () => {
    const { Group } = await admin.send(new CreateGroupCommand({ GroupName: 'Writers', Path: '/g/' }));
    expect(Group).toEqual({
      Path: '/g/',
      GroupName: 'Writers',
      GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/),
      Arn: arn('group/g/Writers'),
      CreateDate: expect.any(Date),
    });
    expect(await admin.send(new GetGroupCommand({ GroupName: 'writers' }))).toMatchObject({
      Group,
      Users: [],
      IsTruncated: false,
    });
    expect(await refusal(admin.send(new CreateGroupCommand({ GroupName: 'WRITERS' })))).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Group with name WRITERS already exists.',
    });
    await admin.send(new UpdateGroupCommand({ GroupName: 'Writers', NewGroupName: 'Authors', NewPath: '/' }));
    const renamed = { ...Group, GroupName: 'Authors', Path: '/', Arn: arn('group/Authors') };
    expect((await admin.send(new ListGroupsCommand({}))).Groups).toContainEqual(renamed);
    expect(await refusal(admin.send(new GetGroupCommand({ GroupName: 'Writers' })))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The group with name Writers cannot be found.',
    });
  });

  test("a group's users come in pages, and its policies are theirs at the next call", async () => {
    const GroupName = fresh('readers');
    await admin.send(new CreateGroupCommand({ GroupName }));
    const names = [await addUser(), await addUser(), await addUser()];
    for (const UserName of names) await admin.send(new AddUserToGroupCommand({ GroupName, UserName }));
    await admin.send(new AddUserToGroupCommand({ GroupName, UserName: names[0] }));
    const first = await admin.send(new GetGroupCommand({ GroupName, MaxItems: 2 }));
    expect(first.Users).toHaveLength(2);
    expect(first.IsTruncated).toBe(true);
    const rest = await admin.send(new GetGroupCommand({ GroupName, MaxItems: 2, Marker: first.Marker }));
    expect([...(first.Users ?? []), ...(rest.Users ?? [])].map((user) => user.UserName)).toEqual(names);

    const client = await clientOf(names[0] ?? '');
    const denied = { code: 'AccessDenied', status: 403 };
    expect(await refusal(client.send(new ListGroupsCommand({})))).toMatchObject(denied);
    const inline = { GroupName, PolicyName: 'list', PolicyDocument: allow('iam:ListGroups') };
    await admin.send(new PutGroupPolicyCommand(inline));
    await client.send(new ListGroupsCommand({}));
    expect((await admin.send(new ListGroupPoliciesCommand({ GroupName }))).PolicyNames).toEqual(['list']);
    const got = await admin.send(new GetGroupPolicyCommand({ GroupName, PolicyName: 'list' }));
    expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(inline.PolicyDocument);
    await admin.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName: 'list' }));
    expect(await refusal(client.send(new ListGroupsCommand({})))).toMatchObject(denied);

    const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
    await admin.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    await client.send(new ListGroupsCommand({}));
    expect((await admin.send(new ListAttachedGroupPoliciesCommand({ GroupName }))).AttachedPolicies).toEqual([
      { PolicyName: 'IAMReadOnlyAccess', PolicyArn },
    ]);
    await admin.send(new RemoveUserFromGroupCommand({ GroupName, UserName: names[0] }));
    expect(await refusal(client.send(new ListGroupsCommand({})))).toMatchObject(denied);
    await admin.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }));
  });

  test('a user may be in ten groups', async () => {
    const UserName = await addUser();
    const join = async () => {
      const GroupName = fresh('many');
      await admin.send(new CreateGroupCommand({ GroupName }));
      return refusal(admin.send(new AddUserToGroupCommand({ GroupName, UserName })));
    };
    for (let i = 0; i < 10; i += 1) expect(await join()).toBeUndefined();
    expect(await join()).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for GroupsPerUser: 10',
    });
    const page = await admin.send(new ListGroupsForUserCommand({ UserName, MaxItems: 7 }));
    expect(page.Groups).toHaveLength(7);
    const rest = await admin.send(new ListGroupsForUserCommand({ UserName, Marker: page.Marker }));
    expect(rest.Groups).toHaveLength(3);
  });

  test('adding and removing name what is missing: the group first', async () => {
    const UserName = await addUser();
    const GroupName = fresh('lonely');
    expect(
      await refusal(admin.send(new AddUserToGroupCommand({ GroupName, UserName: 'nobody' }))),
    ).toMatchObject({
      message: `The group with name ${GroupName} cannot be found.`,
    });
    await admin.send(new CreateGroupCommand({ GroupName }));
    expect(
      await refusal(admin.send(new AddUserToGroupCommand({ GroupName, UserName: 'nobody' }))),
    ).toMatchObject({
      message: 'The user with name nobody cannot be found.',
    });
    // Guess: AWS documents NoSuchEntity, not its words.
    expect(await refusal(admin.send(new RemoveUserFromGroupCommand({ GroupName, UserName })))).toMatchObject({
      code: 'NoSuchEntity',
      status: 404,
    });
  });

  test('DeleteGroup is refused while members or policies remain', async () => {
    const GroupName = fresh('full');
    const UserName = await addUser();
    await admin.send(new CreateGroupCommand({ GroupName }));
    await admin.send(new AddUserToGroupCommand({ GroupName, UserName }));
    await admin.send(
      new PutGroupPolicyCommand({ GroupName, PolicyName: 'p', PolicyDocument: allow('s3:*') }),
    );
    const refused = () => refusal(admin.send(new DeleteGroupCommand({ GroupName })));
    expect(await refused()).toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must remove users from group first.',
    });
    await admin.send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
    expect(await refused()).toMatchObject({ message: 'Cannot delete entity, must delete policies first.' });
    await admin.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName: 'p' }));
    expect(await refused()).toBeUndefined();
  });
});

describe('access keys', () => {
  test('a key is answered with its secret once, listed without, deactivated and deleted', async () => {
    const UserName = await addUser(allow('iam:*'));
    const { AccessKey: key } = await admin.send(new CreateAccessKeyCommand({ UserName }));
    expect(key).toEqual({
      UserName,
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      CreateDate: expect.any(Date),
    });
    const { AccessKeyId, SecretAccessKey, ...listed } = key as AccessKeyInFull;
    expect((await admin.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata).toEqual([
      { AccessKeyId, ...listed },
    ]);
    const client = new IAMClient(
      house.client({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }),
    );
    await client.send(new GetUserCommand({}));
    const invalid = {
      code: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid.',
    };
    await admin.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
    expect(await refusal(client.send(new GetUserCommand({})))).toEqual(invalid);
    expect((await admin.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata?.[0]?.Status).toBe(
      'Inactive',
    );
    await admin.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Active' }));
    await client.send(new GetUserCommand({}));
    await admin.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    expect(await refusal(client.send(new GetUserCommand({})))).toEqual(invalid);
    for (const command of [
      new DeleteAccessKeyCommand({ UserName, AccessKeyId }),
      new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Active' }),
    ]) {
      expect(await refusal(admin.send(command as DeleteAccessKeyCommand))).toEqual({
        code: 'NoSuchEntity',
        status: 404,
        message: `The Access Key with id ${AccessKeyId} cannot be found.`,
      });
    }
  });

  test('a key cannot be set to Expired (guess: AWS documents the word, not what it does)', async () => {
    const UserName = await addUser();
    const { accessKeyId: AccessKeyId } = await addKey(UserName);
    expect(
      await refusal(admin.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Expired' }))),
    ).toMatchObject({ code: 'ValidationError', status: 400 });
  });

  test("another user's key is not found under one's own name", async () => {
    const { accessKeyId: AccessKeyId } = await addKey(await addUser());
    const other = await addUser();
    expect(
      await refusal(admin.send(new DeleteAccessKeyCommand({ UserName: other, AccessKeyId }))),
    ).toMatchObject({
      code: 'NoSuchEntity',
    });
  });

  test('of 50 racing CreateAccessKey two win', async () => {
    const UserName = await addUser();
    const results = await Promise.all(
      Array.from({ length: 50 }, () => refusal(admin.send(new CreateAccessKeyCommand({ UserName })))),
    );
    expect(results.filter((result) => result === undefined)).toHaveLength(2);
    expect(results.find((result) => result !== undefined)).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    const page = await admin.send(new ListAccessKeysCommand({ UserName, MaxItems: 1 }));
    expect(page.IsTruncated).toBe(true);
    const rest = await admin.send(new ListAccessKeysCommand({ UserName, Marker: page.Marker }));
    expect(rest.AccessKeyMetadata).toHaveLength(1);
    expect(rest.AccessKeyMetadata).not.toEqual(page.AccessKeyMetadata);
  });

  test('users look after their own keys without naming themselves', async () => {
    const own = documentOf({
      Effect: 'Allow',
      Action: 'iam:*AccessKey*',
      Resource: `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`,
    });
    const UserName = await addUser(own);
    const client = await clientOf(UserName);
    const { AccessKey: second } = await client.send(new CreateAccessKeyCommand({}));
    expect(second?.UserName).toBe(UserName);
    const AccessKeyId = second?.AccessKeyId ?? '';
    expect((await client.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(2);
    await client.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' }));
    await client.send(new DeleteAccessKeyCommand({ AccessKeyId }));
    const other = await addUser();
    expect(await refusal(client.send(new CreateAccessKeyCommand({ UserName: other })))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining(`iam:CreateAccessKey on resource: user ${other} because`),
    });
  });

  test('a refusal puts null before the name of a caller that named no user, as AWS does', async () => {
    const UserName = await addUser();
    const client = await clientOf(UserName);
    expect(await refusal(client.send(new ListAccessKeysCommand({})))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining(
        `User: ${arn(`user/${UserName}`)} is not authorized to perform: iam:ListAccessKeys on resource: ` +
          `user null${UserName} because no identity-based policy allows the iam:ListAccessKeys action`,
      ),
    });
  });

  test("root's own keys are the operator's: without a name root is told to give one (guess)", async () => {
    const root = new IAMClient(house.client(house.root));
    expect(await refusal(root.send(new ListAccessKeysCommand({})))).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'Must specify userName when calling with non-User credentials',
    });
  });

  test('when a key was last used is known, and for what', async () => {
    const UserName = await addUser();
    const key = await addKey(UserName);
    const lastUsed = () => admin.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: key.accessKeyId }));
    expect(await lastUsed()).toMatchObject({
      UserName,
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    });
    expect((await lastUsed()).AccessKeyLastUsed?.LastUsedDate).toBeUndefined();
    const before = Date.now();
    await new STSClient(house.client(key)).send(new GetCallerIdentityCommand({}));
    const { AccessKeyLastUsed: used } = await lastUsed();
    expect(used).toMatchObject({ ServiceName: 'sts', Region: 'us-east-1' });
    expect(used?.LastUsedDate?.getTime()).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000);
    expect(
      await refusal(admin.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }))),
    ).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.',
    });
  });
});

describe('credentials that no user here has', () => {
  test('listings of them are empty, for the named user or the one who asks', async () => {
    const UserName = await addUser(allow('iam:*'));
    const client = await clientOf(UserName);
    for (const input of [{ UserName }, {}]) {
      expect((await client.send(new ListMFADevicesCommand(input))).MFADevices).toEqual([]);
      expect((await client.send(new ListSSHPublicKeysCommand(input))).SSHPublicKeys).toEqual([]);
      expect((await client.send(new ListSigningCertificatesCommand(input))).Certificates).toEqual([]);
      const specific = await client.send(new ListServiceSpecificCredentialsCommand(input));
      expect(specific.ServiceSpecificCredentials).toEqual([]);
    }
    await client.send(new ListServiceSpecificCredentialsCommand({ AllUsers: true }));
    expect((await client.send(new ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toEqual([]);
    expect(await refusal(client.send(new ListMFADevicesCommand({ UserName: 'nobody' })))).toMatchObject({
      code: 'NoSuchEntity',
      message: 'The user with name nobody cannot be found.',
    });
  });

  test('there is no password to show or delete', async () => {
    const UserName = await addUser();
    const missing = {
      code: 'NoSuchEntity',
      status: 404,
      message: `Login Profile for User ${UserName} cannot be found.`,
    };
    expect(await refusal(admin.send(new GetLoginProfileCommand({ UserName })))).toEqual(missing);
    expect(await refusal(admin.send(new DeleteLoginProfileCommand({ UserName })))).toEqual(missing);
  });

  test('a refusal names all MFA devices by their path', async () => {
    const client = await clientOf(await addUser());
    expect(await refusal(client.send(new ListVirtualMFADevicesCommand({})))).toMatchObject({
      message: expect.stringContaining(`iam:ListVirtualMFADevices on resource: ${arn('mfa/')} because`),
    });
  });
});

describe('who may', () => {
  test('a user without policies is refused everywhere, in the words of each operation', async () => {
    const UserName = await addUser();
    const client = await clientOf(UserName);
    const GroupName = 'SomeGroup';
    const cases: [Promise<unknown>, string][] = [
      [
        client.send(new CreateUserCommand({ UserName: 'x', Path: '/p/' })),
        `iam:CreateUser on resource: ${arn('user/p/x')}`,
      ],
      [client.send(new GetUserCommand({})), `iam:GetUser on resource: user ${UserName}`],
      [client.send(new GetUserCommand({ UserName: 'nobody' })), 'iam:GetUser on resource: user nobody'],
      [client.send(new ListUsersCommand({})), `iam:ListUsers on resource: ${arn('user/')}`],
      [client.send(new DeleteUserCommand({ UserName: 'x' })), 'iam:DeleteUser on resource: user x'],
      [
        client.send(new CreateGroupCommand({ GroupName })),
        `iam:CreateGroup on resource: ${arn('group/SomeGroup')}`,
      ],
      [client.send(new ListGroupsCommand({})), `iam:ListGroups on resource: ${arn('group/')}`],
      [
        client.send(new AddUserToGroupCommand({ GroupName, UserName })),
        'iam:AddUserToGroup on resource: group SomeGroup',
      ],
      [
        client.send(new ListGroupsForUserCommand({ UserName })),
        `iam:ListGroupsForUser on resource: user ${UserName}`,
      ],
      [client.send(new CreateAccessKeyCommand({ UserName: 'x' })), 'iam:CreateAccessKey on resource: user x'],
    ];
    for (const [refused, resource] of cases) {
      const [action] = resource.split(' ');
      expect(await refusal(refused)).toMatchObject({
        code: 'AccessDenied',
        status: 403,
        message: expect.stringContaining(
          `User: ${arn(`user/${UserName}`)} is not authorized to perform: ${resource} ` +
            `because no identity-based policy allows the ${action} action`,
        ),
      });
    }
  });

  test('conditions see the path, the tags of the user and of the request, the policy and the boundary', async () => {
    const { Policy } = await admin.send(
      new CreatePolicyCommand({ PolicyName: fresh('allowed'), PolicyDocument: allow('s3:*') }),
    );
    const PolicyArn = Policy?.Arn ?? '';
    const client = await clientOf(
      await addUser(
        documentOf(
          {
            Effect: 'Allow',
            Action: ['iam:CreateUser', 'iam:TagUser'],
            Resource: arn('user/team-a/*'),
            Condition: { StringEquals: { 'aws:RequestTag/team': 'a' } },
          },
          {
            Effect: 'Allow',
            Action: ['iam:AttachUserPolicy', 'iam:GetUser'],
            Resource: '*',
            Condition: { StringEquals: { 'iam:ResourceTag/team': 'a' } },
          },
          {
            Effect: 'Deny',
            Action: 'iam:AttachUserPolicy',
            Resource: '*',
            Condition: { ArnNotEquals: { 'iam:PolicyARN': PolicyArn } },
          },
        ),
      ),
    );
    const UserName = fresh('tagged');
    const denied = { code: 'AccessDenied' };
    const create = (input: object) => refusal(client.send(new CreateUserCommand({ UserName, ...input })));
    const Tags = [{ Key: 'team', Value: 'a' }];
    expect(await create({ Tags })).toMatchObject(denied);
    expect(await create({ Path: '/team-a/' })).toMatchObject(denied);
    expect(await create({ Path: '/team-a/', Tags: [{ Key: 'team', Value: 'b' }] })).toMatchObject(denied);
    expect(await create({ Path: '/team-a/', Tags })).toBeUndefined();
    await client.send(new GetUserCommand({ UserName }));
    expect(await refusal(client.send(new GetUserCommand({ UserName: 'admin' })))).toMatchObject(denied);
    await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    const other = 'arn:aws:iam::aws:policy/AdministratorAccess';
    expect(
      await refusal(client.send(new AttachUserPolicyCommand({ UserName, PolicyArn: other }))),
    ).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    });
  });
});
