import type { UserRow } from '../../../store/identity-tables.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { nameKey } from '../shared/arns.ts';
import { authorizeCreation } from '../shared/authorize-owner.ts';
import { assertBoundary } from '../shared/boundaries.ts';
import { assertRoomInAccount } from '../shared/quotas.ts';
import { assertTags, putTags } from '../shared/tags.ts';
import { assertUserNameFree } from './user-rows.ts';
import { userInFullToWire } from './user-to-wire.ts';

/** Makes a user, who can do nothing yet. Tags given with it ask for iam:TagUser too. */
export const createUser = iamOperation('CreateUser', {
  authorizes(input, context) {
    const { UserName, Path = '/', Tags = [], PermissionsBoundary } = input;
    const resource = `user${Path}${UserName}`;
    const tagKeys = requestTagKeys(Tags);
    const wanted = [
      authorizeCreation(context, 'iam:CreateUser', resource, {
        ...tagKeys,
        'iam:PermissionsBoundary': PermissionsBoundary,
      }),
    ];
    if (Tags.length > 0) wanted.push(authorizeCreation(context, 'iam:TagUser', resource, tagKeys));
    return wanted;
  },

  async runs(input, { house, accountId }) {
    const { UserName, Path = '/', Tags = [], PermissionsBoundary } = input;
    assertTags(Tags, 'folded');
    const row: UserRow = {
      user_id: house.ids.unique('AIDA'),
      account_id: accountId,
      name: UserName,
      name_key: nameKey(UserName),
      path: Path,
      created_at: house.clock.now().getTime(),
      permissions_boundary: PermissionsBoundary ?? null,
    };
    await house.store.write(async (tx) => {
      await assertUserNameFree(tx, accountId, UserName);
      await assertRoomInAccount(tx, 'users', accountId);
      await assertBoundary(tx, accountId, PermissionsBoundary);
      await tx.insertInto('users').values(row).execute();
      await putTags(tx, row.user_id, Tags, 'folded');
    });
    return { User: userInFullToWire(row, Tags) };
  },
});
