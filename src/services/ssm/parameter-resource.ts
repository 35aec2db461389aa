import type { SsmOperationName, SsmOperations } from '../../model/generated/ssm.ts';
import { tagChanges, tagsOf, textOf, unless } from '../../operation/resource-properties.ts';
import type { Made, Properties, ResourceContext, ResourceType } from '../../operation/resource-type.ts';

function ssm<Name extends SsmOperationName>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<SsmOperations[Name]['output']> {
  return context.call<SsmOperations[Name]['output']>('ssm', operation, input);
}

/** `AWS::SSM::Parameter` */
export const parameterResource: ResourceType = {
  type: 'AWS::SSM::Parameter',
  naming: { property: 'Name', maxLength: 1011 },

  async create(properties, context) {
    const tags = tagsOf({ Tags: listOfTags(properties) }, context.stackTags);
    await ssm(context, 'PutParameter', {
      ...written(properties),
      ...(tags.length === 0 ? {} : { Tags: tags }),
    });
    return made(properties);
  },

  async find(properties, context) {
    const call = ssm(context, 'GetParameter', { Name: properties['Name'] });
    const modified = (await unless(['ParameterNotFound'], call))?.Parameter?.LastModifiedDate;
    const isOurs = modified !== undefined && modified.getTime() >= context.startedAt;
    return isOurs ? made(properties) : undefined;
  },

  async update({ physicalId, properties: before, wanted }, context) {
    await ssm(context, 'PutParameter', { Description: '', ...written(wanted), Overwrite: true });
    const { set, unset } = tagChanges({ Tags: listOfTags(before) }, { Tags: listOfTags(wanted) }, context);
    const resource = { ResourceType: 'Parameter', ResourceId: physicalId };
    if (set.length > 0) await ssm(context, 'AddTagsToResource', { ...resource, Tags: set });
    if (unset.length > 0) await ssm(context, 'RemoveTagsFromResource', { ...resource, TagKeys: unset });
    return made(wanted);
  },

  async read({ physicalId: Name, properties }, context) {
    const WithDecryption = false;
    const call = ssm(context, 'GetParameter', { Name, WithDecryption });
    const found = (await unless(['ParameterNotFound'], call))?.Parameter;
    if (found === undefined) return undefined;
    const { Type, Value, DataType } = found;
    const read = { Name, Type, Value, ...(DataType !== undefined && { DataType }) };
    if (properties['Tags'] === undefined) return read;
    const tagged = await ssm(context, 'ListTagsForResource', { ResourceType: 'Parameter', ResourceId: Name });
    return {
      ...read,
      Tags: Object.fromEntries((tagged.TagList ?? []).map(({ Key, Value: own }) => [Key, own])),
    };
  },

  async remove({ physicalId: Name }, context) {
    await unless(['ParameterNotFound'], ssm(context, 'DeleteParameter', { Name }));
  },
};

function written({ Name, Type, Value, Description, AllowedPattern, DataType, Policies, Tier }: Properties) {
  const given = { Name, Type, Value, Description, AllowedPattern, DataType, Policies, Tier };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Here tags are a map, unlike elsewhere. */
function listOfTags({ Tags = {} }: Properties): readonly object[] {
  return Object.entries(Tags as Properties).map(([Key, Value]) => ({ Key, Value }));
}

function made(properties: Properties): Made {
  const { Type, Value } = properties;
  return { physicalId: textOf(properties, 'Name') ?? '', attributes: { Type, Value } };
}
