import { forgetUses } from '../../../operation/last-uses.ts';
import { deleteConflict } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { attachedArns } from '../shared/attachments.ts';
import { assertNotProtected } from '../service-linked-roles/protected-roles.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { hasInlinePolicies } from '../shared/inline-policies.ts';
import { dropTags } from '../shared/tags.ts';
import { requireRole } from './role-rows.ts';

/** Deletes a role that is in no instance profile and has no policies; its sessions end with it. */
export const deleteRole = iamOperation('DeleteRole', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:DeleteRole', { boundary: 'asked' }),

  async runs({ RoleName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const role = await requireRole(tx, accountId, RoleName);
      assertNotProtected(role);
      const { role_id } = role;
      const profile = await tx
        .selectFrom('instance_profiles')
        .select('profile_id')
        .where('role_id', '=', role_id)
        .limit(1)
        .executeTakeFirst();
      if (profile !== undefined) throw deleteConflict('instance profiles');
      if ((await attachedArns(tx, role_id)).length > 0) throw deleteConflict('attached policies');
      if (await hasInlinePolicies(tx, role_id)) throw deleteConflict('inline policies');
      await dropTags(tx, role_id);
      await forgetUses(tx, role_id);
      await tx.deleteFrom('roles').where('role_id', '=', role_id).execute();
    });
    return {};
  },
});
