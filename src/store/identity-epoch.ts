import type { IdentityTables } from './identity-tables.ts';

/** Identity's tables, and whether a change of theirs raises the epoch; a forgotten one does not compile. */
const RAISES: Readonly<Record<keyof IdentityTables, boolean>> = {
  accounts: true,
  users: true,
  groups: true,
  group_members: true,
  roles: true,
  policies: true,
  policy_versions: true,
  inline_policies: true,
  attachments: true,
  instance_profiles: true,
  access_keys: true,
  tags: true,
  settings: true,
  last_uses: false,
};

/** Whether a committed change of the table raises the identity epoch. */
export function raisesEpoch(table: string): boolean {
  return Object.hasOwn(RAISES, table) && RAISES[table as keyof IdentityTables];
}
