import type { PrincipalPolicies } from '../../../operation/identities.ts';
import { iamArn } from '../../../kernel/arn.ts';
import type { CompiledPolicy, PolicyOrigin } from '../../../policy/compiled-policy.ts';
import type { PolicyCache } from '../../../policy/policy-cache.ts';
import type { ReadTx } from '../../../store/store.ts';
import { managedDocument, type AwsManagedDocument } from './managed-document.ts';

/** Where documents are found and compiled. */
export interface PolicySource {
  readonly compiled: PolicyCache;
  readonly awsManaged: AwsManagedDocument;
}

/**
 * Gathers what binds a user or role: inline and attached policies, for a user its groups' too, the
 * permissions boundary, and its tags. A group's own policies are found the same way.
 *
 * @param principalId the unique id, `AIDA…`, `AROA…` or `AGPA…`
 */
export async function loadPrincipalPolicies(
  tx: ReadTx,
  source: PolicySource,
  principalId: string,
): Promise<PrincipalPolicies> {
  const owners = await ownersOf(tx, principalId);
  return {
    identity: await identityPolicies(tx, source, owners),
    boundary: await boundaryOf(tx, source, owners[0]),
    tags: await tagsOf(tx, principalId),
  };
}

/** Whoever has policies: a user, its groups, a role. */
interface Owner {
  readonly id: string;
  /** For a person: `user Bob`. */
  readonly source: string;
  readonly arn: string;
  readonly boundary: string | undefined;
}

interface OwnerRow {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly path: string;
  readonly permissions_boundary?: string | null;
}

/** The principal, then its groups; nobody when it is gone. */
async function ownersOf(tx: ReadTx, principalId: string): Promise<readonly Owner[]> {
  if (principalId.startsWith('AIDA')) {
    const user = await tx
      .selectFrom('users')
      .select(['user_id as id', 'account_id', 'name', 'path', 'permissions_boundary'])
      .where('user_id', '=', principalId)
      .executeTakeFirst();
    const groups = await tx
      .selectFrom('group_members')
      .innerJoin('groups', 'groups.group_id', 'group_members.group_id')
      .select(['groups.group_id as id', 'groups.account_id', 'groups.name', 'groups.path'])
      .where('group_members.user_id', '=', principalId)
      .execute();
    return user === undefined ? [] : [ownerOf('user', user), ...groups.map((row) => ownerOf('group', row))];
  }
  if (principalId.startsWith('AGPA')) {
    const group = await tx
      .selectFrom('groups')
      .select(['group_id as id', 'account_id', 'name', 'path'])
      .where('group_id', '=', principalId)
      .executeTakeFirst();
    return group === undefined ? [] : [ownerOf('group', group)];
  }
  const role = await tx
    .selectFrom('roles')
    .select(['role_id as id', 'account_id', 'name', 'path', 'permissions_boundary'])
    .where('role_id', '=', principalId)
    .executeTakeFirst();
  return role === undefined ? [] : [ownerOf('role', role)];
}

function ownerOf(kind: 'user' | 'group' | 'role', row: OwnerRow): Owner {
  return {
    id: row.id,
    source: `${kind} ${row.name}`,
    arn: iamArn(row.account_id, `${kind}${row.path}${row.name}`),
    boundary: row.permissions_boundary ?? undefined,
  };
}

/** Inline policies first, then the managed ones, each once though several owners may have it. */
async function identityPolicies(
  tx: ReadTx,
  { compiled, awsManaged }: PolicySource,
  owners: readonly Owner[],
): Promise<readonly CompiledPolicy[]> {
  if (owners.length === 0) return [];
  const ids = owners.map(({ id }) => id);
  const byId = new Map(owners.map((owner) => [owner.id, owner]));
  const inline = await tx
    .selectFrom('inline_policies')
    .select(['owner_id', 'name', 'document'])
    .where('owner_id', 'in', ids)
    .orderBy('owner_id')
    .orderBy('name')
    .execute();
  const attached = await tx
    .selectFrom('attachments')
    .select(['owner_id', 'policy_arn'])
    .where('owner_id', 'in', ids)
    .orderBy('policy_arn')
    .orderBy('owner_id')
    .execute();
  const policies = inline.map(({ owner_id, name, document }) => {
    const owner = byId.get(owner_id);
    return compiled.get(document, { name, source: owner?.source, attachedTo: owner?.arn });
  });
  let last: string | undefined;
  for (const { owner_id, policy_arn: arn } of attached) {
    if (arn === last) continue;
    last = arn;
    const document = await managedDocument(tx, awsManaged, arn);
    if (document !== undefined) policies.push(compiled.get(document, managedOrigin(arn, byId.get(owner_id))));
  }
  return policies;
}

function managedOrigin(arn: string, owner: Owner | undefined): PolicyOrigin {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return { arn, name, source: owner?.source, attachedTo: owner?.arn };
}

/** A boundary whose policy is gone allows nothing, so it must not be taken for none. */
async function boundaryOf(
  tx: ReadTx,
  { compiled, awsManaged }: PolicySource,
  owner: Owner | undefined,
): Promise<CompiledPolicy | undefined> {
  const arn = owner?.boundary;
  if (arn === undefined) return undefined;
  const document = (await managedDocument(tx, awsManaged, arn)) ?? EMPTY_DOCUMENT;
  return compiled.get(document, managedOrigin(arn, owner));
}

const EMPTY_DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';

async function tagsOf(tx: ReadTx, resourceId: string): Promise<Record<string, string>> {
  const rows = await tx
    .selectFrom('tags')
    .select(['key', 'value'])
    .where('resource_id', '=', resourceId)
    .execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}
