import type { Operation } from '../../../operation/operation.ts';
import { describeInstanceTypeOfferings } from './describe-instance-type-offerings.ts';
import { describeInstanceTypes } from './describe-instance-types.ts';

/** Instance types. */
export const instanceTypeOperations: readonly Operation[] = [
  describeInstanceTypeOfferings,
  describeInstanceTypes,
];
