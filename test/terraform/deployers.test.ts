import { readFile } from 'node:fs/promises';
import { EC2Client, DescribeInstancesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type Credentials, type TestHouse } from '../house.ts';
import { makeUser, policyOf } from '../identities.ts';
import { findTerraform } from './installed-terraform.ts';
import { SLOW, Workspace } from './workspace.ts';

const terraform = findTerraform();
const reason = 'missing' in terraform ? `: skipped, ${terraform.missing}` : '';

const IMAGE = 'ami-0abcdef1234567890';
const TRUST = policyOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

/** As in the article, with an image and a type: the instance names a role, of which there is no profile. */
const MISTAKE = `
resource "aws_instance" "EC2Instance" {
  ami           = "${IMAGE}"
  instance_type = "t3.micro"
  tags = {
    Name = "Test"
  }
  iam_instance_profile = aws_iam_role.IAMRole.name
}

resource "aws_iam_role" "IAMRole" {
  path               = "/"
  name               = "Yuta20220815"
  assume_role_policy = ${JSON.stringify(TRUST)}
}
`;

const WITH_PROFILE = `
resource "aws_instance" "instance" {
  ami                  = "${IMAGE}"
  instance_type        = "t3.micro"
  iam_instance_profile = "existing"
}
`;

/** A provider that asks nobody whether its keys are good. */
const TRUSTING = `
provider "aws" {
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}
`;

/** The provider that README has people paste, for this house. */
async function provider({ endpoint, admin }: TestHouse): Promise<string> {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const block = /```hcl\n(provider "aws" \{.*?\n\}\n)```/s.exec(readme)?.[1];
  if (block === undefined) throw new Error('README shows no provider');
  return block
    .replaceAll('http://127.0.0.1:4566', endpoint)
    .replace('access_key = "test"', `access_key = "${admin.accessKeyId}"`)
    .replace('secret_key = "test"', `secret_key = "${admin.secretAccessKey}"`);
}

const EXISTING = (instanceId: string) => `
import {
  to = aws_iam_role.role
  id = "existing"
}

import {
  to = aws_instance.instance
  id = "${instanceId}"
}

data "aws_caller_identity" "me" {}

resource "aws_iam_role" "role" {
  name               = "existing"
  assume_role_policy = ${JSON.stringify(TRUST)}
}

resource "aws_instance" "instance" {
  ami                  = "${IMAGE}"
  instance_type        = "t3.small"
  iam_instance_profile = "existing"
  tags                 = { Name = "imported" }
}

output "account" { value = data.aws_caller_identity.me.account_id }
`;

describe.skipIf('missing' in terraform)(`Terraform, in whoever's hands${reason}`, SLOW, () => {
  let house: TestHouse;
  let ec2: EC2Client;
  const opened: Workspace[] = [];

  beforeAll(async () => {
    house = await startHouse();
    ec2 = new EC2Client(house.client());
    const iam = new IAMClient(house.client());
    const role = { RoleName: 'existing', AssumeRolePolicyDocument: TRUST };
    await iam.send(new CreateRoleCommand(role));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'existing' }));
    await iam.send(
      new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'existing', RoleName: 'existing' }),
    );
  });
  afterAll(async () => {
    for (const workspace of opened) await workspace.close();
    await house.close();
  });

  async function opening(
    how: 'open' | 'initialized',
    configuration: string,
    credentials?: Credentials,
  ): Promise<Workspace> {
    if ('missing' in terraform) throw new Error(terraform.missing);
    const workspace = await Workspace[how](terraform, house, configuration, credentials);
    opened.push(workspace);
    return workspace;
  }

  test('an instance whose profile is the name of a role without one is refused, in the sentence that is known from the article', async () => {
    const workspace = await opening('initialized', MISTAKE);
    // The provider would try again for two minutes: a profile may be on its way.
    const sentence =
      'Value (Yuta20220815) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name';
    const output = await workspace.failToApply({ until: sentence });
    expect(output).toContain('InvalidParameterValue');
    expect(output).toContain('aws_iam_role.IAMRole: Creation complete');
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
    expect(Reservations).toEqual([]);
  });

  test('a deployer who may do everything with EC2 and may not pass the role learns so, also where keys are not validated first', async () => {
    const deployer = await makeUser(
      house,
      'deployer',
      { Effect: 'Allow', Action: ['ec2:*', 'iam:Get*', 'iam:List*'], Resource: '*' },
      { Effect: 'Allow', Action: 'sts:DecodeAuthorizationMessage', Resource: '*' },
    );
    const workspace = await opening('open', TRUSTING + WITH_PROFILE, deployer);
    const output = (await workspace.failToApply()).replaceAll(/\s+/g, ' ');
    expect(output).toContain('UnauthorizedOperation');
    expect(output).toContain(
      `is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${house.accountId}:role/existing because no identity-based policy allows the iam:PassRole action`,
    );
  });

  test('a role and an instance that exist are imported, by the provider that README shows', async () => {
    const launched = await ec2.send(
      new RunInstancesCommand({
        ImageId: IMAGE,
        InstanceType: 't3.small',
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: 'existing' },
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'imported' }] }],
      }),
    );
    const instanceId = launched.Instances?.[0]?.InstanceId ?? '';
    const workspace = await opening('initialized', (await provider(house)) + EXISTING(instanceId));
    const output = await workspace.apply();
    expect(output).toContain('2 imported, 0 added');
    expect(output).toContain('0 destroyed');
    expect(await workspace.outputs()).toEqual({ account: house.accountId });
  });
});
