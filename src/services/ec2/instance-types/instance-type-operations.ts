import type { Operation } from '../../../operation/operation.ts';
import { describeInstanceTypes } from './describe-instance-types.ts';

/** Instance types. */
export const instanceTypeOperations: readonly Operation[] = [describeInstanceTypes];
