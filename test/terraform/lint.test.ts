import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { runUtsuwa } from '../utsuwa-cli.ts';
import { findTerraform } from './installed-terraform.ts';
import { SLOW, Workspace } from './workspace.ts';

const terraform = findTerraform();
const reason = 'missing' in terraform ? `: skipped, ${terraform.missing}` : '';

const TRUST =
  '{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Service\\":\\"ec2.amazonaws.com\\"},\\"Action\\":\\"sts:AssumeRole\\"}]}';

/** The second article's configuration, whose deploy fails. */
const BAD = `
resource "aws_instance" "EC2Instance" {
    ami = "ami-0abcdef1234567890"
    instance_type = "t3.micro"
    tags = {
        Name = "Test"
    }
    iam_instance_profile = aws_iam_role.IAMRole.name
}

resource "aws_iam_role" "IAMRole" {
    path = "/"
    name = "Yuta20220815"
    assume_role_policy = "${TRUST}"
}
`;

/** The same with the profile that it needs. */
const GOOD = `${BAD}
resource "aws_iam_instance_profile" "IAMInstanceProfile" {
    path = "/"
    name = aws_iam_role.IAMRole.name
    role = aws_iam_role.IAMRole.name
}
`;

describe.skipIf('missing' in terraform)(`bin/utsuwa lint of Terraform's own plans${reason}`, SLOW, () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house?.close());

  test('finds seed 002’s mistake on its line, and nothing in what the article mends', async () => {
    if ('missing' in terraform) return;
    const workspace = await Workspace.open(terraform, house, BAD);
    try {
      const lint = async () => {
        await workspace.put('plan.json', await workspace.planned());
        return runUtsuwa(['lint', workspace.path('plan.json')]);
      };
      const bad = await lint();
      const lines = readFileSync(workspace.path('main.tf'), 'utf8').split('\n');
      const line = 1 + lines.findIndex((one) => one.includes('iam_instance_profile'));
      expect(bad.stdout).toContain(`${workspace.path('main.tf')}:${line}:5 error profile-is-a-role`);
      expect(bad.stdout).toContain('is the role aws_iam_role.IAMRole');
      expect(bad.code).toBe(1);
      await workspace.configure(GOOD);
      const good = await lint();
      expect(good.stdout).toContain('0 errors, 0 warnings, 0 notes');
      expect(good.code).toBe(0);
    } finally {
      await workspace.close();
    }
  });
});
