import type { ReadTx } from '../../../store/store.ts';
import { deleteConflict } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { attachedArns } from '../shared/attachments.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { hasInlinePolicies } from '../shared/inline-policies.ts';
import { requireGroup } from './group-rows.ts';

/** Deletes a group that has neither members nor policies any more. */
export const deleteGroup = iamOperation('DeleteGroup', {
  authorizes: ({ GroupName }, context) => authorizeOwner(context, 'group', GroupName, 'iam:DeleteGroup'),

  async runs({ GroupName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { group_id: groupId } = await requireGroup(tx, accountId, GroupName);
      await assertNothingLeft(tx, groupId);
      await tx.deleteFrom('groups').where('group_id', '=', groupId).execute();
    });
    return {};
  },
});

/** @throws AwsError DeleteConflict */
async function assertNothingLeft(tx: ReadTx, groupId: string): Promise<void> {
  const member = await tx
    .selectFrom('group_members')
    .select('user_id')
    .where('group_id', '=', groupId)
    .limit(1)
    .executeTakeFirst();
  if (member !== undefined) throw deleteConflict('group members');
  if ((await attachedArns(tx, groupId)).length > 0) throw deleteConflict('attached policies');
  if (await hasInlinePolicies(tx, groupId)) throw deleteConflict('inline policies');
}
