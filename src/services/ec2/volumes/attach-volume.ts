import type { DetachVolumeRequest } from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { notInStates } from '../errors.ts';
import { onInstances } from '../instances/instance-authorizations.ts';
import { requireInstance } from '../instances/instance-reader.ts';
import {
  devicesAt,
  instanceState,
  type BlockDevice,
  type InstanceRecord,
} from '../instances/instance-record.ts';
import { placeOf } from '../shared/place.ts';
import { onVolume } from './volume-authorizations.ts';
import {
  alreadyAttached,
  deviceInUse,
  inAvailableState,
  invalidDevice,
  notAttachedSo,
  notAvailable,
  rootVolume,
  zoneMismatch,
} from './volume-errors.ts';
import { attachmentToWire, findVolume, requireVolume, volumeState } from './volume-record.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html */
const DEVICE = /^(?:\/dev\/)?(?:sd[a-z][1-9]?\d?|xvd[a-z]{1,2}\d?)$/;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVolume.html */
export const attachVolume = ec2Operation('AttachVolume', {
  async authorizes({ InstanceId, VolumeId }, context) {
    return [
      ...(await onInstances(context, 'AttachVolume', [InstanceId])),
      await onVolume(context, 'AttachVolume', VolumeId),
    ];
  },

  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const { Device: deviceName, VolumeId, InstanceId } = input;
      const place = placeOf(context);
      const volume = await requireVolume(tx, place, VolumeId, now);
      const instance = await requireInstance(tx, place, InstanceId, now);
      assertSwitchable(instance, now);
      if (!DEVICE.test(deviceName)) throw invalidDevice(deviceName);
      if (volume.attachment !== undefined) throw alreadyAttached(VolumeId);
      if (volumeState(volume) !== 'available') throw notAvailable(VolumeId);
      if (volume.data.availabilityZone !== instance.data.availabilityZone) {
        throw zoneMismatch(VolumeId, InstanceId);
      }
      const devices = devicesAt(instance.data, now);
      if (devices.some((device) => device.deviceName === deviceName)) throw deviceInUse(deviceName);
      const device: BlockDevice = {
        deviceName,
        volumeId: VolumeId,
        attachedAt: now,
        attachesAt: now + context.house.settings.pace.volume,
        deleteOnTermination: false,
      };
      await writeDevices(tx, instance, [...devices, device]);
      await tx.updateTable('volumes').set({ instance_id: InstanceId }).where('id', '=', VolumeId).execute();
      const attached = { ...volume, instance_id: InstanceId };
      return { answer: attachmentToWire(attached, device), instances: [InstanceId] };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVolume.html */
export const detachVolume = ec2Operation('DetachVolume', {
  async authorizes(input, context) {
    const onOne = await onVolume(context, 'DetachVolume', input.VolumeId);
    const instanceId = await context.house.store.read((tx) => instanceOf(tx, context, input));
    return [
      ...(instanceId === undefined ? [] : await onInstances(context, 'DetachVolume', [instanceId])),
      onOne,
    ];
  },

  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const { VolumeId } = input;
      const place = placeOf(context);
      const volume = await requireVolume(tx, place, VolumeId, now);
      const { attachment, instance_id } = volume;
      if (attachment === undefined || instance_id === null) throw inAvailableState(VolumeId);
      const isOther = input.InstanceId !== undefined && input.InstanceId !== instance_id;
      if (isOther || (input.Device !== undefined && input.Device !== attachment.deviceName)) {
        throw notAttachedSo(VolumeId, input.InstanceId ?? instance_id, input.Device);
      }
      const instance = await requireInstance(tx, place, instance_id, now);
      const isRoot = attachment.deviceName === instance.data.rootDeviceName;
      if (isRoot && instanceState(instance, now) !== 'stopped') throw rootVolume(VolumeId, instance_id);
      const detaching = { ...attachment, detachesAt: now + context.house.settings.pace.volume };
      const devices = devicesAt(instance.data, now);
      await writeDevices(
        tx,
        instance,
        devices.map((device) => (device.volumeId === VolumeId ? detaching : device)),
      );
      return { answer: attachmentToWire(volume, detaching), instances: [instance_id] };
    });
  },
});

/** The instance that a request names, or the one that the volume is attached to. */
async function instanceOf(
  tx: ReadTx,
  context: OperationContext,
  { InstanceId, VolumeId }: DetachVolumeRequest,
): Promise<string | undefined> {
  if (InstanceId !== undefined && InstanceId !== '') return InstanceId;
  const volume = await findVolume(tx, placeOf(context), VolumeId, context.house.clock.now().getTime());
  return volume?.attachment === undefined ? undefined : (volume.instance_id ?? undefined);
}

function assertSwitchable(instance: InstanceRecord, now: number): void {
  const state = instanceState(instance, now);
  if (state === 'pending' || state === 'running' || state === 'stopped') return;
  throw notInStates(instance.id, "'running' or 'stopped' states");
}

async function writeDevices(
  tx: WriteTx,
  { id, data }: InstanceRecord,
  blockDevices: readonly BlockDevice[],
): Promise<void> {
  await tx
    .updateTable('instances')
    .set({ data: JSON.stringify({ ...data, blockDevices }) })
    .where('id', '=', id)
    .execute();
}
