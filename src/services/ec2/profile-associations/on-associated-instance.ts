import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { AssociationRecord } from './associations.ts';
import { regionKey } from '../ec2-operation.ts';
import { onInstances } from '../instances/instance-authorizations.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';

/** The permission of an action on an association's instance; on any instance, where there is no such association. */
export async function onAssociatedInstance(
  context: OperationContext,
  action: Ec2OperationName,
  association: AssociationRecord | undefined,
  more: ConditionKeys = {},
): Promise<Authorization[]> {
  if (association !== undefined) return onInstances(context, action, [association.instance_id], more);
  const resource = ec2Arn(placeOf(context), 'instance/*');
  return [{ action: `ec2:${action}`, resource, keys: { ...regionKey(context), ...more } }];
}
