import type { OrganizationRow } from '../../store/organization-tables.ts';
import { alreadyInOrganization, featureSetNotBuilt, notInUse, organizationNotEmpty } from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { pageOf } from './pages.ts';
import { requireManagement } from './standing.ts';
import { dropTags } from './tags.ts';
import { organizationToWire, rootToWire } from './to-wire.ts';
import { accountIn, membershipOf } from './tree.ts';

/**
 * Makes an organization with all features, managed by the caller's account. No type of policy counts in
 * it before EnablePolicyType, whatever CreateOrganization's reference says.
 */
export const createOrganization = organizationsOperation('CreateOrganization', {
  authorizes: () => ({ action: 'organizations:CreateOrganization', resource: '*' }),

  async runs({ FeatureSet = 'ALL' }, { house, accountId }) {
    // An organization for billing alone has no policies, and so nothing that Utsuwa is for.
    if (FeatureSet !== 'ALL') throw featureSetNotBuilt(FeatureSet);
    const now = house.clock.now().getTime();
    return house.store.write(async (tx) => {
      if ((await membershipOf(tx, accountId)) !== undefined) throw alreadyInOrganization();
      const organization: OrganizationRow = {
        organization_id: house.ids.hex('o', 10),
        management_account_id: accountId,
        root_id: house.ids.hex('r', 4),
        scp_enabled: 0,
        rcp_enabled: 0,
        created_at: now,
      };
      const management = {
        account_id: accountId,
        organization_id: organization.organization_id,
        parent_id: organization.root_id,
        name: 'management',
        // Nobody ever told the house the address that an account has on AWS.
        email: `${accountId}@account.invalid`,
        joined_method: 'INVITED',
        joined_at: now,
      } as const;
      await tx.insertInto('organizations').values(organization).execute();
      await tx.insertInto('organization_accounts').values(management).execute();
      return { Organization: organizationToWire(organization, management) };
    });
  },
});

/** What any of its accounts may ask. */
export const describeOrganization = organizationsOperation('DescribeOrganization', {
  authorizes: () => ({ action: 'organizations:DescribeOrganization', resource: '*' }),

  runs: (_input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const membership = await membershipOf(tx, accountId);
      if (membership === undefined) throw notInUse();
      const { organization, account } = membership;
      const { organization_id: id, management_account_id: managementId } = organization;
      const management = await accountIn(tx, id, managementId);
      return { Organization: organizationToWire(organization, management ?? account) };
    }),
});

/** Ends an organization that has no accounts but the management account, and no OUs or policies of its own. */
export const deleteOrganization = organizationsOperation('DeleteOrganization', {
  authorizes: () => ({ action: 'organizations:DeleteOrganization', resource: '*' }),

  async runs(_input, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { organization_id: id, root_id: rootId } = await requireManagement(tx, accountId);
      for (const table of ['organizational_units', 'organization_policies'] as const) {
        const left = await tx
          .selectFrom(table)
          .select('organization_id')
          .where('organization_id', '=', id)
          .limit(1)
          .execute();
        if (left.length > 0) throw organizationNotEmpty();
      }
      const members = await tx
        .selectFrom('organization_accounts')
        .select('account_id')
        .where('organization_id', '=', id)
        .limit(2)
        .execute();
      if (members.length > 1) throw organizationNotEmpty();
      for (const carrier of [rootId, accountId]) await dropTags(tx, carrier);
      for (const table of [
        'organization_attachments',
        'organization_accounts',
        'account_requests',
        'organizations',
      ] as const) {
        await tx.deleteFrom(table).where('organization_id', '=', id).execute();
      }
    });
    return {};
  },
});

/** The one root that every organization has. */
export const listRoots = organizationsOperation('ListRoots', {
  authorizes: () => ({ action: 'organizations:ListRoots', resource: '*' }),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const { items, ...next } = pageOf('ListRoots', input, [organization], (row) => row.root_id);
      return { Roots: items.map(rootToWire), ...next };
    }),
});
