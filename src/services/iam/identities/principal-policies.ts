import type { PrincipalPolicies } from '../../../operation/identities.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
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
 * permissions boundary, and its tags.
 *
 * @param principalId the unique id, `AIDA…` or `AROA…`
 */
export async function loadPrincipalPolicies(
  tx: ReadTx,
  source: PolicySource,
  principalId: string,
): Promise<PrincipalPolicies> {
  const { compiled } = source;
  const owners = [principalId, ...(await groupsOf(tx, principalId))];
  const inline = await tx
    .selectFrom('inline_policies')
    .select(['name', 'document'])
    .where('owner_id', 'in', owners)
    .orderBy('owner_id')
    .orderBy('name')
    .execute();
  const attached = await tx
    .selectFrom('attachments')
    .select('policy_arn')
    .distinct()
    .where('owner_id', 'in', owners)
    .orderBy('policy_arn')
    .execute();
  const identity: CompiledPolicy[] = inline.map(({ name, document }) => compiled.get(document, { name }));
  for (const { policy_arn: arn } of attached) {
    const document = await managedDocument(tx, source.awsManaged, arn);
    if (document !== undefined) identity.push(compiled.get(document, { arn }));
  }
  return {
    identity,
    boundary: await boundaryOf(tx, source, principalId),
    tags: await tagsOf(tx, principalId),
  };
}

async function groupsOf(tx: ReadTx, userId: string): Promise<string[]> {
  if (!userId.startsWith('AIDA')) return [];
  const rows = await tx
    .selectFrom('group_members')
    .select('group_id')
    .where('user_id', '=', userId)
    .execute();
  return rows.map((row) => row.group_id);
}

/** A boundary whose policy is gone allows nothing, so it must not be taken for none. */
async function boundaryOf(
  tx: ReadTx,
  source: PolicySource,
  principalId: string,
): Promise<CompiledPolicy | undefined> {
  const row = principalId.startsWith('AIDA')
    ? await tx
        .selectFrom('users')
        .select('permissions_boundary')
        .where('user_id', '=', principalId)
        .executeTakeFirst()
    : await tx
        .selectFrom('roles')
        .select('permissions_boundary')
        .where('role_id', '=', principalId)
        .executeTakeFirst();
  const arn = row?.permissions_boundary ?? undefined;
  if (arn === undefined) return undefined;
  return source.compiled.get((await managedDocument(tx, source.awsManaged, arn)) ?? EMPTY_DOCUMENT, { arn });
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
