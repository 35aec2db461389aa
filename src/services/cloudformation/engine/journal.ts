import type { Properties } from '../../../operation/resource-type.ts';
import type { House } from '../../../operation/house.ts';
import type { StackResourceRow, StackRow } from '../../../store/stack-tables.ts';
import type { WriteTx } from '../../../store/store.ts';
import { resourceRow, type EventData, type ResourceRecord, type StackData } from './records.ts';

/** What an event is about, beside what every event has. */
export type StackEvent = Omit<EventData, 'eventId' | 'clientRequestToken' | 'properties'> & {
  readonly properties?: Properties | undefined;
};

/** The resource type by which a stack's own events go. */
export const STACK_TYPE = 'AWS::CloudFormation::Stack';

/**
 * Writes an event. Its time is later than that of the one before, so that whoever sorts by it keeps the
 * order; a resource's event has its id by it, as on AWS.
 *
 * @param at milliseconds
 * @param event without an id it is a resource's
 */
export async function addEvent(
  tx: WriteTx,
  stackId: string,
  at: number,
  event: Omit<EventData, 'eventId'> & { readonly eventId?: string | undefined },
): Promise<void> {
  const last = await tx
    .selectFrom('stack_events')
    .select(['position', 'at'])
    .where('stack_id', '=', stackId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const position = (last?.position ?? 0) + 1;
  const time = Math.max(at, (last?.at ?? 0) + 1);
  const eventId = event.eventId ?? `${event.logicalId}-${event.status}-${new Date(time).toISOString()}`;
  await tx
    .insertInto('stack_events')
    .values({ stack_id: stackId, position, at: time, data: JSON.stringify({ ...event, eventId }) })
    .execute();
}

/** Writes a resource as it is now; `undefined` takes the row away. */
export async function putResource(
  tx: WriteTx,
  stackId: string,
  slot: StackResourceRow['slot'],
  logicalId: string,
  record: ResourceRecord | undefined,
): Promise<void> {
  await tx
    .deleteFrom('stack_resources')
    .where('stack_id', '=', stackId)
    .where('logical_id', '=', logicalId)
    .where('slot', '=', slot)
    .execute();
  if (record === undefined) return;
  await tx
    .insertInto('stack_resources')
    .values(resourceRow(stackId, slot, record))
    .execute();
}

/** A stack's change of status and what goes with it. */
export interface StackStep {
  readonly status: string;
  readonly reason?: string | undefined;
  readonly data?: Partial<StackData> | undefined;
  readonly row?: Partial<Pick<StackRow, 'template' | 'is_live' | 'deleted_at'>> | undefined;
  readonly clientRequestToken?: string | undefined;
}

/** Changes a stack's status, with its event. */
export async function stepStack(
  tx: WriteTx,
  house: Pick<House, 'ids' | 'clock'>,
  stack: { readonly id: string; readonly name: string },
  step: StackStep,
): Promise<void> {
  const row = await tx
    .selectFrom('stacks')
    .select('data')
    .where('id', '=', stack.id)
    .executeTakeFirstOrThrow();
  const data: StackData = {
    ...(JSON.parse(row.data) as StackData),
    ...step.data,
    statusReason: step.reason,
  };
  await tx
    .updateTable('stacks')
    .set({ ...step.row, status: step.status, data: JSON.stringify(data) })
    .where('id', '=', stack.id)
    .execute();
  await addEvent(tx, stack.id, house.clock.now().getTime(), {
    eventId: house.ids.requestId(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: STACK_TYPE,
    status: step.status,
    reason: step.reason,
    clientRequestToken: step.clientRequestToken,
  });
}
