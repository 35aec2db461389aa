import {
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { findTerraform } from './installed-terraform.ts';
import { SLOW, Workspace } from './workspace.ts';

const terraform = findTerraform();
const reason = 'missing' in terraform ? `: skipped, ${terraform.missing}` : '';

const ORGANIZATION = `
resource "aws_organizations_organization" "own" {
  feature_set          = "ALL"
  enabled_policy_types = ["SERVICE_CONTROL_POLICY"]
}

resource "aws_organizations_organizational_unit" "apps" {
  name      = "apps"
  parent_id = aws_organizations_organization.own.roots[0].id
}

resource "aws_organizations_account" "payments" {
  name      = "payments"
  email     = "payments@example.com"
  role_name = "Entry"
  parent_id = aws_organizations_organizational_unit.apps.id

  # Nothing tells anyone later what the role was called.
  lifecycle {
    ignore_changes = [role_name]
  }
}

resource "aws_organizations_policy" "no_iam" {
  name    = "no-iam"
  content = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Action = "iam:*", Resource = "*" }]
  })
  depends_on = [aws_organizations_organization.own]
}

resource "aws_organizations_policy_attachment" "apps" {
  policy_id = aws_organizations_policy.no_iam.id
  target_id = aws_organizations_organizational_unit.apps.id
}

output "policy_types" {
  value = aws_organizations_organization.own.roots[0].policy_types
}
`;

describe.skipIf('missing' in terraform)(`Terraform${reason}`, SLOW, () => {
  if ('missing' in terraform) return;
  let house: TestHouse;
  let workspace: Workspace;
  beforeAll(async () => {
    house = await startHouse();
    workspace = await Workspace.open(terraform, house, ORGANIZATION);
  }, SLOW.timeout);
  afterAll(async () => {
    await workspace.close();
    await house.close();
  });

  test('makes an organization with an OU, an account and a service control policy', async () => {
    await workspace.apply();
    const { Roots } = await new OrganizationsClient(house.client()).send(new ListRootsCommand({}));
    expect(Roots?.[0]?.PolicyTypes).toEqual([{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]);
    const again = new EnablePolicyTypeCommand({
      RootId: Roots?.[0]?.Id,
      PolicyType: 'SERVICE_CONTROL_POLICY',
    });
    await expect(new OrganizationsClient(house.client()).send(again)).rejects.toMatchObject({
      name: 'PolicyTypeAlreadyEnabledException',
    });
  });

  test('destroys it', async () => {
    await workspace.destroy();
    const roots = new OrganizationsClient(house.client()).send(new ListRootsCommand({}));
    await expect(roots).rejects.toMatchObject({ name: 'AWSOrganizationsNotInUseException' });
  });
});
