import { iamOperation } from '../iam-operation.ts';
import { authorizeListing, authorizeOwner } from '../shared/authorize-owner.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { pathRange } from '../shared/path-range.ts';
import { requireUser } from '../users/user-rows.ts';
import { groupToWire } from './group-rows.ts';

/** Lists the account's groups by name, under a path when one is given. */
export const listGroups = iamOperation('ListGroups', {
  authorizes: (input, context) => authorizeListing(context, 'iam:ListGroups', 'group', input.PathPrefix),

  async runs(input, { house, accountId }) {
    const page = openPage('ListGroups', input);
    const { least, bound } = pathRange(input.PathPrefix);
    const rows = await house.store.read((tx) =>
      tx
        .selectFrom('groups')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('name_key', '>', page.after)
        .where('path', '>=', least)
        .where('path', '<', bound)
        .orderBy('name_key')
        .limit(page.size + 1)
        .execute(),
    );
    const { items, end } = closePage(page, rows, (row) => row.name_key);
    return { Groups: items.map(groupToWire), ...end };
  },
});

/** Lists the groups that a user is in. */
export const listGroupsForUser = iamOperation('ListGroupsForUser', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:ListGroupsForUser'),

  runs(input, { house, accountId }) {
    const page = openPage('ListGroupsForUser', input);
    return house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, input.UserName);
      const rows = await tx
        .selectFrom('group_members')
        .innerJoin('groups', 'groups.group_id', 'group_members.group_id')
        .selectAll('groups')
        .where('group_members.user_id', '=', user.user_id)
        .where('groups.name_key', '>', page.after)
        .orderBy('groups.name_key')
        .limit(page.size + 1)
        .execute();
      const { items, end } = closePage(page, rows, (row) => row.name_key);
      return { Groups: items.map(groupToWire), ...end };
    });
  },
});
