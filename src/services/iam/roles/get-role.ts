import type { GetRoleRequest } from '../../../model/generated/iam.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { perCall } from '../../../operation/per-call.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import { noSuchEntity } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { arnOf } from '../shared/arns.ts';
import { ownerAuthorization } from '../shared/authorize-owner.ts';
import { findRole, roleLastUsed } from './role-rows.ts';
import { wholeRoleToWire } from './role-to-wire.ts';

/** Answers a role with all that IAM knows of it, read once for the decision and the answer. */
export const getRole = iamOperation('GetRole', {
  async authorizes(input, context) {
    const found = await role(input, context);
    const owner = { kind: 'role', name: input.RoleName, arn: found && arnOf('role', found.row) } as const;
    return ownerAuthorization(context.accountId, owner, 'iam:GetRole', {
      'iam:PermissionsBoundary': found?.row.permissions_boundary ?? undefined,
      ...resourceTagKeys(found?.shown.Tags ?? [], 'iam'),
    });
  },

  async runs(input, context) {
    const found = await role(input, context);
    if (found === undefined) throw noSuchEntity('role', input.RoleName);
    return { Role: found.shown };
  },
});

const role = perCall(({ RoleName }: GetRoleRequest, { house, accountId }: OperationContext) =>
  house.store.read(async (tx) => {
    const row = await findRole(tx, accountId, RoleName);
    if (row === undefined) return undefined;
    const shown = {
      ...(await wholeRoleToWire(tx, row)),
      RoleLastUsed: await roleLastUsed(tx, row.role_id),
    };
    return { row, shown };
  }),
);
