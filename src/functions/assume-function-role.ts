import { AwsError } from '../kernel/aws-error.ts';
import type { ServiceCaller } from '../kernel/caller.ts';
import { assumeAsService, type RoleCredentials } from '../operation/assume-as-service.ts';
import type { RunnableFunction } from '../operation/functions.ts';
import type { House } from '../operation/house.ts';

/** How long a function's credentials last, seconds: as long as any role lets a session. */
const LIFETIME_SECONDS = 3600;

/**
 * The credentials of a function's role: a session named as the function, whose calls carry
 * `lambda:SourceFunctionArn`.
 *
 * @returns `undefined` when the role's trust policy lets Lambda no more, or the role is gone
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export async function assumeFunctionRole(
  house: House,
  { functionArn, name, roleArn, region, accountId }: RunnableFunction,
): Promise<RoleCredentials | undefined> {
  const service: ServiceCaller = {
    kind: 'service',
    service: 'lambda.amazonaws.com',
    accountId,
    sourceArn: functionArn,
    sessionContextKeys: { 'lambda:SourceFunctionArn': functionArn },
  };
  // A session's name has two characters at least.
  const sessionName = name.padEnd(2, '_');
  try {
    return await assumeAsService(house, service, {
      roleArn,
      sessionName,
      region,
      lifetimeSeconds: LIFETIME_SECONDS,
    });
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
