import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { assertTags, putTags, removeTags, tagPage, tagsOf } from '../shared/tags.ts';
import { authorizeProfile } from './authorize-profile.ts';
import { requireProfile } from './profile-rows.ts';

export const tagInstanceProfile = iamOperation('TagInstanceProfile', {
  authorizes: ({ InstanceProfileName, Tags }, context) =>
    authorizeProfile(context, InstanceProfileName, 'iam:TagInstanceProfile', requestTagKeys(Tags)),

  async runs({ InstanceProfileName, Tags }, { house, accountId }) {
    assertTags(Tags, 'kept');
    await house.store.write(async (tx) => {
      const { profile_id } = await requireProfile(tx, accountId, InstanceProfileName);
      await putTags(tx, profile_id, Tags, 'kept');
    });
    return {};
  },
});

export const untagInstanceProfile = iamOperation('UntagInstanceProfile', {
  authorizes: ({ InstanceProfileName, TagKeys }, context) =>
    authorizeProfile(context, InstanceProfileName, 'iam:UntagInstanceProfile', tagKeys(TagKeys)),

  async runs({ InstanceProfileName, TagKeys }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const { profile_id } = await requireProfile(tx, accountId, InstanceProfileName);
      await removeTags(tx, profile_id, TagKeys, 'kept');
    });
    return {};
  },
});

export const listInstanceProfileTags = iamOperation('ListInstanceProfileTags', {
  authorizes: ({ InstanceProfileName }, context) =>
    authorizeProfile(context, InstanceProfileName, 'iam:ListInstanceProfileTags'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const { profile_id } = await requireProfile(tx, accountId, input.InstanceProfileName);
      return tagPage('ListInstanceProfileTags', input, await tagsOf(tx, profile_id));
    });
  },
});
