import type { TaggingOperationName, TaggingOperations } from '../../model/generated/tagging.ts';
import type { Authorization } from '../../operation/authorization.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of the Resource Groups Tagging API. */
export const taggingOperation = operationsOf<TaggingOperations>('tagging');

/** The API's own permission; it knows no resources, and a refusal names none. */
export function permission(operation: TaggingOperationName): () => Authorization {
  return () => ({ action: `tag:${operation}`, resource: '*', named: null });
}
