import type { InstanceStateChange } from '../../../model/generated/ec2.ts';
import type { House } from '../../../operation/house.ts';
import type { InstanceStateName } from '../../../operation/instances.ts';
import type { WriteTx } from '../../../store/store.ts';
import { endAssociation, liveAssociations } from '../profile-associations/associations.ts';
import { cannotBe, protectedFrom } from '../errors.ts';
import { devicesAt, instanceState, type InstanceData, type InstanceRecord } from './instance-record.ts';
import { isEnded, isOn, stateToWire, type Transition } from '../shared/states.ts';
import { settlePublicIp } from '../network/given-addresses.ts';
import { releaseInterfaces } from '../network/network-interfaces/release-interfaces.ts';
import { dropTags } from '../tags/tags.ts';

/** What says how long a change takes. */
type Paced = Pick<House, 'settings'>;

/**
 * Starts a stopped instance, with a new public address; one that is on stays as it is.
 *
 * @throws AwsError IncorrectInstanceState
 */
export async function startInstance(
  tx: WriteTx,
  house: Paced & Pick<House, 'ids'>,
  record: InstanceRecord,
  now: number,
): Promise<InstanceStateChange> {
  const state = instanceState(record, now);
  if (isOn(state)) return stateChange(record.id, state, state);
  if (state !== 'stopped') throw cannotBe('started', record.id);
  await move(tx, house, record, 'pending', now, { launchTime: now, ended: undefined });
  await settlePublicIp(tx, house.ids, record.id);
  return stateChange(record.id, state, 'pending');
}

/**
 * Stops a running instance; one that is off, or on its way there, stays as it is.
 *
 * @throws AwsError IncorrectInstanceState, OperationNotPermitted when it is protected
 */
export async function stopInstance(
  tx: WriteTx,
  house: Paced,
  record: InstanceRecord,
  now: number,
): Promise<InstanceStateChange> {
  const state = instanceState(record, now);
  if (isEnded(state) || state === 'pending') throw cannotBe('stopped', record.id);
  if (state !== 'running') return stateChange(record.id, state, state);
  if (record.data.disableApiStop) throw protectedFrom('stopped', record.id);
  await move(tx, house, record, 'stopping', now, { ended: { at: now, by: 'user' } });
  return stateChange(record.id, state, 'stopping');
}

/** Checks that an instance can be rebooted; a reboot changes nothing that is stored. @throws AwsError IncorrectInstanceState */
export function assertRebootable(record: InstanceRecord, now: number): void {
  if (!isOn(instanceState(record, now))) throw cannotBe('rebooted', record.id);
}

/**
 * Ends an instance for good: its association, its address and the volumes that go with it. Ending one
 * that is ended changes nothing.
 *
 * @throws AwsError OperationNotPermitted when it is protected
 */
export async function terminateInstance(
  tx: WriteTx,
  house: Paced,
  record: InstanceRecord,
  now: number,
): Promise<InstanceStateChange> {
  const state = instanceState(record, now);
  if (isEnded(state)) return stateChange(record.id, state, state);
  if (record.data.disableApiTermination) throw protectedFrom('terminated', record.id);
  await end(tx, house, record, now, 'user');
  return stateChange(record.id, state, 'shutting-down');
}

/**
 * What a machine does that was shut down from inside: it stops, or is terminated, as its
 * InstanceInitiatedShutdownBehavior says; protection is against the API only.
 *
 * @returns whether anything changed: only a running instance can
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingInstanceInitiatedShutdownBehavior.html
 */
export async function shutDownInstance(
  tx: WriteTx,
  house: Paced,
  record: InstanceRecord,
  now: number,
): Promise<boolean> {
  if (instanceState(record, now) !== 'running') return false;
  if (record.data.shutdownBehavior === 'terminate') await end(tx, house, record, now, 'instance');
  else await move(tx, house, record, 'stopping', now, { ended: { at: now, by: 'instance' } });
  return true;
}

async function end(
  tx: WriteTx,
  house: Paced,
  record: InstanceRecord,
  now: number,
  by: 'user' | 'instance',
): Promise<void> {
  await releaseInterfaces(tx, record);
  await move(tx, house, record, 'shutting-down', now, { ended: { at: now, by }, elasticIp: undefined });
  const association = (await liveAssociations(tx, [record.id])).get(record.id);
  if (association !== undefined) await endAssociation(tx, house, association, now);
  await letVolumesGo(tx, record, now);
}

async function letVolumesGo(tx: WriteTx, { id, data }: InstanceRecord, now: number): Promise<void> {
  const gone = devicesAt(data, now)
    .filter((device) => device.deleteOnTermination)
    .map(({ volumeId }) => volumeId);
  for (const volumeId of gone) await tx.deleteFrom('volumes').where('id', '=', volumeId).execute();
  await dropTags(tx, gone);
  await tx.updateTable('volumes').set({ instance_id: null }).where('instance_id', '=', id).execute();
}

async function move(
  tx: WriteTx,
  { settings: { pace } }: Paced,
  { id, data }: InstanceRecord,
  state: Transition,
  now: number,
  changed: Partial<InstanceData>,
): Promise<void> {
  const takes = { pending: pace.pending, stopping: pace.stopping, 'shutting-down': pace.shuttingDown }[state];
  await tx
    .updateTable('instances')
    .set({
      state,
      state_changes_at: now + takes,
      // Whoever is started gets another one.
      public_ip: null,
      data: JSON.stringify({ ...data, ...changed }),
    })
    .where('id', '=', id)
    .execute();
}

function stateChange(id: string, before: InstanceStateName, after: InstanceStateName): InstanceStateChange {
  return { InstanceId: id, CurrentState: stateToWire(after), PreviousState: stateToWire(before) };
}
