import type { ResourceTag } from '../../../operation/resource-type.ts';

/** The tag by which CloudFormation says to which stack what it made belongs. */
export const STACK_ID_TAG = 'aws:cloudformation:stack-id';

/**
 * The tags that CloudFormation puts on what it makes.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
 */
export function systemTags(
  stack: { readonly id: string; readonly name: string },
  logicalId: string,
): readonly ResourceTag[] {
  return [
    { Key: 'aws:cloudformation:stack-name', Value: stack.name },
    { Key: STACK_ID_TAG, Value: stack.id },
    { Key: 'aws:cloudformation:logical-id', Value: logicalId },
  ];
}
