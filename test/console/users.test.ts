import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListMFADevicesCommand,
  ListUserTagsCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { totpCode, totpStep } from '../../src/credentials/totp.ts';
import { fromBase32 } from '../../src/kernel/base32.ts';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { keysOfNewUser } from './keys-of-new-user.ts';
import { typeDocument } from './type-document.ts';

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

const ALLOW = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

async function makeUser(UserName: string): Promise<void> {
  await iam.send(new CreateUserCommand({ UserName }));
}

/** Chooses one of a long listing. */
async function choose(page: Page, table: string, name: string): Promise<void> {
  await page.getByRole('searchbox', { name: `Find: ${table}` }).fill(name.split('/').at(-1) ?? name);
  await page.getByRole('checkbox', { name: `Select ${name}` }).check();
}

describe('the list of users', () => {
  test('it tells their groups, and leads to their pages', async () => {
    await makeUser('listed');
    await iam.send(new CreateGroupCommand({ GroupName: 'listing' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'listing', UserName: 'listed' }));
    const page = await browser.asAdmin('/iam/users');
    await page.getByRole('row', { name: /listed \/ 1 / }).waitFor();
    await page.getByRole('link', { name: 'listed' }).click();
    await page.getByRole('heading', { name: 'listed' }).waitFor();
    await page.getByText('arn:aws:iam::000000000000:user/listed').waitFor();
  });

  test('a user called create has a page like any other', async () => {
    await makeUser('create');
    const page = await browser.asAdmin('/iam/users');
    await page.getByRole('link', { name: 'create', exact: true }).click();
    await page.getByText('arn:aws:iam::000000000000:user/create', { exact: true }).waitFor();
  });

  test('whoever may not list them sees AWS’s refusal, with the way to its reason', async () => {
    const page = await browser.signedIn(await keysOfNewUser(iam, 'curious'), '/iam/users');
    await page.getByText(/user\/curious is not authorized to perform: iam:ListUsers/).waitFor();
    await page.getByRole('button', { name: 'Why?' }).waitFor();
  });
});

