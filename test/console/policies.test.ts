import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetPolicyCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

function allowing(action: string): string {
  const statement = { Sid: 'Only', Effect: 'Allow', Action: action, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2);
}

async function makePolicy(name: string, ...actions: readonly string[]): Promise<string> {
  const [first = 's3:GetObject', ...others] = actions;
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: name, PolicyDocument: allowing(first) }),
  );
  const PolicyArn = Policy?.Arn ?? '';
  for (const action of others) {
    await iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing(action), SetAsDefault: true }),
    );
  }
  return PolicyArn;
}

function pageOf(arn: string): string {
  return `/iam/policies/${encodeURIComponent(arn)}`;
}

describe('the list of policies', () => {
  test('AWS’s own are paged and searched; the filter shows one’s own alone', async () => {
    await makePolicy('MyOwn');
    const page = await browser.asAdmin('/iam/policies');
    await page.getByRole('link', { name: 'MyOwn' }).waitFor();
    await page.getByRole('button', { name: 'Next page' }).waitFor();
    await page.getByRole('searchbox', { name: 'Find: Policies' }).fill('AmazonS3ReadOnly');
    await page.getByRole('link', { name: 'AmazonS3ReadOnlyAccess' }).waitFor();
    await page.getByRole('searchbox', { name: 'Find: Policies' }).fill('');
    await page.getByRole('button', { name: /^Filter by type/ }).click();
    await page.getByRole('option', { name: 'Customer managed' }).click();
    await page.getByRole('link', { name: 'MyOwn' }).waitFor();
    expect(await page.getByRole('cell', { name: 'AWS managed', exact: true }).count()).toBe(0);
  });

  test('whoever may not list them sees AWS’s refusal, with the way to its reason', async () => {
    const page = await browser.signedIn(await keysOfNewUser(iam, 'lister'), '/iam/policies');
    await page.getByText(/user\/lister is not authorized to perform: iam:ListPolicies/).waitFor();
    await page.getByRole('button', { name: 'Why?' }).waitFor();
  });
});

