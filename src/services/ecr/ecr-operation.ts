import type { EcrOperations } from '../../model/generated/ecr.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of ECR's. */
export const ecrOperation = operationsOf<EcrOperations>('ecr');
