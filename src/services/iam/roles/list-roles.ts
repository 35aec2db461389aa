import { iamOperation } from '../iam-operation.ts';
import { authorizeListing } from '../shared/authorize-owner.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { pathRange } from '../shared/path-range.ts';
import { listedRoleToWire, rolesToWire } from './role-to-wire.ts';

/** Lists roles by name. */
export const listRoles = iamOperation('ListRoles', {
  authorizes: ({ PathPrefix }, context) => authorizeListing(context, 'iam:ListRoles', 'role', PathPrefix),

  runs(input, { house, accountId }) {
    const page = openPage('ListRoles', input);
    const { least, bound } = pathRange(input.PathPrefix);
    return house.store.read(async (tx) => {
      const rows = await tx
        .selectFrom('roles')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('name_key', '>', page.after)
        .where('path', '>=', least)
        .where('path', '<', bound)
        .orderBy('name_key')
        .limit(page.size + 1)
        .execute();
      const { items, end } = closePage(page, rows, (row) => row.name_key);
      return { Roles: await rolesToWire(tx, items, listedRoleToWire), ...end };
    });
  },
});
