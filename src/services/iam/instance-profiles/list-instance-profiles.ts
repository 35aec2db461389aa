import { iamOperation } from '../iam-operation.ts';
import { requireRole } from '../roles/role-rows.ts';
import { authorizeListing, authorizeOwner } from '../shared/authorize-owner.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { pathRange } from '../shared/path-range.ts';
import { profilesToWire } from './profile-to-wire.ts';

/** Lists instance profiles by name, their roles nested. */
export const listInstanceProfiles = iamOperation('ListInstanceProfiles', {
  authorizes: ({ PathPrefix }, context) =>
    authorizeListing(context, 'iam:ListInstanceProfiles', 'instance-profile', PathPrefix),

  runs(input, { house, accountId }) {
    const page = openPage('ListInstanceProfiles', input);
    const { least, bound } = pathRange(input.PathPrefix);
    return house.store.read(async (tx) => {
      const rows = await tx
        .selectFrom('instance_profiles')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('name_key', '>', page.after)
        .where('path', '>=', least)
        .where('path', '<', bound)
        .orderBy('name_key')
        .limit(page.size + 1)
        .execute();
      const { items, end } = closePage(page, rows, (row) => row.name_key);
      return { InstanceProfiles: await profilesToWire(tx, items), ...end };
    });
  },
});

/** Lists the instance profiles that hold a role. */
export const listInstanceProfilesForRole = iamOperation('ListInstanceProfilesForRole', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:ListInstanceProfilesForRole'),

  runs(input, { house, accountId }) {
    const page = openPage('ListInstanceProfilesForRole', input);
    return house.store.read(async (tx) => {
      const { role_id } = await requireRole(tx, accountId, input.RoleName);
      const rows = await tx
        .selectFrom('instance_profiles')
        .selectAll()
        .where('role_id', '=', role_id)
        .where('name_key', '>', page.after)
        .orderBy('name_key')
        .limit(page.size + 1)
        .execute();
      const { items, end } = closePage(page, rows, (row) => row.name_key);
      return { InstanceProfiles: await profilesToWire(tx, items), ...end };
    });
  },
});
