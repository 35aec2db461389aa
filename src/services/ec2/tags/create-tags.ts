import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { isSystemKey } from '../../../operation/resource-tags.ts';
import { requestTagKeys, resourceTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { noteOnceTagged } from '../../../store/once-tagged.ts';
import type { WriteTx } from '../../../store/store.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { change, ec2Operation, regionKey } from '../ec2-operation.ts';
import { invalidParameterCombination, tagLimitExceeded } from '../errors.ts';
import { readTags, toInstanceRecord } from '../instances/instance-record.ts';
import { placeOf } from '../shared/place.ts';
import { assertKeysForMetadata } from './metadata-tag-keys.ts';
import { assertAllExist, findAnyResources, type AnyResource } from './tagged-resources.ts';
import { MAX_TAGS, putTags, readTagList, tagList } from './tags.ts';

const MAX_RESOURCES = 1000;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
export const createTags = ec2Operation('CreateTags', {
  authorizes: ({ Resources, Tags }, context) =>
    onResources(context, 'ec2:CreateTags', Resources, requestTagKeys(tagList(readTagList(Tags)))),
  async runs(input, context) {
    const tags = readTagList(input.Tags);
    return changeTags(context, input, async (tx, { id, kind }) => {
      if (kind.type === 'instance') await assertShowable(tx, id, Object.keys(tags));
      const present = (await readTags(tx, [id])).get(id) ?? {};
      const added = Object.keys(tags).filter((key) => !Object.hasOwn(present, key));
      const own = Object.keys(present).filter((key) => !isSystemKey(key));
      if (own.length + added.length > MAX_TAGS) throw tagLimitExceeded();
      await putTags(tx, id, tags);
    });
  },
});

/**
 * Without tags all go; a tag with a value goes only if it has that value.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html
 */
export const deleteTags = ec2Operation('DeleteTags', {
  authorizes: ({ Resources, Tags = [] }, context) =>
    onResources(context, 'ec2:DeleteTags', Resources, {
      ...requestTagKeys(Tags.filter(({ Value }) => Value !== undefined)),
      ...(Tags.length === 0 ? {} : tagKeys(Tags.map(({ Key }) => Key ?? ''))),
    }),
  async runs(input, context) {
    return changeTags(context, input, async (tx, { id }) => {
      if ((await readTags(tx, [id])).size > 0) await noteOnceTagged(tx, id);
      // EC2's own tags stay.
      const rows = tx
        .deleteFrom('resource_tags')
        .where('resource_id', '=', id)
        .where('key', 'not like', 'aws:%');
      if (input.Tags === undefined || input.Tags.length === 0) await rows.execute();
      for (const { Key, Value } of input.Tags ?? []) {
        const ofKey = rows.where('key', '=', Key ?? '');
        await (Value === undefined ? ofKey : ofKey.where('value', '=', Value)).execute();
      }
    });
  },
});

/** @throws AwsError as {@link assertKeysForMetadata} */
async function assertShowable(tx: WriteTx, instanceId: string, keys: readonly string[]): Promise<void> {
  const row = await tx.selectFrom('instances').selectAll().where('id', '=', instanceId).executeTakeFirst();
  if (row !== undefined) assertKeysForMetadata(toInstanceRecord(row).data.metadataOptions, keys);
}

async function onResources(
  context: OperationContext,
  action: string,
  ids: readonly string[],
  keys: ConditionKeys,
): Promise<Authorization[]> {
  if (ids.length > MAX_RESOURCES) {
    throw invalidParameterCombination(`No more than ${MAX_RESOURCES} resources can be tagged at once.`);
  }
  const place = placeOf(context);
  await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
  return context.house.store.read(async (tx) => {
    const resources = await findAnyResources(tx, place, ids, context.house.clock.now().getTime());
    const tags = await readTags(
      tx,
      resources.filter(({ exists }) => exists).map(({ id }) => id),
    );
    return resources.map(({ id, arn }) => ({
      action,
      resource: arn,
      keys: { ...keys, ...resourceTagKeys(tagList(tags.get(id)), 'ec2'), ...regionKey(context) },
    }));
  });
}

async function changeTags(
  context: OperationContext,
  input: { readonly Resources: readonly string[]; readonly DryRun?: boolean | undefined },
  one: (tx: WriteTx, resource: AnyResource) => Promise<void>,
): Promise<Record<string, never>> {
  return change(context, input, async (tx, now) => {
    const resources = await findAnyResources(tx, placeOf(context), input.Resources, now);
    assertAllExist(resources);
    for (const resource of resources) await one(tx, resource);
    const instances = resources.filter(({ kind }) => kind.type === 'instance').map(({ id }) => id);
    return { answer: {}, instances };
  });
}
