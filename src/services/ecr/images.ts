import { ecrOperation } from './ecr-operation.ts';
import { imageNotFound } from './errors.ts';
import { onRepository } from './permissions.ts';
import { registryOf, repositoryIn } from './repository-record.ts';

/** No image can be pushed, so there is none. */
export const describeImages = ecrOperation('DescribeImages', {
  authorizes: (input, context) => onRepository(context, 'DescribeImages', input),

  async runs(input, context) {
    const registry = registryOf(context, input);
    await context.house.store.read((tx) => repositoryIn(tx, registry, input.repositoryName));
    const [asked] = input.imageIds ?? [];
    if (asked !== undefined) throw imageNotFound(asked, input.repositoryName, registry.account_id);
    return { imageDetails: [] };
  },
});

export const listImages = ecrOperation('ListImages', {
  authorizes: (input, context) => onRepository(context, 'ListImages', input),

  async runs(input, context) {
    const registry = registryOf(context, input);
    await context.house.store.read((tx) => repositoryIn(tx, registry, input.repositoryName));
    return { imageIds: [] };
  },
});