describe('a policy’s page', () => {
  test('F1.7: an AWS managed policy cannot be edited, and the page says so; its document makes one’s own', async () => {
    const page = await browser.asAdmin(pageOf(READ_ONLY));
    await page.getByText('AWS managed policies cannot be edited').waitFor();
    await page.getByRole('heading', { name: 'ReadOnlyAccess' }).waitFor();
    expect(await page.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Delete', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Create a policy with this document' }).click();
    await page.getByRole('heading', { name: 'Create policy' }).waitFor();
    await page
      .getByRole('table', { name: 'Policy summary' })
      .getByText('access-analyzer', { exact: true })
      .waitFor();
  });

  test('editing makes a new version, the default one', async () => {
    const arn = await makePolicy('Edited', 's3:GetObject');
    const page = await browser.asAdmin(pageOf(arn));
    await page.getByRole('cell', { name: 'GetObject' }).waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await typeDocument(page, 'Policy document', allowing('s3:PutObject'));
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('The policy is saved as version v2.').waitFor();
    await page.getByRole('cell', { name: 'PutObject' }).waitFor();
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    expect(Policy?.DefaultVersionId).toBe('v2');
  });

  test('at five versions it asks which one makes room, and a malformed document costs none', async () => {
    const actions = ['s3:Get*', 's3:Put*', 's3:List*', 's3:Describe*', 's3:Head*'];
    const arn = await makePolicy('Full', ...actions);
    const page = await browser.asAdmin(`${pageOf(arn)}/edit`);
    const ids = async () =>
      (await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn }))).Versions?.map(
        ({ VersionId }) => VersionId,
      ).sort();
    await typeDocument(page, 'Policy document', '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}');
    await page.getByText(/This policy has five versions/).waitFor();
    expect(await page.getByRole('button', { name: 'Save changes' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: /Version to delete/ }).click();
    await page.getByRole('option', { name: 'v2' }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(/MalformedPolicyDocument\w* ·/).waitFor();
    expect(await ids()).toEqual(['v1', 'v2', 'v3', 'v4', 'v5']);
    await typeDocument(page, 'Policy document', allowing('s3:Delete*'));
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('The policy is saved as version v6.').waitFor();
    expect(await ids()).toEqual(['v1', 'v3', 'v4', 'v5', 'v6']);
  });

  test('versions are compared, set as default and deleted', async () => {
    const arn = await makePolicy('Versioned', 's3:GetObject', 's3:PutObject');
    const page = await browser.asAdmin(pageOf(arn));
    await page.getByRole('tab', { name: 'Policy versions' }).click();
    await page.getByRole('checkbox', { name: 'Select v1' }).check();
    await page.getByRole('region', { name: 'Version v1' }).getByText('"s3:GetObject"').waitFor();
    await page.getByRole('checkbox', { name: 'Select v2' }).check();
    const difference = page.getByRole('region', { name: 'From v1 to v2' });
    await difference.getByText(/^- .*"s3:GetObject"/).waitFor();
    await difference.getByText(/^\+ .*"s3:PutObject"/).waitFor();
    await page.getByRole('checkbox', { name: 'Select v2' }).uncheck();
    await page.getByRole('button', { name: 'Set as default' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Set as default' }).click();
    await page.getByText('v1 is the default version now.').waitFor();
    await page.getByRole('checkbox', { name: 'Select v2' }).check();
    await page.getByRole('button', { name: 'Delete', exact: true }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Version v2 is deleted.').waitFor();
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn }));
    expect(Versions).toMatchObject([{ VersionId: 'v1', IsDefaultVersion: true }]);
  });

  test('what was changed elsewhere is seen at the top as soon as in the list of versions', async () => {
    const arn = await makePolicy('Elsewhere', 's3:GetObject', 's3:PutObject');
    const page = await browser.asAdmin(pageOf(arn));
    const top = page.locator('dl').filter({ hasText: 'Default version' });
    await top.getByText('v2', { exact: true }).waitFor();
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: 'v1' }));
    await page.getByRole('tab', { name: 'Policy versions' }).click();
    await page.getByRole('row', { name: /v1.*Default/ }).waitFor();
    await top.getByText('v1', { exact: true }).waitFor();
  });

  test('it is attached to a user, and detached', async () => {
    const arn = await makePolicy('Handed');
    await iam.send(new CreateUserCommand({ UserName: 'holder' }));
    const page = await browser.asAdmin(pageOf(arn));
    await page.getByRole('tab', { name: 'Entities attached' }).click();
    await page.getByText(/Nobody has this policy/).waitFor();
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Select user holder' }).check();
    await page.getByRole('button', { name: 'Attach policy' }).click();
    await page.getByText('The policy is attached.').waitFor();
    await page.getByRole('link', { name: 'holder' }).waitFor();
    const list = new ListAttachedUserPoliciesCommand({ UserName: 'holder' });
    expect((await iam.send(list)).AttachedPolicies).toHaveLength(1);
    await page.getByRole('checkbox', { name: 'Select user holder policy' }).check();
    await page.getByRole('button', { name: 'Detach', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Detach' }).click();
    await page.getByText('The policy is detached.').waitFor();
    expect((await iam.send(list)).AttachedPolicies).toEqual([]);
  });

  test('its tags are managed', async () => {
    const arn = await makePolicy('Tagged');
    const page = await browser.asAdmin(pageOf(arn));
    await page.getByRole('tab', { name: 'Tags' }).click();
    await page.getByRole('button', { name: 'Manage tags' }).click();
    await page.getByRole('button', { name: 'Add new tag' }).click();
    await page.getByRole('combobox', { name: /^Key/ }).fill('team');
    await page.getByRole('combobox', { name: /^Value/ }).fill('blue');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('The tags are saved.').waitFor();
    const { Tags } = await iam.send(new ListPolicyTagsCommand({ PolicyArn: arn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'blue' }]);
  });

  test('deleting says what has to go first; without that AWS’s DeleteConflict is told, with it the policy goes', async () => {
    const arn = await makePolicy('Doomed', 's3:GetObject', 's3:PutObject');
    await iam.send(new CreateRoleCommand({ RoleName: 'doomed-role', AssumeRolePolicyDocument: TRUST }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'doomed-role', PolicyArn: arn }));
    const page = await browser.asAdmin(pageOf(arn));
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Role doomed-role').waitFor();
    await dialog.getByText('Deleted versions: v1').waitFor();
    await dialog.getByLabel('To confirm, type Doomed').fill('Doomed');
    await dialog.getByRole('checkbox', { name: /Detach it/ }).uncheck();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText(/Cannot delete a policy attached to entities\./).waitFor();
    await dialog.getByRole('checkbox', { name: /Detach it/ }).check();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The policy Doomed is deleted.').waitFor();
    await expect(iam.send(new GetPolicyCommand({ PolicyArn: arn }))).rejects.toThrow(/not found|NoSuch/);
  });

  test('whoever may read but not change it gets AWS’s refusal, and keeps what was typed', async () => {
    const arn = await makePolicy('Guarded');
    const keys = await keysOfNewUser(iam, 'reader', 'arn:aws:iam::aws:policy/IAMReadOnlyAccess');
    const page = await browser.signedIn(keys, `${pageOf(arn)}/edit`);
    await typeDocument(page, 'Policy document', allowing('s3:PutObject'));
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(/not authorized to perform: iam:CreatePolicyVersion/).waitFor();
    await page.getByRole('cell', { name: 'PutObject' }).waitFor();
  });
});
