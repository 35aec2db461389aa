import type { Operation } from '../../../operation/operation.ts';
import { listMfaDeviceTags, tagMfaDevice, untagMfaDevice } from './device-tags.ts';
import { deactivateMfaDevice, enableMfaDevice, resyncMfaDevice } from './enable-device.ts';
import { getMfaDevice, listMfaDevices, listVirtualMfaDevices } from './list-devices.ts';
import { createVirtualMfaDevice, deleteVirtualMfaDevice } from './virtual-devices.ts';

/** All that IAM does with MFA devices. */
export const mfaOperations: readonly Operation[] = [
  createVirtualMfaDevice,
  deleteVirtualMfaDevice,
  listVirtualMfaDevices,
  enableMfaDevice,
  resyncMfaDevice,
  deactivateMfaDevice,
  listMfaDevices,
  getMfaDevice,
  tagMfaDevice,
  untagMfaDevice,
  listMfaDeviceTags,
];
