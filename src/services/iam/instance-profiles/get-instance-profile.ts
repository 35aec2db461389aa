import { iamOperation } from '../iam-operation.ts';
import { tagsOf } from '../shared/tags.ts';
import { authorizeProfile } from './authorize-profile.ts';
import { requireProfile } from './profile-rows.ts';
import { profileToWire } from './profile-to-wire.ts';

/** Answers an instance profile with its role and tags. */
export const getInstanceProfile = iamOperation('GetInstanceProfile', {
  authorizes: ({ InstanceProfileName }, context) =>
    authorizeProfile(context, InstanceProfileName, 'iam:GetInstanceProfile'),

  runs({ InstanceProfileName }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const row = await requireProfile(tx, accountId, InstanceProfileName);
      const profile = await profileToWire(tx, row);
      return { InstanceProfile: { ...profile, Tags: await tagsOf(tx, row.profile_id) } };
    });
  },
});
