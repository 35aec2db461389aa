import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { documentOf } from './in-process-house.ts';

/** Flow F3 with the real AWS CLI: a role and an instance profile are two things. */

let house: TestHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

const PROFILE = ['--instance-profile-name', 'test-profile-1113'];
const ROLE = ['--role-name', 'test-eks-role'];
const EKS = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'eks.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

async function iam<T = Record<string, unknown>>(operation: string, ...args: string[]): Promise<T> {
  return house.awsJson<T>(['iam', operation, ...args]);
}

/** What the CLI prints when AWS refuses. */
async function refused(operation: string, ...args: string[]): Promise<string> {
  const { code, stderr } = await house.aws(['iam', operation, ...args]);
  expect(code).not.toBe(0);
  return stderr.trim();
}

const conflict = (operation: string) =>
  `An error occurred (DeleteConflict) when calling the ${operation} operation: Cannot delete entity, must remove roles from instance profile first.`;

test('a profile and a role of different names and paths: linked, shown, tagged, unlinked and deleted', async () => {
  const made = await iam('create-instance-profile', ...PROFILE, '--path', '/cloud9/');
  expect(made).toEqual({
    InstanceProfile: {
      Path: '/cloud9/',
      InstanceProfileName: 'test-profile-1113',
      InstanceProfileId: expect.stringMatching(/^AIPA/),
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/cloud9/test-profile-1113`,
      CreateDate: expect.any(String),
      Roles: [],
    },
  });
  await iam('create-role', ...ROLE, '--path', '/service-role/', '--assume-role-policy-document', EKS);
  await iam('add-role-to-instance-profile', ...PROFILE, ...ROLE);

  const listed = await iam<{ InstanceProfiles: object[] }>('list-instance-profiles');
  expect(listed.InstanceProfiles).toEqual([
    {
      Path: '/cloud9/',
      InstanceProfileName: 'test-profile-1113',
      InstanceProfileId: expect.any(String),
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/cloud9/test-profile-1113`,
      CreateDate: expect.any(String),
      Roles: [
        {
          Path: '/service-role/',
          RoleName: 'test-eks-role',
          RoleId: expect.stringMatching(/^AROA/),
          Arn: `arn:aws:iam::${ACCOUNT}:role/service-role/test-eks-role`,
          CreateDate: expect.any(String),
          AssumeRolePolicyDocument: JSON.parse(EKS),
        },
      ],
    },
  ]);

  await iam('tag-instance-profile', ...PROFILE, '--tags', 'Key=Owner,Value=one');
  await iam('tag-instance-profile', ...PROFILE, '--tags', 'Key=Owner,Value=two');
  await iam('tag-role', ...ROLE, '--tags', 'Key=Owner,Value=three');
  const profileTags = await iam<{ Tags: object[] }>('list-instance-profile-tags', ...PROFILE);
  expect(profileTags.Tags).toEqual([{ Key: 'Owner', Value: 'two' }]);
  const roleTags = await iam<{ Tags: object[] }>('list-role-tags', ...ROLE);
  expect(roleTags.Tags).toEqual([{ Key: 'Owner', Value: 'three' }]);

  expect(await refused('delete-instance-profile', ...PROFILE)).toBe(conflict('DeleteInstanceProfile'));
  expect(await refused('delete-role', ...ROLE)).toBe(conflict('DeleteRole'));
  await iam('remove-role-from-instance-profile', ...PROFILE, ...ROLE);
  expect(await refused('remove-role-from-instance-profile', ...PROFILE, ...ROLE)).toContain('(NoSuchEntity)');
  await iam('delete-instance-profile', ...PROFILE);
  const survivor = await iam<{ Role: object }>('get-role', ...ROLE);
  expect(survivor.Role).toMatchObject({
    RoleName: 'test-eks-role',
    MaxSessionDuration: 3600,
    RoleLastUsed: {},
  });
  await iam('delete-role', ...ROLE);
  expect(await refused('get-role', ...ROLE)).toBe(
    'An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name test-eks-role cannot be found.',
  );
});
