import {
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { control } from '../control.ts';
import { startHouse, type TestHouse } from '../house.ts';
import { makeUser } from '../identities.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { typeDocument } from './type-document.ts';

const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

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

/** Makes a role that trusts what is given. */
function makeRole(RoleName: string, Principal: unknown = { Service: 'lambda.amazonaws.com' }) {
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  return iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

async function trustOf(RoleName: string): Promise<{ Statement: readonly Record<string, unknown>[] }> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')) as {
    Statement: readonly Record<string, unknown>[];
  };
}

/** Chooses a managed policy where one searches for it. */
async function choosePolicy(
  page: Page,
  title: string,
  name: string,
  kind: 'checkbox' | 'radio' = 'checkbox',
): Promise<void> {
  await page.getByRole('searchbox', { name: `Find: ${title}` }).fill(name);
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
  await row.getByRole(kind).check();
}

describe('the list of roles', () => {
  test('tells in words whom each trusts', async () => {
    await makeRole('for-ec2', { Service: 'ec2.amazonaws.com' });
    await makeRole('for-account', { AWS: 'arn:aws:iam::123456789012:root' });
    const page = await browser.asAdmin('/iam/roles');
    await page.getByRole('row', { name: /for-ec2 .*AWS service: ec2/ }).waitFor();
    await page.getByRole('row', { name: /for-account .*Account: 123456789012/ }).waitFor();
  });

  test('whoever may not list them sees AWS’s sentence, and may ask why', async () => {
    const page = await browser.signedIn(await makeUser(house, 'blind'), '/iam/roles');
    await page.getByText(/user\/blind is not authorized to perform: iam:ListRoles on resource: /).waitFor();
    await page.getByRole('button', { name: 'Why?' }).waitFor();
  });
});

describe('the wizard', () => {
  test('makes a role for a service, with policies, a boundary and tags', async () => {
    const page = await browser.asAdmin('/iam/create-role');
    await page.getByLabel('Lambda', { exact: true }).check();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await choosePolicy(page, 'Permissions policies', 'AmazonS3ReadOnlyAccess');
    await choosePolicy(page, 'Permissions policies', 'AmazonSQSFullAccess');
    await page.getByRole('button', { name: 'Set permissions boundary - optional' }).click();
    await page.getByLabel('Use a permissions boundary').check();
    await choosePolicy(page, 'Permissions boundary', 'PowerUserAccess', 'radio');
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('Name the role.').first().waitFor();
    await page.getByLabel('Role name').fill('worker');
    await page.getByLabel('Description').fill('It works');
    await page.getByRole('button', { name: 'Add new tag' }).click();
    await page.getByRole('combobox', { name: 'Key' }).fill('team');
    await page.getByRole('combobox', { name: /^Value/ }).fill('blue');
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('The role worker is created.').waitFor();
    await page.getByRole('heading', { name: 'worker', exact: true }).waitFor();

    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
    expect(Role).toMatchObject({
      Description: 'It works',
      Tags: [{ Key: 'team', Value: 'blue' }],
      PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
    });
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'worker' }));
    expect(attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName).sort()).toEqual([
      'AmazonS3ReadOnlyAccess',
      'AmazonSQSFullAccess',
    ]);
    await expect(iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'worker' }))).rejects.toThrow(
      /cannot be found/,
    );
  });

  test('makes a role for another account, by external ID and MFA', async () => {
    const page = await browser.asAdmin('/iam/create-role');
    await page.getByLabel('AWS account', { exact: true }).check();
    await page.getByLabel('Another AWS account').check();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText('Give the account’s twelve digits.').first().waitFor();
    await page.getByLabel('Account ID').fill('123456789012');
    await page.getByLabel('Require external ID').check();
    await page.getByLabel('External ID', { exact: true }).fill('secret-word');
    await page.getByLabel('Require MFA').check();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByLabel('Role name').fill('partner');
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByRole('heading', { name: 'partner', exact: true }).waitFor();
    expect((await trustOf('partner')).Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::123456789012:root' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': 'secret-word' },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        },
      },
    ]);
  });

  test('makes a role by a trust policy of one’s own; AWS’s refusal keeps what was typed', async () => {
    const page = await browser.asAdmin('/iam/create-role');
    await page.getByLabel('Custom trust policy', { exact: true }).check();
    const trusted = {
      Effect: 'Allow',
      Principal: { Service: 'states.amazonaws.com' },
      Action: 'sts:AssumeRole',
    };
    await typeDocument(
      page,
      'Trust policy',
      JSON.stringify({ Version: '2012-10-17', Statement: [trusted] }, undefined, 2),
    );
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('region', { name: 'Trust policy' }).getByText('states.amazonaws.com').waitFor();
    await page.getByLabel('Role name').fill('not a name');
    await page.getByText(/^Only letters/).waitFor();
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'taken',
        AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trusted] }),
      }),
    );
    await page.getByLabel('Role name').fill('taken');
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('Role with name taken already exists.').waitFor();
    expect(await page.getByLabel('Role name').inputValue()).toBe('taken');
    await page.getByLabel('Role name').fill('stepping');
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByRole('heading', { name: 'stepping', exact: true }).waitFor();
    expect((await trustOf('stepping')).Statement).toEqual([trusted]);
  });
});

