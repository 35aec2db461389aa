import type { S3OperationName, S3Operations } from '../../../model/generated/s3.ts';
import type { ResourceContext } from '../../../operation/resource-type.ts';

/** Calls one of S3's operations for a resource; values may be as loose as the template wrote them. */
export function s3<Name extends S3OperationName>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<S3Operations[Name]['output']> {
  return context.call<S3Operations[Name]['output']>('s3', operation, input);
}