describe('making a user', () => {
  test('with path, group, policy, boundary, tag and a key, which is shown once and downloaded', async () => {
    await iam.send(new CreateGroupCommand({ GroupName: 'writers' }));
    await iam.send(new CreatePolicyCommand({ PolicyName: 'UpTo', PolicyDocument: ALLOW }));
    const page = await browser.asAdmin('/iam/create-user');
    await page.getByLabel('User name').fill('ann');
    await page.getByLabel('Path - optional').fill('/team/');
    await page.getByRole('checkbox', { name: 'Create an access key at once' }).check();
    await choose(page, 'Groups', 'writers');
    await choose(page, 'Attach policies directly', 'arn:aws:iam::aws:policy/IAMReadOnlyAccess');
    await page.getByRole('button', { name: /Permissions boundary/ }).click();
    await page.getByRole('searchbox', { name: 'Find: Policy that is the boundary' }).fill('UpTo');
    await page.getByRole('radio', { name: 'Select arn:aws:iam::000000000000:policy/UpTo' }).check();
    await page.getByRole('button', { name: 'Add new tag' }).click();
    await page.getByRole('combobox', { name: /^Key/ }).fill('team');
    await page.getByRole('combobox', { name: /^Value/ }).fill('blue');
    await page.getByRole('button', { name: 'Create user' }).click();

    const dialog = page.getByRole('dialog', { name: 'Retrieve access key' });
    await dialog.getByRole('button', { name: 'Show' }).click();
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download .csv file' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('ann_accessKeys.csv');
    const [head, line = ''] = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(head).toBe('Access key ID,Secret access key');
    const [accessKeyId = '', secretAccessKey = ''] = line.split(',');
    await dialog.getByText(secretAccessKey).waitFor();
    const sts = new STSClient(house.client({ accessKeyId, secretAccessKey }));
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:iam::000000000000:user/team/ann');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { name: 'ann' }).waitFor();
    expect(await page.getByText(secretAccessKey).count()).toBe(0);

    const { User } = await iam.send(new GetUserCommand({ UserName: 'ann' }));
    expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe('arn:aws:iam::000000000000:policy/UpTo');
    const { Tags } = await iam.send(new ListUserTagsCommand({ UserName: 'ann' }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'blue' }]);
    const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'ann' }));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['writers']);
    const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'ann' }));
    expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['IAMReadOnlyAccess']);
  });

  test('where a later step is refused the user exists, the form says so, and the rest can be tried again', async () => {
    const keys = await keysOfNewUser(iam, 'maker', 'arn:aws:iam::aws:policy/IAMReadOnlyAccess');
    const PolicyDocument = ALLOW.replace('s3:GetObject', 'iam:CreateUser');
    await iam.send(new PutUserPolicyCommand({ UserName: 'maker', PolicyName: 'make', PolicyDocument }));
    const page = await browser.signedIn(keys, '/iam/create-user');
    await page.getByLabel('User name').fill('half');
    await choose(page, 'Attach policies directly', 'arn:aws:iam::aws:policy/IAMReadOnlyAccess');
    await page.getByRole('button', { name: 'Create user' }).click();
    await page.getByText(/not authorized to perform: iam:AttachUserPolicy/).waitFor();
    await page.getByText('The user exists, but not all was done').waitFor();
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'maker',
        PolicyName: 'make',
        PolicyDocument: ALLOW.replace('s3:GetObject', 'iam:AttachUserPolicy'),
      }),
    );
    await page.getByRole('button', { name: 'Try the rest again' }).click();
    await page.getByText('The user half is created.').waitFor();
    const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'half' }));
    expect(AttachedPolicies).toHaveLength(1);
  });

  test('leaving with something typed asks first; after Enter has made the user it does not', async () => {
    const page = await browser.asAdmin('/iam/create-user');
    await page.getByLabel('User name').fill('日本語');
    await page.getByText('Only letters (A–Z, a–z), digits and +=,.@-_ are allowed.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByLabel('User name').inputValue()).toBe('日本語');
    await page.getByRole('link', { name: 'Roles', exact: true }).click();
    await question.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: /^Roles/ }).waitFor();
    await page.goBack();
    await page.getByLabel('User name').fill('entered');
    await page.getByLabel('User name').press('Enter');
    await page.getByRole('heading', { name: 'entered', exact: true }).waitFor();
    expect(await question.count()).toBe(0);
  });

  test('a search’s Enter makes nobody', async () => {
    const page = await browser.asAdmin('/iam/create-user');
    await page.getByLabel('User name').fill('unmade');
    const search = page.getByRole('searchbox', { name: 'Find: Attach policies directly' });
    await search.fill('IAMReadOnlyAccess');
    await search.press('Enter');
    await page.getByRole('checkbox', { name: 'Select arn:aws:iam::aws:policy/IAMReadOnlyAccess' }).check();
    await expect(iam.send(new GetUserCommand({ UserName: 'unmade' }))).rejects.toThrow(/cannot be found/);
  });

  test('a name that is taken keeps the form, in AWS’s words', async () => {
    await makeUser('taken');
    const page = await browser.asAdmin('/iam/create-user');
    await page.getByLabel('User name').fill('taken');
    await page.getByRole('button', { name: 'Create user' }).click();
    await page.getByText('User with name taken already exists.').waitFor();
    expect(await page.getByLabel('User name').inputValue()).toBe('taken');
  });
});

