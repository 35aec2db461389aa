import { deleteConflict } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { dropTags } from '../shared/tags.ts';
import { authorizeProfile } from './authorize-profile.ts';
import { requireProfile } from './profile-rows.ts';

/** Deletes an empty instance profile, also while instances carry it: theirs then is a name without a profile. */
export const deleteInstanceProfile = iamOperation('DeleteInstanceProfile', {
  authorizes: ({ InstanceProfileName }, context) =>
    authorizeProfile(context, InstanceProfileName, 'iam:DeleteInstanceProfile'),

  async runs({ InstanceProfileName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { profile_id, role_id } = await requireProfile(tx, accountId, InstanceProfileName);
      if (role_id !== null) throw deleteConflict('instance profiles');
      await dropTags(tx, profile_id);
      await tx.deleteFrom('instance_profiles').where('profile_id', '=', profile_id).execute();
    });
    return {};
  },
});
