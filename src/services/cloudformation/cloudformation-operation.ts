import type { CloudformationOperations } from '../../model/generated/cloudformation.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of CloudFormation's. */
export const cloudformationOperation = operationsOf<CloudformationOperations>('cloudformation');
