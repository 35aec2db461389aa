import { whenThere } from '../../../kernel/soon.ts';
import type { Role } from '../../../model/generated/iam.ts';
import { noSuchEntity } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { ownerAuthorization } from '../shared/authorize-owner.ts';
import { knownRole } from './known-roles.ts';

/** Answers a role with all that IAM knows of it. */
export const getRole = iamOperation('GetRole', {
  authorizes({ RoleName }, context) {
    return whenThere(knownRole(context, RoleName), (role) => {
      const owner = { kind: 'role', name: RoleName, arn: role?.shown.Arn } as const;
      return ownerAuthorization(context.accountId, owner, 'iam:GetRole', role?.keys ?? {});
    });
  },

  async runs({ RoleName }, context) {
    const known = knownRole(context, RoleName);
    const role = known instanceof Promise ? await known : known;
    if (role === undefined) throw noSuchEntity('role', RoleName);
    const used = context.house.lastUses.of(role.id);
    const use = used instanceof Promise ? await used : used;
    // Set and not spread together: V8 copies a whole object fast, and knows its shape again.
    const Role: { -readonly [Member in keyof Role]: Role[Member] } = { ...role.shown };
    Role.RoleLastUsed = use === undefined ? {} : { LastUsedDate: use.usedAt, Region: use.region };
    return { Role };
  },
});
