import { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Operation } from './operation.ts';

/** What CloudFormation's helper scripts call; only there a document does for a signature. */
const OF_INSTANCES: ReadonlySet<string> = new Set(['DescribeStackResource', 'SignalResource']);

/**
 * What an instance may not call by its identity document alone, whatever policies say: it has none, and these two it
 * may call for the stack that it belongs to, which they see to themselves.
 *
 * @throws AwsError AccessDenied
 */
export function assertInstanceMay(
  caller: Caller,
  { service, name }: Pick<Operation, 'service' | 'name'>,
): void {
  const instanceId = instanceCalling(caller);
  if (instanceId === undefined || (service === 'cloudformation' && OF_INSTANCES.has(name))) return;
  throw instanceNotAllowed(instanceId, name);
}

/** The instance that calls by its identity document; `undefined` for any other caller, also for its identity's credentials. */
export function instanceCalling(caller: Caller): string | undefined {
  if (caller.kind !== 'assumed-role' || caller.session.madeBy !== 'InstanceIdentityDocument')
    return undefined;
  return caller.sessionName;
}

/**
 * AWS's refusal of an instance that calls by its identity document. Without a stack it is a guess.
 *
 * @param stack as the call names it
 * @see https://github.com/awslabs/amazon-eks-ami/issues/353
 */
export function instanceNotAllowed(instanceId: string, operation: string, stack?: string): AwsError {
  const target = stack === undefined ? '' : ` for ${stack}`;
  return new AwsError(
    'AccessDenied',
    403,
    `Instance ${instanceId} is not allowed to call ${operation}${target}`,
  );
}
