import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from '../account-world.ts';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { allow, documentOf } from '../in-process-house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { typeDocument } from './type-document.ts';

/** What somebody may do, before they try; and what differs between two policies. */

let house: TestHouse;
let browser: ConsoleBrowser;
let ann: Someone;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  const world = new AccountWorld(house, ACCOUNT, house.admin);
  ann = await world.user('ann', {
    policy: documentOf(
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
      },
      { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::secret/*' },
    ),
  });
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** Types an action as a person does, and takes the suggestion. */
async function addAction(page: Page, action: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Actions' });
  await field.fill(action);
  await page.getByRole('option', { name: action, exact: true }).click();
  await page.getByRole('button', { name: `Remove ${action}` }).waitFor();
}

async function choosePrincipal(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Principal/ }).click();
  await page.getByPlaceholder('Find by name').fill(name);
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
}

function rows(page: Page, ...texts: readonly string[]) {
  return texts.reduce((found, text) => found.filter({ hasText: text }), page.getByRole('row'));
}

describe('a user, group or role', () => {
  test('each action on each resource has its verdict and its reason; a missing value is named', async () => {
    const page = await browser.asAdmin('/simulator');
    await choosePrincipal(page, 'ann');
    await addAction(page, 's3:GetObject');
    await page.getByLabel('Resources').fill('arn:aws:s3:::reports/a\narn:aws:s3:::secret/b');
    await page.getByRole('button', { name: 'Simulate' }).click();
    await rows(
      page,
      's3:GetObject',
      'reports/a',
      'Not allowed',
      'No value was given for aws:SourceIp',
    ).waitFor();
    await rows(page, 'secret/b', 'Explicitly denied', 'Denied by user_ann_own').waitFor();

    await page.getByRole('button', { name: 'Add the keys that the policies ask about' }).click();
    await page.getByLabel('Value 1').fill('192.0.2.7');
    expect(await page.getByLabel('Key 1').inputValue()).toBe('aws:SourceIp');
    await page.getByRole('button', { name: 'Simulate' }).click();
    await rows(page, 'reports/a', 'Allowed by user_ann_own').waitFor();
    await rows(page, 'secret/b', 'Explicitly denied').waitFor();
  });

  test('a further policy counts, and so does a boundary in place of the principal’s own', async () => {
    const page = await browser.asAdmin('/simulator');
    await choosePrincipal(page, 'ann');
    await addAction(page, 'sqs:SendMessage');
    await page.getByRole('button', { name: 'Further policies' }).click();
    await typeDocument(page, 'An identity-based policy in addition', allow('sqs:*'));
    await page.getByRole('button', { name: 'Simulate' }).click();
    await rows(page, 'sqs:SendMessage', 'Allowed by PolicyInputList.1').waitFor();
    await typeDocument(page, 'A permissions boundary in place of its own', allow('s3:*'));
    await page.getByRole('button', { name: 'Simulate' }).click();
    await rows(page, 'sqs:SendMessage', 'The permissions boundary does not allow it.').waitFor();
  });

  test('actions are added by keyboard alone, and what is none is told', async () => {
    const page = await browser.asAdmin('/simulator');
    const field = page.getByRole('combobox', { name: 'Actions' });
    await field.fill('s3:Get*');
    await field.press('Enter');
    await page.getByText('An action is service:Name; wildcards cannot be simulated.').waitFor();
    await field.fill('s3:GetObjekt');
    await field.press('Enter');
    await page.getByText('AWS has no action s3:GetObjekt.').waitFor();
    expect(await page.getByRole('button', { name: 'Remove s3:GetObjekt' }).count()).toBe(0);
    await page.getByRole('button', { name: 's3:GetObject', exact: true }).click();
    await page.getByRole('button', { name: 'Remove s3:GetObject' }).waitFor();
    await field.fill('sts:AssumeRole');
    await field.press('Enter');
    await page.getByRole('button', { name: 'Remove sts:AssumeRole' }).press('Enter');
    await page.getByRole('button', { name: 'Remove sts:AssumeRole' }).waitFor({ state: 'detached' });
  });

  test('whoever may not simulate sees AWS’s sentence, and may type an ARN where listing is refused', async () => {
    const page = await browser.signedIn(ann.keys, '/simulator');
    await page.getByText(/not authorized to perform: iam:ListUsers on resource/).waitFor();
    await page.getByText(/not authorized to perform: iam:ListRoles on resource/).waitFor();
    await page.getByLabel('ARN of the principal').fill(ann.arn);
    await addAction(page, 's3:GetObject');
    await page.getByRole('button', { name: 'Simulate' }).click();
    await page.getByText(/not authorized to perform: iam:SimulatePrincipalPolicy on resource/).waitFor();
    await page.getByRole('button', { name: 'Why?' }).last().waitFor();
  });
});

describe('two policies', () => {
  test('the same requests, and those that differ stand out; Access Analyzer sums up', async () => {
    const page = await browser.asAdmin('/simulator', { language: 'en', theme: 'dark' });
    await page.getByRole('tab', { name: 'Compare two policies' }).click();
    await typeDocument(page, 'Policy A', allow('s3:GetObject'));
    await typeDocument(page, 'Policy B', allow(['s3:GetObject', 's3:PutObject']));
    await addAction(page, 's3:GetObject');
    await addAction(page, 's3:PutObject');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await rows(page, 's3:PutObject', 'Differs', 'Not allowed').waitFor();
    await page.getByText('1 of 2 differ').waitFor();
    expect(await rows(page, 's3:GetObject', 'Differs').count()).toBe(0);
    await page.getByText('Policy B grants access that Policy A does not').waitFor();
    await page.getByText('Policy A grants nothing that Policy B does not').waitFor();
    await page.getByRole('checkbox', { name: 'Only what differs' }).check();
    await rows(page, 's3:GetObject').waitFor({ state: 'detached' });
  });

  test('a policy that IAM would not take is refused in its words, in Japanese around it', async () => {
    const page = await browser.asAdmin('/simulator', { language: 'ja' });
    await page.getByRole('tab', { name: '2 つのポリシーを比較' }).click();
    await typeDocument(page, 'ポリシー B', '{"Version":"2012-10-17","Statement":[{"Effect":"Maybe"}]}');
    const field = page.getByRole('combobox', { name: 'アクション' });
    await field.fill('s3:GetObject');
    await field.press('Enter');
    await page.getByRole('button', { name: '比較', exact: true }).click();
    await page.getByText(/Invalid Input Policy: Syntax errors in policy/).waitFor();
    await page.getByRole('heading', { name: 'ポリシー Bが拒否されました' }).waitFor();
    expect(await page.getByRole('heading', { name: 'ポリシー Aが拒否されました' }).count()).toBe(0);
    await typeDocument(page, 'ポリシー A', '{"Version":\n"2012-10-17",,}');
    await page.getByText(/^2 行目: /).waitFor();
    await page.locator('.ace_gutter-cell.ace_error').waitFor();
    expect(await page.getByRole('button', { name: '比較', exact: true }).getAttribute('aria-disabled')).toBe(
      'true',
    );
  });
});
