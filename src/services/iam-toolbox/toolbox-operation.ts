import type { IamToolboxOperations } from '../../model/generated/iam-toolbox.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of IAM Toolbox. */
export const toolboxOperation = operationsOf<IamToolboxOperations>('iam-toolbox');
