import { textOf } from '../../../operation/resource-properties.ts';
import type { ResourceType } from '../../../operation/resource-type.ts';
import { invalidWaitHandle, waitTooLong } from '../errors.ts';
import { handleUrl, logicalIdIn } from './wait-handle.ts';

const LONGEST_SECONDS = 43_200;

/** `AWS::CloudFormation::WaitConditionHandle`: a URL to which whoever has it sends signals. */
export const waitConditionHandleResource: ResourceType = {
  type: 'AWS::CloudFormation::WaitConditionHandle',

  create: async (_properties, { endpoint, token, logicalId }) => ({
    physicalId: handleUrl(endpoint, token, logicalId),
  }),

  remove: () => Promise.resolve(),
};

/**
 * `AWS::CloudFormation::WaitCondition`: done when as many signals came to its handle; one without a
 * handle has a CreationPolicy, for which the engine waits.
 */
export const waitConditionResource: ResourceType = {
  type: 'AWS::CloudFormation::WaitCondition',

  async create(properties, context) {
    const physicalId = `${context.stackId}/${context.logicalId}`;
    const handle = textOf(properties, 'Handle');
    if (handle === undefined) return { physicalId, attributes: { Data: '{}' } };
    const logicalId = logicalIdIn(handle);
    if (logicalId === undefined) throw invalidWaitHandle();
    const count = Number(textOf(properties, 'Count') ?? '1');
    const timeout = Number(textOf(properties, 'Timeout') ?? LONGEST_SECONDS);
    if (timeout > LONGEST_SECONDS) throw waitTooLong();
    const signals = await context.signals(logicalId, count, timeout);
    return { physicalId, attributes: { Data: JSON.stringify(signals) } };
  },

  // AWS waits once: an update changes nothing.
  update: async ({ physicalId, attributes }) => ({ physicalId, attributes }),

  remove: () => Promise.resolve(),
};
