import { GetUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from '../account-world.ts';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { documentOf } from '../in-process-house.ts';
import { refusal } from '../refusal.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { typeDocument } from './type-document.ts';

/** Every request as it comes, why it was decided so, and what a change would do. */

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
        Sid: 'Blue',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
      },
      { Sid: 'NoSecrets', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::secret/*' },
    ),
  });
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  for (const Bucket of ['reports', 'secret']) await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const annsS3 = () => new S3Client({ ...house.client(ann.keys), forcePathStyle: true });
const read = (Bucket: string, Key: string) => refusal(annsS3().send(new GetObjectCommand({ Bucket, Key })));

/** Rows of the list that say all of these. */
function rows(page: Page, ...texts: readonly string[]) {
  return texts.reduce((found, text) => found.filter({ hasText: text }), page.getByRole('row'));
}

describe('the list', () => {
  test('a request appears as it comes, allowed or denied, with who and on what', async () => {
    const page = await browser.asAdmin('/activity');
    await page.getByRole('heading', { name: /^Activity/ }).waitFor();
    await read('reports', 'live.csv');
    await rows(page, 'Denied', 's3:GetObject', 'ann', 'arn:aws:s3:::reports/live.csv').waitFor();
    await new STSClient(house.client(ann.keys)).send(new GetCallerIdentityCommand({}));
    await rows(page, 'Allowed', 'sts:GetCallerIdentity', 'ann').waitFor();
    expect(await rows(page, 'LookupEvents').count()).toBe(0);
  });

  test('paused, nothing comes until it goes on', async () => {
    const page = await browser.asAdmin('/activity');
    await rows(page, 'iam:CreateUser').first().waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused').waitFor();
    await read('reports', 'while-paused.csv');
    const looked: string[] = [];
    page.on('request', (request) => looked.push(request.headers()['x-amz-target'] ?? ''));
    await page.getByRole('button', { name: 'Resume' }).click();
    await rows(page, 'while-paused.csv').waitFor();
    expect(looked.length).toBeGreaterThan(0);
  });

  test('it is narrowed: denied only, by caller, by service, by text', async () => {
    await read('reports', 'narrow.csv');
    const page = await browser.asAdmin('/activity');
    await rows(page, 'narrow.csv').waitFor();
    await page.getByRole('checkbox', { name: 'Denied only' }).check();
    await rows(page, 'Allowed').waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Denied only' }).uncheck();
    await page.getByRole('button', { name: 'Service' }).click();
    await page.getByRole('option', { name: 'iam', exact: true }).click();
    await rows(page, 's3:GetObject').first().waitFor({ state: 'detached' });
    await rows(page, 'iam:CreateUser').first().waitFor();
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('No request matches').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rows(page, 'narrow.csv').waitFor();
  });

  test('filters are answered over all that the server remembers, and the console’s own reads are asked for', async () => {
    await read('reports', 'long-ago.csv');
    const sts = new STSClient(house.client());
    for (let count = 0; count < 260; count += 1) await sts.send(new GetCallerIdentityCommand({}));
    const page = await browser.asAdmin('/activity');
    await rows(page, 'sts:GetCallerIdentity').first().waitFor();
    await page.getByText(/^Looked through the newest \d+ requests so far/).waitFor();
    expect(await rows(page, 'long-ago.csv').count()).toBe(0);
    await page.getByRole('checkbox', { name: 'Denied only' }).check();
    await rows(page, 'long-ago.csv').waitFor();
    await page.getByText(/^Looked through all \d+ requests that the server remembers/).waitFor();
    await page.getByRole('checkbox', { name: 'Denied only' }).uncheck();

    // What the console looks up is in the way; what it is refused, and what is changed by it, is not.
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await page.getByRole('heading', { name: /^Users/ }).waitFor();
    await page.getByRole('link', { name: 'Activity', exact: true }).first().click();
    await page.getByRole('searchbox').fill('iam:ListUsers');
    await page.getByText('No request matches').waitFor();
    await page.getByRole('checkbox', { name: 'Also what the console itself looks up' }).check();
    await rows(page, 'iam:ListUsers').first().waitFor();
    const anns = await browser.signedIn(ann.keys, '/iam/users');
    await anns.getByRole('button', { name: 'Why?' }).first().waitFor();
    await page.getByRole('checkbox', { name: 'Also what the console itself looks up' }).uncheck();
    await rows(page, 'Denied', 'iam:ListUsers', 'ann').first().waitFor();
  });

  test('another region has its own requests, and those of global services', async () => {
    await new STSClient(house.client()).send(new GetCallerIdentityCommand({}));
    const elsewhere = { ...house.client(ann.keys), region: 'eu-west-1' };
    await new STSClient(elsewhere).send(new GetCallerIdentityCommand({}));
    const page = await browser.asAdmin('/activity');
    await rows(page, 'sts:GetCallerIdentity', 'admin').first().waitFor();
    await page.getByRole('button', { name: /^Region/ }).click();
    await page.getByRole('menuitem', { name: 'eu-west-1' }).click();
    await rows(page, 'iam:CreateUser').first().waitFor();
    await rows(page, 'sts:GetCallerIdentity', 'ann').waitFor();
    expect(await rows(page, 's3:CreateBucket').count()).toBe(0);
  });

  test('whoever may not look sees AWS’s sentence, in Japanese around it, and is asked no more', async () => {
    const page = await browser.signedIn(ann.keys, '/activity', { language: 'ja' });
    await page.getByText(/user\/ann is not authorized to perform: cloudtrail:LookupEvents/).waitFor();
    await page.getByRole('button', { name: '理由を見る' }).waitFor();
    await page.getByRole('heading', { name: /^アクティビティ/ }).waitFor();
  });
});

describe('why', () => {
  test('a denial’s own link leads to its explanation', async () => {
    const refused = await refusal(
      new IAMClient(house.client(ann.keys)).send(new GetUserCommand({ UserName: 'ann' })),
    );
    const link = /Go to (\S+) /.exec(refused?.message ?? '')?.[1] ?? '';
    expect(link).toContain('#');
    const page = await browser.visit();
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in as admin' }).click();
    await page.getByRole('heading', { name: 'Denied: iam:GetUser' }).waitFor();
    await page
      .getByText(`ann may not do iam:GetUser on ${ann.arn}: no identity-based policy allows it.`)
      .waitFor();
  });

  test('each statement says why it did not match, and the text marks the one that decided', async () => {
    await read('secret', 'plan.txt');
    const page = await browser.asAdmin('/activity');
    await rows(page, 'secret/plan.txt').getByRole('link').click();
    await page.getByText(/a statement of an identity-based policy denies it/).waitFor();
    await page.getByText('This statement decides: it denies the request.').waitFor();
    await page
      .getByText('StringEquals: aws:PrincipalTag/team must be blue; the request had no value.')
      .waitFor();
    const text = page.getByRole('region', { name: 'Document of Inline policy own' });
    const marked = await text.locator('.line.denies code').allTextContents();
    expect(marked.join('\n')).toContain('"Sid": "NoSecrets"');
    expect(marked.join('\n')).not.toContain('Blue');
  });

  test('of a request that was answered, the statement that allowed it', async () => {
    await new IAMClient(house.client()).send(new ListUsersCommand({}));
    const page = await browser.asAdmin('/activity');
    await rows(page, 'iam:ListUsers').first().getByRole('link').click();
    await page.getByRole('heading', { name: 'Allowed: iam:ListUsers' }).waitFor();
    await page.getByText('This statement decides: it allows the request.').waitFor();
    const link = page.getByRole('link', { name: 'Open the policy' });
    expect(await link.getAttribute('href')).toBe(
      `/_utsuwa/console/iam/policies/${encodeURIComponent('arn:aws:iam::aws:policy/AdministratorAccess')}`,
    );
  });

  test('in Japanese what the server says of its own is Japanese too', async () => {
    await read('reports', 'wished.csv');
    const page = await browser.asAdmin('/activity?find=wished.csv', { language: 'ja' });
    await rows(page, 'wished.csv').getByRole('link').click();
    await page.getByText(/^タグ team=blue を持つ呼び出し元になる/).waitFor();
    await new STSClient(house.client(ann.keys)).send(new GetCallerIdentityCommand({}));
    await page.getByRole('link', { name: 'アクティビティ' }).first().click();
    await rows(page, 'sts:GetCallerIdentity', 'ann').first().getByRole('link').click();
    await page.getByText('明示的な拒否があっても成功します').waitFor();
  });

  test('one that is not remembered, or another account’s, is told kindly', async () => {
    const page = await browser.asAdmin('/activity/0123456789abcdef');
    await page.getByText('This request is no longer remembered').waitFor();
    await page.getByRole('button', { name: 'All requests' }).click();
    await page.getByRole('heading', { name: /^Activity/ }).waitFor();
  });

  test('whoever may not ask why sees AWS’s sentence', async () => {
    const page = await browser.signedIn(ann.keys, '/activity/0123456789abcdef');
    await page.getByText(/not authorized to perform: iam:GetRequestAuthorizationDetails/).waitFor();
  });
});

/** The editor of the policy that is changed. */
const OWN = 'Proposed document: Change: Inline policy own';

describe('what a change would do', () => {
  test('the proposal leads to the policy, is tried, and changes nothing', async () => {
    await read('reports', 'preview.csv');
    await read('reports', 'another.csv');
    const page = await browser.asAdmin('/activity');
    await rows(page, 'preview.csv').getByRole('link').click();
    await page.getByRole('heading', { name: 'Add a further identity-based policy' }).waitFor();
    const link = page.getByRole('link', { name: 'To whom it would belong' });
    expect(await link.getAttribute('href')).toBe('/_utsuwa/console/iam/users/ann');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    const verdict = rows(page, 's3:GetObject', 'preview.csv', 'Not allowed', 'changes');
    await verdict.getByText('Allowed', { exact: true }).waitFor();
    await rows(page, 'another.csv', 'as before').waitFor();
    expect((await read('reports', 'preview.csv'))?.code).toBe('AccessDenied');
  });

  test('a document of one’s own is tried; one that AWS would refuse is refused in AWS’s words', async () => {
    await read('reports', 'own.csv');
    const page = await browser.asAdmin('/activity', { theme: 'dark' });
    await rows(page, 'own.csv').getByRole('link').click();
    await page.getByRole('button', { name: /^Leave Add a further/ }).click();
    await page.getByRole('button', { name: 'Choose a policy' }).click();
    await page.getByRole('option', { name: /Inline policy own/ }).click();
    await page.getByRole('heading', { name: 'Change: Inline policy own' }).waitFor();
    await typeDocument(page, OWN, '{"Version":"2012-10-17","Statement":[{"Effect":"Maybe"}]}');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText(/policies\[0\]: Syntax errors in policy\./).waitFor();
    await typeDocument(page, OWN, documentOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' }));
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await rows(page, 'own.csv', 'changes').waitFor();
  });
});
