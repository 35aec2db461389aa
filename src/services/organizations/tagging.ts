import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { requestTagKeys, tagKeys } from '../../operation/tag-keys.ts';
import type { OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { notFound } from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { pageOf } from './pages.ts';
import { onPolicy, onTarget, requireManagement } from './standing.ts';
import { assertTags, putTags, removeTags, tagsOf } from './tags.ts';
import { accountIn, unitIn } from './tree.ts';

export const tagResource = organizationsOperation('TagResource', {
  authorizes: ({ ResourceId, Tags }, context) =>
    onTaggable(context, 'organizations:TagResource', ResourceId, requestTagKeys(Tags)),

  async runs({ ResourceId, Tags }, { house, accountId }) {
    assertTags(Tags);
    await house.store.write(async (tx) => {
      await requireTaggable(tx, await requireManagement(tx, accountId), ResourceId);
      await putTags(tx, ResourceId, Tags);
    });
    return {};
  },
});

export const untagResource = organizationsOperation('UntagResource', {
  authorizes: ({ ResourceId, TagKeys }, context) =>
    onTaggable(context, 'organizations:UntagResource', ResourceId, tagKeys(TagKeys)),

  async runs({ ResourceId, TagKeys }, { house, accountId }) {
    await house.store.write(async (tx) => {
      await requireTaggable(tx, await requireManagement(tx, accountId), ResourceId);
      await removeTags(tx, ResourceId, TagKeys);
    });
    return {};
  },
});

export const listTagsForResource = organizationsOperation('ListTagsForResource', {
  authorizes: ({ ResourceId }, context) =>
    onTaggable(context, 'organizations:ListTagsForResource', ResourceId, {}),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      await requireTaggable(tx, await requireManagement(tx, accountId), input.ResourceId);
      const tags = await tagsOf(tx, input.ResourceId);
      const { items, ...next } = pageOf('ListTagsForResource', input, tags, ({ Key }) => Key);
      return { Tags: items, ...next };
    }),
});

function onTaggable(
  context: OperationContext,
  action: string,
  id: string,
  keys: ConditionKeys,
): Promise<Authorization> {
  return id.startsWith('p-') ? onPolicy(context, action, id, keys) : onTarget(context, action, id, keys);
}

/** @throws AwsError TargetNotFoundException */
async function requireTaggable(tx: ReadTx, organization: OrganizationRow, id: string): Promise<void> {
  const { organization_id: organizationId, root_id: rootId } = organization;
  if (id === rootId) return;
  if ((await unitIn(tx, organizationId, id)) !== undefined) return;
  if ((await accountIn(tx, organizationId, id)) !== undefined) return;
  const policy = await tx
    .selectFrom('organization_policies')
    .select('policy_id')
    .where('policy_id', '=', id)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (policy === undefined) throw notFound('target');
}