describe('a user’s page', () => {
  test('of nobody says so once, with nothing to do', async () => {
    const page = await browser.asAdmin('/iam/users/nobody');
    const sentence = page.getByText('The user with name nobody cannot be found.');
    await sentence.waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
  });

  test('closing an inline policy’s dialog with something typed asks first', async () => {
    await makeUser('asked');
    const page = await browser.asAdmin('/iam/users/asked');
    await page.getByRole('button', { name: 'Add permissions' }).click();
    await page.getByRole('menuitem', { name: 'Create inline policy' }).click();
    await page.getByLabel('Policy name').fill('own');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByLabel('Policy name').inputValue()).toBe('own');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('an inline policy is written, and an AWS managed one attached and removed', async () => {
    await makeUser('permitted');
    const page = await browser.asAdmin('/iam/users/permitted');
    await page.getByRole('button', { name: 'Add permissions' }).click();
    await page.getByRole('menuitem', { name: 'Create inline policy' }).click();
    await page.getByRole('dialog').getByLabel('Policy name').fill('own');
    await typeDocument(page, 'Policy document', ALLOW);
    await page.getByRole('dialog').getByRole('button', { name: 'Create policy' }).click();
    await page.getByText('The inline policy own is saved.').waitFor();
    const get = new GetUserPolicyCommand({ UserName: 'permitted', PolicyName: 'own' });
    expect(decodeURIComponent((await iam.send(get)).PolicyDocument ?? '')).toBe(ALLOW);
    await page.getByRole('button', { name: 'Add permissions' }).click();
    await page.getByRole('menuitem', { name: 'Attach policies' }).click();
    const arn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const picker = page.getByRole('dialog');
    await picker.getByRole('searchbox').fill('AmazonS3ReadOnlyAccess');
    await picker.getByRole('checkbox', { name: `Select ${arn}` }).check();
    await picker.getByRole('button', { name: 'Attach policies' }).click();
    await page.getByText('The policy is attached.').waitFor();
    await page.getByRole('checkbox', { name: `Select ${arn}` }).check();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The policy is removed.').waitFor();
    const { AttachedPolicies } = await iam.send(
      new ListAttachedUserPoliciesCommand({ UserName: 'permitted' }),
    );
    expect(AttachedPolicies).toEqual([]);
  });

  test('a boundary is set and removed', async () => {
    await makeUser('bounded');
    const page = await browser.asAdmin('/iam/users/bounded');
    await page.getByRole('button', { name: 'Set permissions boundary' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('IAMReadOnlyAccess');
    await dialog.getByRole('radio', { name: 'Select arn:aws:iam::aws:policy/IAMReadOnlyAccess' }).check();
    await dialog.getByRole('button', { name: 'Set boundary' }).click();
    await page.getByText('The permissions boundary is set.').waitFor();
    const get = new GetUserCommand({ UserName: 'bounded' });
    expect((await iam.send(get)).User?.PermissionsBoundary?.PermissionsBoundaryArn).toMatch(/IAMReadOnly/);
    await page.getByRole('button', { name: 'Remove boundary' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The permissions boundary is removed.').waitFor();
    expect((await iam.send(get)).User?.PermissionsBoundary).toBeUndefined();
  });

  test('policies of their groups are told; the user is added to a group and removed', async () => {
    await makeUser('member');
    const GroupName = 'readers';
    await iam.send(new CreateGroupCommand({ GroupName }));
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess';
    await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    const page = await browser.asAdmin('/iam/users/member');
    await page.getByText('No policies come from groups.').waitFor();
    await page.getByRole('tab', { name: 'Groups' }).click();
    await page.getByRole('button', { name: 'Add user to groups' }).click();
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Select readers' }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Add to groups' }).click();
    await page.getByText('The user is in the group.').waitFor();
    await page.getByRole('tab', { name: 'Permissions' }).click();
    await page.getByRole('row', { name: /AmazonEC2ReadOnlyAccess AWS managed readers/ }).waitFor();
    await page.getByRole('tab', { name: 'Groups' }).click();
    await page.getByRole('checkbox', { name: 'Select readers' }).check();
    await page.getByRole('button', { name: 'Remove', exact: true }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The user is no longer in the group.').waitFor();
    const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'member' }));
    expect(Groups).toEqual([]);
  });

  test('an access key is made, deactivated, activated and deleted; its last use is told', async () => {
    await makeUser('keyed');
    const page = await browser.asAdmin('/iam/users/keyed');
    await page.getByRole('tab', { name: 'Security credentials' }).click();
    await page.getByRole('button', { name: 'Create access key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Create access key' }).click();
    await page.getByText(/the only time the secret access key can be seen/).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('cell', { name: 'Never used' }).waitFor();
    const list = new ListAccessKeysCommand({ UserName: 'keyed' });
    const [key] = (await iam.send(list)).AccessKeyMetadata ?? [];
    await page.getByRole('radio', { name: `Select ${key?.AccessKeyId}` }).check();
    await page.getByRole('button', { name: 'Deactivate' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByRole('cell', { name: 'Inactive' }).waitFor();
    expect((await iam.send(list)).AccessKeyMetadata).toMatchObject([{ Status: 'Inactive' }]);
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Activate', exact: true }).click();
    await page.getByRole('cell', { name: 'Active', exact: true }).waitFor();
    const credentials = page.getByRole('tabpanel', { name: 'Security credentials' });
    await credentials.getByRole('button', { name: 'Delete' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/To confirm/)
      .fill(key?.AccessKeyId ?? '');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`The access key ${key?.AccessKeyId} is deleted.`).waitFor();
    expect((await iam.send(list)).AccessKeyMetadata).toEqual([]);
  });

  test('a third key is refused in AWS’s words', async () => {
    await keysOfNewUser(iam, 'twice');
    await iam.send(new CreateAccessKeyCommand({ UserName: 'twice' }));
    const page = await browser.asAdmin('/iam/users/twice');
    await page.getByRole('tab', { name: 'Security credentials' }).click();
    await page.getByRole('button', { name: 'Create access key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Create access key' }).click();
    await page.getByText(/Cannot exceed quota for AccessKeysPerUser: 2/).waitFor();
  });

  test('a console password is set and removed', async () => {
    await makeUser('signing');
    const page = await browser.asAdmin('/iam/users/signing');
    await page.getByRole('tab', { name: 'Security credentials' }).click();
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByLabel('Password', { exact: true }).fill('A-l0ng-password!');
    await page.getByRole('button', { name: 'Save password' }).click();
    await page.getByText('The password is set.').waitFor();
    const get = new GetLoginProfileCommand({ UserName: 'signing' });
    expect((await iam.send(get)).LoginProfile?.PasswordResetRequired).toBe(true);
    await page.getByRole('button', { name: 'Remove password' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove password' }).click();
    await page.getByText('The password is removed.').waitFor();
    await expect(iam.send(get)).rejects.toThrow(/cannot be found/);
  });

  test('an MFA device is told, and deactivated', async () => {
    await makeUser('careful');
    const { VirtualMFADevice: device } = await iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }),
    );
    const seed = fromBase32(Buffer.from(device?.Base32StringSeed ?? []).toString());
    const step = totpStep(new Date());
    const SerialNumber = device?.SerialNumber ?? '';
    await iam.send(
      new EnableMFADeviceCommand({
        UserName: 'careful',
        SerialNumber,
        AuthenticationCode1: totpCode(seed, step - 2),
        AuthenticationCode2: totpCode(seed, step - 1),
      }),
    );
    const page = await browser.asAdmin('/iam/users/careful');
    await page.getByRole('tab', { name: 'Security credentials' }).click();
    await page.getByRole('radio', { name: `Select ${SerialNumber}` }).check();
    await page.getByRole('button', { name: 'Deactivate' }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('The MFA device is deactivated.').waitFor();
    const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName: 'careful' }));
    expect(MFADevices).toEqual([]);
  });

  test('tags are managed', async () => {
    await makeUser('labelled');
    const page = await browser.asAdmin('/iam/users/labelled');
    await page.getByRole('tab', { name: 'Tags' }).click();
    await page.getByRole('button', { name: 'Manage tags' }).click();
    await page.getByRole('button', { name: 'Add new tag' }).click();
    await page.getByRole('combobox', { name: /^Key/ }).fill('cost');
    await page.getByRole('combobox', { name: /^Value/ }).fill('shared');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('The tags are saved.').waitFor();
    const { Tags } = await iam.send(new ListUserTagsCommand({ UserName: 'labelled' }));
    expect(Tags).toEqual([{ Key: 'cost', Value: 'shared' }]);
  });

  test('of what is refused in part the rest is shown', async () => {
    const keys = await keysOfNewUser(iam, 'partial');
    const PolicyDocument = ALLOW.replace('s3:GetObject', 'iam:GetUser');
    await iam.send(new PutUserPolicyCommand({ UserName: 'partial', PolicyName: 'self', PolicyDocument }));
    const page = await browser.signedIn(keys, '/iam/users/partial');
    await page.getByText('arn:aws:iam::000000000000:user/partial', { exact: true }).waitFor();
    await page
      .getByText(/not authorized to perform: iam:ListAttachedUserPolicies/)
      .first()
      .waitFor();
    await page
      .getByText(/not authorized to perform: iam:ListGroupsForUser/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Set permissions boundary' }).waitFor();
  });

  test('deleting says what goes, and takes keys, password, memberships and policies first', async () => {
    await keysOfNewUser(iam, 'leaver', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess');
    const UserName = 'leaver';
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'mine', PolicyDocument: ALLOW }));
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'A-l0ng-password!' }));
    await iam.send(new CreateGroupCommand({ GroupName: 'left' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'left', UserName }));
    const page = await browser.asAdmin('/iam/users/leaver');
    await page.getByRole('button', { name: 'Delete', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Access keys, deleted: AKIA/).waitFor();
    await dialog.getByText('Memberships in groups: left').waitFor();
    await dialog.getByText('Policies, detached: AmazonS3ReadOnlyAccess').waitFor();
    await dialog.getByText('Inline policies, deleted: mine').waitFor();
    await dialog.getByText('The console password, deleted').waitFor();
    await dialog.getByLabel('To confirm, type leaver').fill('leaver');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The user leaver is deleted.').waitFor();
    await expect(iam.send(new GetUserCommand({ UserName }))).rejects.toThrow(/cannot be found/);
  });
});
