import {
  CreatePolicyCommand,
  AttachUserPolicyCommand,
  GetPolicyCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountWorld, type Someone } from '../account-world.ts';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { allow, documentOf } from '../in-process-house.ts';
import { refusal } from '../refusal.ts';
import { ConsoleBrowser } from './console-browser.ts';

/** What would allow a request becomes a policy, by the signed-in person's own rights. */

let house: TestHouse;
let browser: ConsoleBrowser;
let world: AccountWorld;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  world = new AccountWorld(house, ACCOUNT, house.admin);
  iam = new IAMClient(house.client());
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'shop' }));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const read = (who: Someone) =>
  refusal(
    new S3Client({ ...house.client(who.keys), forcePathStyle: true }).send(
      new GetObjectCommand({ Bucket: 'shop', Key: 'tea' }),
    ),
  );

async function explained(page: Page, caller: string): Promise<void> {
  await page
    .getByRole('row')
    .filter({ hasText: 's3:GetObject' })
    .filter({ hasText: caller })
    .getByRole('link')
    .click();
  await page.getByRole('heading', { name: 'What would allow it' }).waitFor();
}

describe('what would allow it', () => {
  test('is made an inline policy of the user after a question; a name that is taken is not overwritten', async () => {
    const ann = await world.user('ann', { policy: allow('s3:ListBucket') });
    await read(ann);
    const page = await browser.asAdmin('/activity');
    await explained(page, 'ann');
    await page.getByRole('button', { name: 'Create this policy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Policy name').fill('own');
    await dialog.getByRole('button', { name: 'Create this policy' }).click();
    await dialog.getByText(/ann has an inline policy own already/).waitFor();
    await dialog.getByLabel('Policy name').fill('ReadsShop');
    await dialog.getByRole('button', { name: 'Create this policy' }).click();
    await page.getByText('The policy ReadsShop is saved. Send the request again.').waitFor();
    const { PolicyDocument = '' } = await iam.send(
      new GetUserPolicyCommand({ UserName: 'ann', PolicyName: 'ReadsShop' }),
    );
    expect(decodeURIComponent(PolicyDocument)).toContain('s3:GetObject');
    expect((await read(ann))?.code).not.toBe('AccessDenied');
  });

  test('a changed managed policy gets a new default version', async () => {
    const bob = await world.user('bob');
    const PolicyDocument = documentOf(
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/tea' },
    );
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'NoTea', PolicyDocument }));
    const PolicyArn = Policy?.Arn ?? '';
    await iam.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn }));
    await read(bob);
    const page = await browser.asAdmin('/activity');
    await explained(page, 'bob');
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByText(/^The policy .*NoTea is saved/).waitFor();
    const { Policy: changed } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(changed?.DefaultVersionId).toBe('v2');
    expect((await read(bob))?.code).not.toBe('AccessDenied');
  });

  test('whoever may not write policies sees AWS’s sentence in the dialog, and nothing is made', async () => {
    const carl = await world.user('carl', {
      policy: allow(['cloudtrail:LookupEvents', 'iam:GetRequestAuthorizationDetails']),
    });
    await read(carl);
    const page = await browser.signedIn(carl.keys, '/activity');
    await explained(page, 'carl');
    await page.getByRole('button', { name: 'Create this policy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create this policy' }).click();
    await dialog.getByText(/user\/carl is not authorized to perform: iam:PutUserPolicy/).waitFor();
    expect(await dialog.getByLabel('Policy name').inputValue()).toBe('Allow-s3-GetObject');
    const { PolicyNames } = await iam.send(new ListUserPoliciesCommand({ UserName: 'carl' }));
    expect(PolicyNames).toEqual(['own']);
  });
});
