import { formatArn } from '../../kernel/arn.ts';
import { pageAfter } from '../../operation/pages.ts';
import { forgetTags, putSystemTags, setTags } from '../../operation/resource-tags.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import { ecrOperation } from './ecr-operation.ts';
import {
  invalidNextToken,
  noKms,
  repositoryExists,
  repositoryNotFound,
  reservedTagKey,
  tooManyRepositories,
  tooManyTags,
} from './errors.ts';
import { onRepositories, onRepository } from './permissions.ts';
import {
  readRepositories,
  registryOf,
  repositoryIn,
  repositoryToWire,
  tagOwner,
  type RepositoryData,
} from './repository-record.ts';

const MAX_REPOSITORIES = 10_000;
const PAGE = 100;

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const createRepository = ecrOperation('CreateRepository', {
  authorizes: (input, context) => {
    const keys = requestTagKeys(input.tags);
    return onRepositories(
      context,
      'CreateRepository',
      registryOf(context, input),
      [input.repositoryName],
      keys,
    );
  },

  async runs(input, context) {
    const { repositoryName: name, tags = [], encryptionConfiguration: encryption } = input;
    if (encryption !== undefined && encryption.encryptionType !== 'AES256') throw noKms();
    const registry = registryOf(context, input);
    const data: RepositoryData = {
      imageTagMutability: input.imageTagMutability,
      imageTagMutabilityExclusionFilters: input.imageTagMutabilityExclusionFilters,
      imageScanningConfiguration: input.imageScanningConfiguration,
    };
    const row = {
      ...{ ...registry, name, policy: null, lifecycle_policy: null },
      created_at: context.house.clock.now().getTime(),
      data: JSON.stringify(data),
    };
    await context.house.store.write(async (tx) => {
      const there = await readRepositories(tx, registry);
      if (there.some((one) => one.name === name)) throw repositoryExists(name, registry.account_id);
      if (there.length >= MAX_REPOSITORIES) throw tooManyRepositories();
      await tx.insertInto('repositories').values(row).execute();
      const errors = { reserved: reservedTagKey, tooMany: tooManyTags };
      await setTags(tx, tagOwner(registry, name), tags, errors);
      await putSystemTags(tx, tagOwner(registry, name), context.facts);
    });
    return { repository: repositoryToWire(row) };
  },
});

export const describeRepositories = ecrOperation('DescribeRepositories', {
  authorizes(input, context) {
    const registry = registryOf(context, input);
    if (input.repositoryNames !== undefined) {
      return onRepositories(context, 'DescribeRepositories', registry, input.repositoryNames);
    }
    const { account_id: accountId, region } = registry;
    const resource = formatArn({ service: 'ecr', region, accountId, resource: 'repository/*' });
    return { action: 'ecr:DescribeRepositories', resource, resourceAccount: accountId };
  },

  async runs(input, context) {
    const registry = registryOf(context, input);
    const { repositoryNames: names, maxResults: size = PAGE, nextToken: token } = input;
    const rows = await context.house.store.read((tx) => readRepositories(tx, registry, names));
    const missing = names?.find((name) => !rows.some((row) => row.name === name));
    if (missing !== undefined) throw repositoryNotFound(missing, registry.account_id);
    const page = { listing: 'DescribeRepositories', size, token, invalidToken: invalidNextToken };
    const { items, next } = pageAfter(page, rows, ({ name }) => name);
    return { repositories: items.map(repositoryToWire), nextToken: next };
  },
});

/** Nothing can be in one, so `force` makes no difference. */
export const deleteRepository = ecrOperation('DeleteRepository', {
  authorizes: (input, context) => onRepository(context, 'DeleteRepository', input),

  async runs(input, context) {
    const { account_id, region } = registryOf(context, input);
    const name = input.repositoryName;
    const row = await context.house.store.write(async (tx) => {
      const found = await repositoryIn(tx, { account_id, region }, name);
      await tx
        .deleteFrom('repositories')
        .where('account_id', '=', account_id)
        .where('region', '=', region)
        .where('name', '=', name)
        .execute();
      await forgetTags(tx, tagOwner(found, name));
      return found;
    });
    return { repository: repositoryToWire(row) };
  },
});
