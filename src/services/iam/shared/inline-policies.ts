import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { inlinePoliciesTooLarge, noSuchInlinePolicy, type OwnerKind } from '../errors.ts';
import type { Owner } from './owners.ts';
import { closePage, openPage, type PageEnd, type PagingInput } from './paging.ts';
import { policySize } from '../../../policy/policy-size.ts';
import { QUOTAS } from './quotas.ts';

/** How much an owner's inline policies may measure together, in characters without white space. */
const ROOM: Readonly<Record<OwnerKind, number>> = {
  user: QUOTAS.InlinePoliciesPerUser,
  group: QUOTAS.InlinePoliciesPerGroup,
  role: QUOTAS.InlinePoliciesPerRole,
};

/**
 * Embeds a policy in an owner, or puts it in the place of the one of that name.
 *
 * @param document validated by the caller
 * @throws AwsError LimitExceeded when the owner's inline policies together grow too large
 */
export async function putInlinePolicy(
  tx: WriteTx,
  owner: Owner,
  name: string,
  document: string,
): Promise<void> {
  const others = await tx
    .selectFrom('inline_policies')
    .select('document')
    .where('owner_id', '=', owner.id)
    .where('name', '!=', name)
    .execute();
  const size = others.reduce((sum, other) => sum + policySize(other.document), policySize(document));
  if (size > ROOM[owner.kind]) throw inlinePoliciesTooLarge(owner.kind, owner.name, ROOM[owner.kind]);
  await tx
    .insertInto('inline_policies')
    .values({ owner_id: owner.id, name, document })
    .onConflict((conflict) => conflict.columns(['owner_id', 'name']).doUpdateSet({ document }))
    .execute();
}

/** @throws AwsError NoSuchEntity */
export async function getInlinePolicy(tx: ReadTx, owner: Owner, name: string): Promise<string> {
  const row = await tx
    .selectFrom('inline_policies')
    .select('document')
    .where('owner_id', '=', owner.id)
    .where('name', '=', name)
    .executeTakeFirst();
  if (row === undefined) throw noSuchInlinePolicy(owner.kind, name);
  return row.document;
}

/** @throws AwsError NoSuchEntity */
export async function deleteInlinePolicy(tx: WriteTx, owner: Owner, name: string): Promise<void> {
  await getInlinePolicy(tx, owner, name);
  await tx.deleteFrom('inline_policies').where('owner_id', '=', owner.id).where('name', '=', name).execute();
}

/** The names of an owner's inline policies, as the three listings of them answer. */
export async function inlinePolicyPage(
  tx: ReadTx,
  listing: string,
  owner: Owner,
  input: PagingInput,
): Promise<{ readonly PolicyNames: readonly string[] } & PageEnd> {
  const page = openPage(listing, input);
  const rows = await tx
    .selectFrom('inline_policies')
    .select('name')
    .where('owner_id', '=', owner.id)
    .where('name', '>', page.after)
    .orderBy('name')
    .limit(page.size + 1)
    .execute();
  const { items, end } = closePage(page, rows, ({ name }) => name);
  return { PolicyNames: items.map(({ name }) => name), ...end };
}

/** Whether the owner has any inline policy. */
export async function hasInlinePolicies(tx: ReadTx, ownerId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('inline_policies')
    .select('name')
    .where('owner_id', '=', ownerId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
