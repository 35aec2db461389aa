import { cloudformationOperation } from '../cloudformation-operation.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { WriteTx } from '../../../store/store.ts';
import { toOperation, type OperationData, type StackRecord } from '../engine/records.ts';
import { stepStack } from '../engine/journal.ts';
import { cannotRetainDeleted, isProtected, noResource, retainOnlyFailed } from '../errors.ts';
import { beginOperation } from './begin-operation.ts';
import { findResource } from './find-resource.ts';
import { findStack, onStack, regionOf } from './find-stack.ts';
import { askedBy, assertRole, passingRole } from './request-parts.ts';

/**
 * Deletes a stack; one that is not there is no error. What is being done with it meanwhile is given up.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export const deleteStack = cloudformationOperation('DeleteStack', {
  authorizes: async (input, context) => [
    await onStack(context, 'DeleteStack', input.StackName, { 'cloudformation:RoleArn': input.RoleARN }),
    ...passingRole(input.RoleARN),
  ],

  async runs(input, context) {
    const { house } = context;
    await assertRole(context, input.RoleARN);
    const stackId = await house.store.write(async (tx) => {
      const stack = await findStack(tx, regionOf(context), input.StackName);
      if (stack === undefined || stack.is_live === 0) return undefined;
      if (stack.data.terminationProtection) throw isProtected(stack.name);
      const skip = input.RetainResources ?? [];
      if (skip.length > 0 && stack.status !== 'DELETE_FAILED') throw retainOnlyFailed();
      await assertRetainable(tx, stack, skip);
      const data: OperationData = {
        kind: 'delete',
        ...askedBy(context),
        clientRequestToken: input.ClientRequestToken,
        onFailure: 'DO_NOTHING',
        skip: input.DeletionMode === 'FORCE_DELETE_STACK' ? await allOf(tx, stack) : skip,
      };
      await begin(tx, context, stack, data, input.RoleARN);
      return stack.id;
    });
    if (stackId !== undefined) await house.stackWork.announceAndWait(stackId);
    return {};
  },
});

async function begin(
  tx: WriteTx,
  { house }: OperationContext,
  stack: StackRecord,
  data: OperationData,
  roleArn: string | undefined,
): Promise<void> {
  const row = await tx
    .selectFrom('stack_operations')
    .selectAll()
    .where('stack_id', '=', stack.id)
    .executeTakeFirst();
  const step = {
    status: 'DELETE_IN_PROGRESS',
    data: roleArn === undefined ? undefined : { roleArn },
  };
  if (row === undefined) {
    await beginOperation(tx, house, stack, { phase: 'delete', data, template: null, step });
    return;
  }
  const running = toOperation(row);
  if (running.phase === 'delete') return;
  const { caller, clientRequestToken, skip } = data;
  const changed: OperationData = { ...running.data, deletion: { caller, clientRequestToken, skip } };
  await tx
    .updateTable('stack_operations')
    .set({ data: JSON.stringify(changed) })
    .where('stack_id', '=', stack.id)
    .execute();
  await stepStack(tx, house, stack, { ...step, reason: 'User Initiated', clientRequestToken });
}

/** @throws AwsError ValidationError for what is no resource of the stack, or is gone already */
async function assertRetainable(tx: WriteTx, stack: StackRecord, skip: readonly string[]): Promise<void> {
  for (const id of skip) {
    const resource = await findResource(tx, stack.id, id);
    if (resource === undefined) throw noResource(id, stack.name);
    if (resource.status === 'DELETE_COMPLETE') throw cannotRetainDeleted();
  }
}

/** With FORCE_DELETE_STACK what could not be removed is left behind. */
async function allOf(tx: WriteTx, { id }: StackRecord): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('stack_resources')
    .select(['logical_id', 'data'])
    .where('stack_id', '=', id)
    .where('slot', '=', 'now')
    .execute();
  return rows.filter(({ data }) => data.includes('"status":"DELETE_FAILED"')).map((row) => row.logical_id);
}
