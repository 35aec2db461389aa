import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { requireRole, roleLastUsed } from './role-rows.ts';
import { wholeRoleToWire } from './role-to-wire.ts';

/** Answers a role with all that IAM knows of it. */
export const getRole = iamOperation('GetRole', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:GetRole', { boundary: 'asked' }),

  runs({ RoleName }, { house, accountId }) {
    return house.store.read(async (tx) => {
      const row = await requireRole(tx, accountId, RoleName);
      const role = await wholeRoleToWire(tx, row);
      const recent = house.lastUses.recent(row.role_id);
      const RoleLastUsed =
        recent === undefined
          ? await roleLastUsed(tx, row.role_id)
          : { LastUsedDate: recent.usedAt, Region: recent.region };
      return { Role: { ...role, RoleLastUsed } };
    });
  },
});
