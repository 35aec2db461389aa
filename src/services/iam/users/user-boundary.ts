import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { assertBoundary } from '../shared/boundaries.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { requireUser } from './user-rows.ts';

/** Sets the managed policy that limits what a user's own policies can grant. */
export const putUserPermissionsBoundary = iamOperation('PutUserPermissionsBoundary', {
  authorizes({ UserName, PermissionsBoundary }, context) {
    const { arn } = parsePolicyArn(PermissionsBoundary);
    const question = { keys: { 'iam:PermissionsBoundary': arn } };
    return authorizeOwner(context, 'user', UserName, 'iam:PutUserPermissionsBoundary', question);
  },

  async runs({ UserName, PermissionsBoundary }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      await assertBoundary(tx, accountId, PermissionsBoundary);
      await tx
        .updateTable('users')
        .set({ permissions_boundary: PermissionsBoundary })
        .where('user_id', '=', user.user_id)
        .execute();
    });
    return {};
  },
});

/** Takes a user's boundary away; where there is none this is no error (guess: AWS documents nothing). */
export const deleteUserPermissionsBoundary = iamOperation('DeleteUserPermissionsBoundary', {
  authorizes: ({ UserName }, context) =>
    authorizeOwner(context, 'user', UserName, 'iam:DeleteUserPermissionsBoundary', { boundary: 'asked' }),

  async runs({ UserName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      await tx
        .updateTable('users')
        .set({ permissions_boundary: null })
        .where('user_id', '=', user.user_id)
        .execute();
    });
    return {};
  },
});
