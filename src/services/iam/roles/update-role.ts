import { iamOperation } from '../iam-operation.ts';
import { assertNotProtected } from '../service-linked-roles/protected-roles.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { requireRole } from './role-rows.ts';
import { wholeRoleToWire } from './role-to-wire.ts';
import { assertTrustPolicy, trustToStore } from './trust-principals.ts';

/** Changes a role's description and longest session; what is left out stays. */
export const updateRole = iamOperation('UpdateRole', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:UpdateRole', { boundary: 'asked' }),

  async runs({ RoleName, Description, MaxSessionDuration }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const role = await requireRole(tx, accountId, RoleName);
      // The description of a service's role is its account's to choose.
      if (MaxSessionDuration !== undefined) assertNotProtected(role);
      await tx
        .updateTable('roles')
        .set({
          description: Description ?? role.description,
          max_session_duration: MaxSessionDuration ?? role.max_session_duration,
        })
        .where('role_id', '=', role.role_id)
        .execute();
    });
    return {};
  },
});

/** UpdateRole's elder: the description alone, and it answers the role. */
export const updateRoleDescription = iamOperation('UpdateRoleDescription', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:UpdateRoleDescription', { boundary: 'asked' }),

  runs({ RoleName, Description }, { house, accountId }) {
    return house.store.write(async (tx) => {
      const role = await requireRole(tx, accountId, RoleName);
      await tx
        .updateTable('roles')
        .set({ description: Description })
        .where('role_id', '=', role.role_id)
        .execute();
      return { Role: await wholeRoleToWire(tx, { ...role, description: Description }) };
    });
  },
});

/** Puts another trust policy in place; it counts at the next AssumeRole, sessions that exist go on. */
export const updateAssumeRolePolicy = iamOperation('UpdateAssumeRolePolicy', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:UpdateAssumeRolePolicy', { boundary: 'asked' }),

  async runs({ RoleName, PolicyDocument }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const role = await requireRole(tx, accountId, RoleName);
      assertNotProtected(role);
      assertTrustPolicy(PolicyDocument);
      await tx
        .updateTable('roles')
        .set({ trust_policy: await trustToStore(tx, PolicyDocument) })
        .where('role_id', '=', role.role_id)
        .execute();
    });
    return {};
  },
});
