import { structuresOf, textOf, unless } from '../../../operation/resource-properties.ts';
import type { Properties, ResourceType } from '../../../operation/resource-type.ts';
import { plainText } from '../../../kernel/plain-text.ts';
import { lambda, lambdaGone, statementId } from './lambda-calls.ts';
import { readAlias } from './read-functions.ts';

/** `AWS::Lambda::Version` */
export const versionResource: ResourceType = {
  type: 'AWS::Lambda::Version',
  notBuilt: ['FunctionScalingConfig', 'ProvisionedConcurrencyConfig', 'RuntimePolicy'],

  async create(properties, context) {
    const { FunctionName, CodeSha256, Description } = properties;
    const { FunctionArn = '', Version } = await lambda(context, 'PublishVersion', {
      FunctionName,
      ...(CodeSha256 !== undefined && { CodeSha256 }),
      ...(Description !== undefined && { Description }),
    });
    return { physicalId: FunctionArn, attributes: { FunctionArn, Version } };
  },

  async remove({ physicalId: FunctionName }, context) {
    await lambdaGone(context, 'DeleteFunction', { FunctionName });
  },
};

/** `AWS::Lambda::Alias` */
export const aliasResource: ResourceType = {
  type: 'AWS::Lambda::Alias',
  notBuilt: ['ProvisionedConcurrencyConfig'],

  async create(properties, context) {
    const { Name, FunctionName } = properties;
    const creating = lambda(context, 'CreateAlias', { Name, FunctionName, ...settingsOf(properties) });
    const { AliasArn = '' } = await creating;
    return { physicalId: AliasArn, attributes: { AliasArn } };
  },

  async find({ Name, FunctionName, FunctionVersion }, context) {
    const found = await lambdaGone(context, 'GetAlias', { Name, FunctionName });
    if (found?.AliasArn === undefined || found.FunctionVersion !== plainText(FunctionVersion))
      return undefined;
    return { physicalId: found.AliasArn, attributes: { AliasArn: found.AliasArn } };
  },

  async update({ physicalId, attributes, wanted }, context) {
    const { Name, FunctionName } = wanted;
    const RoutingConfig = { AdditionalVersionWeights: {} };
    await lambda(context, 'UpdateAlias', {
      ...{ Name, FunctionName, Description: '', RoutingConfig },
      ...settingsOf(wanted),
    });
    return { physicalId, attributes };
  },

  read: readAlias,

  async remove({ properties: { Name, FunctionName } }, context) {
    await lambdaGone(context, 'DeleteAlias', { Name, FunctionName });
  },
};

function settingsOf(properties: Properties): object {
  const { Description, FunctionVersion } = properties;
  const routing = properties['RoutingConfig'] as Properties | undefined;
  const weights = structuresOf(routing ?? {}, 'AdditionalVersionWeights').map((one) => [
    textOf(one, 'FunctionVersion') ?? '',
    Number(one['FunctionWeight']),
  ]);
  return {
    FunctionVersion,
    ...(Description !== undefined && { Description }),
    ...(routing !== undefined && {
      RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(weights) },
    }),
  };
}

/** `AWS::Lambda::Permission` */
export const permissionResource: ResourceType = {
  type: 'AWS::Lambda::Permission',

  async create(properties, context) {
    const StatementId = statementId(context);
    const adding = lambda(context, 'AddPermission', { ...properties, StatementId });
    // The same id is this step's own, tried again.
    await unless(['ResourceConflictException'], adding);
    return { physicalId: StatementId, attributes: { Id: StatementId } };
  },

  async remove({ physicalId: StatementId, properties: { FunctionName } }, context) {
    await lambdaGone(context, 'RemovePermission', { FunctionName, StatementId });
  },
};
