import { CreateRoleCommand, CreateUserCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { EC2Client, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateFunctionCommand, GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { zipOf } from '../zip.ts';
import { ConsoleBrowser } from './console-browser.ts';

/** Forms that are longer than the screen, and the ways between long pages. */

const PATIENTLY = { timeout: 30_000 };
const TRUST = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

let house: TestHouse;
let browser: ConsoleBrowser;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  iam = new IAMClient(house.client());
  const names = Array.from({ length: 40 }, (_, index) => `user-${index + 1}`);
  await Promise.all(names.map((UserName) => iam.send(new CreateUserCommand({ UserName }))));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const menuOf = (page: Page) => page.getByRole('navigation', { name: 'Side navigation' });

/** Waits until a field is the one that is typed into, in sight. */
async function isPointedAt(page: Page, label: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await expect.poll(() => field.evaluate((one) => one === document.activeElement), PATIENTLY).toBe(true);
  const { top, bottom } = await field.evaluate((one) => one.getBoundingClientRect().toJSON() as DOMRect);
  expect(top).toBeGreaterThan(0);
  expect(bottom).toBeLessThan(900);
}

describe('a form that misses something', () => {
  test('says so at its button, and shows the field: launching an instance', async () => {
    const page = await browser.asAdmin('/ec2/instances/launch');
    await page.getByLabel('Number of instances').fill('0');
    await click(page, 'Launch instance');
    await page.getByText(/^Choose an AMI, or type the id of one\. The number of instances is/).waitFor();
    await isPointedAt(page, 'Amazon Machine Image (AMI)');
    await page.getByLabel('Amazon Machine Image (AMI)').fill('ami-0abcdef1234567890');
    await page.keyboard.press('Escape');
    await page.getByLabel('Number of instances').fill('1');
    await expect.poll(() => page.getByText(/^Choose an AMI/).count(), PATIENTLY).toBe(0);
    await click(page, 'Launch instance');
    await page.getByText('Launched:').waitFor();
    const { Reservations = [] } = await new EC2Client(house.client()).send(new DescribeInstancesCommand({}));
    expect(Reservations).toHaveLength(1);
  });

  test('likewise users, policies, buckets and functions; a role’s name stands for it', async () => {
    for (const RoleName of ['runs', 'runs-too'])
      await iam.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST('lambda.amazonaws.com') }),
      );
    const page = await browser.asAdmin('/iam/create-user');
    await click(page, 'Create user');
    await isPointedAt(page, 'User name');
    await page.getByText('Enter a user name.').filter({ visible: true }).first().waitFor();
    await menuOf(page).getByRole('link', { name: 'Policies' }).click();
    await click(page, 'Create policy');
    await page.getByRole('heading', { name: 'Create policy', level: 1 }).waitFor();
    await click(page, 'Create policy');
    await isPointedAt(page, 'Policy name');
    await menuOf(page).getByRole('link', { name: 'Buckets' }).click();
    await page.getByRole('button', { name: 'Create bucket' }).first().click();
    await page.getByRole('heading', { name: 'Create bucket', level: 1 }).waitFor();
    await click(page, 'Create bucket');
    await isPointedAt(page, 'Bucket name');
    await menuOf(page).getByRole('link', { name: 'Functions' }).click();
    await page.getByRole('button', { name: 'Create function' }).first().click();
    await page.getByRole('heading', { name: 'Create function', level: 1 }).waitFor();
    // The menu says to which listing the form belongs.
    await menuOf(page).locator('[aria-current="page"]', { hasText: 'Functions' }).waitFor();
    await page.getByLabel('Execution role').fill('runs');
    await page.keyboard.press('Escape');
    await click(page, 'Create function');
    await isPointedAt(page, 'Function name');
    await page.getByLabel('Function name').fill('made by hand');
    await page.getByText('Only letters, digits, hyphens and underscores').first().waitFor();
    await page.getByLabel('Function name').fill('by-hand');
    await click(page, 'Create function');
    await page.getByRole('heading', { name: 'by-hand' }).waitFor();
    const made = await new LambdaClient(house.client()).send(
      new GetFunctionCommand({ FunctionName: 'by-hand' }),
    );
    expect(made.Configuration?.Role).toBe('arn:aws:iam::000000000000:role/runs');
  });

  test('a role’s wizard: at each step’s field; letters that AWS does not take are named before it is asked', async () => {
    const page = await browser.asAdmin('/iam/create-role');
    await page.getByRole('radio', { name: /^AWS account/ }).check();
    await page.getByRole('radio', { name: 'Another AWS account' }).check();
    await click(page, 'Next');
    await isPointedAt(page, 'Account ID');
    await page.getByLabel('Account ID').fill('111122223333');
    await click(page, 'Next');
    await page.getByRole('heading', { name: 'Add permissions', level: 1 }).waitFor();
    await click(page, 'Next');
    await click(page, 'Create role');
    await isPointedAt(page, 'Role name');
    await page.getByLabel('Role name').fill('described');
    await page.getByLabel('Description').fill('説明');
    await page.getByText('and not 説').first().waitFor();
    await click(page, 'Create role');
    await isPointedAt(page, 'Description');
    await page.getByLabel('Description').fill('Für Gäste');
    await click(page, 'Create role');
    await page.getByRole('heading', { name: 'described' }).waitFor();
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'described' }));
    expect(Role?.Description).toBe('Für Gäste');
  });
});

