import { textOf, unless } from '../../../operation/resource-properties.ts';
import type { Made, ResourceType } from '../../../operation/resource-type.ts';
import { readLayerVersionArn } from '../layers/layer-name.ts';
import { lambda, lambdaGone, statementId } from './lambda-calls.ts';

/** `AWS::Lambda::LayerVersion`. A layer without a name has that of the resource (guess: AWS documents nothing). */
export const layerVersionResource: ResourceType = {
  type: 'AWS::Lambda::LayerVersion',

  async create(properties, context) {
    const publishing = lambda(context, 'PublishLayerVersion', {
      LayerName: context.logicalId,
      ...properties,
    });
    const { LayerVersionArn } = await publishing;
    return made(LayerVersionArn);
  },

  async find(properties, context) {
    const { LayerName = context.logicalId } = properties;
    const { LayerVersions = [] } = await lambda(context, 'ListLayerVersions', { LayerName, MaxItems: 1 });
    const [{ CreatedDate = '', LayerVersionArn } = {}] = LayerVersions;
    const isOwn = Date.parse(CreatedDate.replace('+0000', 'Z')) >= context.startedAt;
    return isOwn ? made(LayerVersionArn) : undefined;
  },

  async remove({ physicalId }, context) {
    const { name: LayerName, version: VersionNumber } = readLayerVersionArn(physicalId) ?? {};
    await lambda(context, 'DeleteLayerVersion', { LayerName, VersionNumber });
  },
};

function made(LayerVersionArn = ''): Made {
  return { physicalId: LayerVersionArn, attributes: { LayerVersionArn } };
}

/** `AWS::Lambda::LayerVersionPermission` */
export const layerVersionPermissionResource: ResourceType = {
  type: 'AWS::Lambda::LayerVersionPermission',

  async create({ LayerVersionArn, ...properties }, context) {
    const StatementId = statementId(context);
    const arn = textOf({ LayerVersionArn }, 'LayerVersionArn') ?? '';
    const adding = lambda(context, 'AddLayerVersionPermission', {
      ...properties,
      ...versionOf(arn),
      StatementId,
    });
    // The same id is this step's own, tried again.
    await unless(['ResourceConflictException'], adding);
    const physicalId = `${arn}#${StatementId}`;
    return { physicalId, attributes: { Id: physicalId } };
  },

  async remove({ physicalId }, context) {
    const [arn = '', StatementId] = physicalId.split('#');
    await lambdaGone(context, 'RemoveLayerVersionPermission', { ...versionOf(arn), StatementId });
  },
};

/** A version as the operations on its policy name it: by the layer's ARN and the number. */
function versionOf(arn: string): object {
  const end = arn.lastIndexOf(':');
  return { LayerName: arn.slice(0, end), VersionNumber: arn.slice(end + 1) };
}
