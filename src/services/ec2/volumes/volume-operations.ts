import type { Operation } from '../../../operation/operation.ts';
import { attachVolume, detachVolume } from './attach-volume.ts';
import { createVolume } from './create-volume.ts';
import { deleteVolume } from './delete-volume.ts';
import { describeVolumes } from './describe-volumes.ts';
import { describeVolumesModifications, modifyVolume } from './modify-volume.ts';
import { describeVolumeAttribute, describeVolumeStatus, modifyVolumeAttribute } from './volume-attributes.ts';

/** Volumes. */
export const volumeOperations: readonly Operation[] = [
  attachVolume,
  createVolume,
  deleteVolume,
  describeVolumeAttribute,
  describeVolumeStatus,
  describeVolumes,
  describeVolumesModifications,
  detachVolume,
  modifyVolume,
  modifyVolumeAttribute,
];
