import type { StsOperations } from '../../model/generated/sts.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of STS. */
export const stsOperation = operationsOf<StsOperations>('sts');
