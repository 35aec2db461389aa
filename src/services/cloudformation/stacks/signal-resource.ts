import { cloudformationOperation } from '../cloudformation-operation.ts';
import { addEvent } from '../engine/journal.ts';
import { cannotSignal, noResource, noStack, signalTaken } from '../errors.ts';
import { findResource } from './find-resource.ts';
import { findStack, regionOf } from './find-stack.ts';
import { onOwnStack } from './own-stack.ts';

/**
 * Says of a resource that waits for it whether what was awaited went well.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SignalResource.html
 */
export const signalResource = cloudformationOperation('SignalResource', {
  authorizes: ({ StackName }, context) => onOwnStack(context, 'SignalResource', StackName),

  async runs({ StackName, LogicalResourceId, UniqueId, Status }, context) {
    const { house } = context;
    const id = await house.store.write(async (tx) => {
      const stack = await findStack(tx, regionOf(context), StackName);
      if (stack === undefined) throw noStack(StackName);
      const resource = await findResource(tx, stack.id, LogicalResourceId);
      if (resource === undefined) throw noResource(LogicalResourceId, stack.name);
      const { status, type, physicalId = '' } = resource;
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
      const at = house.clock.now().getTime();
      await tx
        .insertInto('stack_signals')
        .values({ ...signal, is_success: Status === 'SUCCESS' ? 1 : 0, at, data: '' })
        .execute();
      const reason = `Received ${Status} signal with UniqueId ${UniqueId}`;
      const about = { logicalId: LogicalResourceId, physicalId, type };
      await addEvent(tx, stack.id, at, { ...about, status, reason });
      return stack.id;
    });
    house.stackWork.announce(id);
    return {};
  },
});
