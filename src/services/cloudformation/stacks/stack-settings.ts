import type { OperationContext } from '../../../operation/context.ts';
import { cloudformationOperation } from '../cloudformation-operation.ts';
import type { StackData, StackRecord } from '../engine/records.ts';
import { nestedProtection, noStack } from '../errors.ts';
import { checkTemplate } from '../template/check-template.ts';
import { readTemplate } from '../template/read-template.ts';
import { findStack, onStack, regionOf, stackMeant } from './find-stack.ts';
import { readStackPolicy } from './stack-policy-document.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const updateTerminationProtection = cloudformationOperation('UpdateTerminationProtection', {
  authorizes: ({ StackName }, context) => onStack(context, 'UpdateTerminationProtection', StackName),

  async runs({ StackName, EnableTerminationProtection }, context) {
    const { id } = await changeSettings(context, StackName, (stack) => {
      if (stack.parent_id !== null) throw nestedProtection(stack.id);
      return { terminationProtection: EnableTerminationProtection };
    });
    return { StackId: id };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export const setStackPolicy = cloudformationOperation('SetStackPolicy', {
  authorizes: ({ StackName, StackPolicyURL }, context) =>
    onStack(context, 'SetStackPolicy', StackName, { 'cloudformation:StackPolicyUrl': StackPolicyURL }),

  async runs({ StackName, ...source }, context) {
    const stack = await stackMeant(context, StackName);
    if (stack === undefined || stack.is_live === 0) throw noStack(StackName);
    const template = checkTemplate(readTemplate(stack.data.processed ?? stack.template));
    const stackPolicy = await readStackPolicy(source, context, template);
    await changeSettings(context, StackName, () => ({ stackPolicy }));
    return {};
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export const getStackPolicy = cloudformationOperation('GetStackPolicy', {
  authorizes: ({ StackName }, context) => onStack(context, 'GetStackPolicy', StackName),

  async runs({ StackName }, context) {
    const stack = await stackMeant(context, StackName);
    if (stack === undefined) throw noStack(StackName);
    return { StackPolicyBody: stack.data.stackPolicy };
  },
});

function changeSettings(
  context: OperationContext,
  name: string,
  change: (stack: StackRecord) => Partial<StackData>,
): Promise<StackRecord> {
  return context.house.store.write(async (tx) => {
    const stack = await findStack(tx, regionOf(context), name);
    if (stack === undefined || stack.is_live === 0) throw noStack(name);
    const data = JSON.stringify({ ...stack.data, ...change(stack) });
    await tx.updateTable('stacks').set({ data }).where('id', '=', stack.id).execute();
    return stack;
  });
}
