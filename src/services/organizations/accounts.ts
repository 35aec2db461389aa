import type { OrganizationAccountRow, OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import {
  accountIsThere,
  destinationParentNotFound,
  managementAccountStays,
  notFound,
  sourceParentNotFound,
} from './errors.ts';
import { detachAll } from './attached.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { pageOf } from './pages.ts';
import { isParent } from './parents.ts';
import { onTarget, requireManagement } from './standing.ts';
import { dropTags } from './tags.ts';
import { accountToWire } from './to-wire.ts';
import { accountIn, lineOf } from './tree.ts';

export const listAccounts = organizationsOperation('ListAccounts', {
  authorizes: () => ({ action: 'organizations:ListAccounts', resource: '*' }),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const accounts = await tx
        .selectFrom('organization_accounts')
        .selectAll()
        .where('organization_id', '=', organization.organization_id)
        .orderBy('account_id')
        .execute();
      const { items, ...next } = pageOf('ListAccounts', input, accounts, (account) => account.account_id);
      const Accounts = [];
      for (const account of items) {
        Accounts.push(accountToWire(organization, account, await lineOf(tx, account.parent_id)));
      }
      return { Accounts, ...next };
    }),
});

export const describeAccount = organizationsOperation('DescribeAccount', {
  authorizes: ({ AccountId }, context) => onTarget(context, 'organizations:DescribeAccount', AccountId),

  runs: ({ AccountId }, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const account = await requireAccount(tx, organization, AccountId);
      return { Account: accountToWire(organization, account, await lineOf(tx, account.parent_id)) };
    }),
});

/** Moves an account to another OU; what binds it is another from the next request on. */
export const moveAccount = organizationsOperation('MoveAccount', {
  authorizes: async ({ AccountId, SourceParentId, DestinationParentId }, context) =>
    Promise.all(
      [AccountId, SourceParentId, DestinationParentId].map((id) =>
        onTarget(context, 'organizations:MoveAccount', id),
      ),
    ),

  async runs({ AccountId, SourceParentId, DestinationParentId }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const account = await requireAccount(tx, organization, AccountId);
      if (account.parent_id !== SourceParentId) throw sourceParentNotFound();
      if (SourceParentId === DestinationParentId) throw accountIsThere();
      if (!(await isParent(tx, organization, DestinationParentId))) throw destinationParentNotFound();
      await tx
        .updateTable('organization_accounts')
        .set({ parent_id: DestinationParentId })
        .where('account_id', '=', AccountId)
        .execute();
    });
    return {};
  },
});

/** Lets an account go: it lives on by itself, bound by no policy of the organization's. */
export const removeAccountFromOrganization = organizationsOperation('RemoveAccountFromOrganization', {
  authorizes: ({ AccountId }, context) =>
    onTarget(context, 'organizations:RemoveAccountFromOrganization', AccountId),

  async runs({ AccountId }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      await requireAccount(tx, organization, AccountId);
      if (AccountId === organization.management_account_id) throw managementAccountStays();
      await detachAll(tx, AccountId);
      await dropTags(tx, AccountId);
      await tx.deleteFrom('organization_accounts').where('account_id', '=', AccountId).execute();
    });
    return {};
  },
});

/** @throws AwsError AccountNotFoundException */
async function requireAccount(
  tx: ReadTx,
  { organization_id: organizationId }: OrganizationRow,
  id: string,
): Promise<OrganizationAccountRow> {
  const account = await accountIn(tx, organizationId, id);
  if (account === undefined) throw notFound('account');
  return account;
}
