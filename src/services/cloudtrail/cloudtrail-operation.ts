import type { CloudtrailOperations } from '../../model/generated/cloudtrail.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of CloudTrail. */
export const cloudtrailOperation = operationsOf<CloudtrailOperations>('cloudtrail');
