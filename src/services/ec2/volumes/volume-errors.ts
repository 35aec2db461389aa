import type { AwsError } from '../../../kernel/aws-error.ts';
import { invalid, invalidValue, quote } from '../errors.ts';

/** Errors of volumes and snapshots, in AWS's words where they were seen. */

export function zoneNotFound(zone: string): AwsError {
  return invalid('InvalidZone.NotFound', `The zone '${quote(zone)}' does not exist.`);
}

/** @param bound `at least 125 GiB`, `at most 16384 GiB` */
export function invalidVolumeSize(
  type: string,
  size: number,
  bound: 'least' | 'most',
  limit: number,
): AwsError {
  const side = bound === 'least' ? 'above the minimum' : 'below the maximum';
  return invalidValue(
    `The volume size is invalid for ${type} volumes: ${size} GiB. ${type} volumes must be at ${bound} ${limit} GiB in size. Please specify a volume size ${side} limit`,
  );
}

/** @param what `Volume iops`, `Throughput (MiB/s)` */
export function outOfBounds(what: string, value: number, bound: 'high' | 'low', limit: number): AwsError {
  const word = bound === 'high' ? 'maximum' : 'minimum';
  return invalidValue(`${what} of ${value} is too ${bound}; ${word} is ${limit}.`);
}

export function iopsRatioTooHigh(ratio: number, limit: number): AwsError {
  return invalidValue(
    `Iops to volume size ratio of ${ratio.toFixed(6)} is too high; maximum is ${limit.toFixed(6)}`,
  );
}

export function throughputRatioTooHigh(ratio: number, limit: number): AwsError {
  return invalidValue(
    `Throughput (MiB/s) to iops ratio of ${ratio.toFixed(6)} is too high; maximum is ${limit.toFixed(6)} MiB/s per iops.`,
  );
}

export function smallerThanSnapshot(size: number, snapshotId: string, needed: number): AwsError {
  return invalid(
    'InvalidBlockDeviceMapping',
    `Volume of size ${size}GB is smaller than snapshot '${snapshotId}', expect size >= ${needed}GB`,
  );
}

export function snapshotNotFound(id: string): AwsError {
  return invalid('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`);
}

export function snapshotInUse(id: string, imageId: string): AwsError {
  return invalid('InvalidSnapshot.InUse', `The snapshot ${id} is currently in use by ${imageId}`);
}

export function snapshotNotCompleted(id: string): AwsError {
  return invalid('IncorrectState', `Snapshot is in invalid state - pending: ${id}`);
}

export function alreadyAttached(volumeId: string): AwsError {
  return invalid('VolumeInUse', `${volumeId} is already attached to an instance`);
}

export function attachedTo(volumeId: string, instanceId: string): AwsError {
  return invalid('VolumeInUse', `Volume ${volumeId} is currently attached to ${instanceId}`);
}

export function notAvailable(volumeId: string): AwsError {
  return invalid('IncorrectState', `${volumeId} is not 'available'.`);
}

export function inAvailableState(volumeId: string): AwsError {
  return invalid('IncorrectState', `Volume '${volumeId}' is in the 'available' state.`);
}

export function notAttachedSo(volumeId: string, instanceId: string, device: string | undefined): AwsError {
  const as = device === undefined ? '' : ` as device ${quote(device)}`;
  return invalid(
    'InvalidAttachment.NotFound',
    `The volume '${volumeId}' is not attached to instance '${instanceId}'${as}.`,
  );
}

export function rootVolume(volumeId: string, instanceId: string): AwsError {
  return invalid(
    'OperationNotPermitted',
    `Unable to detach root volume '${volumeId}' from instance '${instanceId}'`,
  );
}

export function zoneMismatch(volumeId: string, instanceId: string): AwsError {
  return invalid(
    'InvalidVolume.ZoneMismatch',
    `The volume '${volumeId}' is not in the same availability zone as instance '${instanceId}'`,
  );
}

export function deviceInUse(device: string): AwsError {
  return invalidValue(
    `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
  );
}

export function invalidDevice(device: string): AwsError {
  const shown = quote(device);
  return invalidValue(
    `Value (${shown}) for parameter device is invalid. ${shown} is not a valid EBS device name.`,
  );
}

/** @param state `MODIFYING`, `OPTIMIZING` */
export function cannotBeModified(volumeId: string, state: string): AwsError {
  return invalid(
    'IncorrectModificationState',
    `Volume ${volumeId} cannot be modified in modification state ${state}`,
  );
}

export function onlyLarger(): AwsError {
  return invalidValue('New size cannot be smaller than existing size');
}

export function noModification(volumeId: string): AwsError {
  return invalid(
    'InvalidVolumeModification.NotFound',
    `Modification for volume '${volumeId}' does not exist.`,
  );
}
