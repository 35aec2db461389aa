import { formatArn } from '../../kernel/arn.ts';
import type { CreateRepositoryRequest, Repository } from '../../model/generated/ecr.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { RepositoryRow } from '../../store/repository-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { repositoryNotFound } from './errors.ts';

/** A repository's settings, under AWS's names. */
export type RepositoryData = Pick<
  CreateRepositoryRequest,
  'imageTagMutability' | 'imageTagMutabilityExclusionFilters' | 'imageScanningConfiguration'
>;

/** A registry: an account's in a region. */
export interface Registry {
  readonly account_id: string;
  readonly region: string;
}

/** The registry that a call is about: the caller's unless it names another. */
export function registryOf(
  { accountId, facts }: OperationContext,
  { registryId = accountId }: { readonly registryId?: string | undefined },
): Registry {
  return { account_id: registryId, region: facts.region };
}

export function repositoryArn({ account_id: accountId, region }: Registry, name: string): string {
  return formatArn({ service: 'ecr', region, accountId, resource: `repository/${name}` });
}

/** Under which id a repository's tags are kept. */
export function tagOwner(registry: Registry, name: string): string {
  return repositoryArn(registry, name);
}

/** A registry's repositories in the order of their names. @param names all when absent */
export async function readRepositories(
  tx: ReadTx,
  { account_id, region }: Registry,
  names?: readonly string[],
): Promise<readonly RepositoryRow[]> {
  return tx
    .selectFrom('repositories')
    .selectAll()
    .where('account_id', '=', account_id)
    .where('region', '=', region)
    .$if(names !== undefined, (query) => query.where('name', 'in', names ?? []))
    .orderBy('name')
    .execute();
}

/** @throws AwsError RepositoryNotFoundException */
export async function repositoryIn(tx: ReadTx, registry: Registry, name: string): Promise<RepositoryRow> {
  const [found] = await readRepositories(tx, registry, [name]);
  if (found === undefined) throw repositoryNotFound(name, registry.account_id);
  return found;
}

export function dataOf({ data }: RepositoryRow): RepositoryData {
  return JSON.parse(data) as RepositoryData;
}

export function repositoryToWire(row: RepositoryRow): Repository {
  const { account_id: registryId, region, name } = row;
  const data = dataOf(row);
  return {
    repositoryArn: repositoryArn(row, name),
    registryId,
    repositoryName: name,
    repositoryUri: `${registryId}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: new Date(row.created_at),
    imageTagMutability: data.imageTagMutability ?? 'MUTABLE',
    imageTagMutabilityExclusionFilters: data.imageTagMutabilityExclusionFilters,
    imageScanningConfiguration: { scanOnPush: data.imageScanningConfiguration?.scanOnPush ?? false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}
