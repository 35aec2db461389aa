import type { InstanceProfileRow } from '../../../store/identity-tables.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import { entityExists } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { nameKey } from '../shared/arns.ts';
import { authorizeCreation } from '../shared/authorize-owner.ts';
import { assertRoomInAccount } from '../shared/quotas.ts';
import { assertTags, putTags } from '../shared/tags.ts';
import { findProfile } from './profile-rows.ts';
import { profileToWire } from './profile-to-wire.ts';

/** Makes an empty instance profile. Tags given with it ask for iam:TagInstanceProfile too. */
export const createInstanceProfile = iamOperation('CreateInstanceProfile', {
  authorizes(input, context) {
    const { InstanceProfileName, Path = '/', Tags = [] } = input;
    const asked = ['iam:CreateInstanceProfile', ...(Tags.length > 0 ? ['iam:TagInstanceProfile'] : [])];
    const resource = `instance-profile${Path}${InstanceProfileName}`;
    return asked.map((action) => authorizeCreation(context, action, resource, requestTagKeys(Tags)));
  },

  async runs({ InstanceProfileName, Path = '/', Tags }, { house, accountId }) {
    assertTags(Tags, 'kept');
    const row: InstanceProfileRow = {
      profile_id: house.ids.unique('AIPA'),
      account_id: accountId,
      name: InstanceProfileName,
      name_key: nameKey(InstanceProfileName),
      path: Path,
      role_id: null,
      created_at: house.clock.now().getTime(),
    };
    return house.store.write(async (tx) => {
      if ((await findProfile(tx, accountId, InstanceProfileName)) !== undefined) {
        throw entityExists('instance-profile', InstanceProfileName);
      }
      await assertRoomInAccount(tx, 'instance_profiles', accountId);
      await tx.insertInto('instance_profiles').values(row).execute();
      await putTags(tx, row.profile_id, Tags, 'kept');
      return { InstanceProfile: { ...(await profileToWire(tx, row)), ...(Tags?.length ? { Tags } : {}) } };
    });
  },
});
