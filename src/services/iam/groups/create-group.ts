import type { GroupRow } from '../../../store/identity-tables.ts';
import { iamOperation } from '../iam-operation.ts';
import { nameKey } from '../shared/arns.ts';
import { authorizeCreation } from '../shared/authorize-owner.ts';
import { assertRoomInAccount } from '../shared/quotas.ts';
import { assertGroupNameFree, groupToWire } from './group-rows.ts';

/** Makes a group, empty and without policies. */
export const createGroup = iamOperation('CreateGroup', {
  authorizes: ({ GroupName, Path = '/' }, context) =>
    authorizeCreation(context, 'iam:CreateGroup', `group${Path}${GroupName}`, {}),

  async runs({ GroupName, Path = '/' }, { house, accountId }) {
    const row: GroupRow = {
      group_id: house.ids.unique('AGPA'),
      account_id: accountId,
      name: GroupName,
      name_key: nameKey(GroupName),
      path: Path,
      created_at: house.clock.now().getTime(),
    };
    await house.store.write(async (tx) => {
      await assertGroupNameFree(tx, accountId, GroupName);
      await assertRoomInAccount(tx, 'groups', accountId);
      await tx.insertInto('groups').values(row).execute();
    });
    return { Group: groupToWire(row) };
  },
});
