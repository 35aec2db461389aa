import type { FederationTables } from './federation-tables.ts';
import type { IdentityTables } from './identity-tables.ts';
import type { OrganizationTables } from './organization-tables.ts';

type EpochTable = keyof IdentityTables | keyof FederationTables | keyof OrganizationTables | 'vpc_endpoints';

/** Identity's tables, and whether a change of theirs raises the epoch; a forgotten one does not compile. */
const RAISES: Readonly<Record<EpochTable, boolean>> = {
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
  organizations: true,
  organizational_units: true,
  organization_accounts: true,
  organization_policies: true,
  organization_attachments: true,
  account_requests: false,
  vpc_endpoints: true,
  oidc_providers: true,
  saml_providers: true,
};

/** Whether a committed change of the table raises the identity epoch. */
export function raisesEpoch(table: string): boolean {
  return Object.hasOwn(RAISES, table) && RAISES[table as EpochTable];
}
