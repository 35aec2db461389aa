import {
  DescribeIamInstanceProfileAssociationsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  IAMClient,
  ListInstanceProfileTagsCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { makeUser, type Statement } from '../identities.ts';
import { ConsoleBrowser } from './console-browser.ts';

const IAM_AND_NO_PROFILES: readonly Statement[] = [
  { Effect: 'Allow', Action: ['iam:*', 'ec2:*'], Resource: '*' },
  { Effect: 'Deny', Action: 'iam:CreateInstanceProfile', Resource: '*' },
];

let house: TestHouse;
let browser: ConsoleBrowser;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  iam = new IAMClient(house.client());
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

function makeRole(RoleName: string, service = 'ec2.amazonaws.com') {
  const Statement = [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  return iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

/** Makes an instance profile, with a role in it when one is named. */
async function makeProfile(InstanceProfileName: string, RoleName?: string): Promise<void> {
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  if (RoleName !== undefined)
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
}

async function roleIn(InstanceProfileName: string): Promise<string | undefined> {
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
  return InstanceProfile?.Roles?.[0]?.RoleName;
}

const profileArn = (name: string) => `arn:aws:iam::${house.accountId}:instance-profile/${name}`;

describe('F3.3: a role’s page and instance profiles', () => {
  test('the ARN is there only when a profile holds the role, also one that the CLI added an EKS role to', async () => {
    await makeRole('test-eks-role', 'eks.amazonaws.com');
    await makeProfile('test-profile-1113');
    const page = await browser.asAdmin('/iam/roles/test-eks-role');
    await page.getByText(`arn:aws:iam::${house.accountId}:role/test-eks-role`).waitFor();
    await page.getByRole('tab', { name: 'Used by' }).click();
    await page.getByText(/^No instance profile holds this role/).waitFor();
    expect(await page.getByText('Instance profile ARN').count()).toBe(0);
    await house.awsJson([
      ...['iam', 'add-role-to-instance-profile'],
      ...['--instance-profile-name', 'test-profile-1113', '--role-name', 'test-eks-role'],
    ]);
    const again = await browser.asAdmin('/iam/roles/test-eks-role');
    await again.getByText('Instance profile ARN').waitFor();
    await again.getByText(profileArn('test-profile-1113')).waitFor();
  });

  test('delete-instance-profile while linked is refused in AWS’s words; removing first works, and the role survives', async () => {
    await makeRole('survivor');
    await makeProfile('linked', 'survivor');
    const page = await browser.asAdmin('/iam/instance-profiles/linked');
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/AWS refuses to delete it until the role is removed/).waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('Cannot delete entity, must remove roles from instance profile first.').waitFor();
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The instance profile linked is deleted.').waitFor();
    await expect(roleIn('linked')).rejects.toThrow(/Instance Profile linked cannot be found/);
    expect((await iam.send(new GetRoleCommand({ RoleName: 'survivor' }))).Role?.RoleName).toBe('survivor');
  });
});

describe('F3.4: the console and EC2’s roles', () => {
  test('creating a role for EC2 makes the instance profile of the same name, and deleting it there deletes that with it', async () => {
    const page = await browser.asAdmin('/iam/create-role');
    await page.getByText(/^An instance profile of the same name is created/).waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByLabel('Role name').fill('SSMManagedInstanceCore');
    await page
      .getByText('The instance profile SSMManagedInstanceCore is created with the role and holds it.')
      .waitFor();
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('The role SSMManagedInstanceCore is created.').waitFor();
    await page.getByText(profileArn('SSMManagedInstanceCore')).waitFor();
    expect(await roleIn('SSMManagedInstanceCore')).toBe('SSMManagedInstanceCore');

    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText('The instance profile SSMManagedInstanceCore holds this role and is deleted with it.')
      .waitFor();
    await dialog.getByLabel(/^To confirm, type/).fill('SSMManagedInstanceCore');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The role SSMManagedInstanceCore is deleted.').waitFor();
    await expect(roleIn('SSMManagedInstanceCore')).rejects.toThrow(/cannot be found/);
    await expect(iam.send(new GetRoleCommand({ RoleName: 'SSMManagedInstanceCore' }))).rejects.toThrow(
      /cannot be found/,
    );
  });

  test('where the profile is refused, what exists by then is told, and one goes on from there', async () => {
    const keys = await makeUser(house, 'no-profiles', ...IAM_AND_NO_PROFILES);
    const page = await browser.signedIn(keys, '/iam/create-role');
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByLabel('Role name').fill('half');
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('The role exists, but not everything that belongs to it').waitFor();
    await page.getByText(/not authorized to perform: iam:CreateInstanceProfile/).waitFor();
    await page.getByRole('button', { name: 'Why?' }).waitFor();
    expect((await iam.send(new GetRoleCommand({ RoleName: 'half' }))).Role?.RoleName).toBe('half');
    await makeProfile('half');
    await page.getByRole('button', { name: 'Leave this step out' }).click();
    await page.getByText('The role half is created.').waitFor();
    expect(await roleIn('half')).toBe('half');
  });

  test('a profile of that name that exists already can be used', async () => {
    await makeProfile('there-already');
    const page = await browser.asAdmin('/iam/create-role');
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByLabel('Role name').fill('there-already');
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('Instance Profile there-already already exists.').waitFor();
    await page.getByRole('button', { name: 'Use the instance profile that exists' }).click();
    await page.getByText('The role there-already is created.').waitFor();
    expect(await roleIn('there-already')).toBe('there-already');
  });
});

test('F3.5: tags of an instance profile are set, overwritten and taken away', async () => {
  await makeProfile('tagged');
  const page = await browser.asAdmin('/iam/instance-profiles/tagged');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Manage tags' }).click();
  await dialog.getByRole('button', { name: 'Add new tag' }).click();
  await dialog.getByRole('combobox', { name: 'Key' }).fill('test');
  await dialog.getByRole('combobox', { name: /^Value/ }).fill('one');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('row', { name: /test one/ }).waitFor();
  await page.getByRole('button', { name: 'Manage tags' }).click();
  await dialog.getByRole('combobox', { name: /^Value/ }).fill('two');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('row', { name: /test two/ }).waitFor();
  const read = new ListInstanceProfileTagsCommand({ InstanceProfileName: 'tagged' });
  expect((await iam.send(read)).Tags).toEqual([{ Key: 'test', Value: 'two' }]);
  await page.getByRole('button', { name: 'Manage tags' }).click();
  await dialog.getByRole('button', { name: /^Remove/ }).click();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText(/^No tags\. A tag is/).waitFor();
  expect((await iam.send(read)).Tags).toEqual([]);
});

describe('the instance profiles’ own pages', () => {
  test('what is wrong stands out: an empty one, and a role that EC2 may not assume', async () => {
    await makeRole('for-dax', 'dax.amazonaws.com');
    await makeRole('for-ec2');
    await makeProfile('well', 'for-ec2');
    await makeProfile('hollow');
    await makeProfile('useless', 'for-dax');
    const page = await browser.asAdmin('/iam/instance-profiles');
    await page.getByText(/AWS’s console has no such page/).waitFor();
    await page.getByRole('row', { name: /well for-ec2 .*Ready/ }).waitFor();
    await page.getByRole('row', { name: /hollow - .*Empty: holds no role/ }).waitFor();
    await page.getByRole('row', { name: /useless for-dax .*EC2 may not assume its role/ }).waitFor();
    await page.getByRole('link', { name: 'useless' }).click();
    await page
      .getByText(/does not let ec2\.amazonaws\.com assume it.*AssumeRoleUnauthorizedAccess/)
      .waitFor();
  });

  test('one is made with a path, a role and tags', async () => {
    await makeRole('chosen');
    const page = await browser.asAdmin('/iam/instance-profiles');
    await page.getByRole('button', { name: 'Create instance profile' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('made-here');
    await dialog.getByLabel('Path').fill('/cloud9/');
    await dialog.getByRole('button', { name: /^Role/ }).click();
    await page.getByRole('option', { name: /^chosen/ }).click();
    await dialog.getByRole('button', { name: 'Add new tag' }).click();
    await dialog.getByRole('combobox', { name: 'Key' }).fill('team');
    await dialog.getByRole('button', { name: 'Create instance profile' }).click();
    await page.getByRole('heading', { name: 'made-here', exact: true }).waitFor();
    const made = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'made-here' }));
    expect(made.InstanceProfile).toMatchObject({
      Path: '/cloud9/',
      Roles: [{ RoleName: 'chosen' }],
      Tags: [{ Key: 'team', Value: '' }],
    });
  });

  test('its role is replaced and removed, and its instances are listed', async () => {
    await makeRole('first');
    await makeRole('second');
    await makeProfile('vessel', 'first');
    const ec2 = new EC2Client(house.client());
    const { Instances } = await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-0abcdef1234567890',
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: 'vessel' },
      }),
    );
    const { IamInstanceProfileAssociations: associations } = await ec2.send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    );
    const page = await browser.asAdmin('/iam/instance-profiles/vessel');
    await page.getByRole('link', { name: Instances?.[0]?.InstanceId ?? 'none' }).waitFor();
    await page.getByText(associations?.[0]?.AssociationId ?? 'none').waitFor();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Replace role' }).click();
    await dialog.getByRole('button', { name: /^Role/ }).click();
    await page.getByRole('option', { name: /^second/ }).click();
    await dialog.getByRole('button', { name: 'Replace role' }).click();
    await page.getByText('second is in vessel.').waitFor();
    expect(await roleIn('vessel')).toBe('second');
    await page.getByRole('button', { name: 'Remove role' }).click();
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText(/^It is empty: instances that carry it get no credentials/).waitFor();
    expect(await roleIn('vessel')).toBeUndefined();
  });

  test('replacing a role without iam:PassRole is refused half-way, and the empty profile is told', async () => {
    await makeRole('staying');
    await makeRole('unpassed');
    await makeProfile('guarded', 'staying');
    const keys = await makeUser(
      house,
      'no-pass',
      { Effect: 'Allow', Action: ['iam:*', 'ec2:*'], Resource: '*' },
      { Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' },
    );
    const page = await browser.signedIn(keys, '/iam/instance-profiles/guarded');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Replace role' }).click();
    await dialog.getByRole('button', { name: /^Role/ }).click();
    await page.getByRole('option', { name: /^unpassed/ }).click();
    await dialog.getByRole('button', { name: 'Replace role' }).click();
    await dialog.getByText(/not authorized to perform: iam:PassRole on resource: .*role\/unpassed/).waitFor();
    await dialog.getByText(/staying is removed already: the profile is empty now/).waitFor();
    expect(await roleIn('guarded')).toBeUndefined();
  });

  test('whoever may not list associations sees the profiles, and the refusal', async () => {
    await makeProfile('seen');
    const keys = await makeUser(house, 'no-ec2', {
      Effect: 'Allow',
      Action: ['iam:ListInstanceProfiles', 'iam:GetInstanceProfile'],
      Resource: '*',
    });
    const page = await browser.signedIn(keys, '/iam/instance-profiles');
    await page.getByRole('link', { name: 'seen', exact: true }).waitFor();
    await page.getByText(/not authorized to perform: ec2:DescribeIamInstanceProfileAssociations/).waitFor();
  });
});
