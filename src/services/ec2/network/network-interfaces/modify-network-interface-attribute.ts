import type { ModifyNetworkInterfaceAttributeRequest } from '../../../../model/generated/ec2.ts';
import type { WriteTx } from '../../../../store/store.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { invalidParameterCombination, missingParameter, unsupported } from '../../errors.ts';
import { attributeKeys } from '../../instances/instance-authorizations.ts';
import { placeOf } from '../../shared/place.ts';
import { NETWORK_INTERFACE, SECURITY_GROUP } from '../../shared/resources.ts';
import { settlePublicIp } from '../given-addresses.ts';
import { limitExceeded } from '../network-errors.ts';
import { updateData } from '../network-store.ts';
import { onResource } from '../on-resource.ts';
import { MAX_GROUPS } from './create-network-interface.ts';
import { groupsOf } from './insert-interface.ts';
import { notYours, unknownAttachment } from './interface-errors.ts';
import { requireInterface, type InterfaceView } from './interface-view.ts';
import { updateInstance } from './update-instance.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html */
export const modifyNetworkInterfaceAttribute = ec2Operation('ModifyNetworkInterfaceAttribute', {
  async authorizes(input, context) {
    const action = 'ModifyNetworkInterfaceAttribute';
    const { attachment, ...asked } = readChange(input);
    const keys = attributeKeys({ ...asked, attachment: attachment && attachment.AttachmentId });
    const groups = [...new Set(asked.groups)];
    return [
      await onResource(context, action, NETWORK_INTERFACE, input.NetworkInterfaceId, keys),
      ...(await Promise.all(groups.map((id) => onResource(context, action, SECURITY_GROUP, id)))),
    ];
  },

  async runs(input, context) {
    const asked = readChange(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const view = await requireInterface(tx, place, input.NetworkInterfaceId, now);
      if (view.record.data.natGatewayId !== undefined) throw notYours();
      const groups = asked.groups && (await groupsOf(tx, place, view.subnet.vpc_id, asked.groups));
      const { attachment, description, sourceDestCheck, associatePublicIpAddress } = asked;
      if (attachment !== undefined && attachment.AttachmentId !== view.attachment?.id) {
        throw unknownAttachment(attachment.AttachmentId ?? '');
      }
      await apply(tx, view, {
        groups,
        description,
        sourceDestCheck,
        deleteOnTermination: attachment?.DeleteOnTermination,
        hasPublicIp: associatePublicIpAddress,
      });
      if (view.instance !== undefined) await settlePublicIp(tx, context.house.ids, view.instance.id);
      return { answer: {}, instances: view.instance && [view.instance.id] };
    });
  },
});

/** One attribute at a time, as AWS wants. @throws AwsError MissingParameter, InvalidParameterCombination, NotImplemented */
function readChange(input: ModifyNetworkInterfaceAttributeRequest) {
  if (input.EnaSrdSpecification !== undefined) throw unsupported('EnaSrdSpecification');
  if (input.EnablePrimaryIpv6 !== undefined) throw unsupported('EnablePrimaryIpv6');
  if (input.ConnectionTrackingSpecification !== undefined)
    throw unsupported('ConnectionTrackingSpecification');
  if (input.AssociatedSubnetIds !== undefined) throw unsupported('AssociatedSubnetIds');
  const asked = {
    description: input.Description?.Value,
    sourceDestCheck: input.SourceDestCheck?.Value,
    groups: input.Groups,
    attachment: input.Attachment,
    associatePublicIpAddress: input.AssociatePublicIpAddress,
  };
  const given = Object.values(asked).filter((value) => value !== undefined);
  if (given.length === 0) throw missingParameter('Attribute');
  if (given.length > 1) throw invalidParameterCombination('Fields for multiple attribute types specified');
  if ((asked.groups?.length ?? 1) === 0) throw missingParameter('SecurityGroupId');
  if ((asked.groups?.length ?? 0) > MAX_GROUPS) {
    throw limitExceeded('SecurityGroupsPerInterfaceLimitExceeded', 'security groups per interface');
  }
  return asked;
}

interface Change {
  readonly groups: InterfaceView['groups'] | undefined;
  readonly description: string | undefined;
  readonly sourceDestCheck: boolean | undefined;
  readonly deleteOnTermination: boolean | undefined;
  readonly hasPublicIp: boolean | undefined;
}

/** Of an instance's first interface the instance keeps these, of others the interface. */
async function apply(tx: WriteTx, view: InterfaceView, change: Change): Promise<void> {
  const deleteOnTermination = change.deleteOnTermination ?? view.attachment?.deleteOnTermination ?? false;
  const description = change.description ?? view.description;
  const groups = change.groups ?? view.groups;
  const sourceDestCheck = change.sourceDestCheck ?? view.sourceDestCheck;
  if (view.isPrimary && view.instance !== undefined) {
    const { networkInterface, hasPublicIp } = view.instance.data;
    await updateInstance(tx, view.instance, {
      networkInterface: { ...networkInterface, description, deleteOnTermination },
      securityGroups: groups,
      sourceDestCheck,
      hasPublicIp: change.hasPublicIp ?? hasPublicIp,
    });
    return;
  }
  if (change.hasPublicIp === true) throw unsupported('AssociatePublicIpAddress');
  const attachment = view.attachment && { ...view.attachment, deleteOnTermination };
  const data = { description, groups, sourceDestCheck, attachment };
  await updateData(tx, 'network_interfaces', view.record, data);
}
