import { notInGroup, quotaExceeded } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { requireUser } from '../users/user-rows.ts';
import { requireGroup } from './group-rows.ts';

/** Puts a user into a group; that it is there already is no error. */
export const addUserToGroup = iamOperation('AddUserToGroup', {
  authorizes: ({ GroupName }, context) => authorizeOwner(context, 'group', GroupName, 'iam:AddUserToGroup'),

  async runs({ GroupName, UserName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { group_id: groupId } = await requireGroup(tx, accountId, GroupName);
      const { user_id: userId } = await requireUser(tx, accountId, UserName);
      const memberships = await tx
        .selectFrom('group_members')
        .select('group_id')
        .where('user_id', '=', userId)
        .execute();
      if (memberships.some((membership) => membership.group_id === groupId)) return;
      if (memberships.length >= QUOTAS.GroupsPerUser) {
        throw quotaExceeded('GroupsPerUser', QUOTAS.GroupsPerUser);
      }
      await tx
        .insertInto('group_members')
        .values({ group_id: groupId, user_id: userId, account_id: accountId })
        .execute();
    });
    return {};
  },
});

/** Takes a user out of a group. */
export const removeUserFromGroup = iamOperation('RemoveUserFromGroup', {
  authorizes: ({ GroupName }, context) =>
    authorizeOwner(context, 'group', GroupName, 'iam:RemoveUserFromGroup'),

  async runs({ GroupName, UserName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { group_id: groupId } = await requireGroup(tx, accountId, GroupName);
      const { user_id: userId } = await requireUser(tx, accountId, UserName);
      const removed = await tx
        .deleteFrom('group_members')
        .where('group_id', '=', groupId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (removed.numDeletedRows === 0n) throw notInGroup(UserName, GroupName);
    });
    return {};
  },
});
