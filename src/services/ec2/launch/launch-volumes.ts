import { AwsError } from '../../../kernel/aws-error.ts';
import type { BlockDeviceMapping, EbsBlockDevice } from '../../../model/generated/ec2.ts';
import { invalidParameterValue, invalidValue, missingParameter } from '../errors.ts';
import type { AnySnapshot } from '../snapshots/snapshot-record.ts';
import { assertIdOf, SNAPSHOT } from '../shared/resources.ts';
import { smallerThanSnapshot, snapshotNotFound } from '../volumes/volume-errors.ts';
import { volumeSettings, type VolumeSettings } from '../volumes/volume-settings.ts';

/** A block device as a launch asks for it. */
export interface VolumeRequest {
  readonly deviceName: string;
  /** The image's own device of that name is left out. */
  readonly isSuppressed: boolean;
  readonly ebs: EbsBlockDevice;
}

/** A volume as it is made for an instance. */
export interface VolumeSpecification extends VolumeSettings {
  readonly deviceName: string;
  readonly isEncrypted: boolean;
  readonly kmsKeyId?: string | undefined;
  readonly snapshotId?: string | undefined;
  readonly deleteOnTermination: boolean;
}

/** The volumes of a launch, or why they cannot be made: said only to someone who may launch. */
export interface PlannedVolumes {
  readonly volumes: readonly VolumeSpecification[];
  readonly problem: AwsError | undefined;
}

const MAX_DEVICES = 128;

/** @throws AwsError for a mapping without a device, the same device twice, what is no snapshot's id */
export function readVolumes(mappings: readonly BlockDeviceMapping[] | undefined): readonly VolumeRequest[] {
  const requests: VolumeRequest[] = [];
  for (const { DeviceName, Ebs, NoDevice, VirtualName } of mappings ?? []) {
    // Instance store is what a type has; the types here have none, and EC2 then ignores the mapping.
    if (VirtualName !== undefined && Ebs === undefined) continue;
    if (DeviceName === undefined || DeviceName === '') throw missingParameter('deviceName');
    if (requests.some(({ deviceName }) => deviceName === DeviceName)) {
      throw invalidParameterValue(DeviceName, 'blockDeviceMapping', 'The device is already used.');
    }
    if (Ebs?.SnapshotId) assertIdOf(SNAPSHOT, Ebs.SnapshotId);
    requests.push({ deviceName: DeviceName, isSuppressed: NoDevice !== undefined, ebs: Ebs ?? {} });
  }
  if (requests.length > MAX_DEVICES)
    throw invalidValue(`At most ${MAX_DEVICES} block devices can be specified.`);
  return requests;
}

/**
 * The volumes that an instance of an image gets: the image's own, changed by what was asked, and more.
 *
 * @param own the image's, its root among them
 * @param snapshots those that are asked for, by id, as far as they are there
 */
export function planVolumes(
  rootDeviceName: string,
  own: readonly VolumeSpecification[],
  requests: readonly VolumeRequest[],
  snapshots: ReadonlyMap<string, AnySnapshot>,
): PlannedVolumes {
  const volumes: VolumeSpecification[] = [];
  try {
    for (const device of own) {
      const request = requests.find(({ deviceName }) => deviceName === device.deviceName);
      // The root cannot be left out.
      if (request?.isSuppressed === true && device.deviceName !== rootDeviceName) continue;
      volumes.push(request === undefined ? device : overlaid(device, request, snapshots));
    }
    for (const request of requests) {
      const isOwn = own.some(({ deviceName }) => deviceName === request.deviceName);
      if (!isOwn && !request.isSuppressed) volumes.push(further(request, snapshots));
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { volumes: volumes.length === 0 ? own : volumes, problem: error };
  }
  return { volumes, problem: undefined };
}

/** One of the image's volumes as a launch wants it: another type has its own speed. */
function overlaid(
  device: VolumeSpecification,
  { ebs }: VolumeRequest,
  snapshots: ReadonlyMap<string, AnySnapshot>,
): VolumeSpecification {
  const snapshotId = ebs.SnapshotId || device.snapshotId;
  const least = ebs.SnapshotId ? snapshotOf(ebs.SnapshotId, snapshots).size : device.size;
  const size = ebs.VolumeSize ?? least;
  if (snapshotId !== undefined && size < least) throw smallerThanSnapshot(size, snapshotId, least);
  const type = ebs.VolumeType ?? device.type;
  const isSame = type === device.type;
  return {
    ...device,
    ...volumeSettings({
      type,
      size,
      iops: ebs.Iops ?? (isSame && type !== 'gp2' ? device.iops : undefined),
      throughput: ebs.Throughput ?? (isSame ? device.throughput : undefined),
    }),
    isEncrypted: device.isEncrypted || ebs.Encrypted === true,
    kmsKeyId: ebs.KmsKeyId ?? device.kmsKeyId,
    snapshotId,
    deleteOnTermination: ebs.DeleteOnTermination ?? device.deleteOnTermination,
  };
}

const SIZE_OF_NEW = 8;

/** A volume beside the image's own. */
function further(
  { deviceName, ebs }: VolumeRequest,
  snapshots: ReadonlyMap<string, AnySnapshot>,
): VolumeSpecification {
  const snapshot = ebs.SnapshotId ? snapshotOf(ebs.SnapshotId, snapshots) : undefined;
  const size = ebs.VolumeSize ?? snapshot?.size ?? SIZE_OF_NEW;
  if (snapshot !== undefined && size < snapshot.size) {
    throw smallerThanSnapshot(size, snapshot.id, snapshot.size);
  }
  return {
    deviceName,
    ...volumeSettings({
      type: ebs.VolumeType ?? 'gp2',
      size,
      iops: ebs.Iops,
      throughput: ebs.Throughput,
    }),
    isEncrypted: ebs.Encrypted === true || snapshot?.isEncrypted === true,
    kmsKeyId: ebs.KmsKeyId,
    snapshotId: snapshot?.id,
    deleteOnTermination: ebs.DeleteOnTermination ?? false,
  };
}

function snapshotOf(id: string, snapshots: ReadonlyMap<string, AnySnapshot>): AnySnapshot {
  const found = snapshots.get(id);
  if (found === undefined) throw snapshotNotFound(id);
  return found;
}
