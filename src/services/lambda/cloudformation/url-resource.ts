import { textOf } from '../../../operation/resource-properties.ts';
import type { Made, Properties, ResourceType } from '../../../operation/resource-type.ts';
import type { FunctionUrlConfig } from '../../../model/generated/lambda.ts';
import { lambda, lambdaGone } from './lambda-calls.ts';

/** `AWS::Lambda::Url` */
export const urlResource: ResourceType = {
  type: 'AWS::Lambda::Url',

  async create({ TargetFunctionArn, ...properties }, context) {
    const FunctionName = TargetFunctionArn;
    return made(await lambda(context, 'CreateFunctionUrlConfig', { ...properties, FunctionName }));
  },

  async find(properties, context) {
    const found = await lambdaGone(context, 'GetFunctionUrlConfig', namedBy(properties));
    return found !== undefined && Date.parse(found.CreationTime) >= context.startedAt
      ? made(found)
      : undefined;
  },

  async update({ wanted }, context) {
    const { AuthType, Cors = {}, InvokeMode = 'BUFFERED' } = wanted;
    const settings = { AuthType, Cors, InvokeMode };
    return made(await lambda(context, 'UpdateFunctionUrlConfig', { ...namedBy(wanted), ...settings }));
  },

  async remove({ properties }, context) {
    await lambdaGone(context, 'DeleteFunctionUrlConfig', namedBy(properties));
  },
};

function namedBy(properties: Properties): object {
  const Qualifier = textOf(properties, 'Qualifier');
  return { FunctionName: properties['TargetFunctionArn'], ...(Qualifier !== undefined && { Qualifier }) };
}

function made({ FunctionArn, FunctionUrl }: Pick<FunctionUrlConfig, 'FunctionArn' | 'FunctionUrl'>): Made {
  return { physicalId: FunctionArn, attributes: { FunctionArn, FunctionUrl } };
}
