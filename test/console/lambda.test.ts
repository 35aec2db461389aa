import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  LambdaClient,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLambdaWorld, type LambdaWorld } from '../lambda/lambda-world.ts';
import { zipOf } from '../zip.ts';
import type { Credentials } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { typeInOnlyEditor } from './type-document.ts';

let world: LambdaWorld;
let browser: ConsoleBrowser;
let lambda: LambdaClient;
let folder: string;
beforeAll(async () => {
  world = await openLambdaWorld();
  browser = await ConsoleBrowser.open(world.house);
  ({ lambda } = world);
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-console-'));
});
afterAll(async () => {
  await browser.close();
  await world.house.close();
  await rm(folder, { recursive: true, force: true });
});

const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

/** Keys of a user who may do this and nothing else. */
async function userWho(name: string, Action: readonly string[]): Promise<Credentials> {
  const iam = new IAMClient(world.house.client());
  await iam.send(new CreateUserCommand({ UserName: name }));
  const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'may', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

describe('a function that is typed', () => {
  test('is made with a role that trusts Lambda, called, changed in the browser, and deleted', async () => {
    const iam = new IAMClient(world.house.client());
    const trusted = {
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    };
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'for-instances',
        AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trusted] }),
      }),
    );
    const page = await browser.asAdmin('/lambda/functions');
    await page.getByText('No functions. Create one').waitFor();
    await page.getByRole('button', { name: 'Create function' }).first().click();
    await page.getByLabel('Function name').fill('typed');
    await page.getByLabel('Execution role').focus();
    await page.getByRole('option', { name: /role\/functions/ }).waitFor();
    expect(await page.getByRole('option', { name: /for-instances/ }).count()).toBe(0);
    await page.getByRole('option', { name: /role\/functions/ }).click();
    await typeInOnlyEditor(
      page,
      'export const handler = async ({ name }) => { console.log("called by", name); return { hello: name }; };',
      'Hello from Lambda!',
    );
    await click(page, 'Create function');
    await page.getByRole('heading', { name: 'typed' }).waitFor();
    await page.getByText('called by').waitFor();

    await tab(page, 'Test');
    await typeInOnlyEditor(page, '{"name": "you"}', 'key1');
    await click(page, 'Test');
    await page.getByText('Executing function: succeeded').waitFor();
    await page.getByText('"hello": "you"').waitFor();
    await page.getByText(/called by you/).waitFor();
    await page.getByText(/^[\d.]+ ms$/).waitFor();

    await tab(page, 'Code');
    await typeInOnlyEditor(
      page,
      'export const handler = async () => { throw new RangeError("out of reach"); };',
      'called by',
    );
    await click(page, 'Deploy');
    await page.getByText('The code is deployed').waitFor();
    await tab(page, 'Test');
    await click(page, 'Test');
    await page.getByText('Executing function: failed (Unhandled)').waitFor();
    await page.getByText('"errorType": "RangeError"').waitFor();

    await click(page, 'Delete');
    await page.getByLabel('To confirm, type typed').fill('typed');
    await inDialog(page, 'Delete');
    await page.getByText('Function typed deleted').waitFor();
    await expect(lambda.send(new GetFunctionCommand({ FunctionName: 'typed' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('is refused to whoever may not pass the role, in AWS’s words; what was typed stays', async () => {
    const keys = await userWho('maker', ['lambda:*', 'iam:ListRoles']);
    const page = await browser.signedIn(keys, '/lambda/create-function');
    await page.getByLabel('Function name').fill('unpassed');
    await page.getByLabel('Execution role').fill(world.roleArn);
    await page.keyboard.press('Escape');
    await click(page, 'Create function');
    await page.getByText(/user\/maker is not authorized to perform: iam:PassRole/).waitFor();
    await page.getByRole('button', { name: 'Why?' }).waitFor();
    expect(await page.getByLabel('Function name').inputValue()).toBe('unpassed');
  });
});

test('code that is not deployed stays on the page’s tabs and is told of; leaving it asks', async () => {
  const name = await world.make({ 'index.mjs': 'export const handler = async () => "as deployed";' });
  const page = await browser.asAdmin(`/lambda/functions/${name}`);
  await typeInOnlyEditor(page, 'export const handler = async () => "as typed";', 'as deployed');
  await page.getByText('Undeployed changes', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Test' }).click();
  await page.getByText(/There are undeployed changes of the code/).waitFor();
  await click(page, 'Test');
  await page.getByText('"as deployed"').waitFor();
  await page.getByRole('link', { name: 'Functions' }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('tab', { name: 'Code (undeployed changes)' }).click();
  await page.locator('.ace_content', { hasText: 'as typed' }).waitFor();
  await click(page, 'Deploy');
  await page.getByText('The code is deployed').waitFor();
  await page.getByRole('tab', { name: 'Code', exact: true }).waitFor();
  await page.locator('.ace_content', { hasText: 'as typed' }).waitFor();
  await tab(page, 'Test');
  await click(page, 'Test');
  await page.getByText('"as typed"').waitFor();
  await page.getByRole('link', { name: 'Functions' }).last().click();
  await page.getByRole('heading', { name: /^Functions/, level: 1 }).waitFor();
});

test('a function from a zip is looked into, and gets another zip', async () => {
  const name = await world.make({
    'index.mjs': 'export const handler = async () => 1;',
    'data.json': '{"some": "data"}',
  });
  const page = await browser.asAdmin(`/lambda/functions/${name}`);
  await page.getByText('A package of several files is changed by uploading another one.').waitFor();
  await page.getByRole('button', { name: /^File/ }).click();
  await page.getByRole('option', { name: /data\.json/ }).click();
  await page.locator('.ace_content', { hasText: '"some"' }).waitFor();
  const zip = path.join(folder, 'other.zip');
  await writeFile(zip, zipOf({ 'index.mjs': 'export const handler = async () => "other";' }));
  await click(page, 'Upload a .zip file');
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(zip);
  await inDialog(page, 'Save changes');
  await page.getByText('The code is deployed').waitFor();
  expect((await world.invoke(name)).payload).toBe('other');
});

test('configuration, versions, aliases, permissions and tags are changed', async () => {
  const FunctionName = await world.make({
    'index.mjs': 'export const handler = async () => process.env.COLOUR;',
  });
  const page = await browser.asAdmin(`/lambda/functions/${FunctionName}?tab=configuration`);
  await click(page, 'Edit: General configuration');
  await page.getByLabel('Timeout (seconds)').fill('17');
  await page.getByLabel('Memory (MB)').fill('64');
  await inDialog(page, 'Save changes');
  await page
    .getByRole('dialog')
    .getByText(/memorySize/i)
    .waitFor();
  await page.getByLabel('Memory (MB)').fill('256');
  await inDialog(page, 'Save changes');
  await page.getByText('Configuration saved').waitFor();
  await page.getByText('17 s').waitFor();
  await click(page, 'Edit: Environment variables');
  await inDialog(page, 'Add environment variable');
  await page.getByLabel('Key', { exact: true }).last().fill('COLOUR');
  await page.getByLabel('Value', { exact: true }).last().fill('blue');
  await inDialog(page, 'Save changes');
  await page.getByRole('cell', { name: 'COLOUR', exact: true }).waitFor();
  const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  expect(configuration).toMatchObject({
    Timeout: 17,
    MemorySize: 256,
    Environment: { Variables: { COLOUR: 'blue' } },
  });
  expect((await world.invoke(FunctionName)).payload).toBe('blue');

  await tab(page, 'Versions');
  await click(page, 'Publish new version');
  await page.getByText('Version 1 published').waitFor();
  await tab(page, 'Aliases');
  await click(page, 'Create alias');
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('live');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Version/ })
    .click();
  await page.getByRole('option', { name: '1', exact: true }).click();
  await inDialog(page, 'Create alias');
  await page.getByRole('cell', { name: 'live', exact: true }).waitFor();
  const alias = await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
  expect(alias.FunctionVersion).toBe('1');

  await tab(page, 'Permissions');
  await page.getByText('No resource-based policy').waitFor();
  await click(page, 'Add permissions');
  await page.getByLabel('Statement ID').fill('bucket');
  await page.getByLabel('Principal').fill('s3.amazonaws.com');
  await inDialog(page, 'Add permissions');
  await page.getByText('"Service": "s3.amazonaws.com"').waitFor();
  const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName }));
  expect(Policy).toContain('"Sid":"bucket"');
  await click(page, 'Remove');
  await inDialog(page, 'Remove');
  await page.getByText('No resource-based policy').waitFor();

  await tab(page, 'Tags');
  await click(page, 'Manage tags');
  await inDialog(page, 'Add new tag');
  await page.getByRole('dialog').getByPlaceholder('Enter key').fill('team');
  await page.getByRole('dialog').getByPlaceholder('Enter value').fill('blue');
  await inDialog(page, 'Save changes');
  await page.getByRole('cell', { name: 'team', exact: true }).waitFor();
  const Resource = configuration.FunctionArn ?? '';
  expect((await lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ team: 'blue' });
});

test('whoever may not call a function sees AWS’s sentence; the pages speak Japanese', async () => {
  const name = await world.make({ 'index.mjs': 'export const handler = async () => 1;' });
  const keys = await userWho('looker', ['lambda:GetFunction']);
  const page = await browser.signedIn(keys, `/lambda/functions/${name}?tab=test`, { language: 'ja' });
  await click(page, 'テスト');
  await page.getByText(/user\/looker is not authorized to perform: lambda:InvokeFunction/).waitFor();
  await page.getByRole('button', { name: '理由を見る' }).waitFor();
  await tab(page, 'アクセス権限');
  await page.getByText(/not authorized to perform: lambda:GetPolicy/).waitFor();
});
