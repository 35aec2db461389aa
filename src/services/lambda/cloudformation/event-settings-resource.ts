import type { Properties, ResourceType } from '../../../operation/resource-type.ts';
import { textOf } from '../../../operation/resource-properties.ts';
import { lambda, lambdaGone } from './lambda-calls.ts';

/** `AWS::Lambda::EventInvokeConfig`. Making it again puts the same in its place. */
export const eventSettingsResource: ResourceType = {
  type: 'AWS::Lambda::EventInvokeConfig',

  async create(properties, context) {
    await lambda(context, 'PutFunctionEventInvokeConfig', properties);
    const physicalId = `${textOf(properties, 'FunctionName')}|${textOf(properties, 'Qualifier')}`;
    return { physicalId, attributes: {} };
  },

  async update({ physicalId, attributes, wanted }, context) {
    await lambda(context, 'PutFunctionEventInvokeConfig', wanted);
    return { physicalId, attributes };
  },

  async remove({ properties }, context) {
    await lambdaGone(context, 'DeleteFunctionEventInvokeConfig', namedBy(properties));
  },
};

function namedBy({ FunctionName, Qualifier }: Properties): object {
  return { FunctionName, Qualifier };
}
