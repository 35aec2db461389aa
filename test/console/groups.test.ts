import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  GetGroupCommand,
  IAMClient,
  ListAttachedGroupPoliciesCommand,
  PutGroupPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { keysOfNewUser } from './keys-of-new-user.ts';

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

const S3_READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

test('a group is made with a member and a policy, and stands in the list', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'first' }));
  const page = await browser.asAdmin('/iam/groups');
  await page.getByText(/No groups\. Create one/).waitFor();
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.getByLabel('Group name').fill('makers');
  await page.getByRole('checkbox', { name: 'Select first' }).check();
  await page.getByRole('searchbox', { name: 'Find: Attach policies' }).fill('AmazonS3ReadOnlyAccess');
  await page.getByRole('checkbox', { name: `Select ${S3_READ_ONLY}` }).check();
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.getByText('The group makers is created.').waitFor();
  await page.getByRole('heading', { name: 'makers', exact: true }).waitFor();
  await page.getByRole('link', { name: 'first', exact: true }).waitFor();
  const { Users } = await iam.send(new GetGroupCommand({ GroupName: 'makers' }));
  expect(Users?.map(({ UserName }) => UserName)).toEqual(['first']);
  const { AttachedPolicies } = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'makers' }));
  expect(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([S3_READ_ONLY]);
  await page.getByRole('link', { name: 'User groups' }).first().click();
  await page.getByRole('row', { name: /makers \/ 1 / }).waitFor();
});

test('members are added and removed, and the group is renamed', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'second' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'old-name' }));
  const page = await browser.asAdmin('/iam/groups/old-name');
  await page.getByText(/Nobody is in this group/).waitFor();
  await page.getByRole('button', { name: 'Add users' }).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Select second' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Add users' }).click();
  await page.getByText('The user is in the group.').waitFor();
  const members = async (GroupName: string) =>
    (await iam.send(new GetGroupCommand({ GroupName }))).Users?.map(({ UserName }) => UserName);
  expect(await members('old-name')).toEqual(['second']);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Group name').fill('new-name');
  await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('heading', { name: 'new-name' }).waitFor();
  await page.getByRole('checkbox', { name: 'Select second' }).check();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('The user is no longer in the group.').waitFor();
  expect(await members('new-name')).toEqual([]);
});

test('deleting says what goes, and takes members and policies from it first', async () => {
  const GroupName = 'doomed';
  await iam.send(new CreateUserCommand({ UserName: 'third' }));
  await iam.send(new CreateGroupCommand({ GroupName }));
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'third' }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn: S3_READ_ONLY }));
  const PolicyDocument = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}';
  await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'own', PolicyDocument }));
  const page = await browser.asAdmin('/iam/groups/doomed');
  await page.getByRole('button', { name: 'Delete', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Memberships (the users stay): third').waitFor();
  await dialog.getByText('Policies, detached: AmazonS3ReadOnlyAccess').waitFor();
  await dialog.getByText('Inline policies, deleted: own').waitFor();
  await dialog.getByLabel('To confirm, type doomed').fill('doomed');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The group doomed is deleted.').waitFor();
  await expect(iam.send(new GetGroupCommand({ GroupName }))).rejects.toThrow(/cannot be found/);
});

test('whoever may not see a group sees AWS’s refusal; what was asked for is not deleted either', async () => {
  await iam.send(new CreateGroupCommand({ GroupName: 'hidden' }));
  const page = await browser.signedIn(await keysOfNewUser(iam, 'outsider'), '/iam/groups/hidden');
  await page
    .getByText(/user\/outsider is not authorized to perform: iam:GetGroup/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/could not be looked up/).waitFor();
  await dialog.getByLabel('To confirm, type hidden').fill('hidden');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByText(/not authorized to perform: iam:DeleteGroup/).waitFor();
});

test('a group that is not there is told in AWS’s words', async () => {
  const page = await browser.asAdmin('/iam/groups/nobody');
  await page.getByText('The group with name nobody cannot be found.').first().waitFor();
});