describe('a role’s page', () => {
  test('attaches and removes policies, and writes an inline one', async () => {
    await makeRole('permitted');
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'permitted', PolicyArn: READ_ONLY }));
    const page = await browser.asAdmin('/iam/roles/permitted');
    const add = page.getByRole('button', { name: 'Add permissions' });
    await add.click();
    await page.getByRole('menuitem', { name: 'Attach policies' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('AmazonSQSReadOnly');
    await dialog.getByRole('checkbox', { name: /AmazonSQSReadOnlyAccess$/ }).check();
    await dialog.getByRole('button', { name: 'Attach policies' }).click();
    await page.getByText('The policy is attached.').waitFor();

    await add.click();
    await page.getByRole('menuitem', { name: 'Create inline policy' }).click();
    await page.getByLabel('Policy name').fill('own-words');
    const statement = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2);
    await typeDocument(page, 'Policy document', document);
    await page.getByRole('dialog').getByRole('button', { name: 'Create policy' }).click();
    await page.getByText('The inline policy own-words is saved.').waitFor();
    const inline = await iam.send(
      new GetRolePolicyCommand({ RoleName: 'permitted', PolicyName: 'own-words' }),
    );
    expect(decodeURIComponent(inline.PolicyDocument ?? '')).toBe(document);

    await page
      .getByRole('row', { name: /AmazonS3ReadOnlyAccess/ })
      .getByRole('checkbox')
      .check();
    await page
      .getByRole('row', { name: /own-words/ })
      .getByRole('checkbox')
      .check();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Deleted for good, for they are inline:').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('2 policies are removed.').waitFor();
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'permitted' }));
    expect(attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual([
      'AmazonSQSReadOnlyAccess',
    ]);
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName: 'permitted' }))).PolicyNames).toEqual([]);
  });

  test('sets and removes the boundary, and edits description and session duration', async () => {
    await makeRole('bounded');
    const page = await browser.asAdmin('/iam/roles/bounded');
    await page.getByRole('button', { name: 'Set permissions boundary' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('PowerUser');
    await dialog.getByRole('radio', { name: 'Select arn:aws:iam::aws:policy/PowerUserAccess' }).check();
    await dialog.getByRole('button', { name: 'Set boundary' }).click();
    await page.getByRole('link', { name: 'PowerUserAccess' }).waitFor();
    await page.getByRole('button', { name: 'Remove boundary' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('The permissions boundary is removed.').waitFor();

    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Description').fill('Told anew');
    await page.getByRole('button', { name: /Maximum session duration/ }).click();
    await page.getByRole('option', { name: '4 hours' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('4 hours').waitFor();
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'bounded' }));
    expect(Role).toMatchObject({ Description: 'Told anew', MaxSessionDuration: 14_400 });
    expect(Role?.PermissionsBoundary).toBeUndefined();
  });

  test('changes whom it trusts; a malformed policy is told in AWS’s words', async () => {
    await makeRole('trusting');
    const page = await browser.asAdmin('/iam/roles/trusting');
    await page.getByRole('tab', { name: 'Trust relationships' }).click();
    await page.getByRole('button', { name: 'Edit trust policy' }).click();
    await typeDocument(page, 'Trust policy', '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}');
    const update = page.getByRole('dialog').getByRole('button', { name: 'Update policy' });
    await update.click();
    await page.getByText(/MalformedPolicyDocument\w* ·/).waitFor();
    const trusted = {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    };
    await typeDocument(page, 'Trust policy', JSON.stringify({ Version: '2012-10-17', Statement: [trusted] }));
    await update.click();
    await page.getByText('The trust policy is updated.').waitFor();
    await page.getByText('AWS service: ecs-tasks').first().waitFor();
    expect((await trustOf('trusting')).Statement).toEqual([trusted]);
  });

  test('revokes sessions by the policy that AWS’s console writes, also in a time that was moved ahead', async () => {
    expect((await control(house, 'clock/advance', { milliseconds: 6 * 3600 * 1000 })).status).toBe(200);
    await makeRole('revoked', { AWS: house.accountId });
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'revoked', PolicyArn: READ_ONLY }));
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'revoked',
        PolicyName: 'look',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' }],
        }),
      }),
    );
    const sts = new STSClient(house.client());
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${house.accountId}:role/revoked`,
        RoleSessionName: 'old',
      }),
    );
    const session = house.client({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    const get = new GetRoleCommand({ RoleName: 'revoked' });
    await new IAMClient(session).send(get);
    expect((await new STSClient(session).send(new GetCallerIdentityCommand({}))).Arn).toMatch(
      /revoked\/old$/,
    );

    const page = await browser.asAdmin('/iam/roles/revoked');
    await page.getByRole('tab', { name: 'Revoke sessions' }).click();
    await page.getByRole('button', { name: 'Revoke active sessions' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke active sessions' }).click();
    await page.getByText('Sessions that began before now are denied everything.').waitFor();
    await expect(new IAMClient(session).send(get)).rejects.toThrow(
      /is not authorized to perform: iam:GetRole .* with an explicit deny in an identity-based policy/,
    );
  });

  test('F3.5: its tags are set and taken away', async () => {
    await makeRole('tagged');
    const page = await browser.asAdmin('/iam/roles/tagged');
    await page.getByRole('tab', { name: 'Tags' }).click();
    await page.getByRole('button', { name: 'Manage tags' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Add new tag' }).click();
    await dialog.getByRole('combobox', { name: 'Key' }).fill('test');
    await dialog.getByRole('combobox', { name: /^Value/ }).fill('role-tag');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('row', { name: /test role-tag/ }).waitFor();
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: 'tagged' }));
    expect(Tags).toEqual([{ Key: 'test', Value: 'role-tag' }]);
    await page.getByRole('button', { name: 'Manage tags' }).click();
    await dialog.getByRole('button', { name: /^Remove/ }).click();
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(/^No tags\. A tag is/).waitFor();
    expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'tagged' }))).Tags).toEqual([]);
  });

  test('shows what may be asked, and the refusal in the place of what may not', async () => {
    await makeRole('partly', { Service: 'ec2.amazonaws.com' });
    const keys = await makeUser(house, 'half-blind', {
      Effect: 'Allow',
      Action: ['iam:GetRole', 'iam:ListRolePolicies'],
      Resource: '*',
    });
    const page = await browser.signedIn(keys, '/iam/roles/partly');
    await page.getByText(`arn:aws:iam::${house.accountId}:role/partly`).waitFor();
    await page.getByText(/not authorized to perform: iam:ListAttachedRolePolicies/).waitFor();
    await page.getByText(/not authorized to perform: iam:ListInstanceProfilesForRole/).waitFor();
    await page.getByText('No further policies.').waitFor();
  });
});

test('a role that trusts people is switched to from its page', async () => {
  await makeRole('taken-on', { AWS: house.accountId });
  const page = await browser.asAdmin('/iam/roles/taken-on');
  await page.getByRole('button', { name: 'Switch to this role' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Role', { exact: true }).inputValue()).toBe(
    `arn:aws:iam::${house.accountId}:role/taken-on`,
  );
  await dialog.getByRole('button', { name: 'Switch role' }).click();
  await page.getByRole('button', { name: /assumed-role\/taken-on\/admin/ }).waitFor();
});

describe('deleting a role', () => {
  test('of a service goes by the service’s own way', async () => {
    const { Role } = await iam.send(
      new CreateServiceLinkedRoleCommand({ AWSServiceName: 'autoscaling.amazonaws.com' }),
    );
    const name = Role?.RoleName ?? '';
    const page = await browser.asAdmin(`/iam/roles/${name}`);
    await page.getByText('AWS service: autoscaling').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(`To confirm, type ${name}`).fill(name);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`The role ${name} is deleted.`).waitFor();
    await expect(iam.send(new GetRoleCommand({ RoleName: name }))).rejects.toThrow(/cannot be found/);
  });

  test('takes its policies first, and says so before', async () => {
    await makeRole('leaving');
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'leaving', PolicyArn: READ_ONLY }));
    const page = await browser.asAdmin('/iam/roles');
    await page.getByRole('radio', { name: 'Select leaving' }).check();
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('AmazonS3ReadOnlyAccess').waitFor();
    await dialog.getByLabel('To confirm, type leaving').fill('leaving');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The role leaving is deleted.').waitFor();
    await expect(iam.send(new GetRoleCommand({ RoleName: 'leaving' }))).rejects.toThrow(/cannot be found/);
  });

  test('is AWS’s DeleteConflict while an instance profile of another name holds it, which is told before', async () => {
    await makeRole('held', { Service: 'ec2.amazonaws.com' });
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'held', PolicyArn: READ_ONLY }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'holder' }));
    await house.aws([
      ...['iam', 'add-role-to-instance-profile'],
      ...['--instance-profile-name', 'holder', '--role-name', 'held'],
    ]);
    const page = await browser.asAdmin('/iam/roles/held');
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/AWS refuses to delete a role that an instance profile of another name holds/)
      .waitFor();
    await dialog.getByLabel('To confirm, type held').fill('held');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('Cannot delete entity, must remove roles from instance profile first.').waitFor();
    // Nothing was taken from it on the way.
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'held' }));
    expect(AttachedPolicies).toHaveLength(1);
    await dialog.getByRole('link', { name: 'holder' }).click();
    await page.getByRole('heading', { name: 'holder', exact: true }).waitFor();
  });
});
