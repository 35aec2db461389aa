import type { WriteTx } from '../../../../store/store.ts';

/**
 * Has those who give out a subnet's addresses at once take turns: without it each would choose the same
 * lowest ones, and on PostgreSQL learn it only from the constraint, of whose failures a write survives few.
 */
export async function holdSubnet(tx: WriteTx, id: string): Promise<void> {
  await tx
    .updateTable('subnets')
    .set((expression) => ({ created_at: expression.ref('created_at') }))
    .where('id', '=', id)
    .execute();
}
