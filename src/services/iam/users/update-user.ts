import { iamArn } from '../../../kernel/arn.ts';
import { iamOperation } from '../iam-operation.ts';
import { nameKey } from '../shared/arns.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { findOwner } from '../shared/owners.ts';
import { assertUserNameFree, requireUser } from './user-rows.ts';

/**
 * Renames or moves a user. Who it is stays: its id, keys, policies and groups; its ARN is another from
 * the next request on. Both the old ARN and the new one must be permitted.
 */
export const updateUser = iamOperation('UpdateUser', {
  async authorizes(input, context) {
    const { UserName, NewUserName, NewPath } = input;
    const before = await authorizeOwner(context, 'user', UserName, 'iam:UpdateUser');
    if (NewUserName === undefined && NewPath === undefined) return before;
    const { house, accountId } = context;
    const owner = await house.store.read((tx) => findOwner(tx, 'user', accountId, UserName));
    const name = NewUserName ?? owner?.name ?? UserName;
    const resource = iamArn(accountId, `user${NewPath ?? owner?.path ?? '/'}${name}`);
    return [before, { ...before, resource, named: `user ${name}` }];
  },

  async runs({ UserName, NewUserName, NewPath }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      const name = NewUserName ?? user.name;
      await assertUserNameFree(tx, accountId, name, user.user_id);
      await tx
        .updateTable('users')
        .set({ name, name_key: nameKey(name), path: NewPath ?? user.path })
        .where('user_id', '=', user.user_id)
        .execute();
    });
    return {};
  },
});
