import type { AccessAnalyzerOperations } from '../../model/generated/accessAnalyzer.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of IAM Access Analyzer. */
export const accessAnalyzerOperation = operationsOf<AccessAnalyzerOperations>('accessAnalyzer');
