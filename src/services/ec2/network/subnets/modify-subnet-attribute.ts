import type { ModifySubnetAttributeRequest } from '../../../../model/generated/ec2.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { invalidParameterCombination, missingParameter, unsupported } from '../../errors.ts';
import { attributeKeys } from '../../instances/instance-authorizations.ts';
import { placeOf } from '../../shared/place.ts';
import { SUBNET } from '../../shared/resources.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { requireOne, updateData } from '../network-store.ts';
import { onResource } from '../on-resource.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html */
export const modifySubnetAttribute = ec2Operation('ModifySubnetAttribute', {
  async authorizes(input, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    const keys = attributeKeys(readChange(input));
    return onResource(context, 'ModifySubnetAttribute', SUBNET, input.SubnetId, keys);
  },
  async runs(input, context) {
    const asked = readChange(input);
    return change(context, {}, async (tx) => {
      const subnet = await requireOne(tx, SUBNET, placeOf(context), input.SubnetId);
      const { data } = subnet;
      await updateData(tx, 'subnets', subnet, {
        mapPublicIpOnLaunch: asked.mapPublicIpOnLaunch ?? data.mapPublicIpOnLaunch,
        enableDns64: asked.enableDns64 ?? data.enableDns64,
        hostnameType: asked.privateDnsHostnameTypeOnLaunch ?? data.hostnameType,
        resourceNameDnsARecord: asked.enableResourceNameDnsARecordOnLaunch ?? data.resourceNameDnsARecord,
        resourceNameDnsAaaaRecord:
          asked.enableResourceNameDnsAAAARecordOnLaunch ?? data.resourceNameDnsAaaaRecord,
      });
      return { answer: {} };
    });
  },
});

/** One attribute at a time, as AWS wants. @throws AwsError MissingParameter, InvalidParameterCombination, NotImplemented */
function readChange(input: ModifySubnetAttributeRequest) {
  if (input.AssignIpv6AddressOnCreation?.Value === true) throw unsupported('AssignIpv6AddressOnCreation');
  if (input.MapCustomerOwnedIpOnLaunch !== undefined) throw unsupported('MapCustomerOwnedIpOnLaunch');
  if (input.CustomerOwnedIpv4Pool !== undefined) throw unsupported('CustomerOwnedIpv4Pool');
  if (input.EnableLniAtDeviceIndex !== undefined) throw unsupported('EnableLniAtDeviceIndex');
  if (input.DisableLniAtDeviceIndex !== undefined) throw unsupported('DisableLniAtDeviceIndex');
  const asked = {
    assignIpv6AddressOnCreation: input.AssignIpv6AddressOnCreation?.Value,
    mapPublicIpOnLaunch: input.MapPublicIpOnLaunch?.Value,
    enableDns64: input.EnableDns64?.Value,
    privateDnsHostnameTypeOnLaunch: input.PrivateDnsHostnameTypeOnLaunch,
    enableResourceNameDnsARecordOnLaunch: input.EnableResourceNameDnsARecordOnLaunch?.Value,
    enableResourceNameDnsAAAARecordOnLaunch: input.EnableResourceNameDnsAAAARecordOnLaunch?.Value,
  };
  const given = Object.values(asked).filter((value) => value !== undefined);
  if (given.length === 0) throw missingParameter('Attribute');
  if (given.length > 1) throw invalidParameterCombination('Fields for multiple attribute types specified');
  return asked;
}
