import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
  waitUntilInstanceRunning,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  IAMClient,
  PutUserPolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { ConsoleBrowser } from './console-browser.ts';

const EC2_TRUST = trust({ Service: 'ec2.amazonaws.com' });

function trust(principal: Record<string, string>): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
}

let house: TestHouse;
let browser: ConsoleBrowser;
let iam: IAMClient;
let ec2: EC2Client;
beforeAll(async () => {
  house = await startHouse();
  browser = await ConsoleBrowser.open(house);
  iam = new IAMClient(house.client());
  ec2 = new EC2Client(house.client());
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

async function makeProfile(profile: string, role: string, document = EC2_TRUST): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument: document }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: profile }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: profile, RoleName: role }));
}

async function runInstance(profile?: string): Promise<string> {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0abcdef1234567890',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      ...(profile === undefined ? {} : { IamInstanceProfile: { Name: profile } }),
    }),
  );
  const id = Instances?.[0]?.InstanceId ?? '';
  await waitUntilInstanceRunning(
    { client: ec2, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { InstanceIds: [id] },
  );
  return id;
}

async function profileOf(id: string): Promise<string | undefined> {
  const answer = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({ Filters: [{ Name: 'instance-id', Values: [id] }] }),
  );
  return answer.IamInstanceProfileAssociations?.find(({ State }) => State === 'associated')
    ?.IamInstanceProfile?.Arn;
}

/** Chooses in the "IAM role" list. */
async function choose(page: Page, current: RegExp, profile: RegExp): Promise<void> {
  await page.getByRole('button', { name: current }).click();
  await page.getByRole('option', { name: profile }).click();
}

test('seed 001: modify IAM role lists profiles while the Security tab shows the role; an orphan is marked and stays until it is deleted', async () => {
  await makeProfile('S3WriteProfile', 'S3WriteRole');
  await makeProfile('OtherProfile', 'OtherRole');
  const id = await runInstance();
  const page = await browser.asAdmin('/ec2/instances');
  await page.getByRole('checkbox', { name: `Select ${id}` }).click();
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Security' }).click();
  await page.getByRole('menuitem', { name: 'Modify IAM role' }).click();
  await page.getByRole('heading', { name: 'Modify IAM role' }).waitFor();
  await choose(page, /IAM role.*No IAM Role/, /^S3WriteProfile/);
  await page.getByRole('button', { name: 'Update IAM role' }).click();
  await page.getByText(`The IAM role of ${id} is updated.`).waitFor();
  await expect.poll(() => profileOf(id)).toBe('arn:aws:iam::000000000000:instance-profile/S3WriteProfile');

  await page.getByRole('tab', { name: 'Security' }).click();
  const security = page.getByRole('tabpanel', { name: 'Security' });
  await security.getByRole('link', { name: 'S3WriteRole' }).waitFor();
  await security.getByRole('link', { name: 'S3WriteProfile' }).waitFor();

  await security.getByRole('button', { name: 'Modify IAM role' }).click();
  await choose(page, /IAM role.*S3WriteProfile/, /^OtherProfile/);
  await page.getByRole('button', { name: 'Update IAM role' }).click();
  await page.getByText(`The IAM role of ${id} is updated.`).waitFor();
  await expect.poll(() => profileOf(id)).toBe('arn:aws:iam::000000000000:instance-profile/OtherProfile');

  await iam.send(
    new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: 'OtherProfile', RoleName: 'OtherRole' }),
  );
  await iam.send(new DeleteRoleCommand({ RoleName: 'OtherRole' }));
  const again = await browser.asAdmin(`/ec2/instances/${id}/modify-iam-role`);
  await again.getByText('orphan: no role').first().waitFor();
  await again.getByText(/The instance profile OtherProfile holds no role/).waitFor();

  await choose(again, /IAM role.*OtherProfile/, /^No IAM Role/);
  await again.getByRole('button', { name: 'Update IAM role' }).click();
  await again.getByLabel('To confirm, type Detach').fill('Detach');
  await again.getByRole('dialog').getByRole('button', { name: 'Detach' }).click();
  await again.getByText(`The IAM role is detached from ${id}.`).waitFor();
  await expect.poll(() => profileOf(id)).toBeUndefined();
});

test('without iam:PassRole the change is refused in AWS’s words, and the form stays as it was', async () => {
  await makeProfile('Guarded', 'Guarded');
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'Empty' }));
  const id = await runInstance();
  await iam.send(new CreateUserCommand({ UserName: 'operator' }));
  for (const name of ['AmazonEC2FullAccess', 'IAMReadOnlyAccess']) {
    const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
    await iam.send(new AttachUserPolicyCommand({ UserName: 'operator', PolicyArn }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'operator' }));
  const keys = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const page = await browser.signedIn(keys, `/ec2/instances/${id}/modify-iam-role`);
  await choose(page, /IAM role.*No IAM Role/, /^Guarded/);
  await page.getByRole('button', { name: 'Update IAM role' }).click();
  await page.getByText(/user\/operator is not authorized to perform: iam:PassRole on resource: /).waitFor();
  await page.getByRole('button', { name: 'Why?' }).waitFor();
  await page.getByRole('button', { name: /IAM role.*Guarded/ }).waitFor();
  // Another choice is another matter, and what EC2 would say to it is told before.
  await choose(page, /IAM role.*Guarded/, /^Empty/);
  await page.getByText(/EC2 refuses it until a role is added/).waitFor();
  expect(await page.getByText(/not authorized to perform: iam:PassRole/).count()).toBe(0);
  await expect.poll(() => profileOf(id)).toBeUndefined();
});

