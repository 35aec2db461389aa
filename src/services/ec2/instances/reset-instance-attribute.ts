import { ec2Operation } from '../ec2-operation.ts';
import { invalidParameterValue, unsupported } from '../errors.ts';
import { onInstances } from './instance-authorizations.ts';
import { updateInstances } from './update-instance.ts';

/** Of three attributes two belong to paravirtual machines, which there are none of. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetInstanceAttribute.html */
export const resetInstanceAttribute = ec2Operation('ResetInstanceAttribute', {
  authorizes: ({ InstanceId, Attribute }, context) =>
    onInstances(context, 'ResetInstanceAttribute', [InstanceId], { 'ec2:Attribute': Attribute }),
  async runs(input, context) {
    const { Attribute } = input;
    if (Attribute === 'kernel' || Attribute === 'ramdisk') throw unsupported(`Attribute=${Attribute}`);
    if (Attribute !== 'sourceDestCheck') {
      throw invalidParameterValue(Attribute, 'attribute', 'Unknown attribute.');
    }
    await updateInstances(context, input, [input.InstanceId], () => ({ sourceDestCheck: true }));
    return {};
  },
});
