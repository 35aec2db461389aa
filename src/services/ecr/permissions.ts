import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { tagsByOwner } from '../../operation/resource-tags.ts';
import { resourceTagKeys } from '../../operation/tag-keys.ts';
import { readRepositories, registryOf, repositoryArn, tagOwner, type Registry } from './repository-record.ts';

interface OnRepository {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

/** The permission for an action on a repository, whether it exists or not; its own policy may give it. */
export async function onRepository(
  context: OperationContext,
  action: string,
  input: OnRepository,
): Promise<Authorization> {
  const [one] = await onRepositories(context, action, registryOf(context, input), [input.repositoryName]);
  return one!;
}

/** The same for several of a registry's. @param keys condition keys of the request's own */
export async function onRepositories(
  { house }: OperationContext,
  action: string,
  registry: Registry,
  names: readonly string[],
  keys: ConditionKeys = {},
): Promise<readonly Authorization[]> {
  const { rows, tags } = await house.store.read(async (tx) => ({
    rows: await readRepositories(tx, registry, names),
    tags: await tagsByOwner(
      tx,
      names.map((name) => tagOwner(registry, name)),
    ),
  }));
  return names.map((name) => {
    const arn = repositoryArn(registry, name);
    const document = rows.find((row) => row.name === name)?.policy ?? undefined;
    return {
      action: `ecr:${action}`,
      resource: arn,
      resourceAccount: registry.account_id,
      keys: { ...resourceTagKeys(tags.get(tagOwner(registry, name)) ?? [], 'ecr'), ...keys },
      resourcePolicy: document === undefined ? undefined : { kind: 'bucket', document, arn },
    };
  });
}
