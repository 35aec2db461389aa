import { iamArn } from '../../../kernel/arn.ts';
import { iamOperation } from '../iam-operation.ts';
import { nameKey } from '../shared/arns.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { findOwner } from '../shared/owners.ts';
import { assertGroupNameFree, requireGroup } from './group-rows.ts';

/**
 * Renames or moves a group; its members and policies stay. Both the old ARN and the new one must be
 * permitted.
 */
export const updateGroup = iamOperation('UpdateGroup', {
  async authorizes(input, context) {
    const { GroupName, NewGroupName, NewPath } = input;
    const before = await authorizeOwner(context, 'group', GroupName, 'iam:UpdateGroup');
    if (NewGroupName === undefined && NewPath === undefined) return before;
    const { house, accountId } = context;
    const owner = await house.store.read((tx) => findOwner(tx, 'group', accountId, GroupName));
    const name = NewGroupName ?? owner?.name ?? GroupName;
    const resource = iamArn(accountId, `group${NewPath ?? owner?.path ?? '/'}${name}`);
    return [before, { ...before, resource, named: `group ${name}` }];
  },

  async runs({ GroupName, NewGroupName, NewPath }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const group = await requireGroup(tx, accountId, GroupName);
      const name = NewGroupName ?? group.name;
      await assertGroupNameFree(tx, accountId, name, group.group_id);
      await tx
        .updateTable('groups')
        .set({ name, name_key: nameKey(name), path: NewPath ?? group.path })
        .where('group_id', '=', group.group_id)
        .execute();
    });
    return {};
  },
});
