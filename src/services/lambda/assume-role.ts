import { AwsError } from '../../kernel/aws-error.ts';
import type { ServiceCaller } from '../../kernel/caller.ts';
import type { OperationContext } from '../../operation/context.ts';
import { roleNotAssumable } from './errors.ts';

/** Lambda as it assumes the role of one of its functions. */
function lambdaOnBehalfOf(accountId: string, functionArn: string): ServiceCaller {
  return { kind: 'service', service: 'lambda.amazonaws.com', accountId, sourceArn: functionArn };
}

/**
 * Makes sure that Lambda can assume a function's role, by doing it: the role's trust policy decides.
 *
 * @throws AwsError InvalidParameterValueException
 */
export async function assertAssumable(
  { dispatch, accountId }: OperationContext,
  roleArn: string,
  functionName: string,
  functionArn: string,
): Promise<void> {
  try {
    await dispatch({
      service: 'sts',
      operation: 'AssumeRole',
      input: { RoleArn: roleArn, RoleSessionName: functionName.padEnd(2, '_') },
      caller: lambdaOnBehalfOf(accountId, functionArn),
    });
  } catch (error) {
    if (error instanceof AwsError) throw roleNotAssumable();
    throw error;
  }
}
