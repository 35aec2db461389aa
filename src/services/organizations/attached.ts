import type { OrganizationPolicyType, OrganizationRow } from '../../store/organization-tables.ts';
import type { WriteTx } from '../../store/store.ts';
import { FULL_ACCESS } from './aws-policies.ts';

/** Whether policies of the type count in the organization. */
export function isEnabled(organization: OrganizationRow, type: OrganizationPolicyType): boolean {
  return (type === 'SERVICE_CONTROL_POLICY' ? organization.scp_enabled : organization.rcp_enabled) === 1;
}

/** The types of policy that count in the organization. */
function enabledTypes(organization: OrganizationRow): readonly OrganizationPolicyType[] {
  const types = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;
  return types.filter((type) => isEnabled(organization, type));
}

/** Attaches the policies that allow everything to new roots, OUs or accounts, one of each type that counts. */
export async function attachFullAccess(
  tx: WriteTx,
  organization: OrganizationRow,
  targets: readonly string[],
  types = enabledTypes(organization),
): Promise<void> {
  const rows = types.flatMap((type) =>
    targets.map((target) => ({
      target_id: target,
      policy_id: FULL_ACCESS[type].policy_id,
      organization_id: organization.organization_id,
      type,
    })),
  );
  if (rows.length > 0) await tx.insertInto('organization_attachments').values(rows).execute();
}

/** Detaches everything from what goes away. */
export async function detachAll(tx: WriteTx, target: string): Promise<void> {
  await tx.deleteFrom('organization_attachments').where('target_id', '=', target).execute();
}
