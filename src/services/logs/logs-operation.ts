import type { LogsOperations } from '../../model/generated/logs.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of CloudWatch Logs. */
export const logsOperation = operationsOf<LogsOperations>('logs');
