import { cloudformationOperation } from '../cloudformation-operation.ts';
import { toChangeSet, toStack, type Definition, type OperationData } from '../engine/records.ts';
import { changeSetNotExecutable, noStack } from '../errors.ts';
import { beginOperation } from '../stacks/begin-operation.ts';
import { askedBy } from '../stacks/request-parts.ts';
import { assertUpdatable } from '../stacks/update-stack.ts';
import { changeSetMeant, findChangeSet, onChangeSet } from './find-change-set.ts';

/**
 * Does what a change set says; the stack's other change sets are then worth nothing and go.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
 */
export const executeChangeSet = cloudformationOperation('ExecuteChangeSet', {
  authorizes: (input, context) => onChangeSet(context, 'ExecuteChangeSet', input),

  async runs({ ChangeSetName, StackName, ClientRequestToken, DisableRollback }, context) {
    const { house } = context;
    const { id, stack_id: stackId } = await findChangeSet(context, ChangeSetName, StackName);
    await house.store.write(async (tx) => {
      const row = await tx
        .selectFrom('change_sets')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const set = toChangeSet(row);
      const { status, executionStatus, onFailure, roleArn, type } = set.data;
      if (executionStatus !== 'AVAILABLE') throw changeSetNotExecutable(id, status, executionStatus);
      const stackRow = await tx.selectFrom('stacks').selectAll().where('id', '=', stackId).executeTakeFirst();
      if (stackRow === undefined || stackRow.is_live === 0) throw noStack(StackName ?? stackId);
      const stack = toStack(stackRow);
      const definition = definitionOf(set.data);
      const data: OperationData = {
        kind: type === 'CREATE' ? 'create' : 'update',
        ...askedBy(context),
        clientRequestToken: ClientRequestToken,
        ...(type === 'CREATE' ? {} : { next: { ...definition, roleArn } }),
        stackPolicy: stack.data.stackPolicy,
        onFailure: DisableRollback === true ? 'DO_NOTHING' : (onFailure ?? 'ROLLBACK'),
        skip: [],
        changeSetId: id,
      };
      const shared = { changeSetId: id, disableRollback: DisableRollback ?? false };
      if (type === 'CREATE') {
        if (stack.status !== 'REVIEW_IN_PROGRESS') assertUpdatable(stack);
        await beginOperation(tx, house, stack, {
          phase: 'deploy',
          data,
          template: null,
          step: {
            status: 'CREATE_IN_PROGRESS',
            row: { template: set.template },
            data: { ...definition, ...shared, roleArn },
          },
        });
      } else {
        assertUpdatable(stack);
        await beginOperation(tx, house, stack, {
          phase: 'deploy',
          data,
          template: set.template,
          step: { status: 'UPDATE_IN_PROGRESS', data: shared },
        });
      }
      await tx.deleteFrom('change_sets').where('stack_id', '=', stackId).where('id', '!=', id).execute();
      const executed = { ...set.data, executionStatus: 'EXECUTE_COMPLETE' };
      await tx
        .updateTable('change_sets')
        .set({ data: JSON.stringify(executed) })
        .where('id', '=', id)
        .execute();
    });
    await house.stackWork.announceAndWait(stackId);
    return {};
  },
});

function definitionOf(data: ReturnType<typeof toChangeSet>['data']): Definition {
  const { templateDescription: description, parameters, stored, noEcho } = data;
  const { tags, capabilities, resourceTypes, notificationArns, processed } = data;
  return {
    ...{ description, parameters, stored, noEcho, tags },
    ...{ capabilities, resourceTypes, notificationArns, processed },
  };
}

/**
 * Deletes a change set; one that is not there is no error.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html
 */
export const deleteChangeSet = cloudformationOperation('DeleteChangeSet', {
  authorizes: (input, context) => onChangeSet(context, 'DeleteChangeSet', input),

  async runs({ ChangeSetName, StackName }, context) {
    const set = await changeSetMeant(context, ChangeSetName, StackName);
    if (set !== undefined) {
      await context.house.store.write((tx) =>
        tx.deleteFrom('change_sets').where('id', '=', set.id).execute(),
      );
    }
    return {};
  },
});
