import type { LambdaOperations } from '../../../model/generated/lambda.ts';
import { unless } from '../../../operation/resource-properties.ts';
import type { ResourceContext } from '../../../operation/resource-type.ts';

/** Calls one of Lambda's operations for a resource; values may be as loose as the template wrote them. */
export function lambda<Name extends keyof LambdaOperations>(
  context: ResourceContext,
  operation: Name,
  input: object,
): Promise<LambdaOperations[Name]['output']> {
  return context.call<LambdaOperations[Name]['output']>('lambda', operation, input);
}

/** The same for what undoes something or looks for it: that it is gone already is no error. */
export function lambdaGone<Name extends keyof LambdaOperations>(
  context: ResourceContext,
  operation: Name,
  input: object,
): Promise<LambdaOperations[Name]['output'] | undefined> {
  return unless(['ResourceNotFoundException'], lambda(context, operation, input));
}
