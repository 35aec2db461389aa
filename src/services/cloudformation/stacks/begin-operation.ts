import type { House } from '../../../operation/house.ts';
import type { WriteTx } from '../../../store/store.ts';
import { stepStack, type StackStep } from '../engine/journal.ts';
import type { OperationData, Phase } from '../engine/records.ts';
import { operationRow } from './request-parts.ts';

/** What is to be begun on a stack. */
export interface Beginning {
  readonly phase: Phase;
  readonly data: OperationData;
  /** What the stack shall be; null where it is that already. */
  readonly template: string | null;
  readonly step: StackStep;
}

/** Writes down what is to be done with a stack; `house.stackWork.announce` then sets it off. */
export async function beginOperation(
  tx: WriteTx,
  house: House,
  stack: { readonly id: string; readonly name: string },
  { phase, data, template, step }: Beginning,
): Promise<void> {
  await tx.deleteFrom('stack_operations').where('stack_id', '=', stack.id).execute();
  const id = house.ids.requestId();
  await tx
    .insertInto('stack_operations')
    .values(operationRow(stack.id, id, phase, data, template))
    .execute();
  await stepStack(tx, house, stack, {
    clientRequestToken: data.clientRequestToken,
    reason: 'User Initiated',
    ...step,
  });
}
