import type { Operation } from '../../../operation/operation.ts';
import { describeVolumes } from './describe-volumes.ts';

/** Volumes. */
export const volumeOperations: readonly Operation[] = [describeVolumes];
