import { readFile } from 'node:fs/promises';
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  IAMClient,
  ListInstanceProfileTagsCommand,
  ListRoleTagsCommand,
  PutUserPolicyCommand,
  TagInstanceProfileCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketTaggingCommand,
  PutBucketTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { keysOfNewUser } from './keys-of-new-user.ts';
import { makeProfile, makeRole } from './seed-account.ts';

let house: TestHouse;
let browser: ConsoleBrowser;
let iam: IAMClient;
let s3: S3Client;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  iam = new IAMClient(house.client());
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await makeRole(iam, 'SSMManagedInstanceCore', 'ec2.amazonaws.com');
  await makeProfile(iam, 'SSMManagedInstanceCore', 'SSMManagedInstanceCore');
  await makeProfile(iam, 'other');
  await s3.send(new CreateBucketCommand({ Bucket: 'tagged' }));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const results = (page: Page) => page.getByRole('table').filter({ hasText: 'Name and ARN' });
const row = (page: Page, name: RegExp) => results(page).getByRole('row', { name });
const dialog = (page: Page) => page.getByRole('dialog');

async function search(page: Page, ...types: readonly string[]): Promise<void> {
  if (types.length > 0) await page.getByRole('button', { name: /Resource types/ }).click();
  for (const type of types) await page.getByRole('option', { name: type }).first().click();
  if (types.length > 0) await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Search resources' }).click();
  await results(page).waitFor();
}

async function select(page: Page, arn: string): Promise<void> {
  await page.getByRole('checkbox', { name: `Select ${arn}` }).check();
}

const arnOf = (resource: string) => `arn:aws:iam::000000000000:${resource}`;

