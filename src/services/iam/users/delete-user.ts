import { forgetUses } from '../../../operation/last-uses.ts';
import type { ReadTx } from '../../../store/store.ts';
import { deleteConflict } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { attachedArns } from '../shared/attachments.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { hasInlinePolicies } from '../shared/inline-policies.ts';
import { dropTags } from '../shared/tags.ts';
import { requireUser } from './user-rows.ts';

/** Deletes a user that has neither credentials, groups nor policies any more. */
export const deleteUser = iamOperation('DeleteUser', {
  authorizes: (input, context) => authorizeOwner(context, 'user', input.UserName, 'iam:DeleteUser'),

  async runs({ UserName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { user_id: userId } = await requireUser(tx, accountId, UserName);
      await assertNothingLeft(tx, userId);
      await dropTags(tx, userId);
      await forgetUses(tx, userId);
      await tx.deleteFrom('users').where('user_id', '=', userId).execute();
    });
    return {};
  },
});

/** What a user may have beside access keys. */
const CREDENTIALS = [
  ['signing_certificates', 'credentials'],
  ['ssh_public_keys', 'credentials'],
  ['service_credentials', 'credentials'],
  ['mfa_devices', 'MFA device'],
  ['login_profiles', 'password'],
] as const;

/** @throws AwsError DeleteConflict */
async function assertNothingLeft(tx: ReadTx, userId: string): Promise<void> {
  const key = await tx
    .selectFrom('access_keys')
    .select('access_key_id')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  if (key !== undefined) throw deleteConflict('credentials');
  for (const [table, hindrance] of CREDENTIALS) {
    const other = await tx
      .selectFrom(table)
      .select('user_id')
      .where('user_id', '=', userId)
      .limit(1)
      .executeTakeFirst();
    if (other !== undefined) throw deleteConflict(hindrance);
  }
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
