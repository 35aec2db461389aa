import type { LambdaOperations } from '../../../model/generated/lambda.ts';
import { unless } from '../../../operation/resource-properties.ts';
import type { ResourceContext } from '../../../operation/resource-type.ts';

/** Calls one of Lambda's operations for a resource; values may be as loose as the template wrote them. */
export function lambda<Name extends keyof LambdaOperations>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<LambdaOperations[Name]['output']> {
  return context.call<LambdaOperations[Name]['output']>('lambda', operation, input);
}

/** The same for what undoes something or looks for it: that it is gone already is no error. */
export function lambdaGone<Name extends keyof LambdaOperations>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<LambdaOperations[Name]['output'] | undefined> {
  return unless(['ResourceNotFoundException'], lambda(context, operation, input));
}

const LONGEST_ID = 100;

/** The name of a policy's statement that CloudFormation makes, from the step's own token: tried again it is the same. */
export function statementId({ stackName, logicalId, token }: ResourceContext): string {
  const end = token.replaceAll(/[^a-zA-Z0-9]/g, '').slice(-12);
  return `${`${stackName}-${logicalId}`.slice(0, LONGEST_ID - end.length - 1)}-${end}`;
}
