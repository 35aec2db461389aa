import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
  type CreateInstanceProfileCommandInput,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../../../../test/house.ts';
import { documentOf } from '../../../../test/in-process-house.ts';
import { codesOf, refusal } from '../../../../test/refusal.ts';

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

const EKS = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'eks.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

let made = 0;
const fresh = (name: string) => `${name}-${++made}`;

async function newRole(RoleName = fresh('Role')): Promise<string> {
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: EKS, Description: 'not told' }));
  return RoleName;
}

function create(InstanceProfileName: string, more: Partial<CreateInstanceProfileCommandInput> = {}) {
  return iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, ...more }));
}

async function newProfile(
  name = fresh('Profile'),
  more: Partial<CreateInstanceProfileCommandInput> = {},
): Promise<string> {
  await create(name, more);
  return name;
}

function add(InstanceProfileName: string, RoleName: string) {
  return iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
}

function remove(InstanceProfileName: string, RoleName: string) {
  return iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
}

describe('what is answered of an instance profile', () => {
  test('CreateInstanceProfile: an empty list of roles, and no tags that were not given', async () => {
    const { InstanceProfile } = await create('test-profile-1113', { Path: '/cloud9/' });
    expect(InstanceProfile).toEqual({
      Path: '/cloud9/',
      InstanceProfileName: 'test-profile-1113',
      InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/cloud9/test-profile-1113`,
      CreateDate: expect.any(Date),
      Roles: [],
    });
  });

  test('GetInstanceProfile and both listings nest the role; only the first tells tags', async () => {
    const role = await newRole();
    const profile = await newProfile(fresh('Nesting'), { Tags: [{ Key: 'a', Value: 'b' }] });
    await add(profile, role);
    const got = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: profile.toUpperCase() }));
    const shown = {
      Path: '/',
      InstanceProfileName: profile,
      InstanceProfileId: expect.any(String),
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${profile}`,
      CreateDate: expect.any(Date),
      Roles: [
        {
          Path: '/',
          RoleName: role,
          RoleId: expect.stringMatching(/^AROA/),
          Arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
          CreateDate: expect.any(Date),
          AssumeRolePolicyDocument: expect.stringContaining('eks.amazonaws.com'),
        },
      ],
    };
    expect(got.InstanceProfile).toEqual({ ...shown, Tags: [{ Key: 'a', Value: 'b' }] });
    const { InstanceProfiles } = await iam.send(new ListInstanceProfilesCommand({}));
    expect(InstanceProfiles?.find(({ InstanceProfileName }) => InstanceProfileName === profile)).toEqual(
      shown,
    );
    const ofRole = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: role }));
    expect(ofRole).toMatchObject({ InstanceProfiles: [shown], IsTruncated: false });
  });
});

describe('making an instance profile', () => {
  test('a name is taken whatever its case and path; a role may have the same', async () => {
    await newRole('SameName');
    await newProfile('SameName');
    expect(await refusal(create('samename', { Path: '/p/' }))).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Instance Profile samename already exists.',
    });
  });

  test('50 at once with one name: one is made', async () => {
    const codes = await codesOf(Array.from({ length: 50 }, () => create('Race')));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  });

  test.each([
    [
      'a name with a space',
      'a b',
      'The specified value for instanceProfileName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    ],
    [
      'a name of 129 characters',
      'p'.repeat(129),
      "1 validation error detected: Value at 'instanceProfileName' failed to satisfy constraint: Member must have length less than or equal to 128",
    ],
  ])('refuses %s', async (_what, name, message) => {
    expect(await refusal(create(name))).toEqual({ code: 'ValidationError', status: 400, message });
  });
});

