import type { S3Operations } from '../../model/generated/s3.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of S3. */
export const s3Operation = operationsOf<S3Operations>('s3');
