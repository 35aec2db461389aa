import { parseArn } from '../../kernel/arn.ts';
import type { ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { setTags, tagsOfOwner, unsetTags } from '../../operation/resource-tags.ts';
import { taggedAmong, type ServiceTagging } from '../../operation/service-tagging.ts';
import { requestTagKeys, tagKeys } from '../../operation/tag-keys.ts';
import { ecrOperation } from './ecr-operation.ts';
import { invalidArn, reservedTagKey, tooManyTags } from './errors.ts';
import { onRepositories } from './permissions.ts';
import {
  readRepositories,
  repositoryArn,
  repositoryIn,
  tagOwner,
  type Registry,
} from './repository-record.ts';

export const tagResource = ecrOperation('TagResource', {
  authorizes: ({ resourceArn, tags }, context) =>
    onNamed(context, 'TagResource', resourceArn, requestTagKeys(tags)),

  async runs({ resourceArn, tags }, { house }) {
    const { registry, name } = named(resourceArn);
    await house.store.write(async (tx) => {
      await repositoryIn(tx, registry, name);
      const errors = { reserved: reservedTagKey, tooMany: tooManyTags };
      await setTags(tx, tagOwner(registry, name), tags, errors);
    });
    return {};
  },
});

export const untagResource = ecrOperation('UntagResource', {
  authorizes: ({ resourceArn, tagKeys: keys }, context) =>
    onNamed(context, 'UntagResource', resourceArn, tagKeys(keys)),

  async runs({ resourceArn, tagKeys: keys }, { house }) {
    const { registry, name } = named(resourceArn);
    await house.store.write(async (tx) => {
      await repositoryIn(tx, registry, name);
      await unsetTags(tx, tagOwner(registry, name), keys);
    });
    return {};
  },
});

export const listTagsForResource = ecrOperation('ListTagsForResource', {
  authorizes: ({ resourceArn }, context) => onNamed(context, 'ListTagsForResource', resourceArn),

  runs: ({ resourceArn }, { house }) => {
    const { registry, name } = named(resourceArn);
    return house.store.read(async (tx) => {
      await repositoryIn(tx, registry, name);
      return { tags: await tagsOfOwner(tx, tagOwner(registry, name)) };
    });
  },
});

/** Repositories by their ARN. */
export const ecrTagging: ServiceTagging = {
  isGlobal: false,

  judge({ region, accountId, resource }) {
    if (region === '' || accountId === '' || !resource.includes('/')) return 'malformed';
    return resource.startsWith('repository/') ? 'taggable' : 'other';
  },

  async change({ arn: { region, accountId, resource }, change, call }) {
    const name = resource.slice('repository/'.length);
    const resourceArn = repositoryArn({ region, account_id: accountId }, name);
    if (change.kind === 'tag') await call('TagResource', { resourceArn, tags: change.tags });
    else await call('UntagResource', { resourceArn, tagKeys: change.keys });
  },

  tagged: ({ store }, accountId, region) =>
    store.read(async (tx) => {
      const rows = await readRepositories(tx, { account_id: accountId, region });
      const resources = rows.map((row) => ({
        id: tagOwner(row, row.name),
        arn: repositoryArn(row, row.name),
      }));
      return taggedAmong(tx, 'resource_tags', resources);
    }),
};

/** @throws AwsError InvalidParameterException */
function named(resourceArn: string): { readonly registry: Registry; readonly name: string } {
  const arn = parseArn(resourceArn);
  const name = /^repository\/(.+)$/.exec(arn?.resource ?? '')?.[1];
  if (arn?.service !== 'ecr' || name === undefined) throw invalidArn();
  return { registry: { account_id: arn.accountId, region: arn.region }, name };
}

function onNamed(context: OperationContext, action: string, arn: string, keys?: ConditionKeys) {
  const { registry, name } = named(arn);
  return onRepositories(context, action, registry, [name], keys);
}