describe('the ways between pages', () => {
  test('a new page begins at its top; Back leads to where one was', async () => {
    const page = await browser.asAdmin('/iam/users');
    const scrolled = () => page.evaluate(() => window.scrollY);
    await page.getByRole('link', { name: 'user-20', exact: true }).scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollTo(0, 300));
    await expect.poll(scrolled, PATIENTLY).toBe(300);
    await page.getByRole('link', { name: 'user-20', exact: true }).click();
    await page.getByRole('heading', { name: 'user-20' }).waitFor();
    await expect.poll(scrolled, PATIENTLY).toBe(0);
    await page.goBack();
    await page.getByRole('link', { name: 'user-20', exact: true }).waitFor();
    await expect.poll(scrolled, PATIENTLY).toBe(300);
    await menuOf(page).getByRole('link', { name: 'Policies' }).click();
    await page.getByRole('heading', { name: /^Policies/, level: 1 }).waitFor();
    await expect.poll(scrolled, PATIENTLY).toBe(0);
  });

  test('another Region leads from a thing of one Region to its listing; an address without a page has its own title', async () => {
    const lambda = new LambdaClient(house.client());
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'regional',
        AssumeRolePolicyDocument: TRUST('lambda.amazonaws.com'),
      }),
    );
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'regional',
        Role: 'arn:aws:iam::000000000000:role/regional',
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Code: { ZipFile: zipOf({ 'index.mjs': 'export const handler = async () => 1;' }) },
      }),
    );
    const page = await browser.asAdmin('/lambda/functions/regional');
    await page.getByRole('heading', { name: 'regional' }).waitFor();
    await page.getByRole('button', { name: /^Region: us-east-1/ }).click();
    await page.getByRole('menuitem', { name: 'eu-west-1', exact: true }).click();
    await page.getByRole('heading', { name: /^Functions/, level: 1 }).waitFor();
    await page.getByText('No functions.', { exact: false }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/lambda\/functions$/);

    await page.goto(`${house.endpoint}/_utsuwa/console/nowhere`);
    await click(page, 'Sign in as admin');
    await page.getByText('There is no such page').waitFor();
    await expect.poll(() => page.title(), PATIENTLY).toBe('There is no such page · Utsuwa');
    await page.goto(`${house.endpoint}/_utsuwa/console/s3/buckets/missing-bucket`);
    await click(page, 'Sign in as admin');
    await page.getByText(/The specified bucket does not exist/).waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Upload' }).count()).toBe(0);
  });

  test('Esc does not close the only sight of a secret', async () => {
    const page = await browser.asAdmin('/iam/create-user');
    await page.getByLabel('User name').fill('with-key');
    await page.getByRole('checkbox', { name: 'Create an access key at once' }).check();
    await click(page, 'Create user');
    const dialog = page.getByRole('dialog', { name: 'Retrieve access key' });
    await dialog.getByRole('button', { name: 'Show' }).press('Escape');
    await dialog.getByRole('button', { name: 'Show' }).click();
    await dialog.getByRole('button', { name: 'Hide' }).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { name: 'with-key' }).waitFor();
  });
});
