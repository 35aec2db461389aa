import { tagChanges, tagsOf } from '../../../operation/resource-properties.ts';
import type { ResourceType } from '../../../operation/resource-type.ts';
import { iam, iamGone } from './iam-calls.ts';

/**
 * `AWS::IAM::VirtualMFADevice`. It is made but not enabled: that takes two codes of the device itself,
 * so `Users` is noted and nobody has it.
 */
export const virtualMfaDeviceResource: ResourceType = {
  type: 'AWS::IAM::VirtualMFADevice',
  naming: { property: 'VirtualMfaDeviceName', maxLength: 226 },

  async create(properties, context) {
    const { VirtualMfaDeviceName: VirtualMFADeviceName, Path } = properties;
    const tags = tagsOf(properties, context.stackTags);
    const input = { VirtualMFADeviceName, Path, ...(tags.length === 0 ? {} : { Tags: tags }) };
    const { VirtualMFADevice } = await iam(context, 'CreateVirtualMFADevice', input);
    const { SerialNumber } = VirtualMFADevice;
    return { physicalId: SerialNumber, attributes: { SerialNumber } };
  },

  async update({ physicalId: SerialNumber, properties: before, wanted, attributes }, context) {
    const { set, unset } = tagChanges(before, wanted, context);
    if (set.length > 0) await iam(context, 'TagMFADevice', { SerialNumber, Tags: set });
    if (unset.length > 0) await iam(context, 'UntagMFADevice', { SerialNumber, TagKeys: unset });
    return { physicalId: SerialNumber, attributes };
  },

  async remove({ physicalId: SerialNumber }, context) {
    await iamGone(context, 'DeleteVirtualMFADevice', { SerialNumber });
  },
};
