import type { Operation } from '../../../operation/operation.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { describeSnapshots } from './describe-snapshots.ts';

/** Snapshots of volumes. */
export const snapshotOperations: readonly Operation[] = [createSnapshot, deleteSnapshot, describeSnapshots];
