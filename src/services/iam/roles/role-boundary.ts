import { iamOperation } from '../iam-operation.ts';
import { assertNotProtected } from '../service-linked-roles/protected-roles.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { assertBoundary } from '../shared/boundaries.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { requireRole } from './role-rows.ts';

/** Sets the policy that bounds what the role may be allowed. The key `iam:PermissionsBoundary` is the new one. */
export const putRolePermissionsBoundary = iamOperation('PutRolePermissionsBoundary', {
  authorizes({ RoleName, PermissionsBoundary }, context) {
    const { arn } = parsePolicyArn(PermissionsBoundary);
    const question = { keys: { 'iam:PermissionsBoundary': arn } };
    return authorizeOwner(context, 'role', RoleName, 'iam:PutRolePermissionsBoundary', question);
  },

  async runs({ RoleName, PermissionsBoundary }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const role = await requireRole(tx, accountId, RoleName);
      assertNotProtected(role);
      await assertBoundary(tx, accountId, PermissionsBoundary);
      await tx
        .updateTable('roles')
        .set({ permissions_boundary: PermissionsBoundary })
        .where('role_id', '=', role.role_id)
        .execute();
    });
    return {};
  },
});

/** Takes the boundary away; that there is none is no error. */
export const deleteRolePermissionsBoundary = iamOperation('DeleteRolePermissionsBoundary', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:DeleteRolePermissionsBoundary', { boundary: 'asked' }),

  async runs({ RoleName }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const role = await requireRole(tx, accountId, RoleName);
      assertNotProtected(role);
      await tx
        .updateTable('roles')
        .set({ permissions_boundary: null })
        .where('role_id', '=', role.role_id)
        .execute();
    });
    return {};
  },
});
