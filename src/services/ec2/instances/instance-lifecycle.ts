import type { InstanceStateChange } from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { House } from '../../../operation/house.ts';
import type { WriteTx } from '../../../store/store.ts';
import { assertRebootable, startInstance, stopInstance, terminateInstance } from './change-states.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { onInstances } from './instance-authorizations.ts';
import { requireInstances } from './instance-reader.ts';
import type { InstanceRecord } from './instance-record.ts';
import { placeOf } from '../shared/place.ts';

interface StateRequest {
  readonly InstanceIds: readonly string[];
  readonly DryRun?: boolean | undefined;
}

type StateChanger = (
  tx: WriteTx,
  house: House,
  record: InstanceRecord,
  now: number,
) => Promise<InstanceStateChange>;

/** Moves all instances of a request, or none. */
async function changeStates(
  context: OperationContext,
  input: StateRequest,
  move: StateChanger,
): Promise<readonly InstanceStateChange[]> {
  return change(context, input, async (tx, now) => {
    const records = await requireInstances(tx, placeOf(context), input.InstanceIds, now);
    const changes: InstanceStateChange[] = [];
    for (const record of records) changes.push(await move(tx, context.house, record, now));
    return { answer: changes, instances: records.map(({ id }) => id) };
  });
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html */
export const startInstances = ec2Operation('StartInstances', {
  authorizes: ({ InstanceIds }, context) => onInstances(context, 'StartInstances', InstanceIds),
  async runs(input, context) {
    return { StartingInstances: await changeStates(context, input, startInstance) };
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html */
export const stopInstances = ec2Operation('StopInstances', {
  authorizes: ({ InstanceIds }, context) => onInstances(context, 'StopInstances', InstanceIds),
  async runs(input, context) {
    return { StoppingInstances: await changeStates(context, input, stopInstance) };
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html */
export const terminateInstances = ec2Operation('TerminateInstances', {
  authorizes: ({ InstanceIds }, context) => onInstances(context, 'TerminateInstances', InstanceIds),
  async runs(input, context) {
    return { TerminatingInstances: await changeStates(context, input, terminateInstance) };
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RebootInstances.html */
export const rebootInstances = ec2Operation('RebootInstances', {
  authorizes: ({ InstanceIds }, context) => onInstances(context, 'RebootInstances', InstanceIds),
  async runs({ InstanceIds, DryRun }, context) {
    const now = context.house.clock.now().getTime();
    const records = await context.house.store.read((tx) =>
      requireInstances(tx, placeOf(context), InstanceIds, now),
    );
    for (const record of records) assertRebootable(record, now);
    if (DryRun === true) return {};
    context.house.instances.announce(
      records.map(({ id }) => id),
      'rebooted',
    );
    return {};
  },
});
