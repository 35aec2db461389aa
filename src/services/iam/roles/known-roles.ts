import type { Role } from '../../../model/generated/iam.ts';
import type { ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { House } from '../../../operation/house.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import { EpochCache } from '../../../store/epoch-cache.ts';
import { nameKey } from '../shared/arns.ts';
import { findRole } from './role-rows.ts';
import { wholeRoleToWire } from './role-to-wire.ts';

/** A role as it is shown and as conditions ask about it. Its last use is not part of it: no epoch tells of that. */
export interface KnownRole {
  readonly id: string;
  readonly shown: Role;
  readonly keys: ConditionKeys;
}

/** How many roles are kept: GetRole is what tools call most, again and again for the same ones. */
const CAPACITY = 1000;

const kept = new WeakMap<House, EpochCache<string, KnownRole | undefined>>();

/** The role of a name in any case, as of the call's epoch: roles, their tags and whom they trust raise it. */
export function knownRole(
  { house, accountId, facts }: OperationContext,
  name: string,
): Promise<KnownRole | undefined> | KnownRole | undefined {
  let roles = kept.get(house);
  if (roles === undefined) kept.set(house, (roles = new EpochCache(CAPACITY)));
  return roles.get(`${accountId}/${nameKey(name)}`, facts.epoch, () => load(house, accountId, name));
}

function load(house: House, accountId: string, name: string): Promise<KnownRole | undefined> {
  return house.store.read(async (tx) => {
    const row = await findRole(tx, accountId, name);
    if (row === undefined) return undefined;
    const shown = await wholeRoleToWire(tx, row);
    const keys = {
      'iam:PermissionsBoundary': row.permissions_boundary ?? undefined,
      ...resourceTagKeys(shown.Tags ?? [], 'iam'),
    };
    return { id: row.role_id, shown, keys };
  });
}
