import type { OrganizationPolicyType, OrganizationRow } from '../../store/organization-tables.ts';
import type { WriteTx } from '../../store/store.ts';
import { attachFullAccess, isEnabled } from './attached.ts';
import { notFound, typeEnabled, typeNotEnabled } from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { decidingType } from './policies.ts';
import { onTarget, requireManagement } from './standing.ts';
import { rootToWire } from './to-wire.ts';

/** Lets policies of a type count: the one that allows everything is attached everywhere. */
export const enablePolicyType = organizationsOperation('EnablePolicyType', {
  authorizes: ({ RootId, PolicyType }, context) =>
    onTarget(context, 'organizations:EnablePolicyType', RootId, { 'organizations:PolicyType': PolicyType }),

  runs: ({ RootId, PolicyType }, { house, accountId }) =>
    house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const type = decidingType(PolicyType);
      if (RootId !== organization.root_id) throw notFound('root');
      if (isEnabled(organization, type)) throw typeEnabled();
      await attachFullAccess(tx, organization, await everyTarget(tx, organization), [type]);
      return { Root: rootToWire(await set(tx, organization, type, 1)) };
    }),
});

/** Lets policies of a type count no more; all are detached, and enabling it again attaches none of them. */
export const disablePolicyType = organizationsOperation('DisablePolicyType', {
  authorizes: ({ RootId, PolicyType }, context) =>
    onTarget(context, 'organizations:DisablePolicyType', RootId, { 'organizations:PolicyType': PolicyType }),

  runs: ({ RootId, PolicyType }, { house, accountId }) =>
    house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const type = decidingType(PolicyType);
      if (RootId !== organization.root_id) throw notFound('root');
      if (!isEnabled(organization, type)) throw typeNotEnabled();
      await tx
        .deleteFrom('organization_attachments')
        .where('organization_id', '=', organization.organization_id)
        .where('type', '=', type)
        .execute();
      return { Root: rootToWire(await set(tx, organization, type, 0)) };
    }),
});

async function everyTarget(tx: WriteTx, organization: OrganizationRow): Promise<readonly string[]> {
  const { organization_id: id, root_id: rootId } = organization;
  const units = await tx
    .selectFrom('organizational_units')
    .select('ou_id')
    .where('organization_id', '=', id)
    .execute();
  const accounts = await tx
    .selectFrom('organization_accounts')
    .select('account_id')
    .where('organization_id', '=', id)
    .execute();
  return [rootId, ...units.map((unit) => unit.ou_id), ...accounts.map((account) => account.account_id)];
}

async function set(
  tx: WriteTx,
  organization: OrganizationRow,
  type: OrganizationPolicyType,
  enabled: 0 | 1,
): Promise<OrganizationRow> {
  const changed = type === 'SERVICE_CONTROL_POLICY' ? { scp_enabled: enabled } : { rcp_enabled: enabled };
  await tx
    .updateTable('organizations')
    .set(changed)
    .where('organization_id', '=', organization.organization_id)
    .execute();
  return { ...organization, ...changed };
}
