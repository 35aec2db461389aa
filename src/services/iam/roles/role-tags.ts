import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { requireOwner } from '../shared/owners.ts';
import { assertTags, putTags, removeTags, tagPage, tagsOf } from '../shared/tags.ts';

/** A role's tags, which are its sessions' `aws:PrincipalTag`s. */

export const tagRole = iamOperation('TagRole', {
  authorizes: ({ RoleName, Tags }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:TagRole', { keys: requestTagKeys(Tags) }),

  async runs({ RoleName, Tags }, { house, accountId }) {
    assertTags(Tags, 'folded');
    await house.store.write(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, RoleName);
      await putTags(tx, role.id, Tags, 'folded');
    });
    return {};
  },
});

export const untagRole = iamOperation('UntagRole', {
  authorizes: ({ RoleName, TagKeys }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:UntagRole', { keys: tagKeys(TagKeys) }),

  async runs({ RoleName, TagKeys }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, RoleName);
      await removeTags(tx, role.id, TagKeys, 'folded');
    });
    return {};
  },
});

export const listRoleTags = iamOperation('ListRoleTags', {
  authorizes: ({ RoleName }, context) => authorizeOwner(context, 'role', RoleName, 'iam:ListRoleTags'),

  runs(input, { house, accountId }) {
    return house.store.read(async (tx) => {
      const role = await requireOwner(tx, 'role', accountId, input.RoleName);
      return tagPage('ListRoleTags', input, await tagsOf(tx, role.id));
    });
  },
});
