import type { BlockDeviceMapping, EbsBlockDevice, VolumeType } from '../../../model/generated/ec2.ts';
import { invalidParameterValue, invalidValue } from '../errors.ts';
import type { ImageRecord } from '../images/images.ts';

/** A block device as a launch asks for it. */
export interface VolumeRequest {
  readonly deviceName: string;
  /** The image's own device of that name is left out. */
  readonly isSuppressed: boolean;
  readonly ebs: EbsBlockDevice;
}

/** A volume as it is made for an instance. */
export interface VolumeSpecification {
  readonly deviceName: string;
  /** GiB */
  readonly size: number;
  readonly type: VolumeType;
  readonly iops?: number | undefined;
  /** MiB/s */
  readonly throughput?: number | undefined;
  readonly isEncrypted: boolean;
  readonly snapshotId?: string | undefined;
  readonly deleteOnTermination: boolean;
}

const MAX_DEVICES = 128;
const MAX_GIB = 65_536;

/** @throws AwsError for a mapping without a device, a size that EBS does not have, the same device twice */
export function readVolumes(mappings: readonly BlockDeviceMapping[] | undefined): readonly VolumeRequest[] {
  const requests: VolumeRequest[] = [];
  for (const { DeviceName, Ebs, NoDevice, VirtualName } of mappings ?? []) {
    // Instance store is what a type has; the types here have none, and EC2 then ignores the mapping.
    if (VirtualName !== undefined && Ebs === undefined) continue;
    if (DeviceName === undefined || DeviceName === '') {
      throw invalidValue('The request must contain the parameter deviceName');
    }
    if (requests.some(({ deviceName }) => deviceName === DeviceName)) {
      throw invalidParameterValue(DeviceName, 'blockDeviceMapping', 'The device is already used.');
    }
    const size = Ebs?.VolumeSize;
    if (size !== undefined && (size < 1 || size > MAX_GIB)) {
      throw invalidParameterValue(size, 'volumeSize', `Expecting a size from 1 to ${MAX_GIB} GiB.`);
    }
    requests.push({ deviceName: DeviceName, isSuppressed: NoDevice !== undefined, ebs: Ebs ?? {} });
  }
  if (requests.length > MAX_DEVICES)
    throw invalidValue(`At most ${MAX_DEVICES} block devices can be specified.`);
  return requests;
}

/**
 * The volumes that an instance of an image gets: the image's root, changed by what was asked, and more.
 *
 * @throws AwsError InvalidBlockDeviceMapping's words for a root smaller than the image's
 */
export function volumesFor(
  image: ImageRecord,
  requests: readonly VolumeRequest[],
): readonly VolumeSpecification[] {
  const root = requests.find(({ deviceName }) => deviceName === image.rootDeviceName);
  const size = root?.ebs.VolumeSize ?? image.rootVolumeGiB;
  if (size < image.rootVolumeGiB) {
    throw invalidValue(
      `Volume of size ${size}GB is smaller than snapshot '${image.snapshotId}', expect size>= ${image.rootVolumeGiB}GB`,
    );
  }
  const rootVolume = {
    ...specification(image.rootDeviceName, root?.ebs ?? {}, { size, type: image.rootVolumeType }),
    snapshotId: image.snapshotId,
    deleteOnTermination: root?.ebs.DeleteOnTermination ?? true,
  };
  const others = requests.filter((request) => request !== root && !request.isSuppressed);
  return [
    rootVolume,
    ...others.map(({ deviceName, ebs }) => specification(deviceName, ebs, { size: 8, type: 'gp2' })),
  ];
}

function specification(
  deviceName: string,
  ebs: EbsBlockDevice,
  defaults: { readonly size: number; readonly type: VolumeType },
): VolumeSpecification {
  const size = ebs.VolumeSize ?? defaults.size;
  const type = ebs.VolumeType ?? defaults.type;
  return {
    deviceName,
    size,
    type,
    iops: ebs.Iops ?? defaultIops(type, size),
    throughput: type === 'gp3' ? (ebs.Throughput ?? 125) : undefined,
    isEncrypted: ebs.Encrypted ?? false,
    snapshotId: ebs.SnapshotId,
    deleteOnTermination: ebs.DeleteOnTermination ?? false,
  };
}

/** @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
function defaultIops(type: VolumeType, size: number): number | undefined {
  if (type === 'gp3') return 3000;
  return type === 'gp2' ? Math.min(16_000, Math.max(100, size * 3)) : undefined;
}
