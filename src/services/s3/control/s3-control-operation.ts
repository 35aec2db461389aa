import type { S3controlOperations } from '../../../model/generated/s3control.ts';
import { operationsOf } from '../../../operation/operation.ts';

/** Declares an operation of S3 Control. */
export const s3ControlOperation = operationsOf<S3controlOperations>('s3control');
