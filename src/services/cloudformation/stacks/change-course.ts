import type { OperationContext } from '../../../operation/context.ts';
import { cloudformationOperation } from '../cloudformation-operation.ts';
import { toOperation, type OperationData, type Phase, type StackRecord } from '../engine/records.ts';
import { cannotCancel, noStack, wrongState } from '../errors.ts';
import { beginOperation } from './begin-operation.ts';
import { findStack, onStack, regionOf } from './find-stack.ts';
import { askedBy, assertRole, passingRole } from './request-parts.ts';
import { assertSkippable } from './skipped-resources.ts';

/**
 * Ends an update that runs; what it did is taken back.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html
 */
export const cancelUpdateStack = cloudformationOperation('CancelUpdateStack', {
  authorizes: ({ StackName }, context) => onStack(context, 'CancelUpdateStack', StackName),

  async runs({ StackName }, context) {
    const { house } = context;
    const id = await house.store.write(async (tx) => {
      const stack = await findStack(tx, regionOf(context), StackName);
      if (stack === undefined) throw noStack(StackName);
      const row = await tx
        .selectFrom('stack_operations')
        .selectAll()
        .where('stack_id', '=', stack.id)
        .executeTakeFirst();
      if (row === undefined || stack.status !== 'UPDATE_IN_PROGRESS') throw cannotCancel();
      const data: OperationData = { ...toOperation(row).data, isCancelled: true };
      await tx
        .updateTable('stack_operations')
        .set({ data: JSON.stringify(data) })
        .where('stack_id', '=', stack.id)
        .execute();
      return stack.id;
    });
    await house.stackWork.announceAndWait(id);
    return {};
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const continueUpdateRollback = cloudformationOperation('ContinueUpdateRollback', {
  authorizes: async ({ StackName, RoleARN }, context) => [
    await onStack(context, 'ContinueUpdateRollback', StackName, { 'cloudformation:RoleArn': RoleARN }),
    ...passingRole(RoleARN),
  ],

  async runs({ StackName, RoleARN, ResourcesToSkip = [], ClientRequestToken }, context) {
    await assertRole(context, RoleARN);
    await turnBack(context, StackName, {
      course: ({ status }) => (status === 'UPDATE_ROLLBACK_FAILED' ? 'revert' : undefined),
      roleArn: RoleARN,
      skip: ResourcesToSkip,
      clientRequestToken: ClientRequestToken,
    });
    return {};
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const rollbackStack = cloudformationOperation('RollbackStack', {
  authorizes: async ({ StackName, RoleARN }, context) => [
    await onStack(context, 'RollbackStack', StackName, { 'cloudformation:RoleArn': RoleARN }),
    ...passingRole(RoleARN),
  ],

  async runs({ StackName, RoleARN, ClientRequestToken }, context) {
    await assertRole(context, RoleARN);
    const StackId = await turnBack(context, StackName, {
      course: ({ status }) =>
        status === 'CREATE_FAILED' ? 'undo' : status === 'UPDATE_FAILED' ? 'revert' : undefined,
      roleArn: RoleARN,
      skip: [],
      clientRequestToken: ClientRequestToken,
    });
    return { StackId };
  },
});

interface TurningBack {
  /** By which phase a stack in its state is taken back; `undefined` where it cannot be. */
  readonly course: (stack: StackRecord) => Phase | undefined;
  readonly roleArn: string | undefined;
  readonly skip: readonly string[];
  readonly clientRequestToken: string | undefined;
}

async function turnBack(
  context: OperationContext,
  name: string,
  { course, roleArn, skip, clientRequestToken }: TurningBack,
): Promise<string> {
  const { house } = context;
  const id = await house.store.write(async (tx) => {
    const stack = await findStack(tx, regionOf(context), name);
    if (stack === undefined || stack.is_live === 0) throw noStack(name);
    const phase = course(stack);
    if (phase === undefined) throw wrongState(stack.id, stack.status, 'can not be rolled back');
    await assertSkippable(tx, stack, skip);
    const operation: OperationData = {
      kind: phase === 'undo' ? 'rollback' : 'continue',
      ...askedBy(context),
      clientRequestToken,
      onFailure: 'ROLLBACK',
      skip,
    };
    await beginOperation(tx, house, stack, {
      phase,
      data: operation,
      template: null,
      step: {
        status: phase === 'undo' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS',
        data: roleArn === undefined ? undefined : { roleArn },
      },
    });
    return stack.id;
  });
  await house.stackWork.announceAndWait(id);
  return id;
}
