import type { Operation } from '../../../operation/operation.ts';
import { createAccessKey, deleteAccessKey, listAccessKeys, updateAccessKey } from './access-keys.ts';
import { getAccessKeyLastUsed } from './get-access-key-last-used.ts';

/** All that IAM does with users' access keys. */
export const accessKeyOperations: readonly Operation[] = [
  createAccessKey,
  listAccessKeys,
  updateAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
];
