import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  AttachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
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

const read = (who: Someone, Key = 'tea') =>
  refusal(
    new S3Client({ ...house.client(who.keys), forcePathStyle: true }).send(
      new GetObjectCommand({ Bucket: 'shop', Key }),
    ),
  );

async function explained(page: Page, caller: string, resource = 'shop/tea'): Promise<void> {
  await page
    .getByRole('row')
    .filter({ hasText: 's3:GetObject' })
    .filter({ hasText: caller })
    .filter({ hasText: resource })
    .filter({ hasText: 'Denied' })
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

  test('is about the policy as it stands: two old denials, mended one after the other, both hold, and nothing is lost', async () => {
    const dora = await world.user('dora');
    const denies = (key: string) => ({
      ...{ Sid: key, Effect: 'Deny', Action: 's3:GetObject', Resource: `arn:aws:s3:::shop/${key}` },
    });
    const also = (Sid: string) => ({ Sid, Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
    const all = { Sid: 'All', Effect: 'Allow', Action: 's3:*', Resource: '*' };
    // In one line, which a file's last line break ends.
    const written = `${documentOf(all, denies('jam'), denies('tea'))}\n`;
    const made = await iam.send(new CreatePolicyCommand({ PolicyName: 'Larder', PolicyDocument: written }));
    const PolicyArn = made.Policy?.Arn ?? '';
    await iam.send(new AttachUserPolicyCommand({ UserName: 'dora', PolicyArn }));
    const save = (...statements: readonly object[]) =>
      iam.send(
        new CreatePolicyVersionCommand({
          ...{ PolicyArn, PolicyDocument: documentOf(...statements), SetAsDefault: true },
        }),
      );
    const sids = async () => {
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId ?? '';
      const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      const { Statement } = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '')) as {
        Statement: { Sid: string }[];
      };
      return [VersionId, ...Statement.map(({ Sid }) => Sid)];
    };
    for (const key of ['jam', 'tea']) await read(dora, key);
    const page = await browser.asAdmin('/activity');
    await explained(page, 'dora', 'shop/jam');
    // The statement that decided stands out by its own lines.
    const text = page.getByRole('region', { name: /^Document of/ });
    const marked = (await text.locator('.line.denies code').allTextContents()).join('\n');
    expect(marked).toContain('"Sid": "jam"');
    expect(marked).not.toContain('tea');
    const changes = page.getByRole('region', { name: /^What changes/ });
    await changes.locator('.line.denies').filter({ hasText: '"Sid": "jam"' }).waitFor();

    await save(all, denies('jam'), denies('tea'), also('Later'));
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The policy has changed since this document was made of it').waitFor();
    await dialog.locator('.line.denies').filter({ hasText: '"Sid": "Later"' }).waitFor();
    await save(all, denies('jam'), denies('tea'), also('Later'), also('Latest'));
    await dialog.getByRole('button', { name: 'Save as a new version' }).click();
    await dialog.getByText('The policy has changed in this very moment, nothing is saved.').waitFor();
    expect((await sids())[0]).toBe('v3');
    // By then it is proposed anew, of what the policy says now.
    await dialog.locator('.line.denies').filter({ hasText: '"Sid": "Later"' }).waitFor({ state: 'detached' });
    await dialog.locator('.line').filter({ hasText: '"Sid": "Latest"' }).waitFor();
    await dialog.getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByText('The policies that stand now allow it').waitFor();
    expect(await sids()).toEqual(['v4', 'All', 'tea', 'Later', 'Latest']);

    await save(all, denies('tea'), also('Later'), also('Latest'), also('Fifth'));
    await page.getByRole('link', { name: 'Activity' }).first().click();
    await explained(page, 'dora', 'shop/tea');
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await dialog.getByText('This policy has five versions').waitFor();
    await dialog.getByRole('button', { name: /Choose a version|Version to delete/ }).click();
    await page.getByRole('option', { name: 'v1' }).click();
    await dialog.getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByText('The policies that stand now allow it').waitFor();
    expect(await sids()).toEqual(['v6', 'All', 'Later', 'Latest', 'Fifth']);
    for (const key of ['jam', 'tea']) expect((await read(dora, key))?.code).not.toBe('AccessDenied');
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
