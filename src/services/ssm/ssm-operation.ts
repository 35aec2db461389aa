import type { SsmOperations } from '../../model/generated/ssm.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of Systems Manager's. */
export const ssmOperation = operationsOf<SsmOperations>('ssm');
