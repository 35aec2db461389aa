import type { Selectable } from 'kysely';
import type { Volume, VolumeAttachment, VolumeState } from '../../../model/generated/ec2.ts';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { notFound } from '../errors.ts';
import { readInstances } from '../instances/instance-reader.ts';
import { devicesAt, deviceStatus, toInstanceRecord, type BlockDevice } from '../instances/instance-record.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import type { Tagged } from '../shared/describe-resources.ts';
import type { Place } from '../shared/place.ts';
import { assertIdOf, VOLUME } from '../shared/resources.ts';
import type { VolumeSettings } from './volume-settings.ts';

/** What a volume's row holds in `data`. Times are ms since 1970 in emulated time. */
export interface VolumeData extends VolumeSettings {
  readonly isEncrypted: boolean;
  /** An ARN, as it was given: the house has no keys, so none is looked for. */
  readonly kmsKeyId?: string | undefined;
  readonly snapshotId?: string | undefined;
  readonly availabilityZone: string;
  readonly availabilityZoneId: string;
  /** When it is made; absent when it was made with its instance. */
  readonly availableAt?: number | undefined;
  readonly autoEnableIo?: boolean | undefined;
  /** The last change of its settings, which are those after it. */
  readonly modification?: Modification | undefined;
}

/** A change of a volume's settings, and when it reaches its states. */
export interface Modification {
  readonly before: VolumeSettings;
  readonly startedAt: number;
  readonly optimizingAt: number;
  readonly completedAt: number;
}

/** A volume, and how it is attached at a moment. */
export interface VolumeRecord extends Omit<Selectable<Ec2Tables['volumes']>, 'data'> {
  readonly data: VolumeData;
  readonly attachment: BlockDevice | undefined;
  /** The moment: ms since 1970 in emulated time. */
  readonly now: number;
}

function toRecord(
  row: Selectable<Ec2Tables['volumes']>,
  attachment: BlockDevice | undefined,
  now: number,
): VolumeRecord {
  return { ...row, data: JSON.parse(row.data) as VolumeData, attachment, now };
}

/** Every volume of a place. */
export async function readVolumes(tx: ReadTx, place: Place, now: number): Promise<readonly VolumeRecord[]> {
  const devices = new Map<string, BlockDevice>();
  for (const { id, data } of await readInstances(tx, place, now)) {
    for (const device of devicesAt(data, now)) devices.set(`${id}/${device.volumeId}`, device);
  }
  const rows = await tx
    .selectFrom('volumes')
    .selectAll()
    .where('account_id', '=', place.accountId)
    .where('region', '=', place.region)
    .execute();
  return rows.map((row) => toRecord(row, devices.get(`${row.instance_id ?? ''}/${row.id}`), now));
}

/** One volume; `undefined` when the place has none of that id. */
export async function findVolume(
  tx: ReadTx,
  { accountId, region }: Place,
  id: string,
  now: number,
): Promise<VolumeRecord | undefined> {
  const row = await tx
    .selectFrom('volumes')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { instance_id } = row;
  const instance =
    instance_id === null
      ? undefined
      : await tx.selectFrom('instances').selectAll().where('id', '=', instance_id).executeTakeFirst();
  const devices = instance === undefined ? [] : devicesAt(toInstanceRecord(instance).data, now);
  return toRecord(
    row,
    devices.find(({ volumeId }) => volumeId === id),
    now,
  );
}

/** One volume. @throws AwsError InvalidVolumeID.Malformed, InvalidVolume.NotFound */
export async function requireVolume(
  tx: ReadTx,
  place: Place,
  id: string,
  now: number,
): Promise<VolumeRecord> {
  assertIdOf(VOLUME, id);
  const found = await findVolume(tx, place, id, now);
  if (found === undefined) throw notFound(VOLUME, [id]);
  return found;
}

export function volumeState({ attachment, data, now }: VolumeRecord): VolumeState {
  if (attachment !== undefined) return 'in-use';
  return now < (data.availableAt ?? 0) ? 'creating' : 'available';
}

/** Size and speed at the moment: a change is seen once it is being optimized. */
export function settingsAt({ data, now }: VolumeRecord): VolumeSettings {
  const { modification } = data;
  return modification !== undefined && now < modification.optimizingAt ? modification.before : data;
}

export function volumeToWire({ record, tags }: Tagged<VolumeRecord>): Volume {
  const { data } = record;
  const settings = settingsAt(record);
  return {
    VolumeId: record.id,
    Size: settings.size,
    SnapshotId: data.snapshotId ?? '',
    AvailabilityZone: data.availabilityZone,
    AvailabilityZoneId: data.availabilityZoneId,
    State: volumeState(record),
    CreateTime: new Date(record.created_at),
    Attachments: record.attachment === undefined ? [] : [attachmentToWire(record, record.attachment)],
    Encrypted: data.isEncrypted,
    KmsKeyId: data.kmsKeyId,
    Iops: settings.iops,
    Tags: tagsToWire(tags),
    VolumeType: settings.type,
    MultiAttachEnabled: false,
    Throughput: settings.throughput,
    Operator: { Managed: false },
  };
}

/** A volume on its instance. */
export function attachmentToWire(
  { id, instance_id, now }: VolumeRecord,
  device: BlockDevice,
): VolumeAttachment {
  return {
    AttachTime: new Date(device.attachedAt),
    DeleteOnTermination: device.deleteOnTermination,
    Device: device.deviceName,
    InstanceId: instance_id ?? undefined,
    State: deviceStatus(device, now),
    VolumeId: id,
  };
}
