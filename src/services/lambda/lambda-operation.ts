import type { LambdaOperations } from '../../model/generated/lambda.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of Lambda. */
export const lambdaOperation = operationsOf<LambdaOperations>('lambda');
