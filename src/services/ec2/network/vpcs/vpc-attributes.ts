import type { ModifyVpcAttributeRequest, VpcAttributeName } from '../../../../model/generated/ec2.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { invalidParameterCombination, missingParameter } from '../../errors.ts';
import { attributeKeys } from '../../instances/instance-authorizations.ts';
import { placeOf } from '../../shared/place.ts';
import { VPC } from '../../shared/resources.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import type { VpcRecord } from '../network-records.ts';
import { requireOne, updateData } from '../network-store.ts';
import { onResource } from '../on-resource.ts';
import { namesPublicAddresses } from './public-names.ts';

/** What a VPC's attribute is: as it was set, otherwise as AWS makes VPCs. */
export function vpcAttribute({ is_default, data }: VpcRecord, name: VpcAttributeName): boolean {
  switch (name) {
    case 'enableDnsSupport':
      return data.enableDnsSupport ?? true;
    case 'enableDnsHostnames':
      return namesPublicAddresses(data, is_default === 1);
    case 'enableNetworkAddressUsageMetrics':
      return data.enableNetworkAddressUsageMetrics ?? false;
  }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
export const describeVpcAttribute = ec2Operation('DescribeVpcAttribute', {
  async authorizes({ VpcId }, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onResource(context, 'DescribeVpcAttribute', VPC, VpcId);
  },
  async runs({ VpcId, Attribute }, context) {
    const vpc = await context.house.store.read((tx) => requireOne(tx, VPC, placeOf(context), VpcId));
    const value = { Value: vpcAttribute(vpc, Attribute) };
    return {
      VpcId,
      EnableDnsSupport: Attribute === 'enableDnsSupport' ? value : undefined,
      EnableDnsHostnames: Attribute === 'enableDnsHostnames' ? value : undefined,
      EnableNetworkAddressUsageMetrics: Attribute === 'enableNetworkAddressUsageMetrics' ? value : undefined,
    };
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html */
export const modifyVpcAttribute = ec2Operation('ModifyVpcAttribute', {
  async authorizes(input, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onResource(context, 'ModifyVpcAttribute', VPC, input.VpcId, attributeKeys(readChange(input)));
  },
  async runs(input, context) {
    const changed = readChange(input);
    return change(context, {}, async (tx) => {
      const vpc = await requireOne(tx, VPC, placeOf(context), input.VpcId);
      await updateData(tx, 'vpcs', vpc, changed);
      return { answer: {} };
    });
  },
});

/** One attribute at a time, as AWS wants. @throws AwsError MissingParameter, InvalidParameterCombination */
function readChange(input: ModifyVpcAttributeRequest): Partial<Record<VpcAttributeName, boolean>> {
  const asked = {
    enableDnsSupport: input.EnableDnsSupport?.Value,
    enableDnsHostnames: input.EnableDnsHostnames?.Value,
    enableNetworkAddressUsageMetrics: input.EnableNetworkAddressUsageMetrics?.Value,
  };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw missingParameter('Attribute');
  if (given.length > 1) throw invalidParameterCombination('Fields for multiple attribute types specified');
  return Object.fromEntries(given);
}
