import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { settled } from '../stacks/settled.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { typeInOnlyEditor } from './type-document.ts';

let house: TestHouse;
let browser: ConsoleBrowser;
let stacks: CloudFormationClient;
let folder: string;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  stacks = new CloudFormationClient(house.client());
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-console-'));
});
afterAll(async () => {
  await browser.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

const PARAMETER = (value: string, more = '') => `
Parameters:
  Size: { Type: String, Default: small, AllowedValues: [small, large], Description: How large it is }
  Secret: { Type: String, NoEcho: true, MinLength: 3 }
Resources:
  Kept:
    Type: AWS::SSM::Parameter
    Properties: { Name: /console/kept, Type: String, Value: !Sub "${value} \${Size}" }
${more}
Outputs:
  Name: { Value: !Ref Kept, Description: What it is called }
`;
const MORE = `  More:
    Type: AWS::SSM::Parameter
    Properties: { Type: String, Value: more }`;

test('a stack is made of a text: checked as it is typed, with its parameters, capabilities acknowledged, events live', async () => {
  const page = await browser.asAdmin('/cloudformation/stacks');
  await page.getByText('No stacks. Create one from a template.').waitFor();
  await page.getByRole('button', { name: 'Create stack' }).first().click();
  await page.getByText('The template is valid').waitFor();
  await typeInOnlyEditor(page, '{"Resources": {"Role": {"Type": "AWS::IAM::Rolle"}}}');
  await page.getByText(/Unrecognized resource types: \[AWS::IAM::Rolle\]/).waitFor();
  await typeInOnlyEditor(
    page,
    JSON.stringify({
      Parameters: {
        Service: { Type: 'String', AllowedValues: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
      },
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'from-the-console',
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Principal: { Service: { Ref: 'Service' } }, Action: 'sts:AssumeRole' },
              ],
            },
          },
        },
        Profile: {
          Type: 'AWS::IAM::InstanceProfile',
          Properties: { InstanceProfileName: 'from-the-console', Roles: [{ Ref: 'Role' }] },
        },
      },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Profile', 'Arn'] } } },
    }),
  );
  await page.getByText('The template is valid').waitFor();
  await click(page, 'Next');
  await page.getByRole('heading', { name: 'Parameters' }).waitFor();
  await click(page, 'Next');
  await page.getByText('A name is needed.').first().waitFor();
  await page.getByLabel('Stack name').fill('from-the-console');
  await page.getByRole('button', { name: /^Service/ }).click();
  await page.getByRole('option', { name: 'ec2.amazonaws.com' }).click();
  await click(page, 'Next');
  await click(page, 'Submit');
  await page.getByText('Requires capabilities : [CAPABILITY_NAMED_IAM]').waitFor();
  await page.getByLabel(/might create IAM resources with custom names/).check();
  await click(page, 'Submit');
  await page.getByRole('row', { name: /from-the-console CREATE_COMPLETE/ }).waitFor();
  await tab(page, 'Outputs');
  await page.getByText('instance-profile/from-the-console').waitFor();
  await tab(page, 'Resources');
  await page
    .getByRole('row', { name: /AWS::IAM::Role/ })
    .getByRole('link', { name: 'from-the-console' })
    .waitFor();
  await tab(page, 'Parameters');
  await page.getByText('ec2.amazonaws.com').waitFor();
  const iam = new IAMClient(house.client());
  const { InstanceProfile } = await iam.send(
    new GetInstanceProfileCommand({ InstanceProfileName: 'from-the-console' }),
  );
  expect(InstanceProfile?.Roles?.[0]?.RoleName).toBe('from-the-console');

  await click(page, 'Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('row', { name: /from-the-console DELETE_COMPLETE/ }).waitFor();
  await expect(iam.send(new GetRoleCommand({ RoleName: 'from-the-console' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

describe('a stack from a file', () => {
  test('is made with what it shall not echo, updated, and changed by a change set that is looked at first', async () => {
    await writeFile(path.join(folder, 'stack.yaml'), PARAMETER('first'));
    const page = await browser.asAdmin('/cloudformation/create-stack');
    await page.locator('input[type=file]').setInputFiles(path.join(folder, 'stack.yaml'));
    await page.getByText('The template is valid').waitFor();
    await click(page, 'Next');
    await page.getByLabel('Stack name').fill('kept');
    await page.getByText('How large it is').waitFor();
    await page.getByLabel('Secret').fill('hush hush');
    await click(page, 'Next');
    await click(page, 'Submit');
    await page.getByRole('row', { name: /kept CREATE_COMPLETE/ }).waitFor();
    await tab(page, 'Parameters');
    await page.getByText('****').waitFor();
    await expect.poll(() => page.content()).not.toContain('hush hush');
    const ssm = new SSMClient(house.client());
    const value = async () =>
      (await ssm.send(new GetParameterCommand({ Name: '/console/kept' }))).Parameter?.Value;
    expect(await value()).toBe('first small');

    await click(page, 'Update');
    await page.getByRole('menuitem', { name: 'Make a direct update' }).click();
    await page.getByText('Use the existing template').waitFor();
    await click(page, 'Next');
    await page.getByRole('button', { name: /^Size/ }).click();
    await page.getByRole('option', { name: 'large' }).click();
    expect(await page.getByLabel('Use existing value').isChecked()).toBe(true);
    await click(page, 'Next');
    await click(page, 'Submit');
    await page.getByRole('row', { name: /kept UPDATE_COMPLETE(?!_)/ }).waitFor();
    expect(await value()).toBe('first large');

    await click(page, 'Update');
    await page.getByRole('menuitem', { name: 'Create a change set' }).click();
    await page.getByText('Write or upload a template').click();
    await typeInOnlyEditor(page, PARAMETER('second', MORE));
    await page.getByText('The template is valid').waitFor();
    await click(page, 'Next');
    await page.getByLabel('Change set name').fill('looked-at');
    await click(page, 'Next');
    await click(page, 'Create change set');
    await page.getByRole('row', { name: /Modify Kept/ }).waitFor();
    await page.getByRole('row', { name: /Add More/ }).waitFor();
    expect(await value()).toBe('first large');
    await click(page, 'Execute change set');
    await page.getByRole('row', { name: /More CREATE_COMPLETE/ }).waitFor();
    await expect.poll(value).toBe('second large');

    await click(page, 'Update');
    await page.getByRole('menuitem', { name: 'Create a change set' }).click();
    await click(page, 'Next');
    await page.getByLabel('Change set name').fill('nothing');
    await click(page, 'Next');
    await click(page, 'Create change set');
    await page.getByText(/didn't contain changes/).waitFor();
    await click(page, 'Delete');
    await page
      .getByText('No change sets.', { exact: false })
      .or(page.getByText('looked-at'))
      .first()
      .waitFor();
    const { Summaries = [] } = await stacks.send(new ListChangeSetsCommand({ StackName: 'kept' }));
    expect(Summaries.map(({ ChangeSetName }) => ChangeSetName)).not.toContain('nothing');
  });
});

const LIMITED = `
Parameters:
  Size: { Type: String, AllowedValues: [small, large] }
  Port: { Type: Number, MinValue: 1024, MaxValue: 2000, Default: 1024 }
  Code: { Type: String, AllowedPattern: "[a-z]+", MinLength: 2, MaxLength: 4 }
  Told: { Type: String, MinLength: 1, ConstraintDescription: Say whose it is }
Resources:
  Kept:
    Type: AWS::SSM::Parameter
    Properties: { Type: String, Value: !Sub "\${Size} \${Port} \${Code} \${Told}" }
`;

test('what is wrong is told at its field before CloudFormation is asked; a change begins with the present template', async () => {
  const page = await browser.asAdmin('/cloudformation/create-stack');
  await page.getByText('The template is valid').waitFor();
  await typeInOnlyEditor(page, 'Resources:\n  Kept:\n    Type: "AWS::SSM::Parameter\n');
  await page.getByText(/YAML not well-formed. \(line \d+, column \d+\)/).waitFor();
  await page.locator('.ace_gutter-cell.ace_error').waitFor();
  await click(page, 'Next');
  await page.getByText('ValidationError', { exact: true }).waitFor();
  await typeInOnlyEditor(page, LIMITED);
  await page.getByText('The template is valid').waitFor();
  expect(await page.getByText('ValidationError', { exact: true }).count()).toBe(0);
  expect(await page.locator('.ace_gutter-cell.ace_error').count()).toBe(0);
  await click(page, 'Next');

  await page.getByLabel('Stack name').fill('1st');
  await page.getByText('The name has to begin with a letter (A–Z, a–z).').waitFor();
  await page.getByLabel('Stack name').fill('first_one');
  await page.getByText('Only letters (A–Z, a–z), digits and hyphens are allowed.').waitFor();
  await page.getByLabel('Stack name').fill('limited');
  await page.getByLabel('Port').fill('80');
  await page.getByText('It has to be at least 1024.').waitFor();
  await page.getByLabel('Port').fill('many');
  await page.getByText('It has to be a number.').waitFor();
  await page.getByLabel('Port').fill('1080');
  await page.getByLabel('Code').fill('a1');
  await page.getByText('It has to match the pattern [a-z]+').waitFor();
  await page.getByLabel('Code').fill('abcde');
  await page.getByText('It may have at most 4 characters.').waitFor();
  await page.getByLabel('Code').fill('abc');
  await click(page, 'Next');
  await page.getByText('Choose one of the allowed values. Say whose it is').first().waitFor();
  await page.getByRole('button', { name: /^Size/ }).click();
  await page.getByRole('option', { name: 'small' }).click();
  await page.getByLabel('Told').fill('mine');
  await click(page, 'Next');
  await click(page, 'Submit');
  await page.getByRole('row', { name: /limited CREATE_COMPLETE/ }).waitFor();

  await click(page, 'Update');
  await page.getByRole('menuitem', { name: 'Make a direct update' }).click();
  await page.getByText('Write or upload a template').click();
  await page.locator('.ace_content', { hasText: 'AllowedPattern' }).waitFor();
  await page.getByText('The template is valid').waitFor();
});

test('what fails stands out, with the service’s words and, behind a denial, the way to why', async () => {
  const iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: 'deployer' }));
  const Statement = [{ Effect: 'Allow', Action: ['cloudformation:*', 'ssm:*'], Resource: '*' }];
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'deployer',
      PolicyName: 'may',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'deployer' }));
  const page = await browser.signedIn(
    { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' },
    '/cloudformation/create-stack',
  );
  await page.getByText('The template is valid').waitFor();
  await click(page, 'Next');
  await page.getByLabel('Stack name').fill('denied');
  await click(page, 'Next');
  await page.getByLabel(/might create IAM resources/).check();
  await click(page, 'Submit');
  await page
    .getByText(/deployer is not authorized to perform: iam:CreateRole/)
    .first()
    .waitFor();
  await page.getByRole('row', { name: /denied ROLLBACK_COMPLETE/ }).waitFor();
  // What is said of it is read without scrolling sideways, on a phone too.
  const isWhole = () =>
    page.getByRole('table').evaluate(({ parentElement }) => {
      const { scrollWidth = 1, clientWidth = 0 } = parentElement ?? {};
      return scrollWidth <= clientWidth;
    });
  await expect.poll(isWhole).toBe(true);
  await page.setViewportSize({ width: 390, height: 900 });
  await expect.poll(isWhole).toBe(true);
  await page
    .getByRole('cell', { name: /ROLLBACK_COMPLETE/ })
    .first()
    .waitFor();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('link', { name: 'Why?' }).first().click();
  await expect.poll(() => page.url()).toMatch(/\/activity\/[\w-]+/);
});

test('termination protection is set, holds the stack, and is taken away', async () => {
  const StackName = 'protected';
  await stacks.send(
    new CreateStackCommand({
      StackName,
      TemplateBody:
        '{"Resources":{"One":{"Type":"AWS::SSM::Parameter","Properties":{"Type":"String","Value":"x"}}}}',
    }),
  );
  await settled(stacks, StackName);
  const page = await browser.asAdmin(`/cloudformation/stacks/${StackName}`);
  const choose = async (name: string) => {
    await click(page, 'Stack actions');
    await page.getByRole('menuitem', { name }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Activate|Deactivate)$/ })
      .click();
  };
  await choose('Activate termination protection');
  await page.getByText('Termination protection of protected is active').waitFor();
  await click(page, 'Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText(/cannot be deleted while TerminationProtection is enabled/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await choose('Deactivate termination protection');
  await page.getByText('Termination protection of protected is not active').waitFor();
  const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName }));
  expect(Stacks?.[0]?.EnableTerminationProtection).toBe(false);
});

test('whoever may not list stacks sees AWS’s sentence; the pages speak Japanese', async () => {
  const iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: 'stranger' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'stranger' }));
  const keys = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const page = await browser.signedIn(keys, '/cloudformation/stacks', { language: 'ja' });
  await page.getByText(/stranger is not authorized to perform: cloudformation:DescribeStacks/).waitFor();
  await page.getByRole('button', { name: '理由を見る' }).waitFor();
  await page.getByRole('heading', { name: 'スタック' }).waitFor();
});
