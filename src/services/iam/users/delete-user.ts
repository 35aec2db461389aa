import type { ReadTx } from '../../../store/store.ts';
import { deleteConflict } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { attachedArns } from '../shared/attachments.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { hasInlinePolicies } from '../shared/inline-policies.ts';
import { dropTags } from '../shared/tags.ts';
import { requireUser } from './user-rows.ts';

/** Deletes a user that has neither keys, groups nor policies any more. */
export const deleteUser = iamOperation('DeleteUser', {
  authorizes: (input, context) => authorizeOwner(context, 'user', input.UserName, 'iam:DeleteUser'),

  async runs({ UserName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { user_id: userId } = await requireUser(tx, accountId, UserName);
      await assertNothingLeft(tx, userId);
      await dropTags(tx, userId);
      await tx.deleteFrom('users').where('user_id', '=', userId).execute();
    });
    return {};
  },
});

/** @throws AwsError DeleteConflict */
async function assertNothingLeft(tx: ReadTx, userId: string): Promise<void> {
  const key = await tx
    .selectFrom('access_keys')
    .select('access_key_id')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  if (key !== undefined) throw deleteConflict('credentials');
  const membership = await tx
    .selectFrom('group_members')
    .select('group_id')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  if (membership !== undefined) throw deleteConflict('groups of a user');
  if ((await attachedArns(tx, userId)).length > 0) throw deleteConflict('attached policies');
  if (await hasInlinePolicies(tx, userId)) throw deleteConflict('inline policies');
}