describe('Tag Editor', () => {
  test('F3.5: finds instance profiles, also those without tags, and gives them tags', async () => {
    const page = await browser.asAdmin('/tag-editor');
    await search(page, 'iam:instance-profile');
    await row(page, /instance-profile\/other/).waitFor();
    await select(page, arnOf('instance-profile/SSMManagedInstanceCore'));
    await page.getByRole('button', { name: 'Manage tags of 1' }).click();
    await dialog(page).getByRole('button', { name: 'Add a tag' }).click();
    await dialog(page).getByRole('textbox', { name: 'Tag key 1' }).fill('test');
    await dialog(page).getByRole('textbox', { name: 'Tag value 1' }).fill('tag-editor');
    await dialog(page).getByText('+ test = tag-editor').waitFor();
    await dialog(page).getByRole('button', { name: 'Apply to 1 resource' }).click();
    await page.getByText('The tags of 1 resource are changed.').waitFor();
    await row(page, /SSMManagedInstanceCore/)
      .getByText('test = tag-editor')
      .waitFor();
    const { Tags } = await iam.send(
      new ListInstanceProfileTagsCommand({ InstanceProfileName: 'SSMManagedInstanceCore' }),
    );
    expect(Tags).toContainEqual({ Key: 'test', Value: 'tag-editor' });
  });

  test('shows roles too, marked as what AWS’s Tag Editor does not show', async () => {
    const page = await browser.asAdmin('/tag-editor');
    await search(page, 'iam:role');
    await row(page, /role\/SSMManagedInstanceCore.*AWS’s Tag Editor does not show these/).waitFor();
  });

  test('edits many at once: one value for all in place of mixed ones, another key taken away', async () => {
    const profile = 'SSMManagedInstanceCore';
    await iam.send(
      new TagRoleCommand({
        RoleName: profile,
        Tags: [
          { Key: 'Stage', Value: 'test' },
          { Key: 'Old', Value: '1' },
        ],
      }),
    );
    await iam.send(
      new TagInstanceProfileCommand({
        InstanceProfileName: profile,
        Tags: [{ Key: 'Stage', Value: 'live' }],
      }),
    );
    await s3.send(
      new PutBucketTaggingCommand({
        Bucket: 'tagged',
        Tagging: { TagSet: [{ Key: 'Stage', Value: 'live' }] },
      }),
    );
    const page = await browser.asAdmin('/tag-editor');
    await page.getByRole('button', { name: 'Add a tag' }).click();
    await page.getByRole('textbox', { name: 'Tag key 1' }).fill('Stage');
    await search(page);
    for (const arn of [arnOf(`role/${profile}`), arnOf(`instance-profile/${profile}`), 'arn:aws:s3:::tagged'])
      await select(page, arn);
    expect(await page.getByRole('checkbox', { name: /^Select arn/ }).count()).toBe(3);
    await page.getByRole('button', { name: 'Manage tags of 3' }).click();
    await dialog(page)
      .getByText(/Mixed: (live \(2\), test \(1\)|test \(1\), live \(2\))/)
      .waitFor();
    await dialog(page)
      .getByRole('button', { name: /What to do: Stage/ })
      .click();
    await page.getByRole('option', { name: 'Set', exact: true }).click();
    await dialog(page).getByRole('textbox', { name: 'Tag value 2' }).fill('done');
    await dialog(page)
      .getByRole('button', { name: /What to do: Old/ })
      .click();
    await page.getByRole('option', { name: 'Remove', exact: true }).click();
    await dialog(page).getByText('+ Stage = done, − Old').waitFor();
    await dialog(page).getByRole('button', { name: 'Apply to 3 resources' }).click();
    await page.getByText('The tags of 3 resources are changed.').waitFor();
    const role = await iam.send(new ListRoleTagsCommand({ RoleName: profile }));
    expect(role.Tags).toEqual([{ Key: 'Stage', Value: 'done' }]);
    const bucket = await s3.send(new GetBucketTaggingCommand({ Bucket: 'tagged' }));
    expect(bucket.TagSet).toEqual([{ Key: 'Stage', Value: 'done' }]);
  });

  test('finds in other Regions what is there alone, and tells all that was found as CSV', async () => {
    const ec2 = new EC2Client({ ...house.client(), region: 'eu-west-1' });
    const { Vpc } = await ec2.send(
      new CreateVpcCommand({
        CidrBlock: '10.9.0.0/16',
        TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Where', Value: 'Dublin, "far"' }] }],
      }),
    );
    const page = await browser.asAdmin('/tag-editor');
    await search(page, 'ec2:vpc');
    expect(await row(page, new RegExp(Vpc?.VpcId ?? '')).count()).toBe(0);
    await page.getByRole('button', { name: /Regions/ }).click();
    await page.getByRole('option', { name: 'eu-west-1' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Search resources' }).click();
    await row(page, new RegExp(`${Vpc?.VpcId}.*eu-west-1`)).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export to CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('Name,Type,Region,ARN,Tag: Where');
    expect(text).toContain('"Dublin, ""far"""');
  });

  test('what single resources are refused is told one by one; what the search is refused, in AWS’s words', async () => {
    const keys = await keysOfNewUser(iam, 'tagger', 'arn:aws:iam::aws:policy/IAMReadOnlyAccess');
    const allowed = {
      Effect: 'Allow',
      Action: ['tag:TagResources', 'iam:TagInstanceProfile'],
      Resource: '*',
    };
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'tagger',
        PolicyName: 'tag',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [allowed] }),
      }),
    );
    const page = await browser.signedIn(keys, '/tag-editor');
    await search(page);
    await page.getByText(/not authorized to perform: tag:GetResources/).waitFor();
    await select(page, arnOf('role/SSMManagedInstanceCore'));
    await select(page, arnOf('instance-profile/other'));
    await page.getByRole('button', { name: 'Manage tags of 2' }).click();
    await dialog(page).getByRole('button', { name: 'Add a tag' }).click();
    await dialog(page)
      .getByRole('textbox', { name: /^Tag key/ })
      .last()
      .fill('Half');
    await dialog(page).getByRole('button', { name: 'Apply to 2 resources' }).click();
    await dialog(page).getByText('1 resource was not changed').waitFor();
    await dialog(page)
      .getByText(/role\/SSMManagedInstanceCore: .*not authorized to perform: iam:TagRole/)
      .waitFor();
    const { Tags } = await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName: 'other' }));
    expect(Tags).toEqual([{ Key: 'Half', Value: '' }]);
  });
});
