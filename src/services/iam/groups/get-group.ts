import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { userToWire } from '../users/user-to-wire.ts';
import { groupToWire, requireGroup } from './group-rows.ts';

/** Answers a group with the users in it, in pages. */
export const getGroup = iamOperation('GetGroup', {
  authorizes: ({ GroupName }, context) => authorizeOwner(context, 'group', GroupName, 'iam:GetGroup'),

  runs(input, { house, accountId }) {
    const page = openPage('GetGroup', input);
    return house.store.read(async (tx) => {
      const group = await requireGroup(tx, accountId, input.GroupName);
      const rows = await tx
        .selectFrom('group_members')
        .innerJoin('users', 'users.user_id', 'group_members.user_id')
        .selectAll('users')
        .where('group_members.group_id', '=', group.group_id)
        .where('users.name_key', '>', page.after)
        .orderBy('users.name_key')
        .limit(page.size + 1)
        .execute();
      const { items, end } = closePage(page, rows, (row) => row.name_key);
      return { Group: groupToWire(group), Users: items.map(userToWire), ...end };
    });
  },
});
