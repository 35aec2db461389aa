import type { OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { notFound } from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { pageOf } from './pages.ts';
import { onTarget, requireManagement } from './standing.ts';
import { accountToWire } from './to-wire.ts';
import { accountIn, lineOf, unitIn } from './tree.ts';

/** What hangs where in the tree. */

/** Whether an id is the organization's root or one of its OUs. */
export async function isParent(tx: ReadTx, organization: OrganizationRow, id: string): Promise<boolean> {
  return id === organization.root_id || (await unitIn(tx, organization.organization_id, id)) !== undefined;
}

/** @throws AwsError ParentNotFoundException */
export async function requireParent(tx: ReadTx, organization: OrganizationRow, id: string): Promise<void> {
  if (!(await isParent(tx, organization, id))) throw notFound('parent');
}

export const listParents = organizationsOperation('ListParents', {
  authorizes: ({ ChildId }, context) => onTarget(context, 'organizations:ListParents', ChildId),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const { organization_id: id } = await requireManagement(tx, accountId);
      const child = (await accountIn(tx, id, input.ChildId)) ?? (await unitIn(tx, id, input.ChildId));
      if (child === undefined) throw notFound('child');
      const { items, ...next } = pageOf('ListParents', input, [child.parent_id], (parent) => parent);
      return {
        Parents: items.map((Id) => ({ Id, Type: Id.startsWith('r-') ? 'ROOT' : 'ORGANIZATIONAL_UNIT' })),
        ...next,
      };
    }),
});

export const listChildren = organizationsOperation('ListChildren', {
  authorizes: ({ ParentId }, context) => onTarget(context, 'organizations:ListChildren', ParentId),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const { ParentId, ChildType } = input;
      const organization = await requireManagement(tx, accountId);
      await requireParent(tx, organization, ParentId);
      const ids =
        ChildType === 'ACCOUNT'
          ? (await accountsBelow(tx, ParentId)).map((account) => account.account_id)
          : (await unitsBelow(tx, ParentId)).map((unit) => unit.ou_id);
      const { items, ...next } = pageOf(`ListChildren ${ChildType}`, input, ids, (id) => id);
      return { Children: items.map((Id) => ({ Id, Type: ChildType })), ...next };
    }),
});

export const listAccountsForParent = organizationsOperation('ListAccountsForParent', {
  authorizes: ({ ParentId }, context) => onTarget(context, 'organizations:ListAccountsForParent', ParentId),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      await requireParent(tx, organization, input.ParentId);
      const line = await lineOf(tx, input.ParentId);
      const accounts = await accountsBelow(tx, input.ParentId);
      const { items, ...next } = pageOf('ListAccountsForParent', input, accounts, (a) => a.account_id);
      return { Accounts: items.map((account) => accountToWire(organization, account, line)), ...next };
    }),
});

function accountsBelow(tx: ReadTx, parentId: string) {
  return tx
    .selectFrom('organization_accounts')
    .selectAll()
    .where('parent_id', '=', parentId)
    .orderBy('account_id')
    .execute();
}

function unitsBelow(tx: ReadTx, parentId: string) {
  return tx
    .selectFrom('organizational_units')
    .select('ou_id')
    .where('parent_id', '=', parentId)
    .orderBy('ou_id')
    .execute();
}