describe('an instance profile’s role', () => {
  test('is one at most, and may trust a service that is not EC2', async () => {
    const profile = await newProfile();
    const [first, second] = [await newRole(), await newRole()];
    await add(profile, first);
    for (const role of [first, second]) {
      expect(await refusal(add(profile, role))).toEqual({
        code: 'LimitExceeded',
        status: 409,
        message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
      });
    }
  });

  test('50 add different ones at once: one wins, and is the one that is shown', async () => {
    const profile = await newProfile();
    const roles = await Promise.all(Array.from({ length: 50 }, () => newRole()));
    const codes = await codesOf(roles.map((role) => add(profile, role)));
    const winners = roles.filter((_, place) => codes[place] === undefined);
    expect(winners).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'LimitExceeded']));
    const { InstanceProfile } = await iam.send(
      new GetInstanceProfileCommand({ InstanceProfileName: profile }),
    );
    expect(InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).toEqual(winners);
  });

  test('can be in several profiles, listed in pages', async () => {
    const role = await newRole();
    for (const name of ['of-b', 'Of-A', 'of-c']) await add(await newProfile(name), role);
    const first = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: role, MaxItems: 2 }));
    expect(first.InstanceProfiles?.map(({ InstanceProfileName }) => InstanceProfileName)).toEqual([
      'Of-A',
      'of-b',
    ]);
    const rest = await iam.send(
      new ListInstanceProfilesForRoleCommand({ RoleName: role, Marker: first.Marker }),
    );
    expect(rest.InstanceProfiles?.map(({ InstanceProfileName }) => InstanceProfileName)).toEqual(['of-c']);
  });

  test('unknown profile, unknown role: each in its words', async () => {
    const [profile, role] = [await newProfile(), await newRole()];
    expect(await refusal(add('Nothing', role))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'Instance Profile Nothing cannot be found.',
    });
    expect(await refusal(add(profile, 'Nobody'))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The role with name Nobody cannot be found.',
    });
  });

  test('removing one that is not in the profile is refused (the words are a guess: AWS documents the code alone)', async () => {
    const [profile, role, other] = [await newProfile(), await newRole(), await newRole()];
    await add(profile, other);
    expect(await refusal(remove(profile, role))).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The role with name ${role} cannot be found.`,
    });
  });

  test('profile and role cannot be deleted while linked; after removing, the role survives the profile', async () => {
    const [profile, role] = [await newProfile(), await newRole()];
    await add(profile, role);
    const conflict = {
      code: 'DeleteConflict',
      status: 409,
      message: 'Cannot delete entity, must remove roles from instance profile first.',
    };
    const deleteProfile = () =>
      refusal(iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: profile })));
    expect(await deleteProfile()).toEqual(conflict);
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName: role })))).toEqual(conflict);
    await remove(profile, role);
    expect(await deleteProfile()).toBeUndefined();
    expect(await deleteProfile()).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Instance Profile ${profile} cannot be found.`,
    });
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName: role })))).toBeUndefined();
  });

  test('added and deleted at once, the role is either in the profile or gone', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [profile, role] = [await newProfile(), await newRole()];
      const codes = await codesOf([add(profile, role), iam.send(new DeleteRoleCommand({ RoleName: role }))]);
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    }
  });
});

describe('listing instance profiles', () => {
  test('by path, in pages', async () => {
    for (const name of ['l-3', 'L-1', 'l-2']) await newProfile(name, { Path: '/listing/' });
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(
        new ListInstanceProfilesCommand({ PathPrefix: '/listing/', MaxItems: 1, Marker }),
      );
      seen.push(...(page.InstanceProfiles ?? []).map(({ InstanceProfileName }) => InstanceProfileName));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(seen).toEqual(['L-1', 'l-2', 'l-3']);
  });
});

describe('an instance profile’s tags', () => {
  test('are set, overwritten by the same key, listed and taken away', async () => {
    const InstanceProfileName = await newProfile();
    const tag = (Key: string, Value: string) =>
      iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key, Value }] }));
    await tag('Owner', 'one');
    await tag('Owner', 'two');
    await tag('owner', 'three');
    const listed = await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }));
    expect(listed).toMatchObject({
      Tags: [
        { Key: 'Owner', Value: 'two' },
        { Key: 'owner', Value: 'three' },
      ],
      IsTruncated: false,
    });
    await iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['Owner'] }));
    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    expect(InstanceProfile?.Tags).toEqual([{ Key: 'owner', Value: 'three' }]);
  });
});

test('the AWS CLI prints an instance profile as in AWS’s own documentation', async () => {
  const role = await newRole();
  const profile = await newProfile(fresh('Cli'));
  await add(profile, role);
  const answer = await house.awsJson<{ InstanceProfile: { Roles: { AssumeRolePolicyDocument: unknown }[] } }>(
    ['iam', 'get-instance-profile', '--instance-profile-name', profile],
  );
  expect(answer.InstanceProfile.Roles[0]?.AssumeRolePolicyDocument).toEqual(JSON.parse(EKS));
});
