import { prepared } from '../../store/prepared.ts';
import type { OrganizationAccountRow, OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx } from '../../store/store.ts';

const organizationById = prepared((db, p: { id: string }) =>
  db.selectFrom('organizations').selectAll().where('organization_id', '=', p.id),
);

const accountById = prepared((db, p: { id: string }) =>
  db.selectFrom('organization_accounts').selectAll().where('account_id', '=', p.id),
);

const unitById = prepared((db, p: { id: string }) =>
  db.selectFrom('organizational_units').selectAll().where('ou_id', '=', p.id),
);

/** An organization and an account in it. */
export interface Membership {
  readonly organization: OrganizationRow;
  readonly account: OrganizationAccountRow;
}

/** The organization of an account; `undefined` when it is in none. */
export async function membershipOf(tx: ReadTx, accountId: string): Promise<Membership | undefined> {
  const account = await accountById.first(tx, { id: accountId });
  const organization = account && (await organizationById.first(tx, { id: account.organization_id }));
  return account && organization && { account, organization };
}

/** An OU of the organization. */
export async function unitIn(tx: ReadTx, organizationId: string, id: string) {
  const unit = await unitById.first(tx, { id });
  return unit?.organization_id === organizationId ? unit : undefined;
}

/** An account of the organization. */
export async function accountIn(tx: ReadTx, organizationId: string, id: string) {
  const account = await accountById.first(tx, { id });
  return account?.organization_id === organizationId ? account : undefined;
}

/** The ids from the root down to a parent, itself included. @param parentId a root's or an OU's */
export async function lineOf(tx: ReadTx, parentId: string): Promise<readonly string[]> {
  const line = [parentId];
  for (let id = parentId; id.startsWith('ou-');) {
    const unit = await unitById.first(tx, { id });
    if (unit === undefined) throw new Error(`the tree has no \`${id}\``);
    id = unit.parent_id;
    line.unshift(id);
  }
  return line;
}

/** A place in the organization as paths in conditions and answers name it: `o-…/r-…/ou-…/`. */
export function pathOf(organizationId: string, line: readonly string[]): string {
  return `${[organizationId, ...line].join('/')}/`;
}
