import type { OperationContext } from '../../operation/context.ts';
import type { RepositoryRow } from '../../store/repository-tables.ts';
import type { WriteTx } from '../../store/store.ts';
import { registryOf, repositoryIn } from './repository-record.ts';

/**
 * Changes one repository.
 *
 * @param fn what its row is to have; may run again, so has no other effect
 * @returns the row as it was
 * @throws AwsError RepositoryNotFoundException
 */
export function changeRepository(
  context: OperationContext,
  input: { readonly registryId?: string | undefined; readonly repositoryName: string },
  fn: (row: RepositoryRow, tx: WriteTx) => Promise<Partial<RepositoryRow>> | Partial<RepositoryRow>,
): Promise<RepositoryRow> {
  return context.house.store.write(async (tx) => {
    const row = await repositoryIn(tx, registryOf(context, input), input.repositoryName);
    await tx
      .updateTable('repositories')
      .set(await fn(row, tx))
      .where('account_id', '=', row.account_id)
      .where('region', '=', row.region)
      .where('name', '=', row.name)
      .execute();
    return row;
  });
}
