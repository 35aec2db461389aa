import { cloudformationOperation } from '../cloudformation-operation.ts';
import { toResource } from '../engine/records.ts';
import { cannotSignal, noResource, noStack, signalTaken } from '../errors.ts';
import { findStack, onStack, regionOf } from './find-stack.ts';

/**
 * Says of a resource that waits for it whether what was awaited went well.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SignalResource.html
 */
export const signalResource = cloudformationOperation('SignalResource', {
  authorizes: ({ StackName }, context) => onStack(context, 'SignalResource', StackName),

  async runs({ StackName, LogicalResourceId, UniqueId, Status }, context) {
    const { house } = context;
    const id = await house.store.write(async (tx) => {
      const stack = await findStack(tx, regionOf(context), StackName);
      if (stack === undefined) throw noStack(StackName);
      const row = await tx
        .selectFrom('stack_resources')
        .selectAll()
        .where('stack_id', '=', stack.id)
        .where('logical_id', '=', LogicalResourceId)
        .where('slot', '=', 'now')
        .executeTakeFirst();
      if (row === undefined) throw noResource(LogicalResourceId, stack.name);
      const { status } = toResource(row);
      if (!status.endsWith('_IN_PROGRESS')) throw cannotSignal(LogicalResourceId, status);
      const signal = { stack_id: stack.id, logical_id: LogicalResourceId, unique_id: UniqueId };
      const taken = await tx
        .selectFrom('stack_signals')
        .select('unique_id')
        .where('stack_id', '=', stack.id)
        .where('logical_id', '=', LogicalResourceId)
        .where('unique_id', '=', UniqueId)
        .executeTakeFirst();
      if (taken !== undefined) throw signalTaken(UniqueId);
      await tx
        .insertInto('stack_signals')
        .values({
          ...signal,
          is_success: Status === 'SUCCESS' ? 1 : 0,
          at: house.clock.now().getTime(),
          data: '',
        })
        .execute();
      return stack.id;
    });
    house.stackWork.announce(id);
    return {};
  },
});
