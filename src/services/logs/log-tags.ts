import type { ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { setTags, tagsOfOwner, unsetTags } from '../../operation/resource-tags.ts';
import { taggedAmong, type ServiceTagging } from '../../operation/service-tagging.ts';
import { requestTagKeys, tagKeys } from '../../operation/tag-keys.ts';
import { invalidArn, reservedTagKey, tooManyTags } from './errors.ts';
import { tagList } from './group-operations.ts';
import { groupArn, groupIn, nameInArn, onGroup, placeOf, readGroups, tagOwner } from './log-groups.ts';
import { logsOperation } from './logs-operation.ts';

export const tagResource = logsOperation('TagResource', {
  authorizes: ({ resourceArn, tags }, context) =>
    onArn(context, 'TagResource', resourceArn, requestTagKeys(tagList(tags))),
  runs: ({ resourceArn, tags }, context) => tag(context, named(resourceArn), tags),
});

export const tagLogGroup = logsOperation('TagLogGroup', {
  authorizes: ({ logGroupName, tags }, context) =>
    onGroup(context, 'TagLogGroup', logGroupName, { keys: requestTagKeys(tagList(tags)) }),
  runs: ({ logGroupName, tags }, context) => tag(context, logGroupName, tags),
});

export const untagResource = logsOperation('UntagResource', {
  authorizes: (input, context) => onArn(context, 'UntagResource', input.resourceArn, tagKeys(input.tagKeys)),
  runs: (input, context) => untag(context, named(input.resourceArn), input.tagKeys),
});

export const untagLogGroup = logsOperation('UntagLogGroup', {
  authorizes: ({ logGroupName, tags }, context) =>
    onGroup(context, 'UntagLogGroup', logGroupName, { keys: tagKeys(tags) }),
  runs: ({ logGroupName, tags }, context) => untag(context, logGroupName, tags),
});

export const listTagsForResource = logsOperation('ListTagsForResource', {
  authorizes: ({ resourceArn }, context) => onArn(context, 'ListTagsForResource', resourceArn),
  runs: async ({ resourceArn }, context) => ({ tags: await tagsIn(context, named(resourceArn)) }),
});

export const listTagsLogGroup = logsOperation('ListTagsLogGroup', {
  authorizes: ({ logGroupName }, context) => onGroup(context, 'ListTagsLogGroup', logGroupName),
  runs: async ({ logGroupName }, context) => ({ tags: await tagsIn(context, logGroupName) }),
});

/** Log groups by their ARN. */
export const logsTagging: ServiceTagging = {
  isGlobal: false,

  judge({ region, accountId, resource }) {
    if (region === '' || accountId === '' || !resource.includes(':')) return 'malformed';
    return /^log-group:[^:]+$/.test(resource) ? 'taggable' : 'other';
  },

  async change({ arn: { region, accountId, resource }, change, call }) {
    const name = resource.slice('log-group:'.length);
    const resourceArn = groupArn({ region, account_id: accountId }, name);
    if (change.kind === 'untag') await call('UntagResource', { resourceArn, tagKeys: change.keys });
    else {
      const tags = Object.fromEntries(change.tags.map(({ Key, Value }) => [Key, Value]));
      await call('TagResource', { resourceArn, tags });
    }
  },

  tagged: ({ store }, accountId, region) =>
    store.read(async (tx) => {
      const groups = await readGroups(tx, { account_id: accountId, region });
      const resources = groups.map((row) => ({ id: tagOwner(row.id), arn: groupArn(row, row.name) }));
      return taggedAmong(tx, 'resource_tags', resources);
    }),
};

/** @throws AwsError ValidationException */
function named(resourceArn: string): string {
  const name = nameInArn(resourceArn);
  if (name === undefined) throw invalidArn();
  return name;
}

function onArn(context: OperationContext, action: string, arn: string, keys: ConditionKeys = {}) {
  return onGroup(context, action, named(arn), { keys, behind: '' });
}

async function tag(context: OperationContext, name: string, tags: Readonly<Record<string, string>>) {
  await context.house.store.write(async (tx) => {
    const { id } = await groupIn(tx, placeOf(context), name);
    await setTags(tx, tagOwner(id), tagList(tags), { reserved: reservedTagKey, tooMany: tooManyTags });
  });
  return {};
}

async function untag(context: OperationContext, name: string, keys: readonly string[]) {
  await context.house.store.write(async (tx) => {
    const { id } = await groupIn(tx, placeOf(context), name);
    await unsetTags(tx, tagOwner(id), keys);
  });
  return {};
}

function tagsIn(context: OperationContext, name: string): Promise<Record<string, string>> {
  return context.house.store.read(async (tx) => {
    const { id } = await groupIn(tx, placeOf(context), name);
    const tags = await tagsOfOwner(tx, tagOwner(id));
    return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
  });
}
