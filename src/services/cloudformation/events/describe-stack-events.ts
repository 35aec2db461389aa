import type { StackEvent } from '../../../model/generated/cloudformation.ts';
import { cloudformationOperation } from '../cloudformation-operation.ts';
import type { EventData } from '../engine/records.ts';
import { noStack } from '../errors.ts';
import { onStack, stackMeant } from '../stacks/find-stack.ts';
import { pageOf } from '../stacks/pages.ts';

/**
 * What happened to a stack, newest first.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export const describeStackEvents = cloudformationOperation('DescribeStackEvents', {
  authorizes: ({ StackName }, context) => onStack(context, 'DescribeStackEvents', StackName),

  async runs({ StackName, NextToken }, context) {
    const stack = await stackMeant(context, StackName);
    if (stack === undefined) throw noStack(StackName);
    const rows = await context.house.store.read((tx) =>
      tx
        .selectFrom('stack_events')
        .selectAll()
        .where('stack_id', '=', stack.id)
        .orderBy('position', 'desc')
        .execute(),
    );
    const page = pageOf('DescribeStackEvents', NextToken, rows, ({ position }) => String(position));
    const { items, ...next } = page;
    return {
      StackEvents: items.map(({ at, data }) => eventToWire(stack, at, JSON.parse(data) as EventData)),
      ...next,
    };
  },
});

function eventToWire(
  { id, name }: { readonly id: string; readonly name: string },
  at: number,
  event: EventData,
): StackEvent {
  return {
    StackId: id,
    EventId: event.eventId,
    StackName: name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.clientRequestToken,
  };
}
