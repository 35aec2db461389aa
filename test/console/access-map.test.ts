import { EC2Client } from '@aws-sdk/client-ec2';
import {
  DeleteInstanceProfileCommand,
  IAMClient,
  PutUserPolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { keysOfNewUser } from './keys-of-new-user.ts';
import { launch, makePolicy, makeProfile, makeRole } from './seed-account.ts';

let house: TestHouse;
let browser: ConsoleBrowser;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  iam = new IAMClient(house.client());
  const ec2 = new EC2Client(house.client());
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await makeRole(iam, 'web', 'ec2.amazonaws.com');
  await makeRole(iam, 'eks', 'eks.amazonaws.com');
  await makePolicy(iam, 'read-objects', 'web');
  await makePolicy(iam, 'unused');
  await makeProfile(iam, 'web', 'web');
  await makeProfile(iam, 'eks-profile', 'eks');
  await makeProfile(iam, 'emptied', 'web');
  await makeProfile(iam, 'deleted', 'web');
  await launch(ec2, 'web-server', 'web');
  await launch(ec2, 'eks-server', 'eks-profile');
  await launch(ec2, 'emptied-server', 'emptied');
  await launch(ec2, 'orphan-server', 'deleted');
  for (const InstanceProfileName of ['emptied', 'deleted'])
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: 'web' }));
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: 'deleted' }));
  await s3.send(new CreateBucketCommand({ Bucket: 'reports' }));
  const allowed = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::000000000000:role/eks' },
    Action: 's3:*',
    Resource: 'arn:aws:s3:::reports/*',
  };
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: 'reports',
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [allowed] }),
    }),
  );
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const map = (page: Page) => page.getByRole('region', { name: 'Access map' });
const node = (page: Page, name: string | RegExp) =>
  map(page).locator('.react-flow__node').and(page.getByLabel(name));
const standsOut = (page: Page) => page.getByRole('list', { name: 'What stands out' });
const focusedOn = (arn: string) => `/access-map?focus=${encodeURIComponent(arn)}`;
const WEB = 'arn:aws:iam::000000000000:role/web';

describe('the access map', () => {
  test('policies, roles, instance profiles, instances and buckets are on it, and what is wrong stands out', async () => {
    const page = await browser.asAdmin('/access-map');
    for (const name of ['Policy read-objects', 'Role web', 'Instance profile web', 'Bucket reports'])
      await node(page, name).first().waitFor();
    const found = (text: RegExp) => standsOut(page).getByRole('listitem').filter({ hasText: text });
    await found(/EC2 may not assume its role.*Instance eks-server/).waitFor();
    await found(/Its instance profile is empty.*Instance emptied-server/).waitFor();
    await found(/Its instance profile is deleted.*Instance orphan-server/).waitFor();
    await found(/Attached to nothing.*Policy unused/).waitFor();
    expect(await found(/web-server/).count()).toBe(0);
    await standsOut(page).getByText('orphan-server').click();
    await page.getByRole('heading', { name: 'orphan-server' }).waitFor();
    await page
      .getByRole('list', { name: 'Comes to it' })
      .getByText(/Instance profile deleted – On instance/)
      .waitFor();
  });

  test('a focus shows what reaches a role and what it reaches, and nothing else', async () => {
    const page = await browser.asAdmin(focusedOn(WEB));
    await node(page, 'Instance web-server').waitFor();
    for (const name of ['Policy read-objects', 'AWS service ec2', 'Instance profile web'])
      await node(page, name).waitFor();
    expect(await node(page, 'Instance eks-server').count()).toBe(0);
    await page.getByRole('button', { name: /^How far/ }).click();
    await page.getByRole('option', { name: '1 step' }).click();
    await node(page, 'Instance profile web').waitFor();
    await node(page, 'Instance web-server').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show the whole map' }).click();
    await node(page, /Instance eks-server/)
      .first()
      .waitFor();
  });

  test('search by name or ARN leads to the node; its page is one click away', async () => {
    const page = await browser.asAdmin('/access-map');
    await page.getByRole('combobox', { name: 'Find by name or ARN' }).fill('role/we');
    await page.getByRole('option', { name: /web/ }).click();
    await page.getByRole('heading', { name: 'web' }).waitFor();
    await page.getByRole('link', { name: 'Open its page: web' }).click();
    await page.waitForURL(/\/iam\/roles\/web$/);
  });

  test('kinds are chosen; a node is reached and selected by keyboard', async () => {
    const page = await browser.asAdmin('/access-map');
    await node(page, 'Role web').waitFor();
    await page.getByRole('button', { name: /^Kinds on the map/ }).click();
    await page.getByRole('option', { name: 'Role', exact: true }).click();
    await page.keyboard.press('Escape');
    await node(page, 'Role web').waitFor({ state: 'detached' });
    await node(page, 'Bucket reports').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'reports' }).waitFor();
  });

  test('the table says the same', async () => {
    const page = await browser.asAdmin('/access-map');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const row = page.getByRole('row', { name: /emptied-server/ }).filter({ hasText: 'Instance' });
    await row.getByText('Its instance profile is empty').waitFor();
    await row.getByText('On instance: Instance profile').waitFor();
  });

  test('IAM’s simulator says, when asked, what an instance’s role may do with a bucket', async () => {
    const page = await browser.asAdmin(focusedOn(WEB));
    await node(page, 'Instance web-server').click();
    await page.getByText('Choose a bucket').click();
    await page.getByRole('option', { name: 'reports' }).click();
    await page.getByRole('button', { name: 'Ask' }).click();
    const verdicts = page.getByRole('list', { name: 'What it may do' });
    await verdicts.getByText('s3:GetObject: Allowed').waitFor();
    await verdicts.getByText('s3:PutObject: Not allowed').waitFor();
  });

  test('what AWS refuses is told in its place; the rest is on the map', async () => {
    const keys = await keysOfNewUser(iam, 'partly');
    const seen = {
      Effect: 'Allow',
      Action: ['iam:ListInstanceProfiles', 's3:ListAllMyBuckets'],
      Resource: '*',
    };
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'partly',
        PolicyName: 'part',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [seen] }),
      }),
    );
    const page = await browser.signedIn(keys, '/access-map');
    await page.getByText(/not authorized to perform: iam:GetAccountAuthorizationDetails/).waitFor();
    await page.getByText('Missing on the map: instances.').waitFor();
    await page.getByText(/not authorized to perform: ec2:DescribeInstances/).waitFor();
    await page.getByText(/not authorized to perform: s3:GetBucketPolicy/).waitFor();
    await node(page, 'Role web').waitFor();
    await node(page, 'Bucket reports').waitFor();
  });

  test('who may not list instance profiles sees those that hold a role', async () => {
    const keys = await keysOfNewUser(iam, 'reviewer');
    const seen = { Effect: 'Allow', Action: 'iam:GetAccountAuthorizationDetails', Resource: '*' };
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'reviewer',
        PolicyName: 'details',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [seen] }),
      }),
    );
    const page = await browser.signedIn(keys, '/access-map');
    await page.getByText('Missing on the map: instance profiles that no role is in.').waitFor();
    await node(page, 'Instance profile web').waitFor();
  });
});