test('what keeps a role from reaching its instance stands out in the list and on its page', async () => {
  await makeProfile('EksProfile', 'EksRole', trust({ Service: 'eks.amazonaws.com' }));
  const id = await runInstance('EksProfile');
  const page = await browser.asAdmin('/ec2/instances');
  const row = page.getByRole('row', { name: new RegExp(id) });
  await row.getByText('EC2 may not assume the role').waitFor();
  await row.getByRole('link', { name: id }).click();
  await page.getByText(/The trust policy of EksRole does not allow ec2.amazonaws.com/).waitFor();
});

test('an instance is launched with a profile, its state followed as it changes, and terminated after a question', async () => {
  await makeProfile('Launched', 'LaunchedRole');
  const page = await browser.asAdmin('/ec2/instances/launch');
  await page.getByRole('button', { name: 'Launch instance' }).click();
  await page.getByText('Choose an AMI, or type the id of one.').first().waitFor();
  await page.getByLabel('Name', { exact: true }).fill('web');
  await page.getByLabel('Amazon Machine Image (AMI)').fill('ami-0abcdef1234567890');
  await page.keyboard.press('Escape');
  await choose(page, /IAM instance profile.*No IAM Role/, /^Launched/);
  await page.getByRole('textbox', { name: 'User data' }).fill('#!/bin/sh\necho "こんにちは"\n');
  await page.getByRole('button', { name: 'Launch instance' }).click();
  await page.getByText('Launched: ').waitFor();
  const row = page.getByRole('row', { name: /web/ });
  await row.getByText('Running').waitFor();
  await row.getByRole('link', { name: 'LaunchedRole' }).waitFor();
  await row.getByRole('link', { name: /^i-/ }).click();
  await page.getByText('echo "こんにちは"').waitFor();
  await page.getByRole('button', { name: 'Instance state' }).click();
  await page.getByRole('menuitem', { name: 'Terminate (delete) instance' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Terminate (delete)' }).click();
  await page.getByText('Terminated', { exact: true }).waitFor();
  const { Reservations } = await ec2.send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['web'] }] }),
  );
  expect(Reservations?.[0]?.Instances?.[0]?.State?.Name).toBe('terminated');
});

test('whoever may not list instance profiles types the name of one', async () => {
  await makeProfile('Known', 'KnownRole');
  await iam.send(new CreateUserCommand({ UserName: 'launcher' }));
  const Statement = [{ Effect: 'Allow', Action: ['ec2:*', 'iam:PassRole'], Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: 'launcher', PolicyName: 'may', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'launcher' }));
  const page = await browser.signedIn(
    { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' },
    '/ec2/instances/launch',
  );
  await page.getByText(/not authorized to perform: iam:ListInstanceProfiles/).waitFor();
  await page.getByLabel('IAM instance profile').fill('Known');
  await page.getByLabel('Amazon Machine Image (AMI)').fill('ami-0abcdef1234567890');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Launch instance' }).click();
  await page.getByText('Launched: ').waitFor();
  const { IamInstanceProfileAssociations = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({}),
  );
  expect(IamInstanceProfileAssociations.map(({ IamInstanceProfile }) => IamInstanceProfile?.Arn)).toContain(
    'arn:aws:iam::000000000000:instance-profile/Known',
  );
});

test('metadata options are changed, and EC2’s refusal leaves the dialog open', async () => {
  const id = await runInstance();
  const page = await browser.asAdmin(`/ec2/instances/${id}`);
  await page.getByRole('button', { name: 'Modify', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Metadata response hop limit').fill('99');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog
    .getByText(/InvalidParameterValue/)
    .first()
    .waitFor();
  await dialog.getByLabel('Metadata response hop limit').fill('3');
  await dialog.getByRole('radio', { name: /^Optional/ }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The metadata options are saved.').waitFor();
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  expect(Reservations?.[0]?.Instances?.[0]?.MetadataOptions).toMatchObject({
    HttpTokens: 'optional',
    HttpPutResponseHopLimit: 3,
  });
});

test('whoever may not list instances sees EC2’s refusal in the table’s place', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'outsider' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'outsider' }));
  const page = await browser.signedIn(
    { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' },
    '/ec2/instances',
  );
  await page.getByText(/is not authorized to perform: ec2:DescribeInstances/).waitFor();
});
