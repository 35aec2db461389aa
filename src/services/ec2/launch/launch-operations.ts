import type { Operation } from '../../../operation/operation.ts';
import { runInstances } from './run-instances.ts';

/** Launching instances. */
export const launchOperations: readonly Operation[] = [runInstances];
