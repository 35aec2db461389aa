import { requested } from './requested-resources.ts';
import { changeTags } from './change-tags.ts';
import { permission, taggingOperation } from './tagging-operation.ts';

/** Puts tags on up to 20 resources, each by its service's own call. */
export const tagResources = taggingOperation('TagResources', {
  authorizes: permission('TagResources'),

  async runs({ ResourceARNList, Tags }, context) {
    const resources = await requested(ResourceARNList, 'TagResources', context);
    const tags = Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }));
    return { FailedResourcesMap: await changeTags(resources, { kind: 'tag', tags }, context) };
  },
});

/** Takes tags off up to 20 resources; a key that is not there is no failure. */
export const untagResources = taggingOperation('UntagResources', {
  authorizes: permission('UntagResources'),

  async runs({ ResourceARNList, TagKeys }, context) {
    const resources = await requested(ResourceARNList, 'UntagResources', context);
    const keys = [...new Set(TagKeys)];
    return { FailedResourcesMap: await changeTags(resources, { kind: 'untag', keys }, context) };
  },
});
