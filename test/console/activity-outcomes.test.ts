import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from '../account-world.ts';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { allow } from '../in-process-house.ts';
import { refusal } from '../refusal.ts';
import { ConsoleBrowser } from './console-browser.ts';

/** What is called denied, allowed or failed, and what a refusal that no policy made leads to. */

let house: TestHouse;
let browser: ConsoleBrowser;
let ann: Someone;
let s3: S3Client;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  ann = await new AccountWorld(house, ACCOUNT, house.admin).user('ann', { policy: allow('s3:ListBucket') });
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'shop' }));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

function rows(page: Page, ...texts: readonly string[]) {
  return texts.reduce((found, text) => found.filter({ hasText: text }), page.getByRole('row'));
}

const EVERYONE = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' }],
});

describe('how a request ended', () => {
  test('a public policy that Block Public Access keeps out is denied, in AWS’s words, and leads to the setting', async () => {
    await refusal(s3.send(new PutBucketPolicyCommand({ Bucket: 'shop', Policy: EVERYONE })));
    const page = await browser.asAdmin('/activity');
    await page.getByRole('checkbox', { name: 'Denied only' }).check();
    await rows(page, 's3:PutBucketPolicy', 'Denied').getByRole('link').click();
    await page.getByRole('heading', { name: 'Denied: s3:PutBucketPolicy' }).waitFor();
    await page
      .getByText(/public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access/)
      .waitFor();
    await page.getByRole('link', { name: 'Block Public Access settings of shop' }).click();
    await page.getByRole('tab', { name: 'Permissions', selected: true }).waitFor();
  });

  test('304 Not Modified of S3 is allowed', async () => {
    const asked = { Bucket: 'shop', Key: 'list.txt' };
    const { ETag = '' } = await s3.send(new PutObjectCommand({ ...asked, Body: 'tea' }));
    await refusal(s3.send(new GetObjectCommand({ ...asked, IfNoneMatch: ETag })));
    const page = await browser.asAdmin('/activity');
    await rows(page, 's3:GetObject', 'list.txt', 'Allowed').getByRole('link').click();
    await page.getByRole('heading', { name: 'Allowed: s3:GetObject' }).waitFor();
    await page.getByText('NotModified').waitFor();
  });

  test('whoever may not ask why is told which permission is missing, and is led in no circle', async () => {
    const page = await browser.signedIn(ann.keys, '/activity/0123456789abcdef');
    await page.getByText(/told to whoever has the permission iam:GetRequestAuthorizationDetails/).waitFor();
    expect(await page.getByRole('button', { name: 'Why?' }).count()).toBe(0);
  });
});
