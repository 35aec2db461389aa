import {
  CreatePolicyVersionCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { findTerraform } from './installed-terraform.ts';
import { SLOW, Workspace } from './workspace.ts';

const terraform = findTerraform();
const reason = 'missing' in terraform ? `: skipped, ${terraform.missing}` : '';

/** Everything of IAM that Terraform's users write most, with what may change in place behind variables. */
const EVERYTHING = `
variable "team" { default = "blue" }
variable "action" { default = "s3:GetObject" }
variable "profile_role" { default = "first" }
variable "boundary" { default = null }

data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}
data "aws_iam_policy" "by_name" { name = "AmazonS3ReadOnlyAccess" }
data "aws_iam_policy" "by_arn" { arn = "arn:\${data.aws_partition.here.partition}:iam::aws:policy/ReadOnlyAccess" }

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

locals {
  document = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = var.action, Resource = "*" }]
  })
}

resource "aws_iam_role" "role" {
  for_each             = toset(["first", "second"])
  name                 = each.key
  path                 = "/machines/"
  description          = "for team \${var.team}"
  max_session_duration = var.team == "blue" ? 3600 : 7200
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.boundary
  tags                 = { team = var.team }
}

resource "aws_iam_policy" "own" {
  name        = "own"
  description = "stays"
  policy      = local.document
  tags        = { team = var.team }
}

resource "aws_iam_role_policy" "inline" {
  role   = aws_iam_role.role["first"].id
  name   = "inline"
  policy = local.document
}

resource "aws_iam_role_policy_attachment" "attached" {
  for_each   = { own = aws_iam_policy.own.arn, managed = data.aws_iam_policy.by_name.arn }
  role       = aws_iam_role.role["first"].name
  policy_arn = each.value
}

resource "aws_iam_role_policies_exclusive" "only" {
  role_name    = aws_iam_role.role["first"].name
  policy_names = [aws_iam_role_policy.inline.name]
}

resource "aws_iam_instance_profile" "profile" {
  name = "profile"
  role = aws_iam_role.role[var.profile_role].name
  tags = { team = var.team }
}

resource "aws_iam_user" "user" {
  name          = "user"
  force_destroy = true
  tags          = { team = var.team }
}

resource "aws_iam_access_key" "key" {
  user   = aws_iam_user.user.name
  status = var.team == "blue" ? "Active" : "Inactive"
}

resource "aws_iam_user_policy" "inline" {
  user   = aws_iam_user.user.name
  name   = "inline"
  policy = local.document
}

resource "aws_iam_user_policy_attachment" "attached" {
  user       = aws_iam_user.user.name
  policy_arn = aws_iam_policy.own.arn
}

resource "aws_iam_user_login_profile" "login" {
  user = aws_iam_user.user.name
}

resource "aws_iam_group" "group" {
  name = "group"
  path = "/\${var.team}/"
}

resource "aws_iam_group_membership" "members" {
  name  = "members"
  group = aws_iam_group.group.name
  users = [aws_iam_user.user.name]
}

resource "aws_iam_group_policy" "inline" {
  group  = aws_iam_group.group.name
  name   = "inline"
  policy = local.document
}

resource "aws_iam_group_policy_attachment" "attached" {
  group      = aws_iam_group.group.name
  policy_arn = aws_iam_policy.own.arn
}

resource "aws_iam_openid_connect_provider" "provider" {
  url             = "https://idp.example.com"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["cf23df2207d99a74fbe169e3eba035e633b65d94"]
  tags            = { team = var.team }
}

resource "aws_iam_account_alias" "alias" {
  account_alias = "house-of-terraform"
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length = var.team == "blue" ? 12 : 14
}

data "aws_iam_role" "read" {
  name       = aws_iam_role.role["first"].name
  depends_on = [aws_iam_instance_profile.profile]
}

output "caller" { value = data.aws_caller_identity.me.arn }
output "managed" { value = data.aws_iam_policy.by_arn.name }
output "role" { value = data.aws_iam_role.read.arn }
output "profile" { value = aws_iam_instance_profile.profile.arn }
`;

describe.skipIf('missing' in terraform)(`Terraform manages IAM${reason}`, SLOW, () => {
  let house: TestHouse;
  let iam: IAMClient;
  let workspace: Workspace;

  beforeAll(async () => {
    if ('missing' in terraform) throw new Error(terraform.missing);
    house = await startHouse();
    iam = new IAMClient(house.client());
    workspace = await Workspace.open(terraform, house, EVERYTHING);
  });
  afterAll(async () => {
    await workspace.close();
    await house.close();
  });

  test('everything is made, and a second plan is empty', async () => {
    await workspace.apply();
    expect(await workspace.outputs()).toEqual({
      caller: `arn:aws:iam::${house.accountId}:user/admin`,
      managed: 'ReadOnlyAccess',
      role: `arn:aws:iam::${house.accountId}:role/machines/first`,
      profile: `arn:aws:iam::${house.accountId}:instance-profile/profile`,
    });
  });

  test('tags, documents, boundaries, paths and the role of the profile change in place; a policy at its limit of versions makes room', async () => {
    const PolicyArn = `arn:aws:iam::${house.accountId}:policy/own`;
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
    });
    for (let version = 2; version <= 5; version += 1) {
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
    }

    const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const variables = { team: 'green', action: 's3:PutObject', profile_role: 'second', boundary };
    const output = await workspace.apply({ variables });
    expect(output).toMatch(/ 0 added, \d+ changed, 0 destroyed/);

    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'second' }));
    expect(Role).toMatchObject({
      Description: 'for team green',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'team', Value: 'green' }],
      PermissionsBoundary: { PermissionsBoundaryArn: boundary },
    });
    const { InstanceProfiles } = await iam.send(new ListInstanceProfilesCommand({}));
    expect(InstanceProfiles?.[0]?.Roles?.map(({ RoleName }) => RoleName)).toEqual(['second']);
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions).toHaveLength(5);
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v6' }));
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('s3:PutObject');
  });

  test('destroy leaves nothing', async () => {
    expect(await workspace.destroy()).toContain('Destroy complete!');
    const [roles, users, profiles, policies] = await Promise.all([
      iam.send(new ListRolesCommand({})),
      iam.send(new ListUsersCommand({})),
      iam.send(new ListInstanceProfilesCommand({})),
      iam.send(new ListPoliciesCommand({ Scope: 'Local' })),
    ]);
    expect(roles.Roles).toEqual([]);
    expect(users.Users?.map(({ UserName }) => UserName)).toEqual(['admin']);
    expect(profiles.InstanceProfiles).toEqual([]);
    expect(policies.Policies).toEqual([]);
  });
});
