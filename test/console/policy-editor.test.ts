import { GetPolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { keysOfNewUser } from './keys-of-new-user.ts';
import { typeDocument } from './type-document.ts';

let house: TestHouse;
let browser: ConsoleBrowser;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const CREATE = '/iam/create-policy';
const findings = (page: Page) => page.getByRole('list', { name: 'Findings' });
const summary = (page: Page) => page.getByRole('table', { name: 'Policy summary' });

describe('the policy editor', () => {
  test('what is no JSON is told at once, with its line, and marked there', async () => {
    const page = await browser.asAdmin(CREATE);
    await typeDocument(page, 'Policy document', '{\n  "Version": "2012-10-17"\n  "Statement": []\n}');
    await findings(page).getByText('Expected "," or "}", found "\\""').waitFor();
    await findings(page).getByText('Line 3, column 3').waitFor();
    await page.locator('.ace_gutter-cell.ace_error', { hasText: '3' }).waitFor();
    await page.getByText('The document is not valid JSON').waitFor();
  });

  test('what is typed fast, and what is pasted over all, stays as it was written', async () => {
    const page = await browser.asAdmin(CREATE);
    const typed = Array.from({ length: 80 }, (_, at) => String.fromCodePoint(97 + ((at * 7) % 26))).join('');
    const editor = page.getByRole('textbox', { name: 'Policy document' });
    await editor.waitFor({ state: 'attached' });
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type(typed, { delay: 20 });
    const lines = page.locator('.ace_text-layer .ace_line_group');
    await findings(page)
      .getByText(/Line 1, column/)
      .waitFor();
    expect(await lines.allTextContents()).toEqual([typed]);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('{"Version": "2012-10-17", "Statement": []}');
    await findings(page)
      .getByText(/Line 1, column/)
      .waitFor({ state: 'detached' });
    expect(await lines.allTextContents()).toEqual(['{"Version": "2012-10-17", "Statement": []}']);
  });

  test('Access Analyzer’s findings stand below, each leading to its line', async () => {
    const page = await browser.asAdmin(CREATE);
    const document = {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Typo', Effect: 'Allow', Action: 's3:GetObjekt', Resource: '*' },
        { Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
      ],
    };
    await typeDocument(page, 'Policy document', JSON.stringify(document, undefined, 2));
    await findings(page)
      .getByText(/s3:GetObjekt/)
      .waitFor();
    const error = findings(page).getByRole('listitem').filter({ hasText: 'INVALID_ACTION' });
    await findings(page)
      .getByRole('listitem')
      .filter({ hasText: /Security warning.*PASS_ROLE_WITH_STAR_IN_RESOURCE/ })
      .waitFor();
    await error.getByRole('button', { name: 'Line 7' }).click();
    await page.getByText('Line 7, column').last().waitFor();
    await page.locator('.ace_gutter-cell.ace_error', { hasText: '7' }).waitFor();
  });

  test('the summary says by service what the statements say, and leads to them', async () => {
    const page = await browser.asAdmin(CREATE);
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Read',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:ListBucket', 'ec2:*'],
          Resource: ['arn:aws:s3:::one', 'arn:aws:s3:::one/*'],
          Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
        },
        { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' },
      ],
    };
    await typeDocument(page, 'Policy document', JSON.stringify(document, undefined, 2));
    const s3 = summary(page).getByRole('row', { name: /Read.* s3 / });
    await s3.getByText('GetObject').waitFor();
    await s3.getByText('arn:aws:s3:::one/*').waitFor();
    await s3.getByText('aws:SourceIp IpAddress 192.0.2.0/24').waitFor();
    await summary(page)
      .getByRole('row', { name: / ec2 All actions/ })
      .waitFor();
    const deny = summary(page).getByRole('row', {
      name: /Statement 2.*Deny.*All services.*All except.*iam:\*.*All resources/,
    });
    await deny.getByRole('button', { name: 'Statement 2, to line' }).click();
    await page.getByText(/^Line 2\d, column/).waitFor();
  });

  test('whoever may not ask Access Analyzer sees AWS’s refusal in the findings’ place', async () => {
    const iam = new IAMClient(house.client());
    const keys = await keysOfNewUser(iam, 'writer', 'arn:aws:iam::aws:policy/IAMFullAccess');
    const page = await browser.signedIn(keys, CREATE);
    await page.getByText(/not authorized to perform: access-analyzer:ValidatePolicy/).waitFor();
  });

  test('a policy is made as it was written', async () => {
    const page = await browser.asAdmin(CREATE);
    const document =
      '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*" }\n}';
    await typeDocument(page, 'Policy document', document);
    await page.getByLabel('Policy name').fill('Written');
    await page.getByRole('button', { name: 'Create policy' }).click();
    await page.getByText('The policy Written is created.').waitFor();
    const iam = new IAMClient(house.client());
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: 'arn:aws:iam::000000000000:policy/Written', VersionId: 'v1' }),
    );
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(document);
  });

  test('what AWS finds malformed keeps the form, in AWS’s words', async () => {
    const page = await browser.asAdmin(CREATE);
    await typeDocument(page, 'Policy document', '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}');
    await page.getByLabel('Policy name').fill('Malformed');
    await page.getByRole('button', { name: 'Create policy' }).click();
    await page.getByText(/MalformedPolicyDocument\w* ·/).waitFor();
    expect(await page.getByLabel('Policy name').inputValue()).toBe('Malformed');
  });
});
