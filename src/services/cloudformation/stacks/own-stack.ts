import { withoutPermission, type Authorizations } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { instanceCalling, instanceNotAllowed } from '../../../operation/instance-bars.ts';
import { STACK_ID_TAG } from '../engine/system-tags.ts';
import { noStack } from '../errors.ts';
import { onStack, stackMeant } from './find-stack.ts';

/**
 * A permission on the stack that a call names, or none where an instance of that very stack calls by its identity
 * document. The tags that say to which stack it belongs are CloudFormation's, made with the instance and changed by nobody.
 *
 * @throws AwsError AccessDenied for an instance that belongs elsewhere
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/cfn-signal.html
 */
export async function onOwnStack(
  context: OperationContext,
  action: string,
  nameOrArn: string,
): Promise<Authorizations> {
  const instanceId = instanceCalling(context.caller);
  if (instanceId === undefined) return onStack(context, action, nameOrArn);
  const stack = await stackMeant(context, nameOrArn);
  if (stack === undefined) throw noStack(nameOrArn);
  const instance = await context.house.instances.byId(instanceId);
  if (instance?.tags[STACK_ID_TAG] !== stack.id) throw instanceNotAllowed(instanceId, action, nameOrArn);
  return withoutPermission('own-stack');
}
