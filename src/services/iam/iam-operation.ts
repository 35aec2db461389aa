import type { IamOperations } from '../../model/generated/iam.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares one of IAM's operations. */
export const iamOperation = operationsOf<IamOperations>('iam');
