import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { assertTags, putTags, removeTags, tagPage, tagsOf } from '../shared/tags.ts';
import { requireUser } from './user-rows.ts';

/** Sets tags of a user; keys that differ only by case are one. */
export const tagUser = iamOperation('TagUser', {
  authorizes: ({ UserName, Tags }, context) =>
    authorizeOwner(context, 'user', UserName, 'iam:TagUser', { keys: requestTagKeys(Tags) }),

  async runs({ UserName, Tags }, { house, accountId }) {
    assertTags(Tags, 'folded');
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      await putTags(tx, user.user_id, Tags, 'folded');
    });
    return {};
  },
});

/** Takes tags of a user away; a key that is not there is no error. */
export const untagUser = iamOperation('UntagUser', {
  authorizes: ({ UserName, TagKeys }, context) =>
    authorizeOwner(context, 'user', UserName, 'iam:UntagUser', { keys: tagKeys(TagKeys) }),

  async runs({ UserName, TagKeys }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      await removeTags(tx, user.user_id, TagKeys, 'folded');
    });
    return {};
  },
});

export const listUserTags = iamOperation('ListUserTags', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:ListUserTags'),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, input.UserName);
      return tagPage('ListUserTags', input, await tagsOf(tx, user.user_id));
    }),
});
