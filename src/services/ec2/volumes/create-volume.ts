import type { CreateVolumeRequest } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { putSystemTags } from '../../../operation/resource-tags.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { missingParameter, unsupported } from '../errors.ts';
import { readTags } from '../instances/instance-record.ts';
import { onNew } from '../network/on-resource.ts';
import { zonesOf, type Zone } from '../regions/regions.ts';
import { onceByToken } from '../shared/client-tokens.ts';
import { placeOf } from '../shared/place.ts';
import { assertIdOf, SNAPSHOT } from '../shared/resources.ts';
import { onSnapshot } from '../snapshots/snapshot-authorizations.ts';
import { findSnapshot, snapshotState, type AnySnapshot } from '../snapshots/snapshot-record.ts';
import { putTags, readTagSpecifications, type Tags } from '../tags/tags.ts';
import { volumeKeys } from './volume-authorizations.ts';
import {
  smallerThanSnapshot,
  snapshotNotCompleted,
  snapshotNotFound,
  zoneNotFound,
} from './volume-errors.ts';
import { requireVolume, volumeToWire, type VolumeData } from './volume-record.ts';
import { volumeSettings } from './volume-settings.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html */
export const createVolume = ec2Operation('CreateVolume', {
  async authorizes(input, context) {
    assertRequest(input);
    const place = placeOf(context);
    const snapshot = await context.house.store.read((tx) => findSnapshot(tx, place, input.SnapshotId));
    const zone = zoneOf(context, input);
    const keys = volumeKeys(place, {
      isEncrypted: input.Encrypted ?? snapshot?.isEncrypted ?? false,
      kmsKeyId: input.KmsKeyId,
      snapshotId: input.SnapshotId,
      type: input.VolumeType ?? 'gp2',
      size: input.Size ?? snapshot?.size ?? 0,
      iops: input.Iops,
      throughput: input.Throughput,
      availabilityZone: zone?.name ?? input.AvailabilityZone,
      availabilityZoneId: zone?.id ?? input.AvailabilityZoneId,
    });
    const source: Authorization[] =
      input.SnapshotId === undefined ? [] : [await onSnapshot(context, 'CreateVolume', input.SnapshotId)];
    return [...source, ...onNew(context, 'CreateVolume', 'volume', tagsOf(input), keys)];
  },

  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const id = await onceByToken(tx, place, 'CreateVolume', input, now, () =>
        insertVolume(tx, context, input, now),
      );
      const record = await requireVolume(tx, place, id, now);
      const tags = (await readTags(tx, [id])).get(id);
      return { answer: volumeToWire({ record, tags }) };
    });
  },
});

/** @throws AwsError for what the request alone shows to be wrong, or the house does not do */
function assertRequest(input: CreateVolumeRequest): void {
  if (input.MultiAttachEnabled === true) throw unsupported('MultiAttachEnabled');
  if (input.OutpostArn !== undefined) throw unsupported('OutpostArn');
  if (input.Operator !== undefined) throw unsupported('Operator');
  if (!input.AvailabilityZone && !input.AvailabilityZoneId) throw missingParameter('zone');
  if (input.Size === undefined && input.SnapshotId === undefined) throw missingParameter('size/snapshot');
  if (input.SnapshotId !== undefined) assertIdOf(SNAPSHOT, input.SnapshotId);
}

function tagsOf({ TagSpecifications }: CreateVolumeRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['volume']).volume;
}

function zoneOf(context: OperationContext, asked: CreateVolumeRequest): Zone | undefined {
  const { AvailabilityZone: name, AvailabilityZoneId: id } = asked;
  return zonesOf(context.facts.region).find((zone) => (name ? zone.name === name : zone.id === id));
}

async function insertVolume(
  tx: WriteTx,
  context: OperationContext,
  input: CreateVolumeRequest,
  now: number,
): Promise<string> {
  const place = placeOf(context);
  const zone = zoneOf(context, input);
  if (zone === undefined) throw zoneNotFound(input.AvailabilityZone || (input.AvailabilityZoneId ?? ''));
  const snapshot = await findSnapshot(tx, place, input.SnapshotId);
  const data: VolumeData = {
    ...volumeSettings({
      type: input.VolumeType ?? 'gp2',
      size: sizeOf(input, snapshot, now),
      iops: input.Iops,
      throughput: input.Throughput,
    }),
    isEncrypted: input.Encrypted === true || snapshot?.isEncrypted === true,
    kmsKeyId: input.KmsKeyId,
    snapshotId: input.SnapshotId,
    availabilityZone: zone.name,
    availabilityZoneId: zone.id,
    availableAt: now + context.house.settings.pace.volume,
  };
  const id = context.house.ids.hex('vol');
  await tx
    .insertInto('volumes')
    .values({
      id,
      account_id: place.accountId,
      region: place.region,
      created_at: now,
      instance_id: null,
      data: JSON.stringify(data),
    })
    .execute();
  await putTags(tx, id, tagsOf(input));
  await putSystemTags(tx, id, context.facts);
  return id;
}

/** What is asked for, or the snapshot's own size. @throws AwsError InvalidSnapshot.NotFound, and for too small a size */
function sizeOf(
  { Size, SnapshotId }: CreateVolumeRequest,
  snapshot: AnySnapshot | undefined,
  now: number,
): number {
  if (SnapshotId === undefined) return Size ?? 0;
  if (snapshot === undefined) throw snapshotNotFound(SnapshotId);
  if (snapshotState(snapshot, now) !== 'completed') throw snapshotNotCompleted(SnapshotId);
  if (Size !== undefined && Size < snapshot.size) throw smallerThanSnapshot(Size, SnapshotId, snapshot.size);
  return Size ?? snapshot.size;
}
